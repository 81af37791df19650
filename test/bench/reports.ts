import { addDays, civilDate } from "../../src/shared/calendar.ts";
import type { MethodInput, MethodName } from "../../src/shared/contract/index.ts";
import { requireOk } from "../../src/shared/errors.ts";
import { accountIdAt } from "./company.ts";
import { caller, median, processorUs, timeMs, withEngine, type Finding } from "./harness.ts";
import type { MillionBook } from "./million.ts";

const rounds = 3;

/** A question, and what of it is asked. */
interface Question {
  readonly name: MethodName;
  readonly what: string;
  readonly input: object;
}

type AsOfReport = "reports.invoiceAgeing" | "reports.agedInvoices" | "reports.creditAgeing" | "reports.agedCredit";
type PeriodReport =
  | "reports.revenue"
  | "reports.revenueLines"
  | "reports.collections"
  | "reports.collectionItems"
  | "reports.topReceivers";

function question<Name extends MethodName>(name: Name, what: string, input: MethodInput<Name>): Question {
  return { name, what, input };
}

/** Every report on the whole book and as of a day in its middle, a page of each list deep inside of it, and a statement. */
function questionsOf({ fromOn, today }: MillionBook): Question[] {
  const middle = addDays(fromOn, 90);
  const whole = { fromOn, throughOn: today };
  const month = { fromOn: civilDate("2026-05-01"), throughOn: civilDate("2026-05-31") };
  const asOf = (name: AsOfReport) => [
    question(name, "today", { on: today }),
    question(name, "in the middle", { on: middle }),
  ];
  const inPeriod = (name: PeriodReport) => [question(name, "half a year", whole), question(name, "a month", month)];
  const coming = { fromOn: today, throughOn: addDays(today, 365) };
  const kinds = [
    "repeated",
    "just_below_limit",
    "outside_working_days",
    "round_amount",
    "credit_then_transfer",
  ] as const;
  return [
    question("reports.creditRollForward", "half a year", whole),
    ...asOf("reports.invoiceAgeing"),
    ...asOf("reports.agedInvoices"),
    ...asOf("reports.creditAgeing"),
    ...asOf("reports.agedCredit"),
    question("reports.expiringCredit", "a year", coming),
    question("reports.expiringBlocks", "a year", coming),
    ...inPeriod("reports.topReceivers"),
    ...inPeriod("reports.revenue"),
    ...inPeriod("reports.revenueLines"),
    ...inPeriod("reports.collections"),
    ...inPeriod("reports.collectionItems"),
    ...kinds.flatMap((kind) => {
      const terms = { kind, currency: "USD", limitMinor: 100_00 };
      return [
        question("reports.anomalies", `${kind}, half a year`, { ...whole, ...terms }),
        question("reports.anomalies", `${kind}, a month`, { ...month, ...terms }),
      ];
    }),
    question("accounts.statement", "half a year", { accountId: accountIdAt(2), currency: "USD", ...whole }),
    question("ledger.balancesAsOf", "in the middle", { on: middle }),
  ];
}

/** How long each report takes at its worst question, on the clock and of the processor. */
export async function measureReports(book: MillionBook): Promise<Finding[]> {
  return withEngine(book.path, async (engine) => {
    const findings: Finding[] = [];
    for (const { name, what, input } of questionsOf(book)) {
      const clock: number[] = [];
      const processor: number[] = [];
      let after: string | null = null;
      for (let round = 0; round < rounds; round += 1) {
        // The first page, and in later rounds those behind it.
        const asked = after === null ? input : { ...input, after };
        let answer: { readonly nextCursor?: string | null } = {};
        const work = async (): Promise<void> => {
          answer = requireOk(await engine.call(name, asked, caller)) as typeof answer;
        };
        processor.push(await processorUs(async () => clock.push(await timeMs(work))));
        after = answer.nextCursor ?? null;
      }
      findings.push({
        name: `${name}, ${what} (${book.entryCount.toLocaleString("en")} entries)`,
        figures: `median ${median(clock).toFixed(1)} ms, of the processor ${(median(processor) / 1000).toFixed(1)} ms`,
        aim: "≤ 300 ms",
      });
    }
    return findings;
  });
}
