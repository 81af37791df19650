import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { MethodOutput } from "../../src/shared/contract/index.ts";
import type { CreditNoteDestination } from "../../src/shared/contract/credit-notes.ts";
import type { InvoiceView } from "../../src/shared/contract/invoice-view.ts";
import { addDays, civilDateAt, type CivilDate } from "../../src/shared/calendar.ts";
import { attempt, byHand, choose, command, doByHand, tryToDo } from "../support/attempts.ts";
import { upload } from "../support/batches.ts";
import { readFigures } from "../support/book-figures.ts";
import { createTestBook, type TestBook } from "../support/book.ts";
import {
  checkAgainstJournal,
  checkAgeingThen,
  checkCreditAgeing,
  checkReports,
  rememberAgeing,
  reportsOfMonth,
  type AgeingThen,
} from "../support/reports.ts";
import { checkRollForward, entriesOf } from "../support/roll-forward.ts";
import { payBy } from "../support/collection.ts";
import { checkCreditTerms, checkUseOrder, placedBlocks, type PlacedBlock } from "../support/credit-terms.ts";
import { billThrough, invoicesOf } from "../support/company.ts";
import { importAccount, importChanges, importHistory, importOpenings } from "../support/lived-imports.ts";
import { goOnWithRun, stopRun } from "../support/lived-runs.ts";
import { untilAtRest } from "../support/jobs-at-rest.ts";
import { checkListed } from "../support/lived-subscription.ts";
import { expectTyingJournal } from "../support/journal.ts";
import { addOperators, signedInDoor } from "../support/operators.ts";
import { seatsAt } from "../support/subscriptions.ts";
import { expectSameBookOfExport } from "../support/whole-book.ts";

/**
 * Customers who upgrade, downgrade, add and remove seats, cancel, come back, pay late or too much, are credited and voided, over
 * months with leap days, month ends and clocks that change, in books where it is another day than where they live. Somebody with limits
 * does some of it and has to ask for the rest, so credit is held while all else goes on, until somebody approves, refuses, takes it back or
 * waits for too long. Taxes, ways to pay, prices, plans and the book's rules become others meanwhile, and some of it is dated back. Files bring
 * in accounts, opening balances, histories and changes; runs are stopped and gone on with, or not; the book is copied, and later is what the copy
 * holds, which is what it was. After every step what must always hold is checked, for the account through the contract and for the ledger by
 * its own verifier at the end; and the book that is made of an export is the same (BEHAVIOUR 14.3).
 */

/** A customer's terms; everything else follows from what happens. */
interface Customer {
  readonly currency: "USD" | "JPY" | "KWD";
  readonly timeZone: string;
  readonly taxParts: number | null;
  readonly paysBy: "4242424242424242" | "4000000000000002" | "transfer";
  /** Whether there are a subscription, credit and a first invoice to begin with. */
  readonly isSettled: boolean;
}

/** One thing that somebody does; `pick` chooses among what there is. */
interface Step {
  readonly customer: number;
  readonly daysLater: number;
  /** So that it is any time of a day, and another day than in the book where somebody lives. */
  readonly hoursLater: number;
  readonly act: Act;
  readonly pick: number;
  readonly amountMinor: number;
  /** Whether somebody with limits does it, who asks for what is above them. */
  readonly isLimited: boolean;
}

const acts = [
  "start",
  "plan by rule",
  "plan now",
  "plan at the end",
  "year now",
  "seats",
  "cancel now with credit",
  "cancel now without credit",
  "cancel at the end",
  "resume",
  "extend trial",
  "end trial",
  "add discount",
  "remove discount",
  "charge",
  "increase",
  "increase with terms",
  "decrease",
  "void block",
  "bill",
  "bill ahead",
  "issue",
  "pay",
  "pay a part",
  "pay too much",
  "take a payment back",
  "collect",
  "void",
  "void and bill again",
  "give up",
  "write off",
  "apply credit",
  "credit note",
  "transfer",
  "reverse",
  "move",
  "close the months",
  "reopen a month",
  "approve",
  "refuse",
  "withdraw",
  "batch",
  "undo a batch",
  "plan of an earlier day",
  "seats of an earlier day",
  "end of an earlier day",
  "other price",
  "archive a plan",
  "start again",
  "other tax",
  "exempt",
  "pay otherwise",
  "pay with no method",
  "other rules",
  "other currency",
  "charge of its own tax",
  "take a charge back",
  "pay earlier",
  "note in parts",
  "import an account",
  "import openings",
  "import changes",
  "import a history",
  "copy the book",
  "go back to the copy",
  "stop a run",
  "go on with a run",
] as const;
type Act = (typeof acts)[number];

const timeZones = ["UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland", "Pacific/Honolulu"] as const;
const customer: fc.Arbitrary<Customer> = fc.record({
  currency: fc.constantFrom("USD", "JPY", "KWD"),
  timeZone: fc.constantFrom(...timeZones),
  taxParts: fc.constantFrom(null, 88_750, 240_000),
  paysBy: fc.constantFrom("4242424242424242", "4000000000000002", "transfer"),
  isSettled: fc.constantFrom(true, true, true, false),
});
const step: fc.Arbitrary<Step> = fc.record({
  customer: fc.nat(11),
  daysLater: fc.constantFrom(0, 0, 0, 0, 1, 1, 3, 3, 11, 11, 17, 17, 31, 31, 150),
  hoursLater: fc.constantFrom(0, 0, 0, 0, 0, 5, 9, 13),
  act: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom("bill" as const) },
    { weight: 3, arbitrary: fc.constantFrom("pay" as const, "pay too much" as const, "increase" as const) },
    { weight: 2, arbitrary: fc.constantFrom("decrease" as const, "approve" as const) },
    { weight: 2, arbitrary: fc.constant("increase with terms" as const) },
    { weight: 1, arbitrary: fc.constantFrom("copy the book" as const, "go back to the copy" as const) },
    { weight: 12, arbitrary: fc.constantFrom(...acts) },
  ),
  pick: fc.nat(30),
  amountMinor: fc.integer({ min: 1, max: 20_000 }),
  isLimited: fc.nat(2).map((nat) => nat === 0),
});

/** What all customers of a currency can subscribe to or carry. */
interface Offer {
  readonly plans: readonly { readonly id: string; readonly slug: string; readonly hasSeats: boolean }[];
  readonly discountIds: readonly string[];
}

/** Who is billed, in the currency that it was made with. */
interface Payer {
  readonly accountId: string;
  readonly currency: string;
}

/** What is remembered of a life so far, which goes back where the book is brought back to what it was. */
interface Memory {
  /** When it is, by the book's clock. */
  nowMs: number;
  readonly payers: readonly Payer[];
  /** What was reported of each month that is closed, when it was closed. */
  readonly closed: ReadonlyMap<string, unknown>;
  /** What invoices asked for at the end of each day that something happened on. */
  readonly ageings: readonly AgeingThen[];
}

interface World {
  /** The book, for an admin. */
  book: TestBook;
  /** The same, for somebody with limits. */
  limited: TestBook;
  /** The same, for nobody yet. */
  readonly whole: TestBook;
  readonly offers: ReadonlyMap<string, Offer>;
  /** What anybody may be taxed by. */
  readonly taxRateIds: readonly string[];
  memory: Memory;
  /** A copy of the book, what was remembered when it was made, and all that the book said. */
  copy: { readonly fileName: string; readonly memory: Memory; readonly figures: unknown } | null;
  /** The day in the book, which may be another one than where a customer lives. */
  readonly today: () => CivilDate;
}

/** What the limits let somebody do on a day, of a currency that is named. KWD is not. */
const mostPerDayMinor = 5_000;

const firstDay = "2024-01-29";

async function makeOffer(book: TestBook, currency: string): Promise<Offer> {
  const plan = async (monthlyMinor: number, hasSeats: boolean, trialDays: number | null) => {
    const slug = `plan-${randomUUID()}`;
    const { planId } = await book.ask("plans.create", {
      name: `Plan ${monthlyMinor}`,
      slug,
      forKind: "organization",
      currency,
      monthlyMinor,
      annualMonthlyMinor: Math.floor(monthlyMinor * 0.8),
      seatPrice: hasSeats ? seatsAt(333) : null,
      trialDays,
    });
    return { id: planId, slug, hasSeats };
  };
  const plans = [await plan(999, false, null), await plan(2999, true, 14), await plan(10_007, true, null)];
  const share = await book.ask("discounts.create", { name: "Third", partsPerMillion: 333_333, periods: 2 });
  const amount = await book.ask("discounts.create", { name: "Off", amountMinor: 1_500, currency, periods: null });
  return { plans, discountIds: [share.discountId, amount.discountId] };
}

async function makeWorld(customers: readonly Customer[], timeZone: string): Promise<World> {
  const whole = await createTestBook({ today: firstDay, timeZone });
  await addOperators(whole, { ann: "approver" });
  const [book, limited] = [await signedInDoor(whole, "bob"), await signedInDoor(whole, "ann")];
  for (const currency of ["USD", "JPY"] as const) {
    await book.ask("limits.set", { role: "approver", currency, perActMinor: 3_000, perDayMinor: mostPerDayMinor });
  }
  const offers = new Map<string, Offer>();
  const rates = new Map<number, string>();
  for (const ratePartsPerMillion of [88_750, 240_000]) {
    const rate = { name: `Tax ${ratePartsPerMillion}`, ratePartsPerMillion };
    rates.set(ratePartsPerMillion, (await book.ask("taxRates.create", rate)).taxRateId);
  }
  const payers: Payer[] = [];
  for (const { currency, timeZone: ownZone, taxParts, paysBy } of customers) {
    if (!offers.has(currency)) offers.set(currency, await makeOffer(book, currency));
    const { accountId } = await book.ask("accounts.create", {
      kind: "organization",
      name: "Globex",
      currency,
      timeZone: ownZone,
    });
    if (taxParts !== null) await book.ask("accounts.update", { accountId, taxRateId: rates.get(taxParts) ?? null });
    if (paysBy !== "transfer") {
      await book.ask("paymentMethods.add", { accountId, kind: "card", gateway: "test", token: paysBy });
    }
    payers.push({ accountId, currency });
  }
  const world: World = {
    book,
    limited,
    whole,
    offers,
    taxRateIds: [...rates.values()],
    memory: { nowMs: Date.parse(`${firstDay}T12:00:00Z`), payers, closed: new Map(), ageings: [] },
    copy: null,
    today: () => civilDateAt(world.memory.nowMs, timeZone),
  };
  const settled = customers.flatMap(({ isSettled }, index) => (isSettled ? [index] : []));
  for (const index of settled) {
    const taken = {
      customer: index,
      daysLater: 0,
      hoursLater: 0,
      pick: 1 + index,
      amountMinor: 4_000,
      isLimited: false,
    };
    for (const begun of ["start", "increase", "increase with terms", "bill"] as const)
      await act(world, { ...taken, act: begun });
  }
  return world;
}

/** Set the clock forward, and remember what the day that is over by then leaves behind. */
async function wait(world: World, { daysLater, hoursLater }: Step, timeZone: string): Promise<void> {
  if (daysLater + hoursLater === 0) return;
  const { book, memory } = world;
  const today = world.today();
  const nowMs = memory.nowMs + (daysLater * 24 + hoursLater) * 3_600_000;
  const isOver = civilDateAt(nowMs, timeZone) > today;
  const ageings = isOver ? [...memory.ageings, await rememberAgeing(book, today)] : memory.ageings;
  world.memory = { ...memory, nowMs, ageings };
  await book.ask("book.setClock", { clock: { kind: "test", nowMs } });
  await untilAtRest(book);
}

/** Who is in the book by now, by an import that was written or approved. */
async function meetNewPayers(world: World): Promise<void> {
  const { book, memory } = world;
  const known = new Set(memory.payers.map(({ accountId }) => accountId));
  const { rows } = await book.ask("accounts.list", { limit: 500 });
  const met = rows.filter(({ id }) => !known.has(id)).map(({ id, currency }) => ({ accountId: id, currency }));
  if (met.length > 0) world.memory = { ...memory, payers: [...memory.payers, ...met] };
}

/** Copy the book, and remember all that it says. */
async function copyBook(world: World): Promise<void> {
  const { book, memory } = world;
  // As it is once the other has been opened.
  await book.runJob("billing.catchUp", {});
  const figures = await readFigures(book.engine);
  const { path } = (await book.runJob("book.backup", {})).result;
  world.copy = { fileName: basename(path), memory, figures };
}

/** Bring the book back to what it was: everybody signs in anew, and it says what it said then. */
async function goBack(world: World): Promise<void> {
  const { book, whole, copy } = world;
  if (!copy) return;
  await book.ask("book.restore", { fileName: copy.fileName, replaces: true });
  world.book = await signedInDoor(whole, "bob");
  world.limited = await signedInDoor(whole, "ann");
  world.memory = copy.memory;
  await untilAtRest(world.book);
  expect(await readFigures(world.book.engine)).toEqual(copy.figures);
}

/** Preview a change and make it: the figures are the same, to the last field (property 3). */
async function change(book: TestBook, accountId: string, what: object): Promise<void> {
  const preview = await attempt<{ pinnedOn: string; fingerprint: string; invoice: object | null }>(
    book,
    "subscriptions.previewChange",
    { accountId, change: what },
  );
  if (!preview) return;
  const { pinnedOn, fingerprint } = preview;
  const request = command({ accountId, change: what, pinnedOn, fingerprint });
  const done = await attempt<{ invoice: InvoiceView | null }>(book, "subscriptions.change", request);
  expect(done).not.toBeNull();
  if (preview.invoice) expect(done?.invoice).toMatchObject(preview.invoice);
  else expect(done?.invoice).toBeNull();
  // The same command again changes nothing (property 5).
  expect(await attempt(book, "subscriptions.change", request)).toEqual(done);
}

/** So many accounts are in a life at most, so that it does not become longer and longer. */
const mostPayers = 6;

async function act(world: World, taken: Step) {
  const { book, limited, offers, taxRateIds } = world;
  const { payers, closed, ageings } = world.memory;
  const accountIds = payers.map((payer) => payer.accountId);
  const today = world.today();
  const { pick, amountMinor } = taken;
  const index = taken.customer % payers.length;
  const { accountId, currency } = payerOf(world, taken);
  const offer = offers.get(currency);
  const plan = choose(offer?.plans ?? [], pick);
  const seats = plan?.hasSeats ? 1 + (pick % 7) : null;
  const invoices = await invoicesOf(book, accountId);
  const owed = invoices.filter(({ outstandingMinor }) => outstandingMinor > 0);
  // Now and then an operator names an earlier day that it counts for (BEHAVIOUR 3.11).
  const countsOn = pick % 4 === 3 ? addDays(today, -(pick + index)) : null;
  const adjustment = { accountId, amountMinor, currency, reasonCode: "billing_error", countsOn };
  const to = { type: "plan", planId: plan?.id, seats };
  const door = taken.isLimited ? limited : book;
  const importing = { book, door, today, pick, amountMinor };
  // What is changed at once may be dated back, as far as what it changes began.
  const changeOn = addDays(today, -(pick % 13));
  switch (taken.act) {
    case "start":
      return change(book, accountId, {
        type: "start",
        planId: plan?.id,
        period: pick % 5 === 0 ? "annual" : "month",
        seats,
        startOn: today,
      });
    case "plan by rule":
      return change(book, accountId, { ...to, period: "month" });
    case "plan now":
      return change(book, accountId, { ...to, period: "month", timing: "now" });
    case "plan at the end":
      return change(book, accountId, { ...to, period: pick % 4 === 0 ? "annual" : "month", timing: "period_end" });
    case "year now":
      return change(book, accountId, { ...to, period: "annual", timing: "now" });
    case "seats":
      return change(book, accountId, { type: "seats", seats: 1 + (pick % 9) });
    case "cancel now with credit":
      return change(book, accountId, { type: "cancel", timing: "now", withCredit: true });
    case "cancel now without credit":
      return change(book, accountId, { type: "cancel", timing: "now", withCredit: false });
    case "cancel at the end":
      return change(book, accountId, { type: "cancel", timing: "period_end" });
    case "resume":
      return change(book, accountId, { type: "resume" });
    case "extend trial":
      return change(book, accountId, { type: "extend_trial", days: pick });
    case "end trial":
      return change(book, accountId, { type: "end_trial" });
    case "add discount":
      return change(book, accountId, { type: "add_discount", discountId: choose(offer?.discountIds ?? [], pick) });
    case "remove discount":
      return change(book, accountId, { type: "remove_discount" });
    case "charge":
      return attempt(
        book,
        "invoices.addCharge",
        command({ accountId, description: "Setup", unitMinor: amountMinor, currency, discountMinor: pick }),
      );
    case "increase":
      return doByHand(door, byHand("credits.adjust", { ...adjustment, action: "increase" }));
    case "increase with terms": {
      const effectiveOn = pick % 3 === 0 ? addDays(today, pick % 9) : null;
      const expiresOn = addDays(effectiveOn ?? today, 1 + pick);
      const terms = { priority: pick, category: "promotional", effectiveOn, expiresOn };
      return doByHand(door, byHand("credits.adjust", { ...adjustment, action: "increase", terms }));
    }
    case "decrease":
      return doByHand(door, byHand("credits.adjust", { ...adjustment, action: "decrease" }));
    case "void block": {
      const { blocks } = await book.ask("credits.blocks", { accountId });
      const block = choose(blocks, pick);
      return doByHand(door, block && byHand("credits.voidBlock", { blockId: block.id }));
    }
    case "close the months": {
      for (;;) {
        const { next } = await book.ask("periods.list", {});
        if (!next.isOver) return;
        await book.ask("periods.close", { month: next.month });
        const { memory } = world;
        const said = [next.month, await reportsOfMonth(book, next.month)] as const;
        world.memory = { ...memory, closed: new Map([...memory.closed, said]) };
      }
    }
    case "reopen a month": {
      const { closings, closedThroughOn } = await book.ask("periods.list", {});
      const last = closings.find(({ throughOn }) => throughOn === closedThroughOn);
      const stillClosed = [...closed].filter(([month]) => month !== last?.month);
      world.memory = { ...world.memory, closed: new Map(stillClosed) };
      return last && book.ask("periods.reopen", { month: last.month, reason: "Something was late" });
    }
    case "bill": {
      // What a run would come to is what it comes to (BEHAVIOUR 10.3).
      const dry = (await book.runJob("billing.dryRun", { throughOn: today })).result;
      expect((await billThrough(book, today)).totals).toMatchObject(dry.totals);
      return;
    }
    case "bill ahead":
      return billThrough(book, addDays(today, 5 * pick));
    case "issue": {
      const preview = await attempt<{ pinnedOn: string; fingerprint: string }>(book, "invoices.preview", {
        accountId,
        asOf: "today",
      });
      if (!preview) return;
      const { pinnedOn, fingerprint } = preview;
      return attempt(book, "invoices.issue", command({ accountId, pinnedOn, fingerprint }));
    }
    case "pay":
    case "pay a part":
    case "pay too much": {
      const invoice = choose(owed, pick);
      const owedMinor = invoice?.outstandingMinor ?? 0;
      const paidMinor = {
        pay: owedMinor,
        "pay a part": Math.min(amountMinor, owedMinor),
        "pay too much": owedMinor + amountMinor,
      };
      const payment = { amountMinor: paidMinor[taken.act], overpayment: "to_credit", receivedOn: null };
      return doByHand(door, invoice && byHand("invoices.recordPayment", { invoiceId: invoice.id, ...payment }));
    }
    case "take a payment back": {
      const payment = choose(
        invoices.flatMap((invoice) => invoice.payments),
        pick,
      );
      const input = { paymentId: payment?.id, reason: "Bounced" };
      return doByHand(door, payment && byHand("invoices.takeBackPayment", input));
    }
    case "collect": {
      const invoice = choose(owed, pick);
      return invoice && attempt(book, "invoices.collect", command({ invoiceId: invoice.id }));
    }
    case "void":
    case "void and bill again": {
      const invoice = choose(invoices, pick);
      const periods = taken.act === "void" ? "waive" : "bill_again";
      return doByHand(door, invoice && byHand("invoices.void", { invoiceId: invoice.id, periods }));
    }
    case "write off": {
      const invoice = choose(owed, pick);
      return invoice && attempt(book, "invoices.writeOff", command({ invoiceId: invoice.id, reason: "Gone" }));
    }
    case "transfer": {
      const toAccountId = accountIds[(index + 1) % accountIds.length];
      return doByHand(
        door,
        byHand("credits.transfer", { fromAccountId: accountId, toAccountId, amountMinor, currency, countsOn }),
      );
    }
    case "reverse": {
      const { rows } = await book.ask("ledger.list", { accountId, limit: 500 });
      const entry = choose(rows, pick);
      return doByHand(door, entry && byHand("credits.reverse", { entryId: entry.id, note: null }));
    }
    case "move":
      return book.ask("accounts.update", { accountId, timeZone: choose(timeZones, pick) ?? "UTC" });
    case "give up": {
      const invoice = choose(owed, pick);
      return invoice && attempt(book, "invoices.markUncollectible", command({ invoiceId: invoice.id }));
    }
    case "apply credit":
      return doByHand(door, byHand("credits.applyToOpenInvoices", { accountId }));
    case "credit note":
      return creditNote(door, choose(invoices, pick), amountMinor, pick);
    case "approve":
      await approve(book, choose(await pendingOf(book), pick));
      return meetNewPayers(world);
    case "refuse": {
      const request = choose(await pendingOf(book), pick);
      return request && book.ask("approvals.reject", { requestId: request.id, comment: "Not this time" });
    }
    case "withdraw": {
      const request = choose(await pendingOf(book), pick);
      return request && limited.ask("approvals.withdraw", { requestId: request.id });
    }
    case "batch":
      return applyBatch(door, accountIds, taken);
    case "undo a batch": {
      const batch = choose((await book.ask("batches.list", {})).batches, pick);
      if (!batch) return;
      await doByHand(door, byHand("batches.undo", { batchId: batch.id, note: null }));
      return untilAtRest(book);
    }
    case "plan of an earlier day":
      return change(book, accountId, { ...to, period: "month", timing: "now", changeOn });
    case "seats of an earlier day":
      return change(book, accountId, { type: "seats", seats: 1 + (pick % 9), changeOn });
    case "end of an earlier day":
      return change(book, accountId, { type: "cancel", timing: "now", withCredit: true, changeOn });
    case "other price": {
      const price = { planId: plan?.id ?? "", currency, monthlyMinor: amountMinor, annualMonthlyMinor: amountMinor };
      const seatPrice = plan?.hasSeats ? seatsAt(1 + pick) : null;
      const { priceId } = await book.ask("prices.create", { ...price, seatPrice, isDefault: pick % 3 === 0 });
      return change(book, accountId, { ...to, priceId, period: "month" });
    }
    case "archive a plan":
      return book.ask("plans.update", { planId: plan?.id ?? "", isArchived: pick % 3 > 0 });
    case "start again": {
      const startOn = addDays(today, (pick % 21) - 10);
      return change(book, accountId, {
        type: "start",
        planId: plan?.id,
        period: "month",
        seats,
        startOn,
        anotherTrial: true,
      });
    }
    case "other tax":
      return book.ask("accounts.update", { accountId, taxRateId: choose([null, ...taxRateIds], pick) ?? null });
    case "exempt":
      return book.ask("accounts.update", { accountId, isTaxExempt: pick % 2 === 0 });
    case "pay otherwise":
      return pick % 3 === 0
        ? book.ask("paymentMethods.add", { accountId, kind: "transfer", gateway: "manual" })
        : payBy(book, accountId, pick % 3 === 1 ? "succeeds" : "declines");
    case "pay with no method": {
      const { paymentMethods } = await book.ask("paymentMethods.list", { accountId });
      const method = choose(paymentMethods, pick);
      return method && book.ask("paymentMethods.remove", { paymentMethodId: method.id });
    }
    case "other rules": {
      const retryDays = choose([[], [1], [2, 9], [1, 3, 5, 7]], pick) ?? [];
      const afterLastRetry = choose(["keep", "cancel", "uncollectible"] as const, pick) ?? "keep";
      return book.ask("book.configure", { retryDays, afterLastRetry, paymentTermsDays: pick });
    }
    case "other currency":
      return attempt(book, "accounts.update", command({ accountId, currency: choose(["USD", "EUR"], pick) }));
    case "charge of its own tax": {
      const tax = choose([{ by: "nothing" }, ...taxRateIds.map((taxRateId) => ({ by: "rate", taxRateId }))], pick);
      const charge = {
        accountId,
        description: "Hours",
        quantity: 1 + (pick % 4),
        unitMinor: amountMinor,
        currency,
        tax,
      };
      return attempt(book, "invoices.addCharge", command(charge));
    }
    case "take a charge back": {
      const charge = choose((await book.ask("invoices.charges", { accountId })).charges, pick);
      return charge && attempt(book, "invoices.removeCharge", command({ chargeId: charge.id }));
    }
    case "pay earlier": {
      const invoice = choose(owed, pick);
      const payment = { amountMinor: null, receivedOn: addDays(today, -pick) };
      return doByHand(door, invoice && byHand("invoices.recordPayment", { invoiceId: invoice.id, ...payment }));
    }
    case "note in parts":
      return noteInParts(door, choose(invoices, pick), pick);
    case "import an account": {
      if (!plan || payers.length >= mostPayers) return;
      await importAccount(importing, currency, choose(timeZones, pick) ?? "UTC", plan);
      return meetNewPayers(world);
    }
    case "import openings":
      return importOpenings(
        importing,
        accountIds.filter((_id, place) => place >= index),
        pick % 2 === 0 ? currency : "EUR",
      );
    case "import changes":
      return importChanges(importing, accountIds, timeZones);
    case "import a history": {
      if (payers.length >= mostPayers) return;
      // A history counts by what it leaves, and not by what it moves, so who has limits could move more with one than they let by hand.
      const days = ageings.map(({ on }) => on as CivilDate);
      await importHistory({ ...importing, door: book }, accountId, currency, days);
      return meetNewPayers(world);
    }
    case "copy the book":
      return copyBook(world);
    case "go back to the copy":
      return goBack(world);
    case "stop a run": {
      const throughOn = pick % 3 === 0 ? addDays(today, 5 * pick) : today;
      return stopRun(book, throughOn, { batches: pick % 4, goesOn: pick % 2 === 0 });
    }
    case "go on with a run":
      return goOnWithRun(book, pick);
  }
}

const payerOf = ({ memory: { payers } }: World, { customer: who }: Step): Payer =>
  payers[who % payers.length] ?? { accountId: "", currency: "USD" };

/** What takes credit of an account, and may give none back. */
const takingActs: ReadonlySet<Act> = new Set(["issue", "bill", "bill ahead", "stop a run", "decrease", "apply credit"]);

/** Do a thing, and look at whose it is, and at everybody whose credit it may have taken. */
async function actAndCheck(world: World, taken: Step): Promise<void> {
  const before = new Map<string, PlacedBlock[]>();
  const today = world.today();
  if (takingActs.has(taken.act)) {
    for (const { accountId } of world.memory.payers) {
      before.set(accountId, await placedBlocks(world.book, accountId));
    }
  }
  await act(world, taken);
  for (const [accountId, blocks] of before) {
    checkUseOrder(blocks, await placedBlocks(world.book, accountId), today);
  }
  await checkAccount(world.book, payerOf(world, taken).accountId, world.today());
}

/** Credit some of each line, giving lines too, and say how much of it goes where. */
async function noteInParts(door: TestBook, invoice: InvoiceView | undefined, pick: number) {
  if (!invoice) return;
  const lines = invoice.creditableLines.flatMap(({ position, leftMinor }) => {
    const amountMinor = Math.trunc((leftMinor * (1 + (pick % 10))) / 10);
    return amountMinor === 0 ? [] : [{ position, amountMinor }];
  });
  if (lines.length === 0) return;
  const asked = { invoiceId: invoice.id, lines };
  const whole = await attempt<{ figures: CreditNoteDestination }>(door, "creditNotes.preview", {
    ...asked,
    destination: "origin",
  });
  if (!whole) return;
  // What came in money may be kept as credit.
  const { toCreditMinor, toPaymentMethodMinor, outOfBandMinor } = whole.figures;
  const keptMinor = Math.floor((outOfBandMinor * (pick % 4)) / 3);
  const parts = { toPaymentMethodMinor, outOfBandMinor: outOfBandMinor - keptMinor };
  const note = { ...asked, destination: { toCreditMinor: toCreditMinor + keptMinor, ...parts } };
  const preview = await attempt<{ fingerprint: string }>(door, "creditNotes.preview", note);
  expect(preview).not.toBeNull();
  await doByHand(door, byHand("creditNotes.issue", { ...note, fingerprint: preview?.fingerprint ?? "" }));
}

async function creditNote(door: TestBook, invoice: InvoiceView | undefined, amountMinor: number, pick: number) {
  const line = choose(invoice?.lines ?? [], pick);
  if (!invoice || !line) return;
  const note = {
    invoiceId: invoice.id,
    lines: [{ position: line.position, amountMinor: Math.min(amountMinor, line.grossMinor) }],
    destination: pick % 2 === 0 ? "credit" : "origin",
  };
  const preview = await attempt<{ fingerprint: string; figures: object }>(door, "creditNotes.preview", note);
  if (!preview) return;
  const { fingerprint, figures } = preview;
  await doByHand(door, byHand("creditNotes.issue", { ...note, fingerprint }));
  const { creditNotes } = await door.ask("invoices.get", { invoiceId: invoice.id });
  const issued = creditNotes.length > invoice.creditNotes.length ? creditNotes.at(-1) : undefined;
  if (issued) expect(issued).toMatchObject(figures);
}

type Request = MethodOutput<"approvals.list">["rows"][number];

async function pendingOf(book: TestBook): Promise<readonly Request[]> {
  const { rows } = await book.ask("approvals.list", { which: "pending", limit: 500 });
  return rows;
}

/** Approve what waits. What it would take is still there, because it was held, unless its time is over; a day that it names may be closed. */
async function approve(book: TestBook, request: Request | undefined): Promise<void> {
  if (!request) return;
  const { id: requestId, fingerprint, effects } = request;
  const [effect] = effects;
  const isHeld =
    request.act === "credits.adjust" &&
    effect !== undefined &&
    effect.accountId !== null &&
    effect.amountMinor < 0 &&
    (await heldOf(book, effect.accountId)).get(effect.currency) === -effect.amountMinor;
  const { closedThroughOn } = await book.ask("periods.list", {});
  const { countsOn = null } = request.input as { readonly countsOn?: CivilDate | null };
  const isOfClosedMonth = countsOn !== null && closedThroughOn !== null && countsOn <= closedThroughOn;
  const refusal = await tryToDo(book, "approvals.approve", command({ requestId, fingerprint }));
  if (isHeld) expect(refusal?.code ?? null).toBe(isOfClosedMonth ? "period_closed" : null);
  await untilAtRest(book);
}

async function heldOf(book: TestBook, accountId: string): Promise<Map<string, number>> {
  const { blocks } = await book.ask("credits.blocks", { accountId });
  const held = Map.groupBy(blocks, ({ currency }) => currency);
  return new Map([...held].map(([currency, own]) => [currency, sum(own.map(({ heldMinor }) => heldMinor))]));
}

/** A file with a row for every account, which gives or takes; some may be refused once others are applied. */
async function applyBatch(door: TestBook, accountIds: readonly string[], { pick, amountMinor, customer: who }: Step) {
  const rows = accountIds.flatMap((accountId, index) => {
    const amount = Math.max(1, Math.floor(amountMinor / 100)) * (index + 1);
    return [`${accountId},${(pick + index) % 3 === 0 ? "-" : ""}${amount}`, `${accountId},-${1 + ((pick + who) % 5)}`];
  });
  const uploadId = await upload(door, ["account,amount", ...rows].join("\n"));
  const choices = { columns: { account: 0, amount: 1 }, reasonCode: "billing_error" };
  const checked = await attempt<{ jobId: string }>(door, "batches.check", {
    uploadId,
    name: "credits.csv",
    choices,
    occasion: randomUUID(),
  });
  await untilAtRest(door);
  const { result } = checked ? await door.ask("jobs.get", checked) : { result: null };
  const batch = result as MethodOutput<"batches.check"> | null;
  if (!batch) return;
  await doByHand(door, byHand("batches.apply", { batchId: batch.id, rows: "ready" }));
  await untilAtRest(door);
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** What must hold for an account at any time. */
async function checkAccount(book: TestBook, accountId: string, today: CivilDate): Promise<void> {
  const { rows } = await book.ask("ledger.list", { accountId, limit: 500 });
  const { balances } = await book.ask("credits.balance", { accountId });
  const { blocks } = await book.ask("credits.blocks", { accountId });
  for (const { currency, ledgerMinor, availableMinor } of balances) {
    const entries = rows.filter((row) => row.currency === currency);
    const own = blocks.filter((block) => block.currency === currency);
    // Properties 1 and 6.
    expect(sum(entries.map((entry) => entry.amountMinor))).toBe(ledgerMinor);
    expect(entries[0]?.balanceAfterMinor).toBe(ledgerMinor);
    const free = own.filter(({ state }) => state === "usable").map((block) => block.remainingMinor - block.heldMinor);
    expect(sum(free)).toBe(availableMinor);
    for (const { heldMinor, remainingMinor } of own) expect(heldMinor).toBeLessThanOrEqual(remainingMinor);
    expect(sum(own.map((block) => block.remainingMinor))).toBe(ledgerMinor);
    expect(availableMinor).toBeGreaterThanOrEqual(0);
  }
  const invoices = await invoicesOf(book, accountId);
  for (const invoice of invoices) checkInvoice(invoice);
  checkTimeGivenBack(invoices);
  await checkListed(book, accountId);
  await checkCreditTerms(book, accountId, today, blocks);
}

/** No more of a line is taken back by notes and by later invoices that still stand than it charged (BEHAVIOUR 7.2). */
function checkTimeGivenBack(invoices: readonly InvoiceView[]): void {
  const taken = new Map<string, number>();
  const take = (line: string, minor: number) => taken.set(line, (taken.get(line) ?? 0) + minor);
  for (const { number, state, lines, creditNotes } of invoices) {
    for (const note of creditNotes) for (const line of note.lines) take(`${number}/${line.position}`, line.netMinor);
    if (state === "void") continue;
    for (const { kind, position, netMinor, steps } of lines) {
      const charged = steps.find((each) => each.kind === "charged");
      if (kind !== "unused_time" || charged?.kind !== "charged") continue;
      const notedMinor = sum(
        creditNotes.flatMap((note) => note.lines).map((line) => (line.position === position ? line.netMinor : 0)),
      );
      take(`${charged.invoiceNumber}/${charged.position}`, notedMinor - netMinor);
    }
  }
  for (const { number, lines } of invoices) {
    for (const { position, netMinor } of lines) {
      const takenMinor = taken.get(`${number}/${position}`) ?? 0;
      if (netMinor > 0) expect(takenMinor).toBeLessThanOrEqual(netMinor);
      else expect(takenMinor).toBeGreaterThanOrEqual(netMinor);
    }
  }
}

/** Property 2 and the sums on the paper; each amount is what its last step says. */
function checkInvoice(invoice: InvoiceView): void {
  const { lines, subtotalMinor, taxMinor, totalMinor, creditCreatedMinor, creditAppliedMinor, carriedMinor } = invoice;
  expect(sum(lines.map((line) => line.netMinor))).toBe(subtotalMinor);
  expect(sum(lines.map((line) => line.taxMinor))).toBe(taxMinor);
  expect(sum(invoice.taxes.map((tax) => tax.taxMinor))).toBe(taxMinor);
  expect(subtotalMinor + taxMinor + creditCreatedMinor).toBe(totalMinor);
  expect(totalMinor === 0 || creditCreatedMinor === 0).toBe(true);
  expect(creditAppliedMinor).toBeGreaterThanOrEqual(0);
  expect(creditAppliedMinor).toBeLessThanOrEqual(totalMinor);
  expect(invoice.dueMinor).toBe(totalMinor - creditAppliedMinor - carriedMinor);
  expect(invoice.outstandingMinor).toBeGreaterThanOrEqual(0);
  expect(invoice.creditedMinor).toBe(sum(invoice.creditNotes.map((note) => note.totalMinor)));
  expect(invoice.creditedMinor).toBeLessThanOrEqual(totalMinor);
  for (const line of lines) {
    expect(line.netMinor).toBe(line.grossMinor - line.discountMinor);
    expect(line.discountMinor === 0 || line.netMinor >= 0).toBe(true);
    const last = line.steps.at(-1);
    const explained = last && "amountMinor" in last ? Math.abs(last.amountMinor) : null;
    expect(explained).toBe(line.discountMinor === 0 ? Math.abs(line.grossMinor) : line.discountMinor);
  }
}

/** Nobody with limits has moved more on a day than they let, but by what was approved. */
async function checkLimits(book: TestBook, timeZone: string): Promise<void> {
  const entries = (await entriesOf(book)).filter(({ operator, origin }) => operator === "ANN" && origin !== "billing");
  const days = Map.groupBy(entries, ({ createdAtMs, currency }) => `${civilDateAt(createdAtMs, timeZone)} ${currency}`);
  for (const own of days.values()) {
    const unapproved = [];
    for (const entry of own) {
      const { approval } = await book.ask("ledger.get", { entryId: entry.id });
      if (approval === null) unapproved.push(entry);
    }
    const most = unapproved[0]?.currency === "KWD" ? 0 : mostPerDayMinor;
    for (const sign of [1, -1]) {
      expect(sum(unapproved.map(({ amountMinor }) => Math.max(0, sign * amountMinor)))).toBeLessThanOrEqual(most);
    }
  }
}

/** The same dozen in every run of the tests; as many as `LIVES` says, each time others, for who looks for what is wrong. */
const livesAsked = process.env["LIVES"];
const lives = Number(livesAsked ?? 12);

test(
  "customers' lives keep every promise of the ledger and of the paper",
  { timeout: 360_000 + lives * 20_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("UTC", "Pacific/Auckland", "Pacific/Honolulu"),
        fc.array(customer, { minLength: 2, maxLength: 4 }),
        fc.array(fc.noBias(step), { minLength: 12, maxLength: 28 }),
        async (timeZone, customers, steps) => {
          const world = await makeWorld(customers, timeZone);
          const firstOn = world.today();
          for (const taken of steps) {
            await wait(world, taken, timeZone);
            await actAndCheck(world, taken);
          }
          const { book } = world;
          const { ageings, closed } = world.memory;
          const today = world.today();
          for (const ageing of ageings) {
            await checkAgeingThen(book, ageing);
            await checkCreditAgeing(book, ageing.on);
          }
          for (const [month, said] of closed) expect(await reportsOfMonth(book, month)).toEqual(said);
          // From before the earliest day that an operator could name.
          const whole = { fromOn: addDays(firstOn, -40), throughOn: addDays(today, 800) };
          await checkReports(book, whole);
          await checkRollForward(book, { fromOn: addDays(firstOn, 10), throughOn: addDays(today, 10) });
          const journal = await expectTyingJournal(book);
          await checkAgainstJournal(book, journal, [today, ...ageings.map(({ on }) => on)], whole);
          await checkLimits(book, timeZone);
          const report = (await book.runJob("ledger.verify", {})).result;
          // Properties 12 and 13: no credit out of nothing, and no balance as of any day below zero.
          expect(report).toMatchObject({ ok: true, firstBroken: null, findings: [] });
          // A part of the lives will do: it does not depend on their steps.
          if (steps.length % 4 === 0) {
            // A book that is opened looks for what the day asks for, so this one has done it, too.
            await book.runJob("billing.catchUp", {});
            await expectSameBookOfExport(
              book,
              ageings.map(({ on }) => on),
            );
          }
          await book.close();
        },
      ),
      { numRuns: lives, ...(livesAsked === undefined && { seed: 12 }) },
    );
  },
);
