import { addDays, type CivilDate } from "../../shared/calendar.ts";
import type { MethodOutput } from "../../shared/contract/index.ts";
import type { InvoiceRow } from "../../shared/contract/invoices.ts";
import type { SampleCompany, SamplePaymentMethod } from "./company.ts";
import { createRandom, type Random } from "./random.ts";
import { deskOperators, paymentReferences } from "./reasons.ts";
import type { SampleBook } from "./sample-book.ts";

/** The customers who pay after the invoice, and the people who record it. */
export interface PaymentDesk {
  /** Look at the invoices that billing left open, and settle when each will be paid, if it will. */
  noteOpenInvoices(day: CivilDate): Promise<void>;
  expects(day: CivilDate): boolean;
  record(day: CivilDate): Promise<void>;
}

/** How long customers take; null: they do not pay. */
interface Habit {
  readonly weight: number;
  readonly days: readonly [minimum: number, maximum: number] | null;
}

const invoiceHabits: readonly Habit[] = [
  { weight: 86, days: [2, 13] },
  { weight: 10, days: [15, 40] },
  { weight: 3, days: [45, 100] },
  { weight: 1, days: null },
];
/** Whose card did not work is called, and most send the money another way. */
const failedCardHabits: readonly Habit[] = [
  { weight: 64, days: [2, 12] },
  { weight: 22, days: [15, 50] },
  { weight: 9, days: [51, 110] },
  { weight: 5, days: null },
];
const habits: Readonly<Record<SamplePaymentMethod, readonly Habit[]>> = {
  manual: invoiceHabits,
  test_success: invoiceHabits,
  test_declined: failedCardHabits,
  test_needs_action: failedCardHabits,
};
const pageLimit = 500;

export function createPaymentDesk(book: SampleBook, company: SampleCompany): PaymentDesk {
  const methodOf = new Map(company.accounts.map(({ id, paymentMethod }) => [id, paymentMethod]));
  const expected = new Map<CivilDate, InvoiceRow[]>();
  const seenIds = new Set<string>();

  function settle(invoice: InvoiceRow, day: CivilDate, random: Random): void {
    const { days } = random.weighted(habits[methodOf.get(invoice.accountId) ?? "manual"]);
    if (days === null) return;
    const paidOn = addDays(invoice.issuedOn, random.between(...days));
    const recordedOn = paidOn > day ? paidOn : addDays(day, 1);
    expected.set(recordedOn, [...(expected.get(recordedOn) ?? []), invoice]);
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
    expects: (day) => expected.has(day),
    async record(day) {
      const random = createRandom(company.options.seed, 3, Number(day.replaceAll("-", "")));
      const operator = random.pick(deskOperators);
      // All at once: the engine takes them in the order in which they were sent.
      await Promise.all(
        (expected.get(day) ?? []).map(({ id, outstandingMinor, number }) => {
          const reference = `${random.pick(paymentReferences)} ${number}`;
          const payment = { invoiceId: id, amountMinor: outstandingMinor, receivedOn: day, reference };
          return book.command("invoices.recordPayment", payment, operator);
        }),
      );
      expected.delete(day);
    },
  };
}
