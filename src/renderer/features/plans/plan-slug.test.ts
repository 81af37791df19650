import { describe, expect, it } from "vitest";
import { plansContract } from "../../../shared/contract/plans.ts";
import { isSlug, slugOf } from "./plan-slug.ts";

describe("a plan's slug", () => {
  it.each([
    ["Pro", "pro"],
    ["Équipe Pro (2026)", "equipe-pro-2026"],
    ["  Team — 25 seats ", "team-25-seats"],
    ["Łódź Größe", "lodz-grosse"],
    ["プロ", ""],
  ])("of %s is %s", (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it("never grows beyond what the contract takes", () => {
    const slug = slugOf("long ".repeat(40));
    expect(slug.length).toBeLessThanOrEqual(63);
    expect(isSlug(slug)).toBe(true);
  });

  it.each(["pro", "pro-2", "2026", "Pro", "-pro", "", "p ro", "a".repeat(64)])(
    "is judged as the contract does: %s",
    (slug) => {
      const field = plansContract["plans.create"].input.shape.slug;
      expect(isSlug(slug)).toBe(field.safeParse(slug).success);
    },
  );
});
