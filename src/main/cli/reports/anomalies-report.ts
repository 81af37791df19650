import type { Command } from "commander";
import type { MethodInput } from "../../../shared/contract/index.ts";
import { anomalyKind, type AnomalyKind } from "../../../shared/contract/reports.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { anomalyColumns } from "../../../shared/report-columns.ts";
import { readAmount } from "../foundation/amounts.ts";
import { currencyOption, wholeNumber, withDayOptions, withExamples } from "../foundation/options.ts";
import type { CommandLine } from "../foundation/run-command.ts";
import { answerItems, periodOf, withReportOptions, type PeriodFlags } from "./report-options.ts";

interface AnomalyFlags extends PeriodFlags {
  readonly hours?: number;
  readonly limitAmount?: string;
  readonly below?: number;
  readonly round?: string;
}

export function addAnomalies(report: Command, line: CommandLine): void {
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
        return answerItems({ line, book, flags }, { list: "report_anomalies", ...input }, anomalyColumns, (page) =>
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
