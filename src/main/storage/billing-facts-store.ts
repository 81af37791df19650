import { civilDateAt, type CivilDate } from "../../shared/calendar.ts";
import { countDueInvoices, type DueItems } from "../domain/billing/due-periods.ts";
import type { BillingFacts, PaymentMethod, SubscriptionState } from "../domain/billing/facts.ts";
import { manualPaymentMethod } from "../domain/billing/payment.ts";
import type { ReadableBook, SqlValue } from "./book-handle.ts";
import type { BookSettings } from "./book-store.ts";
import { listBlocksWithCredit } from "./credit-block-store.ts";
import { listWaitingCharges } from "./pending-charge-store.ts";
import { countDueRebillings, listDueRebillings, listRebillings } from "./rebilling-store.ts";
import { itemColumns, itemJoins } from "./item-row.ts";
import { findSubscription, toSubscription, type SubscriptionRow } from "./subscription-store.ts";
import { taxRateColumns, toTaxRate, type TaxRateColumns } from "./tax-rate-store.ts";

/** What the facts are read for: the book's settings, the book's day, on which credit is used, and the moment that it is. */
export interface FactsContext {
  readonly book: ReadableBook;
  readonly settings: BookSettings;
  readonly today: CivilDate;
  readonly nowMs: number;
}

interface AccountRow extends TaxRateColumns {
  readonly accountId: string;
  readonly buyerName: string;
  readonly buyerContact: string | null;
  readonly currency: string;
  readonly timeZone: string;
  readonly isTaxExempt: number;
  readonly paymentTermsDays: number | null;
  readonly invoiceNote: string | null;
  readonly methodKind: PaymentMethod["kind"] | null;
  readonly gateway: PaymentMethod["gateway"] | null;
  readonly token: string | null;
  readonly label: string | null;
  readonly creditMinor: number | null;
  readonly hasCharges: number;
  readonly hasRebillings: number;
}

const accountColumns = `account.id AS accountId, account.name AS buyerName, account.contact AS buyerContact, account.currency,
    account.time_zone AS timeZone,
    account.is_tax_exempt AS isTaxExempt, account.payment_terms_days AS paymentTermsDays, account.invoice_note AS invoiceNote,
    ${taxRateColumns},
    method.kind AS methodKind, method.gateway, method.token, method.label, balance.ledger_minor AS creditMinor,
    EXISTS (SELECT 1 FROM pending_charge charge WHERE charge.account_id = account.id AND charge.currency = account.currency
      AND charge.invoice_number IS NULL AND charge.removed_at_ms IS NULL) AS hasCharges,
    EXISTS (SELECT 1 FROM rebilling WHERE rebilling.account_id = account.id AND rebilling.invoice_number IS NULL) AS hasRebillings`;
const accountJoins = `LEFT JOIN tax_rate ON tax_rate.id = account.tax_rate_id
  LEFT JOIN payment_method method ON method.account_id = account.id AND method.is_default = 1
  LEFT JOIN credit_balance balance ON balance.account_id = account.id AND balance.currency = account.currency`;

function toFacts(
  { book, settings, today, nowMs }: FactsContext,
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
    rebillings: row.hasRebillings === 1 ? listRebillings(book, accountId) : [],
    // Most accounts have neither, and asking for what is not there costs as much as asking for what is.
    pendingCharges: row.hasCharges === 1 ? listWaitingCharges(book, accountId, currency, { taxRate, isTaxExempt }) : [],
    credit: row.creditMinor !== null && row.creditMinor > 0 ? listBlocksWithCredit(book, accountId, currency) : [],
    creditOn: today,
    today: civilDateAt(nowMs, row.timeZone),
  };
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

/** What an account has due: a period of its item in force, or charges of their own where it has none. */
export interface DueAccount {
  /** The day on the paper: the one on which the period begins; for charges of their own, today where the account lives. */
  readonly billingOn: CivilDate;
  readonly place: DuePlace;
  readonly facts: BillingFacts;
}

/** A place in the queue of what is due: after the account with charges of its own, or what was due on this day. */
export interface DuePlace {
  /** Empty for charges of their own: they are due at once, and so before everything that has a day. */
  readonly dueOn: string;
  /** The account's id for those; on a day the numbers of voided invoices, in digits of one width, stand before the ids of items. */
  readonly id: string;
}

/** Before everything that is due. */
export const dueQueueStart: DuePlace = { dueOn: "", id: "" };

/**
 * The next accounts that are due up to a day, from a place in that queue on: those without a paid item for which charges of their own
 * wait (BEHAVIOUR 8.9a), then voided invoices to be billed again (9.8) and items, earliest day first. Accounts that this run has set
 * aside are passed over.
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
  if (after.dueOn !== "") return listDueByDay(context, throughOn, after, runId, limit);
  const charged = listChargedAccounts(context, throughOn, after, runId, limit);
  const roomLeft = limit - charged.length;
  return roomLeft === 0 ? charged : [...charged, ...listDueByDay(context, throughOn, dueQueueStart, runId, roomLeft)];
}

function listDueByDay(
  context: FactsContext,
  throughOn: CivilDate,
  after: DuePlace,
  runId: string | null,
  limit: number,
): DueAccount[] {
  const items = listDueItemAccounts(context, throughOn, after, runId, limit);
  const voided = listVoidedAccounts(context, throughOn, after, runId, limit);
  return voided.length === 0 ? items : [...voided, ...items].toSorted(comparePlaces).slice(0, limit);
}

function comparePlaces({ place: a }: DueAccount, { place: b }: DueAccount): number {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

function listVoidedAccounts(
  context: FactsContext,
  throughOn: CivilDate,
  after: DuePlace,
  runId: string | null,
  limit: number,
): DueAccount[] {
  return listDueRebillings(context.book, throughOn, after, runId, limit).flatMap(({ accountId, ...place }) => {
    const facts = findBillingFacts(context, accountId);
    return facts ? [{ billingOn: place.dueOn, place, facts }] : [];
  });
}

const notSetAside = (accountId: string) =>
  `NOT EXISTS (SELECT 1 FROM billing_run_problem problem WHERE problem.run_id = ? AND problem.account_id = ${accountId})`;

/**
 * A charge that waits for an account without a paid item. What was carried over waits for another charge to go with: alone it would
 * be too little again (BEHAVIOUR 8.8).
 */
const waitsAlone = `charge.invoice_number IS NULL AND charge.removed_at_ms IS NULL AND charge.carried_from_invoice_number IS NULL
  AND charge.currency = account.currency
  AND NOT EXISTS (SELECT 1 FROM subscription_item item WHERE item.account_id = account.id AND item.status IN ('active', 'past_due'))`;

function listChargedAccounts(
  context: FactsContext,
  throughOn: CivilDate,
  after: DuePlace,
  runId: string | null,
  limit: number,
): DueAccount[] {
  const values: SqlValue[] = [after.id, throughOn];
  if (runId !== null) values.push(runId);
  return context.book
    .all<AccountRow>(
      `SELECT ${accountColumns} FROM account ${accountJoins}
       WHERE account.id IN (
         SELECT charge.account_id FROM pending_charge charge JOIN account ON account.id = charge.account_id
         WHERE charge.account_id > ? AND ${waitsAlone}
           -- A voided invoice that is billed again takes them along.
           AND NOT EXISTS (SELECT 1 FROM rebilling WHERE rebilling.account_id = charge.account_id
             AND rebilling.invoice_number IS NULL AND rebilling.due_on <= ?) ${runId === null ? "" : `AND ${notSetAside("charge.account_id")}`})
       ORDER BY account.id LIMIT ?`,
      ...values,
      limit,
    )
    .map((row) => {
      const facts = { ...toFacts(context, row, null), rebillings: [] };
      return { billingOn: facts.today, place: { dueOn: "", id: row.accountId }, facts };
    });
}

function listDueItemAccounts(
  context: FactsContext,
  throughOn: CivilDate,
  after: DuePlace,
  runId: string | null,
  limit: number,
): DueAccount[] {
  const values: SqlValue[] = [throughOn, after.dueOn, after.id];
  if (runId !== null) values.push(runId);
  return context.book
    .all<AccountRow & SubscriptionRow & { readonly nextBillingOn: CivilDate }>(
      `SELECT ${accountColumns}, item.subscription_id AS subscriptionId, item.next_billing_on AS nextBillingOn, ${itemColumns}
       FROM subscription_item item
       JOIN account ON account.id = item.account_id
       ${itemJoins}
       ${accountJoins}
       WHERE item.status IN ('active', 'past_due') AND item.next_billing_on <= ?
         AND (item.next_billing_on, item.id) > (?, ?) ${runId === null ? "" : `AND ${notSetAside("item.account_id")}`}
       ORDER BY item.next_billing_on, item.id LIMIT ?`,
      ...values,
      limit,
    )
    .map((row) => ({
      billingOn: row.nextBillingOn,
      place: { dueOn: row.nextBillingOn, id: row.itemId },
      facts: toFacts(context, row, toSubscription(context.book, row.accountId, row)),
    }));
}

/** How many accounts have something due up to a day, and how many invoices that makes. */
export interface DueCounts {
  readonly accountsTotal: number;
  readonly invoicesTotal: number;
}

/** Count what is due up to a day, items in groups that have the same periods ahead of them. */
export function countDue(book: ReadableBook, throughOn: CivilDate): DueCounts {
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
  const charged = book.get<{ count: number }>(
    `SELECT count(DISTINCT charge.account_id) AS count FROM pending_charge charge JOIN account ON account.id = charge.account_id
     WHERE ${waitsAlone}`,
  );
  const chargedCount = charged?.count ?? 0;
  const voided = countDueRebillings(book, throughOn);
  return {
    accountsTotal: chargedCount + voided.accounts + inForce.reduce((sum, items) => sum + items.count, 0),
    invoicesTotal: chargedCount + voided.invoices + countDueInvoices([...inForce, ...upcoming], throughOn),
  };
}
