import { headingOf } from "./spoken.ts";
import { type Command, Option } from "commander";
import { addDays, civilDate, monthStart, type CivilDate } from "../../shared/calendar.ts";
import type { MethodInput } from "../../shared/contract/index.ts";
import {
  anomalyKind,
  collectionKind,
  creditAge,
  invoiceAge,
  type AnomalyKind,
  type CollectionKind,
  type CreditAge,
  type InvoiceAge,
} from "../../shared/contract/reports.ts";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import {
  agedBlockColumns,
  agedInvoiceColumns,
  anomalyColumns,
  blockColumns,
  collectionColumns,
  collectionItemColumns,
  creditAgeingColumns,
  expiringCreditColumns,
  invoiceAgeingColumns,
  movementColumns,
  rollForwardMovements,
  receiverColumns,
  revenueColumns,
  revenueLineColumns,
  rollForwardColumns,
  type ReportColumn,
} from "../../shared/report-columns.ts";
import { figure, readAmount } from "./amounts.ts";
import { exportList, withTableFileOption, type TableFileFlags } from "./export-file.ts";
import { currencyOption, day, wholeNumber, withDayOptions, withExamples, withRowOptions } from "./options.ts";
import { printRows, printWholeList, textOfName, type Column, type RowFlags } from "./rows.ts";
import type { BookFlags, CommandLine, OpenBook, Outcome } from "./run-command.ts";
import type { Terminal } from "./terminal.ts";

interface ReportFlags extends BookFlags, RowFlags, TableFileFlags {
  readonly json?: true;
  readonly currency?: string;
  /** What the sums are made of, in place of them. */
  readonly list?: true;
}

interface PeriodFlags extends ReportFlags {
  readonly from?: CivilDate;
  readonly through?: CivilDate;
}

interface RollForwardFlags extends PeriodFlags {
  readonly recorded?: true;
  readonly byReason?: true;
}

interface AgeingFlags<Age> extends ReportFlags {
  readonly asOf?: CivilDate;
  readonly age?: Age;
}

interface AnomalyFlags extends PeriodFlags {
  readonly hours?: number;
  readonly limitAmount?: string;
  readonly below?: number;
  readonly round?: string;
}

const defaultDays = 90;

/** `countinghouse report …` */
export function addReportCommands(program: Command, line: CommandLine): void {
  const report = program.command("report").description("Figures about the whole book, and what they are made of.");
  withExamples(
    report,
    "report roll-forward --from 2026-01-01 --through 2026-03-31",
    "report invoice-ageing --as-of 2026-03-31",
    "report revenue --csv > revenue-this-month.csv",
  );
  addRollForward(report, line);
  addInvoiceAgeing(report, line);
  addCreditAgeing(report, line);
  addExpiring(report, line);
  addReceivers(report, line);
  addRevenue(report, line);
  addCollections(report, line);
  addAnomalies(report, line);
}

function addRollForward(report: Command, line: CommandLine): void {
  const rollForward = report
    .command("roll-forward")
    .description("Roll the credit that is owed forward by month: opening, what came and went, closing.")
    .option("--recorded", "go by when entries were written, not by when they take effect")
    .option("--by-reason", "print what the sums are made of, by source and reason")
    .addOption(currencyOption("only this currency"))
    .action((flags: RollForwardFlags) =>
      line.withBook(flags, async (book) => {
        const input = {
          ...(await periodOf(book, flags)),
          by: flags.recorded ? "recorded" : "effective",
          currency: flags.currency ?? null,
        } as const;
        if (flags.to) {
          const list = flags.byReason ? "report_credit_movements" : "report_roll_forward";
          return exportList(book, flags.to, { list, ...input });
        }
        const { rows } = await book.ask("reports.creditRollForward", input);
        return flags.byReason
          ? printWholeList(line.terminal, flags, columnsOf(movementColumns), rollForwardMovements(rows))
          : printWholeList(line.terminal, flags, columnsOf(rollForwardColumns), rows);
      }),
    );
  withExamples(
    withReportOptions(withDayOptions(rollForward)),
    "report roll-forward --from 2026-01-01 --through 2026-03-31",
    "report roll-forward --by-reason --csv > credit-this-month.csv",
  );
}

function addInvoiceAgeing(report: Command, line: CommandLine): void {
  const ageing = withAgeing(report.command("invoice-ageing"), "invoices", invoiceAge.options)
    .description("Add up what invoices asked for at the end of a day, by how long they were past due.")
    .action((flags: AgeingFlags<InvoiceAge>) =>
      line.withBook(flags, async (book) => {
        const { asOf: on = null, age = null, currency = null, list } = flags;
        if (list || age !== null) {
          const input = { on, age, currency };
          if (flags.to) return exportList(book, flags.to, { list: "report_aged_invoices", ...input });
          return printPages(line.terminal, flags, agedInvoiceColumns, (page) =>
            book.ask("reports.agedInvoices", { ...input, ...page }),
          );
        }
        if (flags.to) return exportList(book, flags.to, { list: "report_invoice_ageing", on });
        const { rows } = await book.ask("reports.invoiceAgeing", { on });
        return printWholeList(line.terminal, flags, columnsOf(invoiceAgeingColumns), inCurrency(rows, currency));
      }),
    );
  withExamples(
    withReportOptions(ageing),
    "report invoice-ageing",
    "report invoice-ageing --as-of 2026-03-31 --age days_over_90 --csv > overdue.csv",
  );
}

function addCreditAgeing(report: Command, line: CommandLine): void {
  const ageing = withAgeing(report.command("credit-ageing"), "blocks of credit", creditAge.options)
    .description("Add up the credit that was there at the end of a day, by how long it had been there.")
    .action((flags: AgeingFlags<CreditAge>) =>
      line.withBook(flags, async (book) => {
        const { asOf: on = null, age = null, currency = null, list } = flags;
        if (list || age !== null) {
          const input = { on, age, currency };
          if (flags.to) return exportList(book, flags.to, { list: "report_aged_credit", ...input });
          return printPages(line.terminal, flags, agedBlockColumns, (page) =>
            book.ask("reports.agedCredit", { ...input, ...page }),
          );
        }
        if (flags.to) return exportList(book, flags.to, { list: "report_credit_ageing", on });
        const { rows } = await book.ask("reports.creditAgeing", { on });
        return printWholeList(line.terminal, flags, columnsOf(creditAgeingColumns), inCurrency(rows, currency));
      }),
    );
  withExamples(
    withReportOptions(ageing),
    "report credit-ageing",
    "report credit-ageing --as-of 2026-03-31 --list --all",
  );
}

function withAgeing(command: Command, what: string, ages: readonly string[]): Command {
  return command
    .option("--as-of <date>", "the day; left out: today", day)
    .addOption(currencyOption("only this currency"))
    .option("--list", `print the ${what} that the sums are made of`)
    .addOption(new Option("--age <age>", `only the ${what} of this age, listed`).choices(ages));
}

function addExpiring(report: Command, line: CommandLine): void {
  const expiring = report
    .command("expiring")
    .description("Add up the credit that expires unless it is used before, by month.")
    .addOption(
      new Option("--days <number>", `within so many days from today; left out: ${defaultDays}`)
        .argParser(wholeNumber(1, 36_500))
        .conflicts("through"),
    )
    .addOption(currencyOption("only this currency"))
    .option("--list", "print the blocks of credit that the sums are made of")
    .action((flags: PeriodFlags & { days?: number }) =>
      line.withBook(flags, async (book) => {
        const today = civilDate((await book.ask("book.info", {})).today);
        const throughOn = flags.through ?? addDays(today, flags.days ?? defaultDays);
        const period = { fromOn: flags.from ?? today, throughOn };
        const { currency = null } = flags;
        if (flags.list) {
          if (flags.to) return exportList(book, flags.to, { list: "report_expiring_blocks", ...period, currency });
          return printPages(line.terminal, flags, blockColumns, (page) =>
            book.ask("reports.expiringBlocks", { ...period, currency, ...page }),
          );
        }
        if (flags.to) return exportList(book, flags.to, { list: "report_expiring_credit", ...period });
        const { rows } = await book.ask("reports.expiringCredit", period);
        return printWholeList(line.terminal, flags, columnsOf(expiringCreditColumns), inCurrency(rows, currency));
      }),
    );
  withExamples(
    withReportOptions(withDayOptions(expiring)),
    "report expiring --days 30",
    "report expiring --through 2026-12-31 --list --csv > expiring.csv",
  );
}

function addReceivers(report: Command, line: CommandLine): void {
  const receivers = report
    .command("top-receivers")
    .description("Rank accounts by the credit that they were given in a period, less what was reversed.")
    .addOption(currencyOption("only this currency"))
    .action((flags: PeriodFlags) =>
      line.withBook(flags, async (book) => {
        const input = { ...(await periodOf(book, flags)), currency: flags.currency ?? null };
        if (flags.to) return exportList(book, flags.to, { list: "report_top_receivers", ...input });
        return printPages(line.terminal, flags, receiverColumns, (page) =>
          book.ask("reports.topReceivers", { ...input, ...page }),
        );
      }),
    );
  withExamples(
    withReportOptions(withDayOptions(receivers)),
    "report top-receivers --limit 20",
    "report top-receivers --from 2026-01-01 --through 2026-12-31 --currency EUR",
  );
}

function addRevenue(report: Command, line: CommandLine): void {
  const revenue = report
    .command("revenue")
    .description(
      "Add up what invoices charged by plan and month, after discounts and without tax, less credit notes and voided invoices.",
    )
    .addOption(currencyOption("only this currency"))
    .option("--list", "print the lines that the sums are made of")
    .option("--plan <id>", "only the lines of this plan, listed; none: those of no plan")
    .action((flags: PeriodFlags & { plan?: string }) =>
      line.withBook(flags, async (book) => {
        const input = { ...(await periodOf(book, flags)), currency: flags.currency ?? null };
        if (flags.list || flags.plan !== undefined) {
          const planId = flags.plan ?? null;
          if (flags.to) return exportList(book, flags.to, { list: "report_revenue_lines", ...input, planId });
          return printPages(line.terminal, flags, revenueLineColumns, (page) =>
            book.ask("reports.revenueLines", { ...input, planId, ...page }),
          );
        }
        if (flags.to) return exportList(book, flags.to, { list: "report_revenue", ...input });
        const { rows } = await book.ask("reports.revenue", input);
        return printWholeList(line.terminal, flags, columnsOf(revenueColumns), rows);
      }),
    );
  withExamples(
    withReportOptions(withDayOptions(revenue)),
    "report revenue --from 2026-01-01 --through 2026-03-31",
    "report revenue --plan none --csv > one-off.csv",
  );
}

function addCollections(report: Command, line: CommandLine): void {
  const collections = report
    .command("collections")
    .description("Add up by month what was collected, taken back, refunded, what failed and what was written off.")
    .addOption(currencyOption("only this currency"))
    .option("--list", "print the payments, attempts, notes and write-offs that the sums are made of")
    .addOption(new Option("--kind <kind>", "only those of this kind, listed").choices(collectionKind.options))
    .action((flags: PeriodFlags & { kind?: CollectionKind }) =>
      line.withBook(flags, async (book) => {
        const input = { ...(await periodOf(book, flags)), currency: flags.currency ?? null };
        if (flags.list || flags.kind !== undefined) {
          const kind = flags.kind ?? null;
          if (flags.to) return exportList(book, flags.to, { list: "report_collection_items", ...input, kind });
          return printPages(line.terminal, flags, collectionItemColumns, (page) =>
            book.ask("reports.collectionItems", { ...input, kind, ...page }),
          );
        }
        if (flags.to) return exportList(book, flags.to, { list: "report_collections", ...input });
        const { rows } = await book.ask("reports.collections", input);
        return printWholeList(line.terminal, flags, columnsOf(collectionColumns), rows);
      }),
    );
  withExamples(
    withReportOptions(withDayOptions(collections)),
    "report collections --from 2026-01-01 --through 2026-03-31",
    "report collections --kind written_off --csv > written-off.csv",
  );
}

function addAnomalies(report: Command, line: CommandLine): void {
  const anomalies = report
    .command("anomalies")
    .description("List adjustments and transfers by hand that look odd in one way, newest first.")
    .argument("<kind>", `one of ${anomalyKind.options.join(", ")}`)
    .addOption(currencyOption("only this currency; --limit-amount and --round need it"))
    .option("--hours <number>", "repeated, credit_then_transfer: how far apart; left out: 24", wholeNumber(1, 8760))
    .option("--limit-amount <amount>", "just_below_limit: the limit; left out: those of the roles")
    .option("--below <percent>", "just_below_limit: how much below it; left out: 5", wholeNumber(1, 99))
    .option("--round <amount>", "round_amount: what a round amount is a multiple of; left out: 100")
    .action((kind: string, flags: AnomalyFlags) =>
      line.withBook(flags, async (book) => {
        const input = { ...(await periodOf(book, flags)), ...anomalyTerms(kind, flags) };
        if (flags.to) return exportList(book, flags.to, { list: "report_anomalies", ...input });
        return printPages(line.terminal, flags, anomalyColumns, (page) =>
          book.ask("reports.anomalies", { ...input, ...page }),
        );
      }),
    );
  withExamples(
    withReportOptions(withDayOptions(anomalies)),
    "report anomalies repeated --hours 48",
    "report anomalies just_below_limit",
    "report anomalies just_below_limit --limit-amount 500.00 --currency USD",
    "report anomalies credit_then_transfer --from 2026-01-01 --csv",
  );
}

function anomalyTerms(
  kind: string,
  flags: AnomalyFlags,
): Omit<MethodInput<"reports.anomalies">, "fromOn" | "throughOn" | "after" | "limit"> {
  if (!isAnomalyKind(kind)) {
    throw new AppError("invalid_input", sentence('"{kind}" is none of {kinds}.', { kind, kinds: anomalyKind.options }));
  }
  const amount = (text: string | undefined): number | null => {
    if (text === undefined) return null;
    if (flags.currency === undefined) throw new AppError("invalid_input", sentence("An amount takes --currency."));
    return readAmount(text, flags.currency);
  };
  return {
    kind,
    currency: flags.currency ?? null,
    withinHours: flags.hours,
    limitMinor: amount(flags.limitAmount),
    belowPercent: flags.below,
    roundMinor: amount(flags.round),
  };
}

function isAnomalyKind(kind: string): kind is AnomalyKind {
  return anomalyKind.options.some((each) => each === kind);
}

function withReportOptions(command: Command): Command {
  return withTableFileOption(withRowOptions(command));
}

interface AskedPage {
  readonly after: string | null;
  readonly limit: number;
}

/** Print a list of a report, which has the order and the pages of the contract. */
function printPages<Row>(
  terminal: Terminal,
  flags: RowFlags,
  columns: readonly ReportColumn<Row>[],
  ask: (page: AskedPage) => Promise<{
    readonly rows: readonly Row[];
    readonly nextCursor: string | null;
    readonly total: { readonly count: number; readonly isExact: boolean };
  }>,
): Promise<Outcome> {
  return printRows(terminal, flags, columnsOf(columns), async (after: string | null, limit) => {
    const { rows, nextCursor, total } = await ask({ after, limit });
    return { rows, next: nextCursor, total };
  });
}

function inCurrency<Row extends { readonly currency: string }>(
  rows: readonly Row[],
  currency: string | null,
): readonly Row[] {
  return currency === null ? rows : rows.filter((row) => row.currency === currency);
}

/** The days that were asked for; left out, the month up to the book's today. */
async function periodOf(book: OpenBook, { from, through }: PeriodFlags) {
  const { today } = await book.ask("book.info", {});
  const throughOn = through ?? today;
  return { fromOn: from ?? monthStart(civilDate(throughOn)), throughOn };
}

function columnsOf<Row>(columns: readonly ReportColumn<Row>[]): Column<Row>[] {
  return columns.map(({ name, kind, value }) => {
    const heading = headingOf(name);
    if (kind === "text" || kind === "day") {
      return { heading, name, value, shrinks: kind === "text", ...textOfName({ name, value }) };
    }
    return {
      heading,
      name,
      align: "right",
      text: (row) => {
        const cell = value(row);
        return typeof cell === "object" && cell !== null ? figure(cell.amountMinor, cell.currency) : String(cell ?? "");
      },
      value,
    };
  });
}
