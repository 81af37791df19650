import { shell } from "electron";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";

/** Longer addresses are cut off or refused by some systems' openers. */
const addressLimit = 2_000;

/** What a mail may be prepared with. `attach`, which some programs understand, would name a file on this disk. */
const mailFields: ReadonlySet<string> = new Set(["subject", "body", "cc"]);

/**
 * Opens an address in the system's own program: the only place that does.
 *
 * @throws invalid_input for anything but a plain https or mailto address.
 */
export async function openExternalAddress(address: string): Promise<void> {
  const parsed = address.length > addressLimit ? null : URL.parse(address);
  if (parsed === null || !(isPlainWebAddress(parsed) || isPlainMailAddress(parsed))) {
    throw new AppError("invalid_input", sentence("Only https and mailto addresses can be opened."));
  }
  // What was parsed is what is opened, so that no other reading of the text comes into play.
  await shell.openExternal(parsed.href);
}

function isPlainWebAddress({ protocol, username, password }: URL): boolean {
  return protocol === "https:" && username === "" && password === "";
}

function isPlainMailAddress({ protocol, searchParams }: URL): boolean {
  return protocol === "mailto:" && [...searchParams.keys()].every((field) => mailFields.has(field.toLowerCase()));
}
