import { describe, expect, it } from "vitest";
import { offeredChanges } from "./offered-changes.ts";
import { subscription } from "./subscription.test-support.ts";

describe("what is offered for a subscription", () => {
  it("is to start one where there is none", () => {
    expect(offeredChanges(null)).toEqual(["start"]);
  });

  it("is what works for it as it stands", () => {
    expect(offeredChanges(subscription({}))).toEqual(["plan", "add_discount", "cancel"]);
    expect(offeredChanges(subscription({ seats: 5 }))).toEqual(["plan", "seats", "add_discount", "cancel"]);
    expect(offeredChanges(subscription({ trialEndsOn: "2026-03-15" }))).toEqual([
      "plan",
      "extend_trial",
      "end_trial",
      "add_discount",
      "cancel",
    ]);
  });

  it("is a discount for what follows, and none for what only ends", () => {
    const endsOn = "2026-04-01";
    const follows = { seats: null, discount: { name: "Half" } };
    expect(offeredChanges(subscription({ endsOn }))).toEqual(["resume", "plan", "cancel"]);
    expect(offeredChanges(subscription({ endsOn, upcoming: { seats: 3, discount: null } }))).toEqual([
      "resume",
      "plan",
      "seats",
      "add_discount",
      "cancel",
    ]);
    expect(offeredChanges(subscription({ endsOn, upcoming: follows }))).toContain("remove_discount");
  });

  it("is to resume it, before all else, where something waits for the period's end", () => {
    expect(offeredChanges(subscription({ endsOn: "2026-04-01" }))[0]).toBe("resume");
    expect(offeredChanges(subscription({ seats: 5, nextSeats: 3 }))[0]).toBe("resume");
  });
});
