import { isCivilDate, type BillingPeriod, type CivilDate } from "../../../shared/calendar.ts";
import type { ParsedInput } from "../../../shared/contract/index.ts";
import { AppError, assertNever } from "../../../shared/errors.ts";
import type { BilledItem } from "../../domain/billing/facts.ts";
import { collectedHits, findAccountsOfRows } from "../accounts/found-accounts.ts";
import type { ReadableBook, SqlValue } from "../book/book-handle.ts";
import { createConditions } from "../conditions.ts";
import { countUpTo, shortCountLimit, type RowTotal } from "../count-rows.ts";
import { unknownCursor } from "../cursor.ts";
import { itemColumns, itemJoins, toBilledItem, type ItemRow } from "./item-row.ts";

type SubscriptionListInput = ParsedInput<"subscriptions.list">;

/** A subscription in force with its account, and what follows it. */
export interface ListedSubscription {
  readonly id: string;
  readonly accountId: string;
  readonly accountKind: "user" | "organization";
  readonly accountName: string;
  readonly standing: "active" | "past_due";
  readonly item: BilledItem;
  readonly nextBillingOn: CivilDate;
  readonly upcoming: {
    readonly planName: string;
    readonly period: BillingPeriod;
    readonly seats: number | null;
  } | null;
}

interface StoredRow extends ItemRow, Omit<ListedSubscription, "id" | "item" | "upcoming"> {
  readonly subscriptionId: string;
  readonly upcomingPlanName: string | null;
  readonly upcomingPeriod: BillingPeriod;
  readonly upcomingSeats: number | null;
}

const inForce = "item.status IN ('active', 'past_due')";

/** The table with the index that holds what is asked for, in the order of the list; written out, so that none is chosen by guessing. */
const indexOf = {
  all: "subscription_item_due",
  past_due: "subscription_item_past_due",
  in_trial: "subscription_item_trial",
  ending: "subscription_item_changing",
  changing: "subscription_item_changing",
} as const;

/**
 * A page of the subscriptions in force. The place in the list is the day of the next period and the item's id.
 *
 * @param today the book's day, which decides what is in a trial.
 */
export function listSubscriptions(
  book: ReadableBook,
  input: SubscriptionListInput,
  today: CivilDate,
): { rows: ListedSubscription[]; nextCursor: string | null; total: RowTotal } {
  const { where, values, add } = createConditions();
  let index: string = indexOf[input.only ?? "all"];
  switch (input.only) {
    case "past_due":
      add("item.status = 'past_due'");
      break;
    case "in_trial":
      add(inForce);
      add("item.trial_ends_on IS NOT NULL AND item.trial_ends_on > ?", today);
      break;
    case "ending":
      add(inForce);
      add("(item.ends_on IS NOT NULL OR item.next_seats IS NOT NULL)");
      add(`item.ends_on IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM subscription_item next WHERE next.account_id = item.account_id AND next.status = 'upcoming')`);
      break;
    case "changing":
      add(inForce);
      add("(item.ends_on IS NOT NULL OR item.next_seats IS NOT NULL)");
      break;
    case null:
      add(inForce);
      break;
    default:
      assertNever(input.only);
  }
  if (input.planId !== null) {
    add("item.price_id IN (SELECT id FROM price WHERE plan_id = ?)", input.planId);
    // The few of a plan are collected and sorted; of many the walk by days comes upon enough soon.
    if (input.only === null && countSubscribers(book, input.planId) <= collectedHits) index = "subscription_item_price";
  }
  let from = `subscription_item item INDEXED BY ${index}`;
  const fromValues: SqlValue[] = [];
  const found = findAccountsOfRows(book, input.search);
  if (found?.ids) {
    from = `(${found.ids.sql}) found CROSS JOIN subscription_item item INDEXED BY subscription_item_in_force
      ON item.account_id = found.account_id AND ${inForce}`;
    fromValues.push(...found.ids.values);
  } else if (found) {
    const test = found.isFound("item.account_id");
    add(test.sql, ...test.values);
  }
  const isWhole = input.only === null && input.planId === null && found === null;
  const total = isWhole
    ? { count: countSubscribers(book, null), isExact: true }
    : countUpTo(
        book,
        `SELECT 1 FROM ${from} WHERE ${where.join(" AND ")}`,
        [...fromValues, ...values],
        found?.ids === null ? shortCountLimit : undefined,
      );
  if (input.after !== null) add("(item.next_billing_on, item.id) > (?, ?)", ...readPlace(input.after));
  const page = `SELECT item.id FROM ${from} WHERE ${where.join(" AND ")}
    ORDER BY item.next_billing_on, item.id LIMIT ? OFFSET ?`;
  const stored = book.all<StoredRow>(
    `SELECT item.subscription_id AS subscriptionId, item.account_id AS accountId, account.kind AS accountKind,
       account.name AS accountName, item.status AS standing, item.next_billing_on AS nextBillingOn, ${itemColumns},
       next_plan.name AS upcomingPlanName, next.period AS upcomingPeriod, next.seats AS upcomingSeats
     FROM (${page}) page CROSS JOIN subscription_item item ON item.id = page.id ${itemJoins}
     JOIN account ON account.id = item.account_id
     LEFT JOIN subscription_item next ON next.account_id = item.account_id AND next.status = 'upcoming'
     LEFT JOIN price next_price ON next_price.id = next.price_id
     LEFT JOIN plan next_plan ON next_plan.id = next_price.plan_id
     ORDER BY item.next_billing_on, item.id`,
    ...fromValues,
    ...values,
    input.limit,
    input.skip,
  );
  const last = stored.at(-1);
  return {
    rows: stored.map(toListed),
    nextCursor: last && stored.length === input.limit ? `${last.nextBillingOn}_${last.itemId}` : null,
    total,
  };
}

/** How many subscribe to a plan, or to any. */
function countSubscribers(book: ReadableBook, planId: string | null): number {
  const sql = "SELECT coalesce(sum(subscriber_count), 0) AS count FROM plan WHERE ? IS NULL OR id = ?";
  return book.get<{ count: number }>(sql, planId, planId)?.count ?? 0;
}

/** @throws AppError `invalid_input` for a cursor that no list answered with. */
function readPlace(cursor: string): [day: string, itemId: string] {
  const [day, itemId] = [cursor.slice(0, 10), cursor.slice(11)];
  if (!isCivilDate(day) || cursor[10] !== "_" || itemId === "") throw new AppError("invalid_input", unknownCursor);
  return [day, itemId];
}

function toListed(row: StoredRow): ListedSubscription {
  const { upcomingPlanName, upcomingPeriod, upcomingSeats } = row;
  return {
    id: row.subscriptionId,
    accountId: row.accountId,
    accountKind: row.accountKind,
    accountName: row.accountName,
    standing: row.standing,
    item: toBilledItem(row),
    nextBillingOn: row.nextBillingOn,
    upcoming:
      upcomingPlanName === null ? null : { planName: upcomingPlanName, period: upcomingPeriod, seats: upcomingSeats },
  };
}
