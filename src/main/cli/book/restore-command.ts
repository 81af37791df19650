import { readFileSync } from "node:fs";
import { type Command, Option } from "commander";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { bookOption, jsonOption, keyOption, pathFromHere, withExamples } from "../foundation/options.ts";
import { readPassphrase } from "../foundation/passphrase.ts";
import type { BookFlags, CommandLine, OpenBook } from "../foundation/run-command.ts";
import { type Terminal } from "../foundation/terminal.ts";
import { said } from "../foundation/spoken.ts";
import { passphraseOption } from "./copy-commands.ts";

interface RestoreFlags extends BookFlags {
  readonly from: string;
  readonly replace?: true;
  readonly backupPassphraseFd?: number;
  readonly identity?: string;
}

/** `countinghouse book restore` */
export function addRestoreCommand(book: Command, line: CommandLine): void {
  const restore = book
    .command("restore")
    .description("Make a book what a copy of it holds. The copy stays as it is, and so does what was there before.")
    .addOption(bookOption())
    .addOption(new Option("--from <file>", "the copy").argParser(pathFromHere).makeOptionMandatory())
    .option("--replace", "let the book that is there now give way; it is kept beside the new one")
    .addOption(passphraseOption())
    .addOption(
      new Option(
        "--identity <file>",
        "the file of secret keys that opens a copy which is encrypted for keys, as `age-keygen` writes it",
      ).argParser(pathFromHere),
    )
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((flags: RestoreFlags) =>
      line.withBook(flags, async (open) => {
        const value = await restoreWithKeys(open, line.terminal, flags);
        return { ok: true, value, text: restoredText(value) };
      }),
    );
  withExamples(
    restore,
    "book restore --book acme.countinghouse --from /media/stick/acme.countinghouse",
    "book restore --book acme.countinghouse --from acme.countinghouse.backup-mf3k2xq8-20260301T120000123Z --replace",
  );
}

/** Restore a copy; where it is encrypted and nothing was said, whoever is at the terminal is asked. */
async function restoreWithKeys(
  open: OpenBook,
  terminal: Terminal,
  { from, replace, backupPassphraseFd, identity }: RestoreFlags,
): Promise<MethodOutput<"book.restore">> {
  const attempt = (passphrase: string | null) =>
    open.write("book.restore", {
      fromPath: from,
      replaces: replace === true,
      passphrase,
      identities: identity === undefined ? [] : readIdentities(identity),
    });
  const question = said("Passphrase of {name}: ", { name: said("the copy") });
  const given = backupPassphraseFd === undefined ? null : await readPassphrase(terminal, question, backupPassphraseFd);
  try {
    return await attempt(given);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "backup_encrypted" || !terminal.canAsk) throw error;
    return attempt(await terminal.askSecret(question));
  }
}

/** The secret keys in a file, one a line, between lines that say something about them. @throws AppError `invalid_input`. */
function readIdentities(path: string): string[] {
  try {
    const lines = readFileSync(path, "utf8").split("\n");
    return lines.map((each) => each.trim()).filter((each) => each !== "" && !each.startsWith("#"));
  } catch (error) {
    throw new AppError(
      "invalid_input",
      sentence("The keys in {path} cannot be read: {reason}.", { path, reason: (error as Error).message }),
    );
  }
}

/** What a restore says of its copy. */
const proofs: Readonly<Record<MethodOutput<"book.restore">["proof"], string>> = {
  bytes: said("Each byte of the copy is as it was when it was made."),
  ledger: said(
    "Nothing beside the copy says what its bytes were: its pages, its indexes and its ledger were checked, and hold.",
  ),
  none: said("The ledger in the copy does not hold: `ledger verify` says where."),
};

function restoredText(restored: {
  readonly path: string;
  readonly entryCount: number;
  readonly lastEntryAtMs: number | null;
  readonly mayMissLast: boolean;
  readonly proof: MethodOutput<"book.restore">["proof"];
  readonly keptPath: string | null;
}): string {
  const { path, entryCount, lastEntryAtMs, mayMissLast, proof, keptPath } = restored;
  const last = lastEntryAtMs === null ? "" : said(", the last of {at}", { at: new Date(lastEntryAtMs).toISOString() });
  const lines = [
    said("{path} holds {count} {count|entry|entries}{last}.", { path, count: entryCount, last }),
    proofs[proof],
  ];
  if (mayMissLast) {
    lines.push(
      said("The copy was made of the file alone while the book was open: what was written last may be missing."),
    );
  }
  if (keptPath !== null) {
    lines.push(
      said("What was there before is now {keptPath}.", { keptPath }),
      said(
        "Operators, their passphrases and the keys of programs are those of the copy; whoever had signed in signs in anew.",
      ),
    );
  }
  return lines.join("\n");
}
