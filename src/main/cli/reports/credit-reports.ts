import { type Command, Option } from "commander";
import { addDays, civilDate } from "../../../shared/calendar.ts";
import { creditAge, type CreditAge } from "../../../shared/contract/reports.ts";
import {
  agedBlockColumns,
  blockColumns,
  creditAgeingColumns,
  expiringCreditColumns,
  movementColumns,
  receiverColumns,
  rollForwardColumns,
  rollForwardMovements,
} from "../../../shared/report-columns.ts";
import { currencyOption, wholeNumber, withDayOptions, withExamples } from "../foundation/options.ts";
import type { CommandLine } from "../foundation/run-command.ts";
import {
  answerItems,
  answerSums,
  periodOf,
  withAgeing,
  withReportOptions,
  type AgeingFlags,
  type PeriodFlags,
} from "./report-options.ts";

interface RollForwardFlags extends PeriodFlags {
  readonly recorded?: true;
  readonly byReason?: true;
}

const defaultDays = 90;

export function addRollForward(report: Command, line: CommandLine): void {
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
        const asked = { line, book, flags };
        const askMonths = () => book.ask("reports.creditRollForward", input);
        return flags.byReason
          ? answerSums(asked, { list: "report_credit_movements", ...input }, movementColumns, async () => ({
              rows: rollForwardMovements((await askMonths()).rows),
            }))
          : answerSums(asked, { list: "report_roll_forward", ...input }, rollForwardColumns, askMonths);
      }),
    );
  withExamples(
    withReportOptions(withDayOptions(rollForward)),
    "report roll-forward --from 2026-01-01 --through 2026-03-31",
    "report roll-forward --by-reason --csv > credit-this-month.csv",
  );
}

export function addCreditAgeing(report: Command, line: CommandLine): void {
  const ageing = withAgeing(report.command("credit-ageing"), "blocks of credit", creditAge.options)
    .description("Add up the credit that was there at the end of a day, by how long it had been there.")
    .action((flags: AgeingFlags<CreditAge>) =>
      line.withBook(flags, async (book) => {
        const { asOf: on = null, age = null, currency = null, list } = flags;
        if (list || age !== null) {
          const input = { on, age, currency };
          return answerItems(
            { line, book, flags },
            { list: "report_aged_credit", ...input },
            agedBlockColumns,
            (page) => book.ask("reports.agedCredit", { ...input, ...page }),
          );
        }
        const input = { on, currency };
        return answerSums({ line, book, flags }, { list: "report_credit_ageing", ...input }, creditAgeingColumns, () =>
          book.ask("reports.creditAgeing", input),
        );
      }),
    );
  withExamples(
    withReportOptions(ageing),
    "report credit-ageing",
    "report credit-ageing --as-of 2026-03-31 --list --all",
  );
}

export function addExpiring(report: Command, line: CommandLine): void {
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
        const input = { fromOn: flags.from ?? today, throughOn, currency: flags.currency ?? null };
        if (flags.list) {
          return answerItems(
            { line, book, flags },
            { list: "report_expiring_blocks", ...input },
            blockColumns,
            (page) => book.ask("reports.expiringBlocks", { ...input, ...page }),
          );
        }
        return answerSums(
          { line, book, flags },
          { list: "report_expiring_credit", ...input },
          expiringCreditColumns,
          () => book.ask("reports.expiringCredit", input),
        );
      }),
    );
  withExamples(
    withReportOptions(withDayOptions(expiring)),
    "report expiring --days 30",
    "report expiring --through 2026-12-31 --list --csv > expiring.csv",
  );
}

export function addReceivers(report: Command, line: CommandLine): void {
  const receivers = report
    .command("top-receivers")
    .description("Rank accounts by the credit that they were given in a period, less what was reversed.")
    .addOption(currencyOption("only this currency"))
    .action((flags: PeriodFlags) =>
      line.withBook(flags, async (book) => {
        const input = { ...(await periodOf(book, flags)), currency: flags.currency ?? null };
        return answerItems({ line, book, flags }, { list: "report_top_receivers", ...input }, receiverColumns, (page) =>
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
