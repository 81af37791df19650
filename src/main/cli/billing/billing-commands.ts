import { type Command } from "commander";
import type { BillingProgressTotals, BillingReport, BillingRunView } from "../../../shared/contract/billing.ts";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { runColumns } from "../../../shared/exports/run-columns.ts";
import { exportList, tableFileOption, type TableFile, withTableFileOption } from "../foundation/export-file.ts";
import { exitCodes, type ExitCode } from "../foundation/exit-codes.ts";
import { estimateText } from "../invoices/invoice-text.ts";
import { bookOption, day, jsonOption, keyOption, withExamples, withRowOptions } from "../foundation/options.ts";
import { printExportedList, type ExportedRowFlags } from "../foundation/exported-rows.ts";
import { type Column, type Headings, amountColumn, tableOf } from "../foundation/rows.ts";
import {
  Interrupted,
  type BookFlags,
  type CommandLine,
  type OpenBook,
  type Outcome,
} from "../foundation/run-command.ts";
import { count, type Terminal, toldText } from "../foundation/terminal.ts";
import { said } from "../foundation/spoken.ts";

interface RunFlags extends BookFlags {
  readonly until: string;
  readonly dryRun?: true;
}

type RunRow = MethodOutput<"billing.runs">["runs"][number];

const totalColumns: readonly Column<BillingProgressTotals>[] = [
  { heading: "Currency", name: "currency", value: ({ currency }) => currency },
  {
    heading: "Invoices",
    name: "invoices",
    align: "right",
    text: (row) => count(row.invoiceCount),
    value: (row) => row.invoiceCount,
  },
  amountColumn("Invoiced", "invoiced", ({ invoicedMinor }) => invoicedMinor),
  amountColumn("From credit", "credit_applied", ({ creditAppliedMinor }) => creditAppliedMinor),
];
const carriedColumn = amountColumn<BillingProgressTotals>(
  "Carried over",
  "carried",
  ({ carriedMinor }) => carriedMinor,
);
/** What a dry run foresees; that something is carried over is seldom. */
const plannedColumns = (totals: readonly BillingProgressTotals[]): readonly Column<BillingProgressTotals>[] => [
  ...totalColumns,
  ...(totals.some(({ carriedMinor }) => carriedMinor > 0) ? [carriedColumn] : []),
  amountColumn("To pay", "due", ({ dueMinor }) => dueMinor),
];
/** What a run did: what is invoiced is the sum of the columns after it. */
const doneColumns: readonly Column<BillingProgressTotals>[] = [
  ...totalColumns,
  amountColumn("Collected", "collected", ({ collectedMinor = 0 }) => collectedMinor),
  amountColumn("Failed", "failed", ({ failedMinor = 0 }) => failedMinor),
  amountColumn("Open", "open", ({ openMinor = 0 }) => openMinor),
  carriedColumn,
];

const headings: Headings<RunRow> = {
  id: "Id",
  through_on: "Until",
  state: "State",
  accounts_done: { heading: "Accounts", align: "right" },
  accounts_total: { heading: "Of", align: "right" },
  invoices_done: { heading: "Invoices", align: "right" },
  invoices_total: { heading: "Of", align: "right" },
  problems: { heading: "Left out", align: "right" },
  started_at: "Started",
  operator: { heading: "By", shrinks: true },
};

/** `countinghouse billing …` */
export function addBillingCommands(program: Command, line: CommandLine): void {
  const billing = program.command("billing").description("Make the invoices that are due.");
  withExamples(billing, "billing run --until 2026-03-31 --dry-run", "billing run --until 2026-03-31");

  const run = billing
    .command("run")
    .description("Make every invoice due up to a day. Ctrl+C stops after the batch under way; the run can be resumed.")
    .requiredOption("--until <date>", "the last day on which an invoice is due (YYYY-MM-DD)", day)
    .option("--dry-run", "compute the same and write nothing")
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((flags: RunFlags) => line.withBook(flags, (book) => runBilling(line.terminal, book, flags)));
  withExamples(
    run,
    "billing run --until 2026-03-31 --dry-run",
    "billing run --until 2026-03-31",
    "billing run --until 2026-03-31 --key march-2026 --json",
  );

  const resume = billing
    .command("resume")
    .description("Go on with a billing run that was stopped or broke off.")
    .argument("[run]", "its id; left out: the newest run that is not complete")
    .option("--retry-parked", "try the accounts again that the run left out, and go on")
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((runId: string | undefined, flags: BookFlags & { readonly retryParked?: true }) =>
      line.withBook(flags, async (book) => {
        const input = { runId: runId ?? (await runToResume(book, flags.retryParked === true)) };
        const work = (): Promise<BillingRunView> =>
          flags.retryParked
            ? book.job("billing.retryParked", input, "Billing")
            : book.job("billing.resume", input, "Billing");
        return followRun(line.terminal, work);
      }),
    );
  withExamples(resume, "billing resume", "billing resume run_01jd2x9k3mh6v8t4b7q0c5n1wz --retry-parked");

  const show = billing
    .command("show")
    .description("Show what a billing run has done, and what it left out.")
    .argument("<run>", "its id")
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((runId: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const value = await book.ask("billing.getRun", { runId });
        const text = value.state === "complete" ? runText(line.terminal, value) : unfinishedText(value);
        return { ok: true, value, text };
      }),
    );
  withExamples(show, "billing show run_01jd2x9k3mh6v8t4b7q0c5n1wz");

  const problems = billing
    .command("problems")
    .description("Write all accounts that a billing run left out, with the reasons, to a file.")
    .argument("<run>", "its id")
    .addOption(tableFileOption().makeOptionMandatory())
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((runId: string, flags: BookFlags & { readonly to: TableFile }) =>
      line.withBook(flags, (book) => exportList(book, flags.to, { list: "run_problems", runId })),
    );
  withExamples(problems, "billing problems run_01jd2x9k3mh6v8t4b7q0c5n1wz --to left-out.xlsx");

  const report = billing
    .command("report")
    .description(
      "Write a billing run's report to a file: its sums in each currency, and all accounts that it left out.",
    )
    .argument("<run>", "its id")
    .addOption(tableFileOption().makeOptionMandatory())
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((runId: string, flags: BookFlags & { readonly to: TableFile }) =>
      line.withBook(flags, (book) => exportList(book, flags.to, { list: "billing_run", runId })),
    );
  withExamples(report, "billing report run_01jd2x9k3mh6v8t4b7q0c5n1wz --to run.xlsx");

  const runs = withTableFileOption(
    withRowOptions(billing.command("runs").description("List billing runs, newest first.")),
  ).action((flags: BookFlags & ExportedRowFlags) =>
    line.withBook(flags, (book) =>
      printExportedList(line.terminal, book, flags, {
        columns: runColumns,
        headings,
        of: { list: "billing_runs" },
        read: async () => (await book.ask("billing.runs", {})).runs,
      }),
    ),
  );
  withExamples(runs, "billing runs", "billing runs --json");
}

async function runBilling(terminal: Terminal, book: OpenBook, { until, dryRun }: RunFlags): Promise<Outcome> {
  if (!dryRun) return followRun(terminal, () => book.job("billing.run", { throughOn: until }, "Billing"));
  const report = await book.job("billing.dryRun", { throughOn: until }, "Looking ahead");
  const end = report.isEstimate ? estimateText : said("Nothing was written, as asked.");
  const text = `${reportText(terminal, report, true, plannedColumns(report.totals))}\n\n${end}`;
  return { ok: true, value: report, text, exitCode: exitCodeFor(report) };
}

/** Tell how a run ended: whole, with accounts left out, or stopped on request. */
async function followRun(terminal: Terminal, work: () => Promise<BillingRunView>): Promise<Outcome> {
  try {
    const run = await work();
    // A key that was used before is answered with the run it began, which may have broken off since.
    if (run.state !== "complete") return unfinished(run, exitCodes.incomplete);
    return { ok: true, value: run, text: runText(terminal, run), exitCode: exitCodeFor(run) };
  } catch (error) {
    if (!(error instanceof Interrupted) || error.result === undefined) throw error;
    return unfinished(error.result as BillingRunView, exitCodes.interrupted);
  }
}

/** What a whole run did, and how to try again what it left out. */
function runText(terminal: Terminal, run: BillingRunView): string {
  const parked =
    run.problemCount === 0
      ? ""
      : said("\nTry them again with: countinghouse billing resume {id} --retry-parked", { id: run.id });
  return `${reportText(terminal, run, false, doneColumns)}${parked}`;
}

function unfinished(run: BillingRunView, exitCode: ExitCode): Outcome {
  return { ok: true, value: run, text: unfinishedText(run), exitCode };
}

function unfinishedText({ invoicesDone, invoicesTotal, id }: BillingRunView): string {
  return said(
    "Stopped after {done} of {total} invoices. What is invoiced stays invoiced.\nGo on with: countinghouse billing resume {id}",
    { done: count(invoicesDone), total: count(invoicesTotal), id },
  );
}

async function runToResume(book: OpenBook, isRetry: boolean): Promise<string> {
  const { runs } = await book.ask("billing.runs", {});
  const run = runs.find(({ state, problemCount }) => (isRetry ? problemCount > 0 : state !== "complete"));
  if (run) return run.id;
  throw new AppError(
    "run_not_found",
    isRetry ? sentence("No billing run left accounts out.") : sentence("Every billing run is complete."),
  );
}

function exitCodeFor({ problemCount }: BillingReport) {
  return problemCount === 0 ? exitCodes.done : exitCodes.incomplete;
}

function reportText(
  terminal: Terminal,
  report: BillingReport,
  isForeseen: boolean,
  columns: readonly Column<BillingProgressTotals>[],
): string {
  const { throughOn, accountsDone, totals, problems, problemCount } = report;
  // Whoever was left out was looked at, and so is among those done.
  const billed = Math.max(accountsDone - problemCount, 0);
  const given = { throughOn, count: billed };
  const lines = [
    isForeseen
      ? said("Until {throughOn}: {count} {count|account|accounts} would be invoiced.", given)
      : said("Until {throughOn}: {count} {count|account|accounts} invoiced.", given),
  ];
  if (totals.length > 0) lines.push("", tableOf(terminal, columns, totals));
  if (problemCount > 0) {
    lines.push("", said("{count} left out:", { count: count(problemCount) }));
    for (const { accountName, accountId, error } of problems)
      lines.push(`  ${accountName} (${accountId}): ${toldText(error)}`);
    if (problemCount > problems.length) {
      lines.push(`  ${said("… and {count} more.", { count: count(problemCount - problems.length) })}`);
    }
  }
  return lines.join("\n");
}
