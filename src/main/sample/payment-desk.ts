import { addDays, type CivilDate } from "../../shared/calendar.ts";
import type { MethodOutput } from "../../shared/contract/index.ts";
import type { InvoiceRow, InvoiceView } from "../../shared/contract/invoice-view.ts";
import type { SampleCompany } from "./company.ts";
import { createPace } from "./pace.ts";
import { paymentHabits, restAfterDays, type PaymentHabit } from "./payment-habits.ts";
import { createRandom, type Random } from "./random.ts";
import { deskOperators, majorToMinor, paymentReferences } from "./reasons.ts";
import type { Roster } from "./roster.ts";
import type { SampleBook } from "./sample-book.ts";

/** The customers who pay after the invoice, and the people who record it. */
export interface PaymentDesk {
  /** Look at the invoices that billing left open, and settle when each will be paid, if it will. */
  noteOpenInvoices(day: CivilDate): Promise<void>;
  /** Cards of some customers run out, which shows when they are charged next. */
  letCardsExpire(day: CivilDate): Promise<void>;
  expects(day: CivilDate): boolean;
  record(day: CivilDate): Promise<void>;
}

interface ExpectedPayment {
  readonly invoiceId: string;
  readonly means: PaymentHabit["means"];
}

const cards = { works: "4242424242424242", declines: "4000000000000002" } as const;
const expiriesPerCustomerYear = 0.06;
/** What banks take of a transfer from abroad, in dollars. */
const bankFee = 12;
const pageLimit = 500;

export function createPaymentDesk(book: SampleBook, company: SampleCompany, roster: Roster): PaymentDesk {
  const methodOf = new Map(company.accounts.map(({ id, paymentMethod }) => [id, paymentMethod]));
  const expected = new Map<CivilDate, ExpectedPayment[]>();
  const seenIds = new Set<string>();
  const expiryPace = createPace(expiriesPerCustomerYear);

  function expect(on: CivilDate, payment: ExpectedPayment): void {
    expected.set(on, [...(expected.get(on) ?? []), payment]);
  }

  function settle({ id: invoiceId, accountId, issuedOn }: InvoiceRow, day: CivilDate, random: Random): void {
    const { means, days } = random.weighted(paymentHabits[methodOf.get(accountId) ?? "manual"]);
    // A card did not work on the day of the billing run, whatever stands on the paper.
    const paidOn = addDays(means === "new_card" ? day : issuedOn, random.between(...days));
    expect(paidOn > day ? paidOn : addDays(day, 1), { invoiceId, means });
  }

  async function useCard(accountId: string, card: keyof typeof cards, operator?: string): Promise<void> {
    methodOf.set(accountId, card === "works" ? "test_success" : "test_declined");
    const method = { accountId, kind: "card", gateway: "test", token: cards[card] } as const;
    await book.command("paymentMethods.add", method, operator);
  }

  async function replaceCard({ id, accountId, nextAttemptOn }: InvoiceView, operator: string): Promise<void> {
    if (methodOf.get(accountId) !== "test_success") await useCard(accountId, "works", operator);
    // Before the last retry the schedule charges it by itself.
    if (nextAttemptOn === null) await book.command("invoices.collect", { invoiceId: id }, operator);
  }

  async function giveUp({ id: invoiceId }: InvoiceView, operator: string): Promise<void> {
    await book.command("invoices.markUncollectible", { invoiceId }, operator);
  }

  async function recordTransfer(
    { id: invoiceId, number, currency, outstandingMinor }: InvoiceView,
    means: PaymentHabit["means"],
    day: CivilDate,
    random: Random,
    operator: string,
  ): Promise<void> {
    const amountMinor = transferredMinor(means, outstandingMinor, currency);
    const reference = `${random.pick(paymentReferences)} ${number}`;
    const overpayment = amountMinor > outstandingMinor ? "to_credit" : "refuse";
    const payment = { invoiceId, amountMinor, receivedOn: day, reference, overpayment } as const;
    if (amountMinor < outstandingMinor) expect(addDays(day, restAfterDays), { invoiceId, means: "transfer" });
    await book.command("invoices.recordPayment", payment, operator);
  }

  return {
    async noteOpenInvoices(day) {
      const random = createRandom(company.options.seed, 2, Number(day.replaceAll("-", "")));
      let after: string | null = null;
      do {
        const page: MethodOutput<"invoices.list"> = await book.query("invoices.list", {
          state: "open",
          after,
          limit: pageLimit,
        });
        // Newest first, so where the known ones begin the new ones end.
        const known = page.rows.findIndex(({ id }) => seenIds.has(id));
        const fresh = known < 0 ? page.rows : page.rows.slice(0, known);
        for (const invoice of fresh) {
          seenIds.add(invoice.id);
          settle(invoice, day, random);
        }
        after = known < 0 ? page.nextCursor : null;
      } while (after !== null);
    },
    async letCardsExpire(day) {
      const random = createRandom(company.options.seed, 8, Number(day.replaceAll("-", "")));
      for (let left = expiryPace(roster.customers.length); left > 0; left -= 1) {
        const { id } = random.pick(roster.customers);
        if (methodOf.get(id) === "test_success") await useCard(id, "declines");
      }
    },
    expects: (day) => expected.has(day),
    async record(day) {
      const random = createRandom(company.options.seed, 3, Number(day.replaceAll("-", "")));
      const operator = random.pick(deskOperators);
      const due = expected.get(day) ?? [];
      expected.delete(day);
      const invoices = await Promise.all(
        due.map(async ({ invoiceId, means }) => ({ means, invoice: await book.query("invoices.get", { invoiceId }) })),
      );
      // All at once: the engine takes them in the order in which they were sent.
      await Promise.all(
        invoices.map(async ({ means, invoice }) => {
          // Credit, a retry or a void may have come first.
          if (invoice.state !== "open") return;
          if (means === "new_card") await replaceCard(invoice, operator);
          else if (means === "given_up") await giveUp(invoice, operator);
          else await recordTransfer(invoice, means, day, random, operator);
        }),
      );
    },
  };
}

function transferredMinor(means: PaymentHabit["means"], outstandingMinor: number, currency: string): number {
  if (means === "short_transfer") {
    const feeMinor = majorToMinor(bankFee, currency);
    return outstandingMinor > 2 * feeMinor ? outstandingMinor - feeMinor : outstandingMinor;
  }
  if (means === "generous_transfer") {
    const roundMinor = majorToMinor(10, currency);
    return Math.ceil(outstandingMinor / roundMinor) * roundMinor;
  }
  return outstandingMinor;
}
