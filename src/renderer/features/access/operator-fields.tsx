import { PasswordInput, TextInput } from "@mantine/core";
import { operatorsText } from "./operators-text.ts";

const words = operatorsText.form;
/** As the contract has it. */
const shortestPassphrase = 8;

/** What is wrong with a new passphrase; null where nothing is. */
export function passphraseProblem(passphrase: string): string | null {
  return passphrase.length < shortestPassphrase ? words.passphraseShort : null;
}

interface NameFieldsProps {
  readonly name: string;
  readonly signInName: string;
  /** Whether one has to be given; left out: yes. */
  readonly needsSignInName?: boolean;
  /** Whether what is missing is said. */
  readonly wasTried: boolean;
  readonly onChange: (change: { readonly name?: string; readonly signInName?: string }) => void;
}

/** How an operator is called, by others and at the door. */
export function NameFields({ name, signInName, needsSignInName = true, wasTried, onChange }: NameFieldsProps) {
  return (
    <>
      <TextInput
        data-autofocus
        required
        label={words.name}
        description={words.nameHint}
        maxLength={100}
        autoComplete="off"
        value={name}
        error={wasTried && name.trim() === "" && words.missing}
        onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
      />
      <TextInput
        required={needsSignInName}
        label={words.signInName}
        description={words.signInNameHint}
        maxLength={64}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        value={signInName}
        error={wasTried && needsSignInName && signInName.trim() === "" && words.missing}
        onChange={({ currentTarget }) => onChange({ signInName: currentTarget.value })}
      />
    </>
  );
}

interface NewPassphraseFieldProps {
  readonly label: string;
  readonly description: string;
  readonly value: string;
  readonly wasTried: boolean;
  readonly onChange: (passphrase: string) => void;
}

/** A passphrase that is being chosen. */
export function NewPassphraseField({ label, description, value, wasTried, onChange }: NewPassphraseFieldProps) {
  return (
    <PasswordInput
      required
      label={label}
      description={description}
      maxLength={1000}
      autoComplete="new-password"
      value={value}
      error={wasTried && passphraseProblem(value)}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
