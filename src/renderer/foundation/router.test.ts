import { describe, expect, it } from "vitest";
import { addressOf, placeAt, type Place } from "./router.ts";

const places: readonly Place[] = [
  { screen: "accounts" },
  { screen: "account", accountId: "org_01", tab: "ledger" },
  { screen: "ledger" },
  { screen: "entry", entryId: "ccl_01" },
  { screen: "invoices" },
  { screen: "invoice", invoiceId: "inv_01" },
  { screen: "preview", accountId: "user_01" },
  { screen: "billing", tab: "runs" },
  { screen: "billing", tab: "plans" },
  { screen: "run", runId: "run_01" },
  { screen: "run", runId: "run_01", invoices: "all" },
  { screen: "run", runId: "run_01", invoices: "by_credit" },
  { screen: "plan", planId: "cplan_01" },
  { screen: "approvals", tab: "for-me" },
  { screen: "approvals", tab: "decided", requestId: "apr_01" },
  { screen: "link", tab: "outbox" },
  { screen: "link", tab: "outbox", entryId: "ccl_01" },
  { screen: "link", tab: "differences" },
  { screen: "imports" },
  { screen: "imports", tab: "adjustments" },
  { screen: "batch", batchId: "batch_1" },
  { screen: "reports", report: "ageing" },
  { screen: "settings" },
  { screen: "settings", section: "webhooks" },
];

describe("the address of a place", () => {
  it.each(places)("leads back to it: $screen", (place) => {
    expect(placeAt(addressOf(place))).toEqual(place);
  });

  it("of an account without a tab is its overview", () => {
    expect(placeAt("#/account/org_01")).toEqual({ screen: "account", accountId: "org_01", tab: "overview" });
  });

  it("of billing without a tab is its runs", () => {
    expect(placeAt("#/billing")).toEqual({ screen: "billing", tab: "runs" });
  });

  it.each([
    "",
    "#/",
    "#/nowhere",
    "#/account",
    "#/account/org_01/secrets",
    "#/run/run_01/secrets",
    "#/billing/secrets",
    "#/entry/%E0%A4%A",
    "#/link/differences/ccl_01",
    "#/invoice/",
    "#/imports/secrets",
    "#/reports/secrets",
    "#/settings/secrets",
  ])("names no place when it is %j", (address) => {
    expect(placeAt(address)).toBeNull();
  });
});
