import { readFileSync } from "node:fs";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import type { Terminal } from "./terminal.ts";
import { said } from "./spoken.ts";

/**
 * A passphrase, from a file descriptor or from whoever is at the terminal; never from the line, which other users of the machine can read.
 *
 * @throws AppError `invalid_input` where there is neither.
 */
export async function readPassphrase(
  terminal: Terminal,
  question: string,
  descriptor: number | undefined,
): Promise<string> {
  if (descriptor !== undefined) return readSecret(terminal, descriptor);
  if (terminal.canAsk) return terminal.askSecret(question);
  throw new AppError(
    "invalid_input",
    sentence("Nobody is there to be asked, and no file descriptor with the passphrase was named."),
  );
}

/** What a file descriptor says, without the end of its line. @throws AppError `invalid_input` where it cannot be read. */
export async function readSecret(terminal: Terminal, descriptor: number): Promise<string> {
  try {
    const written = descriptor === 0 ? await terminal.readInput() : readFileSync(descriptor, "utf8");
    // What writes a line ends it; that is no part of the passphrase.
    return written.replace(/\r?\n$/u, "");
  } catch (error) {
    throw new AppError(
      "invalid_input",
      sentence("File descriptor {descriptor} cannot be read: {reason}.", {
        descriptor,
        reason: (error as Error).message,
      }),
    );
  }
}

/** The same for a new one, which is asked for twice. @throws AppError `invalid_input` where the two differ. */
export async function readNewPassphrase(
  terminal: Terminal,
  name: string,
  descriptor: number | undefined,
): Promise<string> {
  const passphrase = await readPassphrase(terminal, said("New passphrase of {name}: ", { name }), descriptor);
  if (descriptor !== undefined) return passphrase;
  const again = await terminal.askSecret(said("The same again: "));
  if (again !== passphrase) throw new AppError("invalid_input", sentence("The two are not the same."));
  return passphrase;
}
