import type { CivilDate } from "../../../shared/calendar.ts";
import { countDueInvoices, type DueItems } from "../../domain/billing/due-periods.ts";
import type { BillingFacts } from "../../domain/billing/facts.ts";
import {
  accountColumns,
  accountJoins,
  findBillingFacts,
  hasCredit,
  toFacts,
  type AccountRow,
  type FactsContext,
} from "./billing-facts-store.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import { listBlocksOfAccounts } from "../credits/credit-block-store.ts";
import { isWaiting } from "../invoices/pending-charge-store.ts";
import { itemColumns, itemJoins } from "../subscriptions/item-row.ts";
import { toSubscription, type SubscriptionRow } from "../subscriptions/subscription-store.ts";

/** What an account has due: a period of its item in force, or charges of their own where it has none. */
export interface DueAccount {
  /** The day on the paper: the one on which the period begins; for charges of their own, today where the account lives. */
  readonly billingOn: CivilDate;
  readonly place: DuePlace;
  readonly facts: BillingFacts;
  /** The ledger balance in the currency of the facts, where it was read with them. */
  readonly ledgerMinor?: number;
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

/** Which part of the queue is asked for. */
export interface DueQuery {
  /** The last day on which something is due. */
  readonly throughOn: CivilDate;
  readonly after: DuePlace;
  /** The run that passes over the accounts it has set aside; null for a dry run, which sets nothing aside in the book. */
  readonly runId: string | null;
  readonly limit: number;
}

/**
 * The next accounts that are due up to a day, from a place in that queue on: those without a paid item for which charges of their own
 * wait (BEHAVIOUR 8.9a), then voided invoices to be billed again (9.8) and items, earliest day first. Accounts that this run has set
 * aside are passed over.
 */
export function listDueAccounts(context: FactsContext, query: DueQuery): DueAccount[] {
  if (query.after.dueOn !== "") return listDueByDay(context, query);
  const charged = listChargedAccounts(context, query);
  const limit = query.limit - charged.length;
  return limit === 0 ? charged : [...charged, ...listDueByDay(context, { ...query, after: dueQueueStart, limit })];
}

function listDueByDay(context: FactsContext, query: DueQuery): DueAccount[] {
  const items = listDueItemAccounts(context, query);
  const voided = listVoidedAccounts(context, query);
  return voided.length === 0 ? items : [...voided, ...items].toSorted(comparePlaces).slice(0, query.limit);
}

function comparePlaces({ place: a }: DueAccount, { place: b }: DueAccount): number {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

const notSetAside = (accountId: string) =>
  `NOT EXISTS (SELECT 1 FROM billing_run_problem problem WHERE problem.run_id = ? AND problem.account_id = ${accountId})`;

/** How a voided invoice's number stands in the queue of what is due: in digits of one width, so that texts sort as numbers do. */
const placeId = "printf('%016d', rebilling.voided_invoice_number)";

function listVoidedAccounts(context: FactsContext, { throughOn, after, runId, limit }: DueQuery): DueAccount[] {
  const rows = context.book.all<{ readonly dueOn: CivilDate; readonly id: string; readonly accountId: string }>(
    `SELECT rebilling.due_on AS dueOn, ${placeId} AS id, rebilling.account_id AS accountId FROM rebilling
     WHERE rebilling.invoice_number IS NULL AND rebilling.due_on <= ? AND (rebilling.due_on, ${placeId}) > (?, ?)
       AND ${notSetAside("rebilling.account_id")}
     ORDER BY rebilling.due_on, rebilling.voided_invoice_number LIMIT ?`,
    throughOn,
    after.dueOn,
    after.id,
    runId,
    limit,
  );
  return rows.flatMap(({ accountId, ...place }) => {
    const facts = findBillingFacts(context, accountId);
    return facts ? [{ billingOn: place.dueOn, place, facts }] : [];
  });
}

/**
 * A charge that waits for an account without a paid item. What was carried over waits for another charge to go with: alone it would
 * be too little again (BEHAVIOUR 8.8).
 */
const waitsAlone = `${isWaiting} AND charge.carried_from_invoice_number IS NULL
  AND charge.currency = account.currency
  AND NOT EXISTS (SELECT 1 FROM subscription_item item WHERE item.account_id = account.id AND item.status IN ('active', 'past_due'))`;

function listChargedAccounts(context: FactsContext, { throughOn, after, runId, limit }: DueQuery): DueAccount[] {
  return context.book
    .all<AccountRow>(
      `SELECT ${accountColumns} FROM account ${accountJoins}
       WHERE account.id IN (
         SELECT charge.account_id FROM pending_charge charge JOIN account ON account.id = charge.account_id
         WHERE charge.account_id > ? AND ${waitsAlone}
           -- A voided invoice that is billed again takes them along.
           AND NOT EXISTS (SELECT 1 FROM rebilling WHERE rebilling.account_id = charge.account_id
             AND rebilling.invoice_number IS NULL AND rebilling.due_on <= ?) AND ${notSetAside("charge.account_id")})
       ORDER BY account.id LIMIT ?`,
      after.id,
      throughOn,
      runId,
      limit,
    )
    .map((row) => {
      const facts = { ...toFacts(context, row, null), rebillings: [] };
      return { billingOn: facts.today, place: { dueOn: "", id: row.accountId }, facts };
    });
}

function listDueItemAccounts(context: FactsContext, { throughOn, after, runId, limit }: DueQuery): DueAccount[] {
  const rows = context.book.all<AccountRow & SubscriptionRow & { readonly nextBillingOn: CivilDate }>(
    `SELECT ${accountColumns}, item.subscription_id AS subscriptionId, item.next_billing_on AS nextBillingOn, ${itemColumns}
     FROM subscription_item item
     JOIN account ON account.id = item.account_id
     ${itemJoins}
     ${accountJoins}
     WHERE item.status IN ('active', 'past_due') AND item.next_billing_on <= ?
       AND (item.next_billing_on, item.id) > (?, ?) AND ${notSetAside("item.account_id")}
     ORDER BY item.next_billing_on, item.id LIMIT ?`,
    throughOn,
    after.dueOn,
    after.id,
    runId,
    limit,
  );
  // Of all at once: asking a server for each took most of what a run on one did.
  const withCredit = rows.filter(hasCredit).map(({ accountId, currency }) => ({ id: accountId, currency }));
  const blocks = listBlocksOfAccounts(context.book, withCredit, context.today);
  return rows.map((row) => ({
    billingOn: row.nextBillingOn,
    place: { dueOn: row.nextBillingOn, id: row.itemId },
    ledgerMinor: row.creditMinor ?? 0,
    facts: toFacts(context, row, toSubscription(context.book, row.accountId, row), blocks.get(row.accountId) ?? []),
  }));
}

/** How many accounts have something due up to a day, and how many invoices that makes. */
export interface DueCounts {
  readonly accountsTotal: number;
  readonly invoicesTotal: number;
}

/** Count what a run up to a day bills: what is due by then, and charges of their own, which are due at once. */
export function countDue(book: ReadableBook, throughOn: CivilDate): DueCounts {
  const charged = book.get<{ count: number }>(
    `SELECT count(DISTINCT charge.account_id) AS count FROM pending_charge charge JOIN account ON account.id = charge.account_id
     WHERE ${waitsAlone}`,
  );
  const chargedCount = charged?.count ?? 0;
  const byDay = countDueByDay(book, throughOn);
  return { accountsTotal: chargedCount + byDay.accountsTotal, invoicesTotal: chargedCount + byDay.invoicesTotal };
}

/** Count what has a day and is due up to it, items in groups that have the same periods ahead of them. */
export function countDueByDay(book: ReadableBook, throughOn: CivilDate): DueCounts {
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
  const voided = countDueRebillings(book, throughOn);
  return {
    accountsTotal: voided.accounts + inForce.reduce((sum, items) => sum + items.count, 0),
    invoicesTotal: voided.invoices + countDueInvoices([...inForce, ...upcoming], throughOn),
  };
}

/** How many voided invoices are to be billed again up to a day, and how many accounts have nothing else due by then. */
function countDueRebillings(
  book: ReadableBook,
  throughOn: CivilDate,
): { readonly invoices: number; readonly accounts: number } {
  return (
    book.get<{ invoices: number; accounts: number }>(
      `SELECT count(*) AS invoices, count(DISTINCT CASE WHEN NOT EXISTS (SELECT 1 FROM subscription_item item
           WHERE item.account_id = rebilling.account_id AND item.status IN ('active', 'past_due') AND item.next_billing_on <= ?)
         THEN rebilling.account_id END) AS accounts
       FROM rebilling WHERE rebilling.invoice_number IS NULL AND rebilling.due_on <= ?`,
      throughOn,
      throughOn,
    ) ?? { invoices: 0, accounts: 0 }
  );
}
