import { readFileSync } from "node:fs";
import { type Command, Option } from "commander";
import type { BackupPlan, CopyView } from "../../../shared/contract/copies.ts";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import {
  bookOption,
  descriptorOption,
  jsonOption,
  keyOption,
  pathFromHere,
  withExamples,
} from "../foundation/options.ts";
import { readNewPassphrase, readPassphrase } from "../foundation/passphrase.ts";
import type { BookFlags, CommandLine, OpenBook } from "../foundation/run-command.ts";
import { layOutFields, layOutTable } from "../foundation/table.ts";
import { count, type Terminal, toldText } from "../foundation/terminal.ts";
import { said } from "../foundation/spoken.ts";

interface BackupFlags extends BookFlags {
  readonly to?: string;
  readonly series?: true;
  readonly encrypt?: true;
  readonly backupPassphraseFd?: number;
  readonly recipient?: readonly string[];
}

interface RestoreFlags extends BookFlags {
  readonly from: string;
  readonly replace?: true;
  readonly backupPassphraseFd?: number;
  readonly identity?: string;
}

interface PlanFlags extends BookFlags {
  readonly every?: BackupPlan["every"];
  readonly folder?: string;
  readonly ownFolder?: true;
  readonly recipient?: readonly string[];
  readonly unencrypted?: true;
}

/** A key may be named more than once. */
const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

function recipientOption(): Option {
  return new Option(
    "--recipient <key>",
    "encrypt for who has the secret key that goes with this public one of age (age1…); may be repeated",
  ).argParser(collect);
}

function passphraseOption(): Option {
  return descriptorOption(
    "backup-passphrase-fd",
    "read the copy's passphrase from this file descriptor (0 is standard input); left out: it is asked for",
  );
}

/** `countinghouse book backup`, `book backups`, `book backup-plan`, `book restore` and `book mend` */
export function addCopyCommands(book: Command, line: CommandLine): void {
  addMendCommand(book, line);
  const backup = book
    .command("backup")
    .description("Copy a book, as it is now, to a file that is whole by itself. Work in the book goes on.")
    .addOption(bookOption())
    .addOption(
      new Option("--to <file>", "where the copy goes; left out: to the folder of the backups").argParser(pathFromHere),
    )
    .addOption(
      new Option("--series", "make it one of the series, in which newer copies take the place of older ones").conflicts(
        "to",
      ),
    )
    .addOption(new Option("--encrypt", "encrypt it with a passphrase, which is asked for").conflicts("recipient"))
    .addOption(passphraseOption().conflicts("recipient"))
    .addOption(recipientOption())
    .addOption(jsonOption())
    .action((flags: BackupFlags) =>
      line.withBook(flags, async (open) => {
        const isWithPassphrase = flags.encrypt === true || flags.backupPassphraseFd !== undefined;
        const input = {
          isOfSeries: flags.series === true,
          toPath: flags.to ?? null,
          passphrase: isWithPassphrase
            ? await readNewPassphrase(line.terminal, said("the copy"), flags.backupPassphraseFd)
            : null,
          recipients: flags.recipient === undefined ? null : [...flags.recipient],
        };
        const value = await open.job("book.backup", input, "Copying");
        const given = { count: count(value.entryCount), path: value.path };
        const text = said("Copied {count} entries to {path}, and checked the copy.", given);
        return { ok: true, value, text };
      }),
    );
  withExamples(
    backup,
    "book backup --book acme.countinghouse",
    "book backup --book acme.countinghouse --series",
    "book backup --book acme.countinghouse --to /media/stick/acme.countinghouse",
    "book backup --book acme.countinghouse --to /media/stick/acme.countinghouse.age --encrypt",
  );

  const list = book
    .command("backups")
    .description("List the copies of a book, newest first.")
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((flags: BookFlags) =>
      line.withBook(flags, async (open) => {
        const value = await open.ask("backups.list", {});
        return { ok: true, value, text: copiesText(value) };
      }),
    );
  withExamples(list, "book backups --book acme.countinghouse");

  const plan = book
    .command("backup-plan")
    .description("Show or change how often a book is copied by itself while it is open, and to where.")
    .addOption(bookOption())
    .addOption(new Option("--every <span>", "how often").choices(["off", "hour", "day"]))
    .addOption(new Option("--folder <folder>", "where the copies go; it has to be there").argParser(pathFromHere))
    .addOption(new Option("--own-folder", "let them lie beside the book").conflicts("folder"))
    .addOption(recipientOption())
    .addOption(new Option("--unencrypted", "do not encrypt them").conflicts("recipient"))
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((flags: PlanFlags) =>
      line.withBook(flags, async (open) => {
        const { every, ownFolder, unencrypted } = flags;
        const folder = ownFolder ? null : flags.folder;
        const recipients = unencrypted ? [] : flags.recipient && [...flags.recipient];
        const isChange = every !== undefined || folder !== undefined || recipients !== undefined;
        const value = isChange
          ? await open.write("backups.configure", {
              ...(every !== undefined && { every }),
              ...(folder !== undefined && { folder }),
              ...(recipients !== undefined && { recipients }),
            })
          : await open.ask("backups.plan", {});
        return { ok: true, value, text: planText(value) };
      }),
    );
  withExamples(
    plan,
    "book backup-plan --book acme.countinghouse",
    "book backup-plan --book acme.countinghouse --every hour --folder /media/stick",
    "book backup-plan --recipient age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
  );

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

function addMendCommand(book: Command, line: CommandLine): void {
  const mend = book
    .command("mend")
    .description(
      "Mend a damaged book: by its own tables where indexes only lack what those have, else by the newest copy that proves itself and the later entries that do. The damaged file is kept.",
    )
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((flags: BookFlags) =>
      line.withBook(flags, async (open) => {
        const value = await open.write("book.mend", {});
        return { ok: true, value, text: mendedText(value) };
      }),
    );
  withExamples(mend, "book mend --book acme.countinghouse");
}

const shownProblems = 10;

function mendedText(mended: MethodOutput<"book.mend">): string {
  const {
    path,
    problems,
    way,
    sourcePath,
    entryCount,
    takenCount,
    keptPath,
    notTakenCount,
    notTakenPath,
    missingSequences,
  } = mended;
  const broken = problems.length === 0 ? [said("the ledger does not hold")] : problems;
  const lines = [said("Broken:"), ...broken.slice(0, shownProblems).map((problem) => `  ${problem}`)];
  if (broken.length > shownProblems) {
    lines.push(`  ${said("and {count} more", { count: count(broken.length - shownProblems) })}`);
  }
  lines.push(
    way === "rebuilt"
      ? said("Nothing is lost: {path} was written anew, with all of its {count} entries, and its ledger holds.", {
          path,
          count: count(entryCount),
        })
      : said("{path} is now the copy {sourcePath}, with {count} entries, and its ledger holds.", {
          path,
          sourcePath: sourcePath ?? "",
          count: count(entryCount),
        }),
  );
  if (takenCount > 0) {
    lines.push(said("{count} of them are later entries that proved themselves.", { count: count(takenCount) }));
  }
  if (notTakenPath !== null) {
    lines.push(
      takenCount > 0
        ? said(
            "{count} more entries still prove themselves. They are not in the book, but listed in {path}: enter them anew.",
            { count: count(notTakenCount), path: notTakenPath },
          )
        : said(
            "{count} later entries still prove themselves. They are not in the book, but listed in {path}: enter them anew.",
            { count: count(notTakenCount), path: notTakenPath },
          ),
    );
  }
  if (missingSequences.length > 0) {
    lines.push(said("Nobody can read these entries any more: {list}.", { list: missingSequences.join(", ") }));
  }
  if (way === "fromBackup") {
    lines.push(said("Whatever else was changed after that copy is in none of them."));
  }
  lines.push(said("The damaged file is kept: {keptPath}.", { keptPath }));
  return lines.join("\n");
}

const kindWords: Readonly<Record<CopyView["kind"], string>> = {
  requested: said("asked for"),
  series: said("series"),
  beforeRestore: said("before a restore"),
  beforeUpgrade: said("before an upgrade"),
};

function copiesText(listed: { readonly copies: readonly CopyView[]; readonly isFolderMissing: boolean }): string {
  const rows = listed.copies.map(({ createdAtMs, kind, entryCount, sizeBytes, fileName }) => [
    new Date(createdAtMs).toISOString(),
    kindWords[kind],
    entryCount === null ? "" : count(entryCount),
    count(sizeBytes),
    fileName,
  ]);
  const table = layOutTable(
    [
      { heading: "Made" },
      { heading: "Why" },
      { heading: "Entries", align: "right" },
      { heading: "Bytes", align: "right" },
      { heading: "File" },
    ],
    rows,
    undefined,
  );
  return [
    ...(listed.isFolderMissing ? [said("The folder of the backups is not there; these are beside the book.")] : []),
    rows.length === 0 ? said("There is no copy.") : table,
  ].join("\n");
}

const whenCopied: Readonly<Record<BackupPlan["every"], string>> = {
  off: said("only when asked"),
  hour: said("every hour, while it is open"),
  day: said("every day, while it is open"),
};

function planText({ every, folder, recipients, lastBackupAtMs, problem }: BackupPlan): string {
  return layOutFields([
    ["Copied", whenCopied[every]],
    ["To", folder],
    ["Encrypted for", recipients.length === 0 ? said("nobody") : recipients.join(", ")],
    ["Last copy", lastBackupAtMs === null ? said("never") : new Date(lastBackupAtMs).toISOString()],
    ...(problem ? [["Problem", `${toldText(problem)} ${problem.remedy}`] as const] : []),
  ]);
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
  const lines = [said("{path} holds {count} entries{last}.", { path, count: count(entryCount), last }), proofs[proof]];
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
