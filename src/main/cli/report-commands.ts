import type { Command } from "commander";
import { civilDate, monthStart, type CivilDate } from "../../shared/calendar.ts";
import { movementColumns, movementsOf, rollForwardColumns, type ReportColumn } from "../../shared/report-columns.ts";
import { figure } from "./amounts.ts";
import { currencyOption, withDayOptions, withExamples, withRowOptions } from "./options.ts";
import { printWholeList, type Column, type RowFlags } from "./rows.ts";
import type { BookFlags, CommandLine, OpenBook } from "./run-command.ts";

interface PeriodFlags extends BookFlags, RowFlags {
  readonly json?: true;
  readonly from?: CivilDate;
  readonly through?: CivilDate;
  readonly currency?: string;
}

interface RollForwardFlags extends PeriodFlags {
  readonly recorded?: true;
  readonly byReason?: true;
}

/** `countinghouse report …` */
export function addReportCommands(program: Command, line: CommandLine): void {
  const report = program.command("report").description("Figures about the whole book.");
  withExamples(report, "report roll-forward --from 2026-01-01 --through 2026-03-31");
  addRollForward(report, line);
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
        const { rows } = await book.ask("reports.creditRollForward", {
          ...(await periodOf(book, flags)),
          by: flags.recorded ? "recorded" : "effective",
          currency: flags.currency ?? null,
        });
        return flags.byReason
          ? printWholeList(line.terminal, flags, columnsOf(movementColumns), movementsOf(rows))
          : printWholeList(line.terminal, flags, columnsOf(rollForwardColumns), rows);
      }),
    );
  withExamples(
    withRowOptions(withDayOptions(rollForward)),
    "report roll-forward --from 2026-01-01 --through 2026-03-31",
    "report roll-forward --by-reason --csv > credit-this-month.csv",
  );
}

/** The days that were asked for; left out, the month up to the book's today. */
async function periodOf(book: OpenBook, { from, through }: PeriodFlags) {
  const { today } = await book.ask("book.info", {});
  const throughOn = through ?? today;
  return { fromOn: from ?? monthStart(civilDate(throughOn)), throughOn };
}

function columnsOf<Row>(columns: readonly ReportColumn<Row>[]): Column<Row>[] {
  return columns.map(({ name, kind, value }) => {
    const heading = `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("_", " ")}`;
    if (kind === "text" || kind === "day") return { heading, name, value, shrinks: kind === "text" };
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
