import { PasswordInput } from "@mantine/core";
import type { CopyKeys } from "../../../shared/platform.ts";
import { backupsText } from "./backups-text.ts";

const words = backupsText.restoreDialog;

/** What somebody typed to open a copy: a secret key of age tells itself by how it begins. Null where nothing was typed. */
export function keysOf(typed: string): CopyKeys | null {
  const key = typed.trim();
  if (key === "") return null;
  return key.startsWith("AGE-SECRET-KEY-")
    ? { passphrase: null, identities: [key] }
    : { passphrase: key, identities: [] };
}

interface KeyOfCopyProps {
  readonly value: string;
  readonly onChange: (typed: string) => void;
}

/** Asks for what opens a copy that is encrypted. */
export function KeyOfCopy({ value, onChange }: KeyOfCopyProps) {
  return (
    <PasswordInput
      label={words.key}
      description={words.keyHelp}
      autoComplete="off"
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
