import { type Command, Option } from "commander";
import { civilDate, monthStart, type CivilDate } from "../../../shared/calendar.ts";
import type { MethodInput } from "../../../shared/contract/index.ts";
import type { ReportColumn } from "../../../shared/report-columns.ts";
import { figure } from "../foundation/amounts.ts";
import { exportList, withTableFileOption, type TableFileFlags } from "../foundation/export-file.ts";
import { currencyOption, day, withRowOptions } from "../foundation/options.ts";
import { printRows, printWholeList, textOfName, type Column, type RowFlags } from "../foundation/rows.ts";
import type { BookFlags, CommandLine, OpenBook, Outcome } from "../foundation/run-command.ts";
import { headingOf } from "../foundation/spoken.ts";

interface ReportFlags extends BookFlags, RowFlags, TableFileFlags {
  readonly json?: true;
  readonly currency?: string;
  /** What the sums are made of, in place of them. */
  readonly list?: true;
}

export interface PeriodFlags extends ReportFlags {
  readonly from?: CivilDate;
  readonly through?: CivilDate;
}

export interface AgeingFlags<Age> extends ReportFlags {
  readonly asOf?: CivilDate;
  readonly age?: Age;
}

export function withAgeing(command: Command, what: string, ages: readonly string[]): Command {
  return command
    .option("--as-of <date>", "the day; left out: today", day)
    .addOption(currencyOption("only this currency"))
    .option("--list", `print the ${what} that the sums are made of`)
    .addOption(new Option("--age <age>", `only the ${what} of this age, listed`).choices(ages));
}

export function withReportOptions(command: Command): Command {
  return withTableFileOption(withRowOptions(command));
}

interface AskedPage {
  readonly after: string | null;
  readonly limit: number;
}

/** Who asks for a report, of which book, and in which form. */
interface AskedReport {
  readonly line: CommandLine;
  readonly book: OpenBook;
  readonly flags: ReportFlags;
}

type ExportedList = MethodInput<"exports.make">["of"];

/**
 * Answer with what a report adds up, or with the same in the file that was named.
 *
 * @param exported what goes into the file.
 */
export async function answerSums<Row>(
  { line, book, flags }: AskedReport,
  exported: ExportedList,
  columns: readonly ReportColumn<Row>[],
  ask: () => Promise<{ readonly rows: readonly Row[] }>,
): Promise<Outcome> {
  if (flags.to) return exportList(book, flags.to, exported);
  return printWholeList(line.terminal, flags, columnsOf(columns), (await ask()).rows);
}

/** The same of what the sums are made of, which has the order and the pages of the contract. */
export function answerItems<Row>(
  { line, book, flags }: AskedReport,
  exported: ExportedList,
  columns: readonly ReportColumn<Row>[],
  ask: (page: AskedPage) => Promise<{
    readonly rows: readonly Row[];
    readonly nextCursor: string | null;
    readonly total: { readonly count: number; readonly isExact: boolean };
  }>,
): Promise<Outcome> {
  if (flags.to) return exportList(book, flags.to, exported);
  return printRows(line.terminal, flags, columnsOf(columns), async (after: string | null, limit) => {
    const { rows, nextCursor, total } = await ask({ after, limit });
    return { rows, next: nextCursor, total };
  });
}

/** The days that were asked for; left out, the month up to the book's today. */
export async function periodOf(book: OpenBook, { from, through }: PeriodFlags) {
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
