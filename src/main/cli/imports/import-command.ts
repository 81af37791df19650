import { createHash, type Hash } from "node:crypto";
import { basename } from "node:path";
import type { Command } from "commander";
import type { ChangedAccount, ImportFileKind, ImportReport } from "../../../shared/contract/account-import.ts";
import type { ImportChoices } from "../../../shared/contract/imports.ts";
import { AppError } from "../../../shared/errors.ts";
import { money } from "../foundation/amounts.ts";
import { saidWith, withAskOptions, type AskFlags } from "../approvals/ask-for-approval.ts";
import { namedColumns, withReadingOptions, type ReadingFlags } from "../foundation/file-reading.ts";
import { bookOption, jsonOption, keyOption, withExamples } from "../foundation/options.ts";
import type { BookFlags, CommandLine, OpenBook, Outcome } from "../foundation/run-command.ts";
import { openFile, sendFile, type FileBytes } from "../foundation/send-file.ts";
import { count, type Terminal, toldText } from "../foundation/terminal.ts";
import { withNamedColumns } from "../../../shared/fields-of-column.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { said } from "../foundation/spoken.ts";

interface NamedFile {
  readonly kind: ImportFileKind;
  readonly name: string;
  readonly bytes: FileBytes;
}

/** A file that the engine has, and how it is read; null: as its columns say. */
interface SentFile {
  readonly kind: ImportFileKind;
  readonly name: string;
  readonly uploadId: string;
  readonly choices: ImportChoices | null;
}

interface ImportFlags extends BookFlags, AskFlags, ReadingFlags {
  readonly check?: true;
  readonly update?: true;
  readonly clearEmpty?: true;
  readonly [flag: string]: unknown;
}

const fileOptions: readonly { readonly kind: ImportFileKind; readonly flag: string; readonly key: string }[] = [
  { kind: "plans", flag: "plans", key: "plans" },
  { kind: "users", flag: "users", key: "users" },
  { kind: "organizations", flag: "organizations", key: "organizations" },
  { kind: "subscriptions", flag: "subscriptions", key: "subscriptions" },
  { kind: "opening_balances", flag: "opening-balances", key: "openingBalances" },
  { kind: "ledger_entries", flag: "ledger-entries", key: "ledgerEntries" },
];

/** `countinghouse accounts import` */
export function addImportCommand(accounts: Command, line: CommandLine): void {
  const command = accounts
    .command("import")
    .description(
      "Read accounts, plans, subscriptions, opening balances and ledger histories from CSV files and Excel workbooks (docs/csv.md).",
    );
  for (const { flag } of fileOptions) {
    command.option(`--${flag} <files...>`, `files of ${flag.replace("-", " ")}; - reads standard input`);
  }
  withAskOptions(withReadingOptions(command, null))
    .option("--check", "check every row, write nothing")
    .option(
      "--update",
      "change users and organizations that the book has by what the files say; left out: they are a problem",
    )
    .option("--clear-empty", "with --update: an empty cell clears what is there; left out: it changes nothing")
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((flags: ImportFlags) => {
      const files = fileOptions.flatMap(({ kind, key }) =>
        ((flags[key] as readonly string[] | undefined) ?? []).map((path) => ({ kind, path })),
      );
      if (files.length === 0) command.error("error: name at least one file to import");
      if (files.length > 1 && isReadingSaid(flags))
        command.error("error: --column, --sheet, --decimal and --dates say how one file is read; name one");
      if (flags.check && flags.ask !== undefined) command.error("error: --check asks for nothing; leave out --ask");
      if (files.filter(({ path }) => path === "-").length > 1) command.error("error: standard input is one file only");
      return line.withBook(flags, async (book) => {
        const named = files.map(async ({ kind, path }) => ({
          kind,
          name: path === "-" ? said("standard input") : basename(path),
          bytes: await openFile(line.terminal, path),
        }));
        return importFiles(line.terminal, book, await Promise.all(named), flags);
      });
    });
  withExamples(
    command,
    "accounts import --book acme.countinghouse --users users.csv --check",
    "accounts import --plans plans.csv --users users.csv --organizations orgs.csv --subscriptions subs.csv --opening-balances balances.csv",
    "accounts import --users - < users.csv",
    "accounts import --organizations tax-numbers.xlsx --update --check",
    "accounts import --users kunden.csv --column name=Firma email=E-Mail --dates dmy --check",
    'accounts import --opening-balances balances.csv --ask "Balances of the old system" --evidence statement.pdf --as ann',
    "accounts import --book new.countinghouse --users users.csv --organizations orgs.csv --ledger-entries ledger.csv",
  );
}

function isReadingSaid({ column, sheet, decimal, dates }: ReadingFlags): boolean {
  return [column, sheet, decimal, dates].some((given) => given !== undefined);
}

/** How a file is read of which something was said: as is proposed, but for that; null where nothing was. */
async function chosen(
  book: OpenBook,
  { kind, uploadId }: Pick<SentFile, "kind" | "uploadId">,
  flags: ImportFlags,
): Promise<ImportChoices | null> {
  if (!isReadingSaid(flags)) return null;
  const { sheet = null } = flags;
  const existing = existingOf(flags);
  const { header, choices } = await book.job("imports.inspect", { uploadId, kind, sheet, existing }, "Looking");
  const columns = namedColumns(header, flags);
  return {
    ...choices,
    mapping: flags.column === undefined ? choices.mapping : null,
    columns: withNamedColumns(choices.columns, columns),
    decimal: flags.decimal ?? choices.decimal,
    dateOrder: flags.dates ?? choices.dateOrder,
  };
}

const existingOf = ({ update }: ImportFlags) => (update ? ("update" as const) : ("refuse" as const));

async function importFiles(
  terminal: Terminal,
  book: OpenBook,
  files: readonly NamedFile[],
  flags: ImportFlags,
): Promise<Outcome> {
  const { check, key, update, clearEmpty, ask: why, evidence = [] } = flags;
  const mode = check ? ("check" as const) : ("write" as const);
  const sent: SentFile[] = [];
  // The key follows from the files, so that a command that is repeated after a lost connection or a crash writes nothing twice: it is
  // answered with the first report.
  const content = createHash("sha256");
  for (const file of files) {
    const uploadId = await digestOf(file, content);
    await sendFile(book, file.bytes, uploadId);
    const choices = await chosen(book, { kind: file.kind, uploadId }, flags);
    if (choices !== null) content.update(JSON.stringify(choices));
    sent.push({ kind: file.kind, name: file.name, uploadId, choices });
  }
  const existing = existingOf(flags);
  const emptyCells = clearEmpty ? ("clear" as const) : ("keep" as const);
  if (update) content.update(JSON.stringify({ existing, emptyCells }));
  const report = await book.job(
    "accounts.import",
    {
      files: sent,
      mode,
      existing,
      emptyCells,
      ask: why === undefined ? null : await saidWith(terminal, book, why, evidence),
    },
    check ? "Checking" : "Importing",
    key ?? `cli-import-${content.digest("hex")}`,
  );
  if (report.outcome !== "rejected") return { ok: true, value: report, text: reportText(report) };
  for (const problem of report.problems) terminal.say(problemText(problem));
  if (report.problemCount > report.problems.length) {
    terminal.say(said("… and {count} more.", { count: count(report.problemCount - report.problems.length) }));
  }
  const rejected = sentence("{count} {count|problem|problems} in the files.", { count: report.problemCount });
  return { ok: false, error: new AppError("import_rejected", rejected, { report }).toView() };
}

/**
 * @param content is given the file as it would be in JSON, which is what the key of an import has always followed from.
 * @returns the digest of its bytes.
 */
async function digestOf({ kind, name, bytes }: NamedFile, content: Hash): Promise<string> {
  content.update(`${JSON.stringify([kind, name]).slice(0, -1)},"`);
  const digest = createHash("sha256");
  // Bytes that are not UTF-8 become replacement characters here; what the engine makes of them is for the engine to say.
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const addText = (text: string) => content.update(JSON.stringify(text).slice(1, -1));
  let start: Buffer | undefined;
  for await (const piece of bytes()) {
    start ??= piece.subarray(0, 4);
    digest.update(piece);
    addText(decoder.decode(piece, { stream: true }));
  }
  addText(decoder.decode());
  content.update('"]');
  const ofBytes = digest.digest("hex");
  // As a text, two workbooks may be alike that are not.
  if (start?.toString("latin1") === "PK\u0003\u0004") content.update(ofBytes);
  return ofBytes;
}

function problemText(problem: ImportReport["problems"][number]): string {
  const { fileName, lineNumber, column } = problem;
  const place = lineNumber === null ? fileName : `${fileName}:${lineNumber}`;
  return column === null ? `${place}: ${toldText(problem)}` : `${place}: ${column}: ${toldText(problem)}`;
}

type Counted = (given: { readonly count: number }) => string;
const counted: Readonly<Record<ImportFileKind, Counted>> = {
  plans: (given) => said("{count} {count|plan|plans}", given),
  users: (given) => said("{count} {count|user|users}", given),
  organizations: (given) => said("{count} {count|organization|organizations}", given),
  subscriptions: (given) => said("{count} {count|subscription|subscriptions}", given),
  opening_balances: (given) => said("{count} {count|opening balance|opening balances}", given),
  ledger_entries: (given) => said("{count} {count|ledger entry|ledger entries}", given),
};

const outcomeText: Readonly<Record<ImportReport["outcome"], (what: string, requestNumber: number) => string>> = {
  checked: (what) => said("All rows are good: {what}. Nothing was written, as asked.", { what }),
  written: (what) => said("Imported {what}.", { what }),
  rejected: () => said("Nothing was written."),
  asked: (what, requestNumber) =>
    said("Request {number} waits for approval: {what}. Nothing is written until then.", {
      number: String(requestNumber),
      what,
    }),
};

function reportText({ outcome, counts, openingCredit, updates, request }: ImportReport): string {
  const parts = (Object.keys(counted) as ImportFileKind[])
    .filter((kind) => counts[kind] > 0)
    .map((kind) => counted[kind]({ count: counts[kind] }));
  const lines = [outcomeText[outcome](parts.join(", "), request?.number ?? 0)];
  if (updates) {
    const { newCount, changedCount, unchangedCount, changes } = updates;
    lines.push(
      said("Accounts: {new} new, {changed} changed, {unchanged} as before.", {
        new: count(newCount),
        changed: count(changedCount),
        unchanged: count(unchangedCount),
      }),
    );
    if (outcome === "checked") lines.push(...changes.flatMap(changeLines));
  }
  if (openingCredit.length > 0) {
    const sums = openingCredit.map(({ currency, amountMinor }) => money(amountMinor, currency));
    lines.push(said("Opening credit: {sums}.", { sums: sums.join(", ") }));
  }
  return lines.join("\n");
}

function changeLines({ fileName, lineNumber, fields }: ChangedAccount): string[] {
  const shown = (value: string | null) => (value === null ? said("nothing") : JSON.stringify(value));
  return fields.map(({ column, before, after }) =>
    said("{place}: {column}: {before} becomes {after}.", {
      place: `${fileName}:${lineNumber}`,
      column,
      before: shown(before),
      after: shown(after),
    }),
  );
}
