import type { CivilDate } from "../../shared/calendar.ts";
import type { DueItems } from "../domain/billing/due-periods.ts";
import type { BillingFacts, PaymentMethod, SubscriptionState, TaxRate } from "../domain/billing/facts.ts";
import { manualPaymentMethod } from "../domain/billing/payment.ts";
import { usableBlocks } from "../domain/ledger/credit-blocks.ts";
import type { ReadableBook, SqlValue } from "./book-handle.ts";
import type { BookSettings } from "./book-store.ts";
import { listBlocksWithCredit } from "./credit-block-store.ts";
import { listWaitingCharges } from "./pending-charge-store.ts";
import { itemColumns, itemJoins } from "./item-row.ts";
import { findSubscription, toSubscription, type SubscriptionRow } from "./subscription-store.ts";

/** What the facts are read for: the book's settings, and the book's day, on which credit is usable or not. */
export interface FactsContext {
  readonly book: ReadableBook;
  readonly settings: BookSettings;
  readonly today: CivilDate;
}

interface AccountRow {
  readonly accountId: string;
  readonly buyerName: string;
  readonly buyerContact: string | null;
  readonly currency: string;
  readonly isTaxExempt: number;
  readonly paymentTermsDays: number | null;
  readonly invoiceNote: string | null;
  readonly taxRateId: string | null;
  readonly taxRateName: string | null;
  readonly taxRateParts: number | null;
  readonly methodKind: PaymentMethod["kind"] | null;
  readonly gateway: PaymentMethod["gateway"] | null;
  readonly token: string | null;
  readonly label: string | null;
  readonly creditMinor: number | null;
  readonly hasCharges: number;
}

const accountColumns = `account.id AS accountId, account.name AS buyerName, account.contact AS buyerContact, account.currency,
    account.is_tax_exempt AS isTaxExempt, account.payment_terms_days AS paymentTermsDays, account.invoice_note AS invoiceNote,
    tax_rate.id AS taxRateId, tax_rate.name AS taxRateName, tax_rate.rate_parts_per_million AS taxRateParts,
    method.kind AS methodKind, method.gateway, method.token, method.label, balance.ledger_minor AS creditMinor,
    EXISTS (SELECT 1 FROM pending_charge charge WHERE charge.account_id = account.id AND charge.currency = account.currency
      AND charge.invoice_number IS NULL AND charge.removed_at_ms IS NULL) AS hasCharges`;
const accountJoins = `LEFT JOIN tax_rate ON tax_rate.id = account.tax_rate_id
  LEFT JOIN payment_method method ON method.account_id = account.id AND method.is_default = 1
  LEFT JOIN credit_balance balance ON balance.account_id = account.id AND balance.currency = account.currency`;

function toFacts(
  { book, settings, today }: FactsContext,
  row: AccountRow,
  subscription: SubscriptionState | null,
): BillingFacts {
  const { accountId, currency, methodKind, gateway, token, label } = row;
  const isTaxExempt = row.isTaxExempt === 1;
  const taxRate = isTaxExempt ? null : toTaxRate(row);
  return {
    sellerName: settings.name,
    paymentTermsDays: row.paymentTermsDays ?? settings.paymentTermsDays,
    invoiceNote: row.invoiceNote ?? settings.invoiceNote,
    accountId,
    buyerName: row.buyerName,
    buyerContact: row.buyerContact,
    currency,
    taxRate,
    isTaxExempt,
    paymentMethod:
      methodKind === null || gateway === null || token === null || label === null
        ? manualPaymentMethod
        : { kind: methodKind, gateway, token, label },
    subscription,
    // Most accounts have neither, and asking for what is not there costs as much as asking for what is.
    pendingCharges: row.hasCharges === 1 ? listWaitingCharges(book, accountId, currency, { taxRate, isTaxExempt }) : [],
    credit:
      row.creditMinor !== null && row.creditMinor > 0
        ? usableBlocks(listBlocksWithCredit(book, accountId, currency), today)
        : [],
  };
}

function toTaxRate({ taxRateId, taxRateName, taxRateParts }: AccountRow): TaxRate | null {
  if (taxRateId === null || taxRateName === null || taxRateParts === null) return null;
  return { id: taxRateId, name: taxRateName, partsPerMillion: taxRateParts };
}

/** What an account's invoices are computed from; undefined where there is no such account. */
export function findBillingFacts(context: FactsContext, accountId: string): BillingFacts | undefined {
  const { book } = context;
  const account = book.get<AccountRow>(
    `SELECT ${accountColumns} FROM account ${accountJoins} WHERE account.id = ?`,
    accountId,
  );
  if (!account) return undefined;
  return toFacts(context, account, findSubscription(book, accountId) ?? null);
}

/** The facts of an item that is due, and the day on which it is. */
export interface DueAccount {
  readonly billingOn: CivilDate;
  readonly itemId: string;
  readonly facts: BillingFacts;
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
  context: FactsContext,
  throughOn: CivilDate,
  after: DuePlace,
  runId: string | null,
  limit: number,
): DueAccount[] {
  const notSetAside = `NOT EXISTS (SELECT 1 FROM billing_run_problem problem
    WHERE problem.run_id = ? AND problem.account_id = item.account_id)`;
  const values: SqlValue[] = [throughOn, after.billingOn, after.itemId];
  if (runId !== null) values.push(runId);
  return context.book
    .all<AccountRow & SubscriptionRow & { readonly nextBillingOn: CivilDate }>(
      `SELECT ${accountColumns}, item.subscription_id AS subscriptionId, item.next_billing_on AS nextBillingOn, ${itemColumns}
       FROM subscription_item item
       JOIN account ON account.id = item.account_id
       ${itemJoins}
       ${accountJoins}
       WHERE item.status IN ('active', 'past_due') AND item.next_billing_on <= ?
         AND (item.next_billing_on, item.id) > (?, ?) ${runId === null ? "" : `AND ${notSetAside}`}
       ORDER BY item.next_billing_on, item.id LIMIT ?`,
      ...values,
      limit,
    )
    .map((row) => ({
      billingOn: row.nextBillingOn,
      itemId: row.itemId,
      facts: toFacts(context, row, toSubscription(context.book, row.accountId, row)),
    }));
}

/** What is due up to a day, in groups of items that have the same periods ahead of them, and how many accounts that concerns. */
export function listDueItems(
  book: ReadableBook,
  throughOn: CivilDate,
): { readonly groups: readonly DueItems[]; readonly accountCount: number } {
  const columns =
    "anchor_on AS anchorOn, period, next_period_index AS nextPeriodIndex, ends_on AS endsOn, count(*) AS count";
  const grouped = "GROUP BY anchor_on, period, next_period_index, ends_on";
  const inForce = book.all<DueItems>(
    `SELECT ${columns} FROM subscription_item WHERE status IN ('active', 'past_due') AND next_billing_on <= ? ${grouped}`,
    throughOn,
  );
  // What follows an item that ends is due from then on.
  const upcoming = book.all<DueItems>(
    `SELECT ${columns} FROM subscription_item WHERE status = 'upcoming' AND next_billing_on <= ? ${grouped}`,
    throughOn,
  );
  return {
    groups: [...inForce, ...upcoming],
    accountCount: inForce.reduce((sum, items) => sum + items.count, 0),
  };
}
