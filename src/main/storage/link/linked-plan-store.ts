import type { LinkedPlanView } from "../../../shared/contract/link.ts";
import type { PulledPlan } from "../../../shared/contract/link-pull.ts";
import type { ParsedInput } from "../../../shared/contract/index.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { countUpTo, type RowTotal } from "../count-rows.ts";
import { decodeCursor, pageByNumber } from "../cursor.ts";

/** What a plan of the upstream is here: a plan, or nothing for a reason. */
export type PlanMatch =
  | { readonly planId: string; readonly matchedBy: NonNullable<LinkedPlanView["matchedBy"]> }
  | { readonly problem: string };

/** What a price of the upstream is here. */
export type PriceMatch = { readonly priceId: string } | { readonly problem: string };

export interface LinkedPlan {
  readonly planId: string | null;
  readonly matchedBy: LinkedPlanView["matchedBy"];
}

export function findLinkedPlan(book: ReadableBook, linkId: string, upstreamId: string): LinkedPlan | undefined {
  return book.get(
    "SELECT plan_id AS planId, matched_by AS matchedBy FROM linked_plan WHERE link_id = ? AND upstream_id = ?",
    linkId,
    upstreamId,
  );
}

/** Whether a plan of the upstream is known to be this one. */
export function isLinkedPlan(book: ReadableBook, linkId: string, planId: string): boolean {
  return book.get("SELECT 1 FROM linked_plan WHERE link_id = ? AND plan_id = ?", linkId, planId) !== undefined;
}

/** Whether a plan is, or was by an earlier link, one of an upstream. */
export function isPlanEverLinked(book: ReadableBook, planId: string): boolean {
  return book.get("SELECT 1 FROM linked_plan WHERE plan_id = ? LIMIT 1", planId) !== undefined;
}

/** Write down a plan as the upstream has it in this pull. */
export function saveLinkedPlan(
  book: WritableBook,
  linkId: string,
  { upstreamId, name, slug }: PulledPlan,
  match: PlanMatch,
  pullNumber: number,
): void {
  const planId = "planId" in match ? match.planId : null;
  const matchedBy = "planId" in match ? match.matchedBy : null;
  book.run(
    `INSERT INTO linked_plan (link_id, upstream_id, name, slug, plan_id, matched_by, problem, seen_in_pull)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (link_id, upstream_id) DO UPDATE SET name = excluded.name, slug = excluded.slug, plan_id = excluded.plan_id,
       matched_by = excluded.matched_by, problem = excluded.problem, seen_in_pull = excluded.seen_in_pull, gone_at_ms = NULL`,
    linkId,
    upstreamId,
    name,
    slug,
    planId,
    matchedBy,
    "problem" in match ? match.problem : null,
    pullNumber,
  );
}

/** The upstream has listed all of its plans: those that it left out are gone there. */
export function markPlansGone(book: WritableBook, linkId: string, pullNumber: number, atMs: number): void {
  book.run(
    "UPDATE linked_plan SET gone_at_ms = ? WHERE link_id = ? AND seen_in_pull < ? AND gone_at_ms IS NULL",
    atMs,
    linkId,
    pullNumber,
  );
}

/** The price here that one of the upstream is; null where it is none. */
export function findLinkedPriceId(book: ReadableBook, linkId: string, upstreamId: string): string | null {
  return (
    book.get<{ priceId: string | null }>(
      "SELECT price_id AS priceId FROM linked_price WHERE link_id = ? AND upstream_id = ?",
      linkId,
      upstreamId,
    )?.priceId ?? null
  );
}

export function saveLinkedPrice(
  book: WritableBook,
  linkId: string,
  { upstreamId, upstreamPlanId }: { readonly upstreamId: string; readonly upstreamPlanId: string },
  match: PriceMatch,
): void {
  book.run(
    `INSERT INTO linked_price (link_id, upstream_id, upstream_plan_id, price_id, problem) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (link_id, upstream_id) DO UPDATE SET price_id = excluded.price_id, problem = excluded.problem`,
    linkId,
    upstreamId,
    upstreamPlanId,
    "priceId" in match ? match.priceId : null,
    "problem" in match ? match.problem : null,
  );
}

type PlanRow = Omit<LinkedPlanView, "prices"> & { readonly number: number };

/** A page of the upstream's plans, in the order in which they were first seen. */
export function listLinkedPlans(
  book: ReadableBook,
  linkId: string,
  { after, skip, limit }: ParsedInput<"link.plans">,
): { rows: LinkedPlanView[]; nextCursor: string | null; total: RowTotal } {
  const found = book.all<PlanRow>(
    `SELECT linked.number, linked.upstream_id AS upstreamId, linked.name, linked.slug, linked.plan_id AS planId,
       plan.name AS planName, linked.matched_by AS matchedBy, linked.problem, linked.gone_at_ms AS goneAtMs
     FROM linked_plan linked LEFT JOIN plan ON plan.id = linked.plan_id
     WHERE linked.link_id = ? AND linked.number > ? ORDER BY linked.number LIMIT ? OFFSET ?`,
    linkId,
    after === null ? 0 : decodeCursor(after).number,
    limit + 1,
    skip,
  );
  const page = pageByNumber(found, limit, ({ number: _number, ...row }) => ({
    ...row,
    prices: book.all<LinkedPlanView["prices"][number]>(
      `SELECT upstream_id AS upstreamId, price_id AS priceId, problem FROM linked_price
       WHERE link_id = ? AND upstream_plan_id = ? ORDER BY number LIMIT 500`,
      linkId,
      row.upstreamId,
    ),
  }));
  return { ...page, total: countUpTo(book, "SELECT 1 FROM linked_plan WHERE link_id = ?", [linkId]) };
}
