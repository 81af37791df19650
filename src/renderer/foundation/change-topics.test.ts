import { describe, expect, it } from "vitest";
import { isMadeOldBy } from "./change-topics.ts";

const ledgerOfAcme = { type: "changed", topics: ["ledger"], accountIds: ["org_acme"] } as const;

describe("what a change makes old", () => {
  it("is every list that shows the topic", () => {
    expect(isMadeOldBy("ledger.list", { accountId: null }, ledgerOfAcme)).toBe(true);
    expect(isMadeOldBy("accounts.list", {}, ledgerOfAcme)).toBe(true);
  });

  it("is not what shows other topics", () => {
    expect(isMadeOldBy("plans.list", {}, ledgerOfAcme)).toBe(false);
    // What an adjustment says that it changed.
    expect(isMadeOldBy("plans.list", {}, { ...ledgerOfAcme, topics: ["ledger", "accounts", "audit"] })).toBe(false);
  });

  it("is an account's own screen only if that account changed", () => {
    expect(isMadeOldBy("accounts.get", { accountId: "org_acme" }, ledgerOfAcme)).toBe(true);
    expect(isMadeOldBy("accounts.get", { accountId: "org_other" }, ledgerOfAcme)).toBe(false);
  });

  it("is every account's screen where the accounts are too many to name", () => {
    expect(isMadeOldBy("accounts.get", { accountId: "org_other" }, { ...ledgerOfAcme, accountIds: null })).toBe(true);
  });
});
