import { describe, expect, test } from "vitest";
import type { MethodInput } from "../../../src/shared/contract/index.ts";
import { issueInvoice, taxOf } from "../../support/collection.ts";
import { invoicesOf } from "../../support/company.ts";
import { AccountLife } from "../../support/lives.ts";
import {
  changeSubscription,
  createPlan,
  issueNext,
  netsOf,
  seatsAt,
  type PlanOptions,
} from "../../support/subscriptions.ts";

/*
 * More of what people have reported of billing systems, shops and accounting programs, in words and figures of our own: days that two time zones count
 * differently, discounts of which a part was used, notes in parts, and amounts too small to be charged. What is right was worked out by hand, and then
 * tried. At the end of each, the verifier finds nothing, and reports, ledger and journal tie.
 */

type Discount = Omit<MethodInput<"discounts.create">, "name" | "idempotencyKey">;

interface Beginning extends PlanOptions {
  readonly today?: string;
  readonly timeZone?: string;
  readonly period?: "month" | "annual";
  readonly discount?: Discount | undefined;
}

/** A subscriber to 31.00 a month, who pays by card. */
async function subscriber({
  today = "2026-01-01",
  timeZone = "UTC",
  period = "month",
  discount,
  ...plan
}: Beginning = {}) {
  const life = await AccountLife.begin({ today, timeZone });
  await life.payBy("succeeds");
  await subscribe(life, { today, period, discount, ...plan });
  return life;
}

async function subscribe(life: AccountLife, { today, period = "month", discount, ...plan }: Beginning): Promise<void> {
  const { book, accountId } = life;
  const planId = await createPlan(book, { monthlyMinor: 31_00, ...plan });
  await book.ask("subscriptions.create", { accountId, planId, period, startOn: today ?? "2026-01-01" });
  if (!discount) return;
  const { discountId } = await book.ask("discounts.create", { name: "Less", ...discount });
  await change(life, { type: "add_discount", discountId });
}

const change = (life: AccountLife, what: MethodInput<"subscriptions.change">["change"]) =>
  changeSubscription(life.book, life.accountId, what);
const totals = async (life: AccountLife) =>
  (await invoicesOf(life.book, life.accountId)).map(({ totalMinor }) => totalMinor);
const isSubscribed = async ({ book, accountId }: AccountLife) =>
  (await book.ask("subscriptions.get", { accountId })).subscription !== null;

async function upgrade(life: AccountLife) {
  const planId = await createPlan(life.book, { name: "Large", monthlyMinor: 62_00 });
  const { invoice } = await change(life, { type: "plan", planId, period: "month", timing: "now" });
  return netsOf(invoice);
}

/** The clock at a moment, and what the calendar asks for by then. */
async function at({ book }: AccountLife, instant: string): Promise<void> {
  await book.ask("book.setClock", { clock: { kind: "test", nowMs: Date.parse(instant) } });
  await book.runJob("billing.catchUp", {});
}

test("three months at half the price, begun where it is still the 28th, are three whole months, and no part of a fourth", async () => {
  const life = await AccountLife.begin({ today: "2026-02-28", timeZone: "America/New_York" });
  await at(life, "2026-03-01T03:47:56Z");
  await subscribe(life, { today: "2026-02-28", discount: { partsPerMillion: 500_000, periods: 3 } });
  for (const day of ["2026-02-28", "2026-03-28", "2026-04-28", "2026-05-28"]) await life.bill(day);
  const billed = (await invoicesOf(life.book, life.accountId)).map(({ lines, totalMinor }) => [
    lines[0]?.period?.startOn,
    totalMinor,
  ]);
  expect(billed).toEqual([
    ["2026-02-28", 15_50],
    ["2026-03-28", 15_50],
    ["2026-04-28", 15_50],
    ["2026-05-28", 31_00],
  ]);
  await life.end();
});

test("a year that ends where it is still the day before goes on until midnight there, and nothing of it comes back", async () => {
  const life = await AccountLife.begin({ today: "2026-01-19", timeZone: "America/Los_Angeles" });
  await at(life, "2026-01-20T07:30:42Z");
  await subscribe(life, { today: "2026-01-19", period: "annual", annualMonthlyMinor: 3_33 });
  await life.bill("2026-01-19");
  await change(life, { type: "cancel", timing: "period_end" });
  await at(life, "2027-01-19T07:59:00Z");
  expect(await isSubscribed(life)).toBe(true);
  await at(life, "2027-01-19T08:01:00Z");
  expect(await isSubscribed(life)).toBe(false);
  await life.bill("2027-01-19");
  expect(await totals(life)).toEqual([39_96]);
  expect(await life.credit()).toBeNull();
  await life.end();
});

test("of ten at 8.00 less 60.00 nine go back and then the tenth: 72.00 less 54.00, and 8.00 less 6.00", async () => {
  const life = await AccountLife.begin();
  const { book, accountId } = life;
  const charge = { accountId, description: "Hours", quantity: 10, unitMinor: 8_00, currency: "USD" } as const;
  await book.ask("invoices.addCharge", { ...charge, discountMinor: 60_00 });
  await issueNext(book, accountId);
  await life.pay();
  expect(await life.note(72_00, "origin")).toMatchObject({ outOfBandMinor: 18_00 });
  expect(await life.note(8_00, "origin")).toMatchObject({ outOfBandMinor: 2_00 });
  await life.end();
});

test("what goes back of ten at 82.50 less 15 % in parts is what was paid: 210.37 and 490.88 of 701.25", async () => {
  const life = await AccountLife.begin();
  const { book, accountId } = life;
  const charge = { accountId, description: "Hours", quantity: 10, unitMinor: 82_50, currency: "USD" } as const;
  await book.ask("invoices.addCharge", { ...charge, discountMinor: 123_75 });
  await issueNext(book, accountId);
  await life.pay();
  // 37.125 of the discount, rounded away from zero, and then the rest of it.
  expect(await life.note(247_50, "origin")).toMatchObject({ outOfBandMinor: 210_37 });
  expect(await life.note(577_50, "origin")).toMatchObject({ outOfBandMinor: 490_88 });
  await life.end();
});

test("an upgrade after money went back gives back no more than is left: 20.00 of 21.00, and 10.00 of 10.00", async () => {
  for (const [noteMinor, backMinor] of [
    [10_00, -20_00],
    [21_00, -10_00],
  ] as const) {
    const life = await subscriber();
    await life.bill("2026-01-01");
    await life.note(noteMinor, "origin");
    await life.until("2026-01-12");
    expect(await upgrade(life)).toEqual([backMinor, 40_00]);
    await life.end();
  }
});

test("an amount off the first month is off what comes back of it, and is not charged with the upgrade", async () => {
  const life = await subscriber({ discount: { amountMinor: 10_00, currency: "USD", periods: 1 } });
  await life.bill("2026-01-01");
  await life.until("2026-01-12");
  // 20 of 31 days of 21.00.
  expect(await upgrade(life)).toEqual([-13_55, 40_00]);
  await life.bill("2026-02-01");
  expect((await totals(life)).at(-1)).toBe(62_00);
  await life.end();
});

test("half the price for two months, both billed, and an upgrade in the first: each comes back at what it was charged", async () => {
  const life = await subscriber({ discount: { partsPerMillion: 500_000, periods: 2 } });
  await life.bill("2026-02-01");
  await life.until("2026-01-12");
  expect(await upgrade(life)).toEqual([-10_00, -15_50, 40_00, 62_00]);
  await life.end();
});

test("what was billed and paid before a trial is over is not billed again when it is", async () => {
  const life = await subscriber({ trialDays: 14 });
  await life.until("2026-01-05");
  await life.bill("2026-01-15");
  await life.until("2026-01-20");
  await life.bill("2026-01-20");
  expect(await totals(life)).toEqual([31_00]);
  await life.bill("2026-02-15");
  const periods = (await invoicesOf(life.book, life.accountId)).map(({ lines }) => lines[0]?.period?.startOn);
  expect(periods).toEqual(["2026-01-15", "2026-02-15"]);
  await life.end();
});

test("a trial that is ended early makes one invoice, with its discount, and the next one a month later without", async () => {
  const life = await subscriber({ trialDays: 14, discount: { partsPerMillion: 500_000, periods: 1 } });
  await life.until("2026-01-05");
  const { invoice } = await change(life, { type: "end_trial" });
  expect(invoice).toMatchObject({ issuedOn: "2026-01-05", totalMinor: 15_50 });
  await life.bill("2026-02-05");
  expect(await totals(life)).toEqual([15_50, 31_00]);
  await life.end();
});

test.each([
  ["longer by five days", 1, { type: "extend_trial", days: 5 }, [-15_50], [[15_50], [31_00], [31_00]]],
  ["longer by five days", 2, { type: "extend_trial", days: 5 }, [-15_50, -15_50, 15_50], [[15_50], [31_00]]],
  ["over today", 1, { type: "end_trial" }, [-15_50, 15_50], [[31_00], [31_00]]],
  ["over today", 2, { type: "end_trial" }, [-15_50, -15_50, 15_50, 15_50], [[31_00]]],
] as const)(
  "a discount that was used ahead of a trial's end is not lost where the trial is %s, for %i",
  async (_what, periods, moved, moves, later) => {
    const life = await subscriber({ trialDays: 14, discount: { partsPerMillion: 500_000, periods } });
    await life.until("2026-01-05");
    await life.bill(periods === 1 ? "2026-01-15" : "2026-02-15");
    expect(netsOf((await change(life, moved)).invoice)).toEqual(moves);
    await life.bill("2026-03-20");
    const after = (await invoicesOf(life.book, life.accountId)).slice(periods + 1);
    expect(after.map((invoice) => netsOf(invoice))).toEqual(later);
    await life.end();
  },
);

test("a trial of a year's plan that is canceled on its first day charges no year", async () => {
  const life = await subscriber({ trialDays: 14, period: "annual", annualMonthlyMinor: 25_00 });
  await change(life, { type: "cancel", timing: "period_end" });
  await life.until("2026-01-16");
  await life.bill("2026-01-16");
  expect(await totals(life)).toEqual([]);
  expect(await isSubscribed(life)).toBe(false);
  await life.end();
});

const wholeNote = (invoiceId: string) => ({
  invoiceId,
  lines: [{ position: 1, amountMinor: 30_30 }],
  destination: "origin",
});

test.each([
  ["taxed, and were not", null, 20, [37_20, 37_20]],
  ["taxed by another rate", 10, 20, [37_20, 37_20]],
  ["not taxed any more", 20, null, [31_00, 31_00]],
] as const)(
  "two months are voided and billed again because they are to be %s",
  async (_what, before, after, expected) => {
    const life = await AccountLife.begin({ feeMinor: 31_00 });
    const { book, accountId } = life;
    const rateOf = async (percent: number | null) => (percent === null ? null : taxOf(book, percent));
    await book.ask("accounts.update", { accountId, taxRateId: await rateOf(before) });
    await life.bill("2026-02-01");
    await book.ask("accounts.update", { accountId, taxRateId: await rateOf(after) });
    // January is not what was billed last, so it gets an invoice of its own.
    for (const { id } of await invoicesOf(book, accountId)) await life.void("bill_again", id);
    await life.bill("2026-02-01");
    expect((await totals(life)).slice(2)).toEqual(expected);
    await life.end();
  },
);

/** 0.30 of 30.30 are less than a card is charged, and stand on the next invoice; the account pays by transfer from then on. */
async function carrying(): Promise<AccountLife> {
  const life = await AccountLife.begin();
  await life.payBy("succeeds");
  await life.grant(30_00);
  await issueInvoice(life.book, life.accountId, [{ unitMinor: 30_30 }]);
  await life.payBy("transfer");
  return life;
}

test("credit pays what was carried over like everything else on the invoice", async () => {
  const life = await carrying();
  await life.grant(20_00);
  const next = await issueInvoice(life.book, life.accountId, [{ unitMinor: 10_00 }]);
  expect(next).toMatchObject({ totalMinor: 10_30, creditAppliedMinor: 10_30, paidBy: "payer-credits" });
  expect(await life.credit()).toBe(9_70);
  await life.end();
});

test("what was carried over to a voided invoice waits again with it, or is waived with it, and credit comes back either way", async () => {
  const life = await carrying();
  await life.grant(4_00);
  await issueInvoice(life.book, life.accountId, [{ unitMinor: 10_00 }]);
  await life.void("bill_again");
  expect(await life.credit()).toBe(4_00);
  expect(await issueNext(life.book, life.accountId)).toMatchObject({ totalMinor: 10_30, creditAppliedMinor: 4_00 });
  await life.void("waive");
  expect(await life.credit()).toBe(4_00);
  expect(await issueInvoice(life.book, life.accountId, [{ unitMinor: 1_00 }])).toMatchObject({ totalMinor: 1_00 });
  await life.end();
});

describe("what was carried over and is not paid there (BEHAVIOUR 3.12, 8.8)", () => {
  test("is no credit by a note: of 30.30 only the 30.00 can be credited until the next invoice is paid", async () => {
    const life = await carrying();
    const { id: invoiceId } = await life.invoice();
    expect(await life.noteRefusal(30_30, "origin")).toBe("credit_note_exceeds_line");
    await issueInvoice(life.book, life.accountId, [{ unitMinor: 10_00 }]);
    expect(await life.book.refusal("creditNotes.preview", wholeNote(invoiceId))).toMatchObject({
      code: "credit_note_exceeds_line",
      details: { leftMinor: 30_00 },
    });
    await life.pay();
    await life.note(30_30, "origin", { invoiceId });
    expect(await life.credit()).toBe(30_30);
    await life.end();
  });

  test("is none either where it is waived with the next invoice", async () => {
    const life = await carrying();
    const { id: invoiceId } = await life.invoice();
    await issueInvoice(life.book, life.accountId, [{ unitMinor: 10_00 }]);
    await life.void("waive");
    const refusal = await life.book.refusal("creditNotes.preview", wholeNote(invoiceId));
    expect(refusal.details).toEqual({ leftMinor: 30_00 });
    await life.note(30_00, "origin", { invoiceId });
    expect(await life.credit()).toBe(30_00);
    await life.end();
  });

  test("once it is credited, what paid it there is not taken back", async () => {
    const life = await carrying();
    const { id: invoiceId } = await life.invoice();
    await issueInvoice(life.book, life.accountId, [{ unitMinor: 10_00 }]);
    const paymentId = await life.pay();
    await life.note(30_30, "origin", { invoiceId });
    expect(await life.book.refusal("invoices.takeBackPayment", { paymentId, reason: "Bounced" })).toMatchObject({
      code: "payment_given_back",
      details: { shortfallMinor: 30 },
    });
    await life.end();
  });

  test("makes none from one invoice to the next: four months of 15 yen, of which a card declines the last, and the end on the first day", async () => {
    const life = await AccountLife.begin({ currency: "JPY", feeMinor: 15 });
    await life.payBy("declines");
    // 15, 30 and 45 are less than a card is charged; 60 is not.
    await life.bill("2026-04-01");
    expect((await life.standing()).at(-1)).toEqual(["open", 60]);
    await change(life, { type: "cancel", timing: "now", withCredit: true });
    expect(await life.credit()).toBeNull();
    await life.end();
  });
});

describe("a giving-back line that a note took back (BEHAVIOUR 7.2a, 9.9)", () => {
  /** January paid, and an upgrade on its 12th that is credited whole, what it gave back and what it charged. */
  async function upgradedInVain(isPaid: boolean) {
    const life = await AccountLife.begin({ feeMinor: 31_00 });
    await life.bill("2026-01-01");
    const january = await life.pay();
    await life.until("2026-01-12");
    expect(await upgrade(life)).toEqual([-20_00, 40_00]);
    const upgraded = isPaid ? await life.pay() : null;
    const lines = [
      { position: 1, amountMinor: -20_00 },
      { position: 2, amountMinor: 40_00 },
    ];
    const note = { invoiceId: (await life.invoice()).id, lines, destination: "credit" } as const;
    const { fingerprint } = await life.book.ask("creditNotes.preview", note);
    await life.book.ask("creditNotes.issue", { ...note, fingerprint });
    return { life, january, upgraded };
  }

  test("gives nothing back any more, so the payment for that time can be taken back", async () => {
    const { life, january } = await upgradedInVain(false);
    await life.takeBack(january);
    expect(await life.standing()).toEqual([
      ["open", 31_00],
      ["paid", 0],
    ]);
    await life.end();
  });

  test("pays nothing any more, so the payment by which the note gave credit cannot be taken back", async () => {
    const { life, upgraded } = await upgradedInVain(true);
    expect(await life.credit()).toBe(20_00);
    const bounced = { paymentId: upgraded, reason: "Bounced" };
    expect(await life.book.refusal("invoices.takeBackPayment", bounced)).toMatchObject({
      code: "payment_given_back",
      details: { shortfallMinor: 20_00 },
    });
    await life.end();
  });
});

describe("a month of which a note took something, voided and billed again (BEHAVIOUR 6.10, 9.8)", () => {
  /** January at 31.00 less a note of 0.31, voided and billed again at 30.69, and paid. */
  async function billedAgain() {
    const life = await AccountLife.begin({ feeMinor: 31_00 });
    await life.bill("2026-01-01");
    await life.note(31, "credit");
    await life.void("bill_again");
    await life.bill("2026-01-01");
    await life.pay();
    return life;
  }

  test("comes back with the end, as far as it is unused: 14.85 of 15 days", async () => {
    const life = await billedAgain();
    await life.until("2026-01-17");
    await change(life, { type: "cancel", timing: "now", withCredit: true });
    expect(await life.credit()).toBe(14_85);
    await life.end();
  });

  test("comes off an upgrade: 19.80 of 20 days", async () => {
    const life = await billedAgain();
    await life.until("2026-01-12");
    expect(await upgrade(life)).toEqual([-19_80, 40_00]);
    await life.end();
  });

  test("keeps its share off for seats that are added, and is billed again once more as it was", async () => {
    const life = await AccountLife.begin();
    const seatPrice = seatsAt(3_10);
    const half = { partsPerMillion: 500_000, periods: 1 };
    const planId = await createPlan(life.book, { monthlyMinor: 31_00, seatPrice });
    await life.book.ask("subscriptions.create", {
      accountId: life.accountId,
      planId,
      period: "month",
      seats: 1,
      startOn: "2026-01-01",
    });
    const { discountId } = await life.book.ask("discounts.create", { name: "Half", ...half });
    await change(life, { type: "add_discount", discountId });
    await life.bill("2026-01-01");
    await life.note(62, "credit");
    for (let times = 0; times < 2; times += 1) {
      await life.void("bill_again");
      await life.bill("2026-01-01");
      // 15.50 less half of 0.62, and 1.55.
      expect(netsOf(await life.invoice())).toEqual([15_19, 1_55]);
    }
    await life.until("2026-01-12");
    // Half of 20 days of 3.10.
    expect(netsOf((await change(life, { type: "seats", seats: 2 })).invoice)).toEqual([1_00]);
    await life.end();
  });

  test("gives nothing back twice: what an end had taken off is not in it", async () => {
    const life = await AccountLife.begin({ feeMinor: 31_00 });
    await life.bill("2026-01-01");
    await life.until("2026-01-12");
    // 20.00 come off January, and 40.00 are charged.
    expect(await upgrade(life)).toEqual([40_00]);
    const january = await life.invoice(1);
    await life.void("bill_again", january.id);
    await life.bill("2026-01-12");
    expect(netsOf(await life.invoice())).toEqual([11_00]);
    await life.until("2026-01-22");
    const { preview, invoice } = await change(life, { type: "cancel", timing: "now", withCredit: true });
    expect([preview.notes.map(({ totalMinor }) => totalMinor), invoice]).toEqual([[20_00], null]);
    await life.end();
  });
});
