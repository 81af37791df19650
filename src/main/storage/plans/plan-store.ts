import type { PlanView, PriceView, SeatPrice } from "../../../shared/contract/plans.ts";
import type { Price } from "../../domain/billing/facts.ts";
import { remember } from "../../domain/remember.ts";
import type { AccountKind } from "../accounts/account-store.ts";
import { equalityKey } from "../../../shared/folding.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { given } from "../given.ts";
import { listFeaturesByPlan } from "./feature-store.ts";

/** A price with the plan that it belongs to. */
export interface StoredPrice {
  readonly price: Price;
  readonly planId: string;
  /** What a custom price is for. */
  readonly description: string | null;
  readonly createdAtMs: number;
}

// A billing run reads the same few prices for every one of its accounts.
const readSeatPrice = remember((text) => JSON.parse(text) as SeatPrice);

/** Read what seats cost from its column. Rows with the same text share one answer, so nobody may change it. */
export function parseSeatPrice(text: string | null): SeatPrice | null {
  return text === null ? null : readSeatPrice(text);
}

/** Store a price, which is never changed afterwards (BEHAVIOUR 6.2). */
export function insertPrice(book: WritableBook, { price, planId, description, createdAtMs }: StoredPrice): void {
  book.run(
    `INSERT INTO price (id, plan_id, description, currency, monthly_minor, annual_monthly_minor, seat_price, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    price.id,
    planId,
    description,
    price.currency,
    price.monthlyMinor,
    price.annualMonthlyMinor,
    price.seatPrice && JSON.stringify(price.seatPrice),
    createdAtMs,
  );
}

interface PriceRow {
  readonly id: string;
  readonly planId: string;
  readonly description: string | null;
  readonly currency: string;
  readonly monthlyMinor: number | null;
  readonly annualMonthlyMinor: number | null;
  readonly seatPrice: string | null;
  readonly createdAtMs: number;
}

const priceColumns = `price.id, price.plan_id AS planId, price.description, price.currency, price.monthly_minor AS monthlyMinor,
  price.annual_monthly_minor AS annualMonthlyMinor, price.seat_price AS seatPrice, price.created_at_ms AS createdAtMs`;

export function findPrice(book: ReadableBook, priceId: string): StoredPrice | undefined {
  const row = book.get<PriceRow>(`SELECT ${priceColumns} FROM price WHERE price.id = ?`, priceId);
  if (!row) return undefined;
  const { id, planId, description, currency, monthlyMinor, annualMonthlyMinor, seatPrice, createdAtMs } = row;
  const price = { id, currency, monthlyMinor, annualMonthlyMinor, seatPrice: parseSeatPrice(seatPrice) };
  return { price, planId, description, createdAtMs };
}

/** A plan's prices, the default one first, then the newest. */
export function listPrices(book: ReadableBook, planId: string): PriceView[] {
  return book
    .all<PriceRow & { isDefault: number }>(
      `SELECT ${priceColumns}, price.id = plan.default_price_id AS isDefault
       FROM price JOIN plan ON plan.id = price.plan_id
       WHERE price.plan_id = ? ORDER BY isDefault DESC, price.created_at_ms DESC, price.id DESC`,
      planId,
    )
    .map(({ createdAtMs: _createdAtMs, ...row }) => ({
      ...row,
      annualMinor: row.annualMonthlyMinor === null ? null : row.annualMonthlyMinor * 12,
      seatPrice: parseSeatPrice(row.seatPrice),
      isDefault: row.isDefault === 1,
    }));
}

/** A plan with the price that new subscriptions get. */
export interface Plan {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string | null;
  readonly forKind: AccountKind;
  readonly isFree: boolean;
  /** An archived plan takes no new subscription; those it has keep it. */
  readonly isArchived: boolean;
  /** Days of free trial that a new subscription begins with; null: none. */
  readonly trialDays: number | null;
  readonly price: Price;
  readonly createdAtMs: number;
}

/** Store a plan and its default price. */
export function insertPlan(book: WritableBook, plan: Plan): void {
  book.run(
    `INSERT INTO plan (id, name, slug, description, for_kind, is_free, is_archived, trial_days, default_price_id, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    plan.id,
    plan.name,
    plan.slug,
    plan.description,
    plan.forKind,
    plan.isFree ? 1 : 0,
    plan.isArchived ? 1 : 0,
    plan.trialDays,
    plan.price.id,
    plan.createdAtMs,
  );
  insertPrice(book, { price: plan.price, planId: plan.id, description: null, createdAtMs: plan.createdAtMs });
}

interface PlanRow {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string | null;
  readonly forKind: AccountKind;
  readonly isFree: number;
  readonly isArchived: number;
  readonly trialDays: number | null;
  readonly subscriberCount: number;
  readonly createdAtMs: number;
  readonly priceId: string;
  readonly currency: string;
  readonly monthlyMinor: number | null;
  readonly annualMonthlyMinor: number | null;
  readonly seatPrice: string | null;
}

const planSelect = `SELECT plan.id, plan.name, plan.slug, plan.description, plan.for_kind AS forKind, plan.is_free AS isFree,
    plan.is_archived AS isArchived, plan.trial_days AS trialDays, plan.subscriber_count AS subscriberCount,
    plan.created_at_ms AS createdAtMs, price.id AS priceId, price.currency, price.monthly_minor AS monthlyMinor,
    price.annual_monthly_minor AS annualMonthlyMinor, price.seat_price AS seatPrice
  FROM plan JOIN price ON price.id = plan.default_price_id`;

function toPlan(row: PlanRow): Plan {
  const { id, name, slug, description, forKind, trialDays, createdAtMs } = row;
  return {
    id,
    name,
    slug,
    description,
    forKind,
    isFree: row.isFree === 1,
    isArchived: row.isArchived === 1,
    trialDays,
    price: {
      id: row.priceId,
      currency: row.currency,
      monthlyMinor: row.monthlyMinor,
      annualMonthlyMinor: row.annualMonthlyMinor,
      seatPrice: parseSeatPrice(row.seatPrice),
    },
    createdAtMs,
  };
}

export function findPlan(book: ReadableBook, planId: string): Plan | undefined {
  const row = book.get<PlanRow>(`${planSelect} WHERE plan.id = ?`, planId);
  return row && toPlan(row);
}

export function findPlanBySlug(book: ReadableBook, slug: string): Plan | undefined {
  const row = book.get<PlanRow>(`${planSelect} WHERE plan.slug = ?`, equalityKey(slug));
  return row && toPlan(row);
}

/** The plan of every account of the kind that has no paid item (BEHAVIOUR 6.3). */
export function findFreePlan(book: ReadableBook, kind: AccountKind): Plan {
  const row = book.get<PlanRow>(`${planSelect} WHERE plan.is_free = 1 AND plan.for_kind = ${given}`, kind);
  if (!row) throw new Error(`The book has no free plan for ${kind}`);
  return toPlan(row);
}

/** All plans, the free ones first, then in order of their monthly price. */
export function listPlans(book: ReadableBook): PlanView[] {
  const features = listFeaturesByPlan(book);
  const customPriceCounts = countCustomPrices(book);
  return book
    .all<PlanRow>(
      `${planSelect} ORDER BY plan.for_kind DESC, plan.is_free DESC,
         coalesce(price.monthly_minor, price.annual_monthly_minor), plan.name`,
    )
    .map(({ createdAtMs: _createdAtMs, ...row }) => ({
      ...row,
      isFree: row.isFree === 1,
      isArchived: row.isArchived === 1,
      features: features.get(row.id) ?? [],
      annualMinor: row.annualMonthlyMinor === null ? null : row.annualMonthlyMinor * 12,
      seatPrice: parseSeatPrice(row.seatPrice),
      customPriceCount: customPriceCounts.get(row.id) ?? 0,
    }));
}

/** How many prices each plan has beside its default one; a plan that has none is not in the answer. */
function countCustomPrices(book: ReadableBook): ReadonlyMap<string, number> {
  const rows = book.all<{ planId: string; count: number }>(
    `SELECT plan.id AS planId, count(*) AS count FROM plan JOIN price ON price.plan_id = plan.id
     WHERE price.id <> plan.default_price_id GROUP BY plan.id`,
  );
  return new Map(rows.map(({ planId, count }) => [planId, count]));
}

/** What a plan says of itself. */
export type PlanWords = Pick<Plan, "name" | "description" | "trialDays" | "isArchived">;

/** Change what a plan says of itself; where its name changes, the list of accounts follows. */
export function updatePlan(book: WritableBook, plan: Pick<Plan, "id" | "name">, words: PlanWords): void {
  book.run(
    "UPDATE plan SET name = ?, description = ?, trial_days = ?, is_archived = ? WHERE id = ?",
    words.name,
    words.description,
    words.trialDays,
    words.isArchived ? 1 : 0,
    plan.id,
  );
  if (words.name === plan.name) return;
  // By the old name as well, because the list has an index of names: a plan's few accounts among a million are found at once.
  book.run(
    "UPDATE account_listing SET plan_name = ? WHERE plan_name = ? AND plan_id = ?",
    words.name,
    plan.name,
    plan.id,
  );
}

/** Let new subscriptions get this price; those that there are keep theirs. */
export function setDefaultPrice(book: WritableBook, planId: string, priceId: string): void {
  book.run("UPDATE plan SET default_price_id = ? WHERE id = ?", priceId, planId);
}

export function addSubscriber(book: WritableBook, planId: string): void {
  book.run("UPDATE plan SET subscriber_count = subscriber_count + 1 WHERE id = ?", planId);
}

export function removeSubscriber(book: WritableBook, planId: string): void {
  book.run("UPDATE plan SET subscriber_count = subscriber_count - 1 WHERE id = ?", planId);
}
