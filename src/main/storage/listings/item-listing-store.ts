import type { BillingPeriod, CivilDate } from "../../../shared/calendar.ts";
import type { ParsedInput } from "../../../shared/contract/index.ts";
import type { ListedItem } from "../../../shared/contract/listings.ts";
import type { SeatPrice } from "../../../shared/contract/plans.ts";
import { accountSearch } from "../accounts/account-search.ts";
import type { AccountKind } from "../accounts/account-store.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import { createConditions, type Conditions } from "../conditions.ts";
import { shownItemStatus } from "../subscriptions/item-row.ts";
import { parseSeatPrice } from "../plans/plan-store.ts";

/** An item as a program's list needs it: what is stored, before its period is worked out. */
export interface ListedItemRow {
  readonly id: string;
  readonly subscriptionId: string;
  readonly accountId: string;
  readonly accountKind: "user" | "organization";
  readonly timeZone: string;
  readonly planId: string;
  readonly priceId: string;
  readonly isFree: boolean;
  readonly period: BillingPeriod;
  readonly currency: string;
  readonly seats: number | null;
  readonly seatPrice: SeatPrice | null;
  readonly status: ListedItem["status"];
  readonly startedOn: CivilDate | null;
  readonly anchorOn: CivilDate | null;
  readonly nextPeriodIndex: number;
  readonly trialEndsOn: CivilDate | null;
  readonly endsOn: CivilDate | null;
  readonly createdAtMs: number;
  readonly subscribedAtMs: number;
  readonly canceledAtMs: number | null;
  readonly pastDueAtMs: number | null;
}

const storedColumns = `item.id, item.subscription_id AS subscriptionId, item.account_id AS accountId, account.kind AS accountKind,
    account.time_zone AS timeZone, price.plan_id AS planId, price.id AS priceId, 0 AS isFree, item.period, price.currency, item.seats,
    price.seat_price AS seatPrice, ${shownItemStatus} AS status, item.started_on AS startedOn, item.anchor_on AS anchorOn, item.next_period_index AS nextPeriodIndex,
    item.trial_ends_on AS trialEndsOn, item.ends_on AS endsOn, item.created_at_ms AS createdAtMs,
    subscription.created_at_ms AS subscribedAtMs, item.canceled_at_ms AS canceledAtMs, item.past_due_at_ms AS pastDueAtMs`;
const storedJoins = `JOIN account ON account.id = item.account_id
  JOIN subscription ON subscription.id = item.subscription_id
  JOIN price ON price.id = item.price_id`;

/** Who has nothing subscribed is on the free plan of the kind (BEHAVIOUR 6.3); its item is made of the account itself. */
const freeColumns = `'csubi_' || substr(account.id, instr(account.id, '_') + 1) AS id,
    'csub_' || substr(account.id, instr(account.id, '_') + 1) AS subscriptionId, account.id AS accountId, account.kind AS accountKind,
    account.time_zone AS timeZone, plan.id AS planId, plan.default_price_id AS priceId, 1 AS isFree, 'month' AS period,
    account.currency, NULL AS seats, NULL AS seatPrice, 'active' AS status, NULL AS startedOn, NULL AS anchorOn, 0 AS nextPeriodIndex,
    NULL AS trialEndsOn, NULL AS endsOn, account.created_at_ms AS createdAtMs, account.created_at_ms AS subscribedAtMs,
    NULL AS canceledAtMs, NULL AS pastDueAtMs`;
const freeFrom = `FROM account_listing listing
  JOIN account ON account.id = listing.account_id
  JOIN plan ON plan.is_free = 1 AND plan.for_kind = account.kind`;
const hasNoItemInForce = `NOT EXISTS (
    SELECT 1 FROM subscription_item item WHERE item.account_id = account.id AND item.status IN ('active', 'past_due'))`;

type ItemListingInput = ParsedInput<"listings.items">;
type Row = Omit<ListedItemRow, "isFree" | "seatPrice"> & { isFree: number; seatPrice: string | null };

/** A page of items, newest first, with how many there are in all. */
export function listItemsByOffset(
  book: ReadableBook,
  input: ItemListingInput,
  today: CivilDate,
): { rows: ListedItemRow[]; total: number } {
  const stored = storedConditions(input, today);
  const free = input.includesFree ? freeConditions(input) : null;
  const total = countStored(book, stored) + (free ? countFree(book, free) : 0);
  const rows = free
    ? mergeNewestFirst(
        // Both are walked along an index and put together here, because the database would sort all of them.
        readStored(book, stored, input.offset + input.limit, 0),
        readFree(book, free, input.offset + input.limit),
      ).slice(input.offset, input.offset + input.limit)
    : readStored(book, stored, input.limit, input.offset);
  return {
    rows: rows.map((row) => ({ ...row, isFree: row.isFree === 1, seatPrice: parseSeatPrice(row.seatPrice) })),
    total,
  };
}

const whereOf = ({ where }: Conditions): string => (where.length > 0 ? `WHERE ${where.join(" AND ")}` : "");

function readStored(book: ReadableBook, conditions: StoredConditions, limit: number, offset: number): Row[] {
  return book.all<Row>(
    `SELECT ${storedColumns} FROM subscription_item item ${storedJoins} ${whereOf(conditions)}
     ORDER BY item.created_at_ms DESC, item.id DESC LIMIT ? OFFSET ?`,
    ...conditions.values,
    limit,
    offset,
  );
}

function readFree(book: ReadableBook, conditions: Conditions, limit: number): Row[] {
  return book.all<Row>(
    `SELECT ${freeColumns} ${freeFrom} ${whereOf(conditions)} ORDER BY listing.created_at_ms DESC, listing.number DESC LIMIT ?`,
    ...conditions.values,
    limit,
  );
}

function countStored(book: ReadableBook, conditions: StoredConditions): number {
  const joins = conditions.needsJoins ? storedJoins : "";
  const sql = `SELECT count(*) AS count FROM subscription_item item ${joins} ${whereOf(conditions)}`;
  return book.get<{ count: number }>(sql, ...conditions.values)?.count ?? 0;
}

function countFree(book: ReadableBook, conditions: Conditions): number {
  const sql = `SELECT count(*) AS count ${freeFrom} ${whereOf(conditions)}`;
  return book.get<{ count: number }>(sql, ...conditions.values)?.count ?? 0;
}

function mergeNewestFirst(stored: readonly Row[], free: readonly Row[]): Row[] {
  const merged: Row[] = [];
  let [atStored, atFree] = [0, 0];
  while (atStored < stored.length || atFree < free.length) {
    const [one, other] = [stored[atStored], free[atFree]];
    const takesStored = other === undefined || (one !== undefined && one.createdAtMs >= other.createdAtMs);
    if (takesStored) atStored += 1;
    else atFree += 1;
    const taken = takesStored ? one : other;
    if (taken) merged.push(taken);
  }
  return merged;
}

interface StoredConditions extends Conditions {
  /** Whether a condition is about more than the item's own row. */
  readonly needsJoins: boolean;
}

/** Only items of the accounts that the text finds. */
function addSearch({ add }: Conditions, text: string, kind: AccountKind | null): void {
  const search = accountSearch(text, kind);
  if (search === null) return;
  const { hits, needsTest, test } = search;
  add(
    `account.id IN (SELECT account_id FROM ${hits.sql} CROSS JOIN account_listing USING (number)
      ${needsTest ? `WHERE ${test.sql}` : ""})`,
    ...hits.values,
    ...(needsTest ? test.values : []),
  );
}

function storedConditions(input: ItemListingInput, today: CivilDate): StoredConditions {
  const { status, kind, planId, accountId, itemId, search } = input;
  const conditions = createConditions();
  const { add } = conditions;
  if (itemId !== null) add("item.id = ?", itemId);
  if (accountId !== null) add("item.account_id = ?", accountId);
  if (planId !== null) add("price.plan_id = ?", planId);
  if (kind !== null) add("account.kind = ?", kind);
  addSearch(conditions, search, kind);
  switch (status) {
    case null:
      break;
    case "active":
      add("item.status = 'active' AND item.ends_on IS NULL");
      break;
    case "free_trial":
      // A trial goes on where its first period was billed ahead.
      add(
        "item.status = 'active' AND (item.trial_ends_on > ? OR (item.trial_ends_on IS NOT NULL AND item.next_period_index = 0))",
        today,
      );
      break;
    case "in_force":
      add("item.status IN ('active', 'past_due', 'upcoming')");
      break;
    default:
      add("item.status = ?", status);
  }
  return { ...conditions, needsJoins: planId !== null || kind !== null || search.trim() !== "" };
}

function freeConditions({ status, kind, planId, accountId, itemId, search }: ItemListingInput): Conditions {
  const conditions = createConditions();
  const { add } = conditions;
  add(hasNoItemInForce);
  // The free plan's item is active and nothing else.
  if (status !== null && status !== "active" && status !== "in_force") add("0 = 1");
  if (itemId !== null) {
    const suffix = itemId.startsWith("csubi_") ? itemId.slice("csubi_".length) : "";
    add("account.id IN (?, ?)", `user_${suffix}`, `org_${suffix}`);
  }
  if (accountId !== null) add("account.id = ?", accountId);
  if (planId !== null) add("plan.id = ?", planId);
  if (kind !== null) add("account.kind = ?", kind);
  addSearch(conditions, search, kind);
  return conditions;
}

/** The discount that an item carries, with how it came to it. */
export function findRedemption(book: ReadableBook, itemId: string): ListedItem["discount"] {
  return (
    book.get<NonNullable<ListedItem["discount"]>>(
      `SELECT redemption.id AS redemptionId, discount.id AS discountId, discount.name, discount.parts_per_million AS partsPerMillion,
         discount.amount_minor AS amountMinor, redemption.periods_applied AS periodsApplied,
         redemption.periods_left AS periodsLeft, redemption.redeemed_at_ms AS redeemedAtMs, redemption.operator
       FROM discount_redemption redemption JOIN discount ON discount.id = redemption.discount_id
       WHERE redemption.subscription_item_id = ? AND redemption.status = 'active'`,
      itemId,
    ) ?? null
  );
}

/**
 * What settled invoices charged for an item, with tax, less what settled invoices and credit notes gave back of just those lines. An
 * invoice that is still to be paid, was voided or was given up counts for nothing.
 */
export function sumPaidForItem(book: ReadableBook, itemId: string): number {
  const row = book.get<{ paidMinor: number }>(
    // The two halves are the two indexes by item; there is none over all lines.
    `SELECT coalesce(sum(
         line.net_minor + line.tax_minor
         + (SELECT coalesce(sum(given.net_minor + given.tax_minor), 0)
            FROM invoice_line given JOIN invoice ON invoice.number = given.invoice_number
            WHERE given.adjusts_invoice_number = line.invoice_number AND given.adjusts_position = line.position
              AND invoice.state = 'paid')
         - (SELECT coalesce(sum(credited.net_minor + credited.tax_minor), 0) FROM credit_note_line credited
            WHERE credited.invoice_number = line.invoice_number AND credited.position = line.position)), 0) AS paidMinor
     FROM (
       SELECT * FROM invoice_line WHERE subscription_item_id = ? AND period_index IS NOT NULL
       UNION ALL
       SELECT * FROM invoice_line WHERE subscription_item_id = ? AND kind IN ('prorated_fee', 'prorated_seats')
     ) line
     JOIN invoice ON invoice.number = line.invoice_number
     WHERE invoice.state = 'paid'`,
    itemId,
    itemId,
  );
  return row?.paidMinor ?? 0;
}
