import { expect, test } from "vitest";
import { recordName, valueText } from "./act-values.ts";

test.each([
  ["invoice", "state", "paid", "Paid"],
  ["approvalRequest", "state", "withdrawn", "Taken back"],
  ["paymentMethod", "kind", "bank_debit", "Bank debit"],
  ["payment", "gateway", "manual", "Recorded by hand"],
  ["operator", "role", "clerk", "Clerk"],
  ["subscription", "period", "annual", "Annually"],
  ["plan", "forKind", "organization", "Organization"],
  ["approvalRequest", "act", "credits.adjust", "Credit adjusted"],
  ["apiKey", "scopes", ["read", "credits"], "Read, Credits"],
  ["plan", "isArchived", false, "no"],
  [null, "throughOn", "2026-03-31", "Mar 31, 2026"],
  ["approvalRequest", "decidedAtMs", Date.parse("2026-03-01T12:00:00Z"), "Mar 1, 2026, 12:00 PM UTC"],
  ["approvalRequest", "evidence", [], ""],
  ["plan", "description", null, ""],
  // What no words are known for stays as the record has it.
  ["account", "name", "paid", "paid"],
  ["invoice", "state", "constructor", "constructor"],
  ["plan", "trialDays", 14, "14"],
])("of %s, %s %j is said as %j", (subject, field, value, said) => {
  expect(valueText({ subject }, field, value, "UTC")).toBe(said);
});

test("a record is called what it is called now, or was", () => {
  expect(recordName({ before: { name: "Team" }, after: { name: "Teams" } })).toBe("Teams");
  expect(recordName({ before: { name: "Team" }, after: null })).toBe("Team");
  expect(recordName({ before: null, after: { isArchived: true } })).toBeNull();
});
