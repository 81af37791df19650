import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import { type Command, Option } from "commander";
import { batchFields, type BatchChoices, type BatchTotal, type BatchView } from "../../../shared/contract/batches.ts";
import { AppError } from "../../../shared/errors.ts";
import { withNamedColumns } from "../../../shared/fields-of-column.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { money } from "../foundation/amounts.ts";
import { askForApproval, withAskOptions, type AskFlags } from "../approvals/ask-for-approval.ts";
import { fieldNames, tellProblems } from "./batch-problems.ts";
import { exitCodes } from "../foundation/exit-codes.ts";
import { namedColumns, withReadingOptions, type ReadingFlags } from "../foundation/file-reading.ts";
import { noteText } from "../foundation/note-text.ts";
import { bookOption, currencyOption, jsonOption, keyOption, noteOption, withExamples } from "../foundation/options.ts";
import type { BookFlags, CommandLine, OpenBook, Outcome } from "../foundation/run-command.ts";
import { openFile, sendFile } from "../foundation/send-file.ts";
import { said } from "../foundation/spoken.ts";
import { count, type Terminal } from "../foundation/terminal.ts";

type RepeatedRows = "leave-out" | "apply";

interface ImportFlags extends BookFlags, AskFlags, ReadingFlags {
  readonly check?: true;
  readonly ready?: true;
  readonly repeated?: RepeatedRows;
  readonly header: boolean;
  readonly every?: "increase" | "decrease";
  readonly currency?: string;
  readonly reason?: string;
  readonly amount?: string;
  readonly note?: string;
  readonly occasion?: string;
}

/** `countinghouse credits import` */
export function addBatchImport(credits: Command, line: CommandLine): void {
  const command = credits.command("import");
  withReadingOptions(command, fieldNames)
    .description("Adjust the credit of many accounts from a CSV file or an Excel workbook (docs/batches.md).")
    .argument("<file>", "CSV in any encoding and with any separator, or .xlsx; - reads CSV from standard input")
    .option("--check", "say what every row would do, and move no credit")
    .option("--ready", "apply the rows that are ready where others are not; left out: all or none")
    .addOption(
      new Option(
        "--repeated <what>",
        "what becomes of rows that an earlier batch applied; left out: they are left out, and the exit code says that there were some",
      ).choices(["leave-out", "apply"] satisfies RepeatedRows[]),
    )
    .option("--no-header", "the first row is a row like the others")
    .addOption(
      new Option(
        "--every <action>",
        "what every row does; left out: amounts below zero or in brackets remove credit",
      ).choices(["increase", "decrease"]),
    )
    .addOption(currencyOption("for rows that name none; left out: the one the account is billed in"))
    .option("--reason <code>", "for rows that give none")
    .option("--amount <amount>", "for rows that have none, such as a list of accounts alone")
    .addOption(noteOption("for rows that have none"))
    .option("--occasion <text>", "what tells it from an earlier batch of the same content, such as the month")
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((path: string, flags: ImportFlags) =>
      line.withBook(flags, async (book) => importBatch(line.terminal, book, path, flags)),
    );
  withExamples(
    withAskOptions(command),
    "credits import credits.csv --reason courtesy --check",
    "credits import credits.xlsx --sheet March --column account=Customer amount=Betrag --decimal , --reason goodwill",
    "credits import monthly.csv --reason promotion --occasion 2026-03 --ready",
  );
}

async function importBatch(terminal: Terminal, book: OpenBook, path: string, flags: ImportFlags): Promise<Outcome> {
  const uploadId = randomUUID();
  await sendFile(book, await openFile(terminal, path), uploadId);
  const name = path === "-" ? said("standard input") : basename(path);
  const choices = await chosen(terminal, book, uploadId, flags);
  const checkInput = { uploadId, name, choices, occasion: flags.occasion ?? null };
  const checked = await book.job("batches.check", checkInput, "Checking");
  if (checked.badCount > 0) await tellProblems(terminal, book, checked);
  if (checked.repeatedCount > 0 && flags.repeated !== "apply") await tellRepeated(terminal, book, checked);
  if (checked.badCount > 0 && !flags.ready) {
    const { badCount, rowCount } = checked;
    const bad = sentence("{badCount} of {rowCount} rows cannot be applied.", { badCount, rowCount });
    return { ok: false, error: new AppError("batch_has_problems", bad, { batch: checked }).toView() };
  }
  if (flags.check) return { ok: true, value: { batch: checked }, text: checkedText(checked) };
  const repeated = flags.repeated === "apply" ? "apply" : "leave_out";
  const input = { batchId: checked.id, rows: "ready", repeated } as const;
  if (flags.ask !== undefined) return askForApproval(terminal, book, flags, "batches.apply", input);
  const applied = await book.job("batches.apply", input, "Applying");
  // Whoever sends next month's file without its occasion has to notice that rows of it were taken for those of the last.
  const isUnsaid = applied.repeatedCount > 0 && flags.repeated === undefined;
  return {
    ok: true,
    value: { batch: applied },
    text: appliedText(applied),
    exitCode: isUnsaid ? exitCodes.incomplete : exitCodes.done,
  };
}

/** How the file is read: as is proposed, but for what the options say. */
async function chosen(terminal: Terminal, book: OpenBook, uploadId: string, flags: ImportFlags): Promise<BatchChoices> {
  const { sheet = null } = flags;
  const { header, choices } = await book.job("batches.inspect", { uploadId, sheet }, "Looking");
  const columns = Object.entries(namedColumns(header, flags)).map(([name, index]) => [
    batchFields[fieldNames.indexOf(name)],
    index,
  ]);
  return {
    sheet,
    hasHeader: flags.header && choices.hasHeader,
    columns: withNamedColumns(choices.columns, Object.fromEntries(columns)),
    decimal: flags.decimal ?? choices.decimal,
    dateOrder: flags.dates ?? choices.dateOrder,
    direction: flags.every ?? choices.direction,
    currency: flags.currency ?? choices.currency,
    reasonCode: flags.reason ?? choices.reasonCode,
    amount: flags.amount ?? choices.amount,
    note: flags.note === undefined ? choices.note : await noteText(terminal, flags.note),
  };
}

/** So many of the rows that were applied before are told of; the rest is counted. */
const toldRepeated = 20;

async function tellRepeated(terminal: Terminal, book: OpenBook, { id, name, repeatedCount }: BatchView): Promise<void> {
  const { rows } = await book.ask("batches.rows", { batchId: id, repeated: true, limit: toldRepeated });
  for (const { lineNumber, repeats } of rows) {
    if (!repeats) continue;
    const when = new Date(repeats.appliedAtMs).toISOString();
    terminal.say(
      said('{place}: was applied on {when} as line {lineNumber} of "{name}" ({batchId}), and is left out.', {
        place: `${name}:${lineNumber}`,
        when,
        lineNumber: String(repeats.lineNumber),
        name: repeats.name,
        batchId: repeats.batchId,
      }),
    );
  }
  if (repeatedCount > rows.length)
    terminal.say(said("… and {count} more rows.", { count: count(repeatedCount - rows.length) }));
  terminal.say(
    said("--repeated apply makes them once more, --repeated leave-out says that they are meant to be left out."),
  );
}

function totalText({
  currency,
  reasonCode,
  increaseCount,
  increaseMinor,
  decreaseCount,
  decreaseMinor,
}: BatchTotal): string {
  const parts = [
    ...(increaseCount > 0
      ? [said("{count} add {amount}", { count: count(increaseCount), amount: money(increaseMinor, currency) })]
      : []),
    ...(decreaseCount > 0
      ? [said("{count} remove {amount}", { count: count(decreaseCount), amount: money(decreaseMinor, currency) })]
      : []),
  ];
  return `  ${reasonCode}: ${parts.join(", ")}`;
}

function checkedText({ readyCount, repeatedCount, appliedCount, totals, repeatedTotals }: BatchView): string {
  const before = appliedCount > 0 ? said(" {count} {count|was|were} applied before.", { count: appliedCount }) : "";
  return [
    said("{count} {count|row is|rows are} ready.{before} No credit was moved, as asked.", {
      count: readyCount,
      before,
    }),
    ...totals.map(totalText),
    ...(repeatedCount > 0
      ? [said("{count} {count|row was|rows were} applied by an earlier batch.", { count: repeatedCount })]
      : []),
    ...repeatedTotals.map(totalText),
  ].join("\n");
}

function appliedText({ id, appliedCount, repeatedCount, badCount, totals }: BatchView): string {
  const leftCount = badCount + repeatedCount;
  const left = leftCount > 0 ? said(" {count} {count|was|were} left out.", { count: leftCount }) : "";
  const applied = said("Applied {count} {count|row|rows} as the batch {id}.{left}", { count: appliedCount, id, left });
  return [applied, ...totals.map(totalText)].join("\n");
}
