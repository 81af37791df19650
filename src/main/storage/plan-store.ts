import type { PlanView } from "../../shared/contract/billing.ts";
import type { Price } from "../domain/billing/facts.ts";
import type { AccountKind } from "./account-store.ts";
import type { ReadableBook, WritableBook } from "./book-handle.ts";

/** A plan with the price that new subscriptions get. */
export interface Plan {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly forKind: AccountKind;
  readonly isFree: boolean;
  readonly price: Price;
  readonly createdAtMs: number;
}

/** Store a plan and its default price. */
export function insertPlan(book: WritableBook, plan: Plan): void {
  book.run(
    `INSERT INTO plan (id, name, slug, for_kind, is_free, default_price_id, created_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    plan.id,
    plan.name,
    plan.slug,
    plan.forKind,
    plan.isFree ? 1 : 0,
    plan.price.id,
    plan.createdAtMs,
  );
  book.run(
    `INSERT INTO price (id, plan_id, currency, monthly_minor, annual_monthly_minor, created_at_ms) VALUES (?, ?, ?, ?, ?, ?)`,
    plan.price.id,
    plan.id,
    plan.price.currency,
    plan.price.monthlyMinor,
    plan.price.annualMonthlyMinor,
    plan.createdAtMs,
  );
}

interface PlanRow {
  readonly id: string;
  readonly name: string;
  readonly slug: string;
  readonly forKind: AccountKind;
  readonly isFree: number;
  readonly isArchived: number;
  readonly subscriberCount: number;
  readonly createdAtMs: number;
  readonly priceId: string;
  readonly currency: string;
  readonly monthlyMinor: number;
  readonly annualMonthlyMinor: number | null;
}

const planSelect = `SELECT plan.id, plan.name, plan.slug, plan.for_kind AS forKind, plan.is_free AS isFree,
    plan.is_archived AS isArchived, plan.subscriber_count AS subscriberCount, plan.created_at_ms AS createdAtMs,
    price.id AS priceId, price.currency, price.monthly_minor AS monthlyMinor, price.annual_monthly_minor AS annualMonthlyMinor
  FROM plan JOIN price ON price.id = plan.default_price_id`;

function toPlan(row: PlanRow): Plan {
  const { id, name, slug, forKind, createdAtMs, priceId, currency, monthlyMinor, annualMonthlyMinor } = row;
  const price = { id: priceId, currency, monthlyMinor, annualMonthlyMinor };
  return { id, name, slug, forKind, isFree: row.isFree === 1, price, createdAtMs };
}

export function findPlan(book: ReadableBook, planId: string): Plan | undefined {
  const row = book.get<PlanRow>(`${planSelect} WHERE plan.id = ?`, planId);
  return row && toPlan(row);
}

export function findPlanBySlug(book: ReadableBook, slug: string): Plan | undefined {
  const row = book.get<PlanRow>(`${planSelect} WHERE plan.slug = ?`, slug);
  return row && toPlan(row);
}

/** The plan of every account of the kind that has no paid item (BEHAVIOUR 6.3). */
export function findFreePlan(book: ReadableBook, kind: AccountKind): Plan {
  const row = book.get<PlanRow>(`${planSelect} WHERE plan.is_free = 1 AND plan.for_kind = ?`, kind);
  if (!row) throw new Error(`The book has no free plan for ${kind}`);
  return toPlan(row);
}

/** All plans, the free ones first, then in order of their monthly price. */
export function listPlans(book: ReadableBook): PlanView[] {
  return book
    .all<PlanRow>(`${planSelect} ORDER BY plan.for_kind DESC, plan.is_free DESC, price.monthly_minor, plan.name`)
    .map(({ createdAtMs: _createdAtMs, ...row }) => ({
      ...row,
      isFree: row.isFree === 1,
      isArchived: row.isArchived === 1,
      annualMinor: row.annualMonthlyMinor === null ? null : row.annualMonthlyMinor * 12,
    }));
}

export function addSubscriber(book: WritableBook, planId: string): void {
  book.run("UPDATE plan SET subscriber_count = subscriber_count + 1 WHERE id = ?", planId);
}
