import { describe, expect, test } from "vitest";
import { createTestBook } from "../../support/book.ts";
import { billThrough, createCustomer, payOpen } from "../../support/company.ts";
import { changeSubscription, createPlan, seatsAt } from "../../support/subscriptions.ts";

describe("a change that is dated back (BEHAVIOUR 6.6, 7.1)", () => {
  test("reaches as far as the beginning of what it changes, and no further", async () => {
    const book = await createTestBook({ today: "2026-01-31" });
    const planId = await createPlan(book, { name: "Team", monthlyMinor: 31_00, seatPrice: seatsAt(3_00) });
    const largePlanId = await createPlan(book, { name: "Large", monthlyMinor: 61_00, seatPrice: seatsAt(3_00) });
    const accountId = await createCustomer(book);
    await book.ask("subscriptions.create", { accountId, planId, period: "month", seats: 2, startOn: "2026-01-31" });
    await billThrough(book, "2026-01-31");
    await book.setToday("2026-02-10");
    await changeSubscription(book, accountId, { type: "seats", seats: 4 });
    await book.setToday("2026-02-20");
    const upgrade = { type: "plan", planId: largePlanId, period: "month", changeOn: "2026-02-05" } as const;
    await payOpen(book, accountId);
    const { invoice } = await changeSubscription(book, accountId, upgrade);
    // 23 of 28 days of 31.00 and of 6.00, and the whole of what was charged for two seats from the 10th on: 6.00 × 18/28.
    expect(invoice?.lines.map(({ netMinor }) => netMinor)).toEqual([-25_46, -4_93, -3_86, 50_11, 9_86]);
    expect(invoice?.issuedOn).toBe("2026-02-20");

    const refused = async (change: object) => {
      const { code } = await book.refusal("subscriptions.previewChange", { accountId, change });
      return code;
    };
    // Before the 5th there was nothing of the new plan to end, to give back or to add seats to.
    const early = { changeOn: "2026-02-04" };
    expect(await refused({ type: "cancel", timing: "now", withCredit: true, ...early })).toBe("change_outside_period");
    expect(await refused({ type: "seats", seats: 6, ...early })).toBe("change_outside_period");
    expect(await refused({ type: "plan", planId, period: "month", timing: "now", ...early })).toBe(
      "change_outside_period",
    );
    const end = { type: "cancel", timing: "now", withCredit: true, changeOn: "2026-02-05" } as const;
    await payOpen(book, accountId);
    const ended = await changeSubscription(book, accountId, end);
    expect(ended.invoice?.lines.map(({ netMinor }) => netMinor)).toEqual([-50_11, -9_86]);
    const { items } = await book.ask("subscriptions.get", { accountId });
    expect(items.map(({ planName, startedOn, endsOn }) => [planName, startedOn, endsOn])).toEqual([
      ["Large", "2026-02-05", "2026-02-05"],
      ["Team", "2026-01-31", "2026-02-05"],
    ]);
  });
});
