import type { FeatureView } from "../../../shared/contract/plans.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

const featureColumns = "feature.id, feature.slug, feature.name, feature.description";

/** What every plan offers, in the order in which it says so; a plan without features is not in the answer. */
export function listFeaturesByPlan(book: ReadableBook): ReadonlyMap<string, FeatureView[]> {
  const rows = book.all<FeatureView & { planId: string }>(
    `SELECT plan_feature.plan_id AS planId, ${featureColumns}
     FROM plan_feature JOIN feature ON feature.id = plan_feature.feature_id
     ORDER BY plan_feature.plan_id, plan_feature.position`,
  );
  const byPlan = new Map<string, FeatureView[]>();
  for (const { planId, ...feature } of rows) {
    const features = byPlan.get(planId);
    if (features) features.push(feature);
    else byPlan.set(planId, [feature]);
  }
  return byPlan;
}

export function findFeatureBySlug(book: ReadableBook, slug: string): FeatureView | undefined {
  return book.get<FeatureView>(`SELECT ${featureColumns} FROM feature WHERE slug = ?`, slug);
}

export function insertFeature(book: WritableBook, feature: FeatureView, createdAtMs: number): void {
  book.run(
    "INSERT INTO feature (id, slug, name, description, created_at_ms) VALUES (?, ?, ?, ?, ?)",
    feature.id,
    feature.slug,
    feature.name,
    feature.description,
    createdAtMs,
  );
}

/** Say a feature's name and description anew, on every plan that has it. */
export function updateFeature(book: WritableBook, { id, name, description }: Omit<FeatureView, "slug">): void {
  book.run("UPDATE feature SET name = ?, description = ? WHERE id = ?", name, description, id);
}

/** Let a plan offer just these features, in this order. */
export function replacePlanFeatures(book: WritableBook, planId: string, featureIds: readonly string[]): void {
  book.run("DELETE FROM plan_feature WHERE plan_id = ?", planId);
  for (const [index, featureId] of featureIds.entries()) {
    book.run("INSERT INTO plan_feature (plan_id, position, feature_id) VALUES (?, ?, ?)", planId, index + 1, featureId);
  }
}
