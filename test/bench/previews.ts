import type { Engine } from "../../src/main/engine/engine.ts";
import type { MethodInput } from "../../src/shared/contract/index.ts";
import { accountIdAt, billedOn, seatsAt } from "./company.ts";
import { ask, median, percentile99, timeMs, withEngine, type Finding } from "./harness.ts";

const previewedAccounts = 400;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Previews of the next invoice and of changes in the middle of a period, each of another account, through the engine's public door
 * and one after the other.
 *
 * @param months how many periods of the book are billed.
 */
export async function measurePreviews(
  path: string,
  accounts: number,
  months: number,
  report: (finding: Finding) => void,
): Promise<void> {
  await withEngine(path, async (engine) => {
    // Early enough that no invoice of the month is past due, so that the engine has nothing else to do.
    const clock = { kind: "test" as const, nowMs: Date.parse(`${billedOn(months)}T12:00:00Z`) + 10 * dayMs };
    await ask(engine, "book.setClock", { clock, idempotencyKey: "clock-of-previews" });
    const businessPlanId = await createBusinessPlan(engine);
    const size = `${accounts.toLocaleString("en")} accounts`;
    report({
      name: `invoices.preview (${size})`,
      figures: await timesOf(accounts, (index) => ask(engine, "invoices.preview", { accountId: accountIdAt(index) })),
      aim: "≤ 5 ms",
    });
    report({
      name: `subscriptions.previewChange (${size})`,
      figures: await timesOf(accounts, (index) =>
        ask(engine, "subscriptions.previewChange", {
          accountId: accountIdAt(index),
          change: changeOf(index, businessPlanId),
        }),
      ),
      aim: "≤ 5 ms",
    });
  });
}

/** More seats, another plan, or the end of it with credit for the unused time. */
function changeOf(index: number, businessPlanId: string): MethodInput<"subscriptions.previewChange">["change"] {
  switch (index % 3) {
    case 0:
      return { type: "seats", seats: seatsAt(index) + 10 };
    case 1:
      return { type: "plan", planId: businessPlanId, period: "month" };
    default:
      return { type: "cancel", timing: "now", withCredit: true };
  }
}

async function createBusinessPlan(engine: Engine): Promise<string> {
  const { planId } = await ask(engine, "plans.create", {
    name: "Business",
    slug: "business",
    forKind: "organization",
    currency: "USD",
    monthlyMinor: 90_00,
    seatPrice: { blockSize: 1, tiers: [{ startsAtBlock: 1, endsAfterBlock: null, feePerBlockMinor: 5_00 }] },
    idempotencyKey: "business-plan",
  });
  return planId;
}

/** Each account is asked for once; the first tenth, in which the engine warms up, does not count. */
async function timesOf(accounts: number, preview: (index: number) => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  for (let round = 0; round < previewedAccounts; round += 1) {
    const index = Math.floor(((round + 0.5) * accounts) / previewedAccounts);
    times.push(await timeMs(() => preview(index)));
  }
  const counted = times.slice(previewedAccounts / 10);
  return `engine ${median(counted).toFixed(2)} ms in the median, ${percentile99(counted).toFixed(2)} ms in 99 of 100`;
}
