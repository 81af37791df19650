import type { BillingPeriod, CivilDate } from "../../shared/calendar.ts";
import type { DueItems } from "../domain/billing/due-periods.ts";
import type { BillingFacts, PaymentMethod } from "../domain/billing/facts.ts";
import { manualPaymentMethod } from "../domain/billing/payment.ts";
import type { ReadableBook, SqlValue } from "./book-handle.ts";
import type { BookSettings } from "./book-store.ts";

/** The facts of one account's next invoice, and when it is due to be made. */
export interface DueAccount {
  readonly billingOn: CivilDate;
  readonly facts: BillingFacts;
}

interface FactsRow {
  readonly accountId: string;
  readonly buyerName: string;
  readonly buyerContact: string | null;
  readonly taxRateId: string | null;
  readonly taxRateName: string | null;
  readonly taxRateParts: number | null;
  readonly gateway: PaymentMethod["gateway"] | null;
  readonly token: string | null;
  readonly label: string | null;
  readonly itemId: string;
  readonly planName: string;
  readonly period: BillingPeriod;
  readonly anchorOn: CivilDate;
  readonly nextPeriodIndex: number;
  readonly nextBillingOn: CivilDate;
  readonly priceId: string;
  readonly currency: string;
  readonly monthlyMinor: number;
  readonly annualMonthlyMinor: number | null;
  readonly availableMinor: number | null;
}

const factsSelect = `SELECT account.id AS accountId, account.name AS buyerName, account.contact AS buyerContact,
    tax_rate.id AS taxRateId, tax_rate.name AS taxRateName, tax_rate.rate_parts_per_million AS taxRateParts,
    method.gateway, method.token, method.label,
    item.id AS itemId, plan.name AS planName, item.period, item.anchor_on AS anchorOn,
    item.next_period_index AS nextPeriodIndex, item.next_billing_on AS nextBillingOn,
    price.id AS priceId, price.currency, price.monthly_minor AS monthlyMinor,
    price.annual_monthly_minor AS annualMonthlyMinor, balance.ledger_minor AS availableMinor
  FROM subscription_item item
  JOIN account ON account.id = item.account_id
  JOIN price ON price.id = item.price_id
  JOIN plan ON plan.id = price.plan_id
  LEFT JOIN tax_rate ON tax_rate.id = account.tax_rate_id
  LEFT JOIN payment_method method ON method.account_id = account.id AND method.is_default = 1
  LEFT JOIN credit_balance balance ON balance.account_id = account.id AND balance.currency = price.currency`;

function toDueAccount(row: FactsRow, settings: BookSettings): DueAccount {
  const { taxRateId, taxRateName, taxRateParts, gateway, token, label } = row;
  return {
    billingOn: row.nextBillingOn,
    facts: {
      sellerName: settings.name,
      paymentTermsDays: settings.paymentTermsDays,
      accountId: row.accountId,
      buyerName: row.buyerName,
      buyerContact: row.buyerContact,
      taxRate:
        taxRateId === null || taxRateName === null || taxRateParts === null
          ? null
          : { id: taxRateId, name: taxRateName, partsPerMillion: taxRateParts },
      paymentMethod:
        gateway === null || token === null || label === null ? manualPaymentMethod : { gateway, token, label },
      item: {
        id: row.itemId,
        planName: row.planName,
        period: row.period,
        price: {
          id: row.priceId,
          currency: row.currency,
          monthlyMinor: row.monthlyMinor,
          annualMonthlyMinor: row.annualMonthlyMinor,
        },
        anchorOn: row.anchorOn,
        nextPeriodIndex: row.nextPeriodIndex,
      },
      availableMinor: row.availableMinor ?? 0,
    },
  };
}

/** What an account's next invoice is computed from; undefined where nothing is subscribed. */
export function findBillingFacts(
  book: ReadableBook,
  accountId: string,
  settings: BookSettings,
): DueAccount | undefined {
  const row = book.get<FactsRow>(`${factsSelect} WHERE item.account_id = ? AND item.status = 'active'`, accountId);
  return row && toDueAccount(row, settings);
}

/** A place in the queue of what is due: after the item that was due on this day. */
export interface DuePlace {
  readonly billingOn: string;
  readonly itemId: string;
}

/** Before everything that is due. */
export const dueQueueStart: DuePlace = { billingOn: "", itemId: "" };

/**
 * The next items that are due up to a day, earliest day first, from a place in that queue on. Items that this run has set aside
 * are passed over.
 *
 * @param runId null for a dry run, which sets nothing aside in the book.
 */
export function listDueAccounts(
  book: ReadableBook,
  settings: BookSettings,
  throughOn: CivilDate,
  after: DuePlace,
  runId: string | null,
  limit: number,
): DueAccount[] {
  const notSetAside = `NOT EXISTS (SELECT 1 FROM billing_run_problem problem
    WHERE problem.run_id = ? AND problem.account_id = item.account_id)`;
  const values: SqlValue[] = [throughOn, after.billingOn, after.itemId];
  if (runId !== null) values.push(runId);
  return book
    .all<FactsRow>(
      `${factsSelect}
       WHERE item.status = 'active' AND item.next_billing_on <= ? AND (item.next_billing_on, item.id) > (?, ?)
         ${runId === null ? "" : `AND ${notSetAside}`}
       ORDER BY item.next_billing_on, item.id LIMIT ?`,
      ...values,
      limit,
    )
    .map((row) => toDueAccount(row, settings));
}

/** What is due up to a day, in groups of items that have the same periods ahead of them. */
export function listDueItems(book: ReadableBook, throughOn: CivilDate): DueItems[] {
  return book.all<DueItems>(
    `SELECT anchor_on AS anchorOn, period, next_period_index AS nextPeriodIndex, count(*) AS count
     FROM subscription_item WHERE status = 'active' AND next_billing_on <= ?
     GROUP BY anchor_on, period, next_period_index`,
    throughOn,
  );
}
