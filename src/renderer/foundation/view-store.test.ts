import { describe, expect, it } from "vitest";
import { readViewState } from "./view-store.ts";

describe("the stored view", () => {
  it("comes back as it was left", () => {
    const left = {
      density: "compact",
      appearance: "dark",
      language: "de",
      isFolded: true,
      showsDetail: false,
      hasClosedFirstSteps: true,
      lastAddress: "#/account/org_01/ledger",
      columns: {
        accounts: {
          order: ["name", "contact"],
          hidden: ["contact"],
          widths: { name: 240 },
          sort: { columnId: "name", direction: "descending" },
        },
      },
      views: { accounts: [{ name: "Late", filters: { isPastDue: true } }] },
      filters: { accounts: { hasCredit: true } },
    };
    expect(readViewState(left)).toEqual(left);
  });

  it.each([
    undefined,
    null,
    7,
    "text",
    [],
    { density: 3, appearance: "pink", isFolded: "yes", language: "xx", lastAddress: "#/gone", columns: [], filters: 1 },
  ])("falls back where it makes no sense: %j", (stored) => {
    expect(readViewState(stored)).toEqual({
      density: "comfortable",
      appearance: "auto",
      language: "auto",
      isFolded: false,
      showsDetail: null,
      hasClosedFirstSteps: false,
      lastAddress: "#/accounts",
      columns: {},
      views: {},
      filters: {},
    });
  });

  it("drops only the views that have no name", () => {
    const views = { accounts: [{ name: "Late", filters: 1 }, { filters: {} }, 3], ledger: "all" };
    expect(readViewState({ views }).views).toEqual({ accounts: [{ name: "Late", filters: 1 }], ledger: [] });
  });

  it("drops only the lists whose columns make no sense", () => {
    const accounts = { order: ["name"], hidden: [], widths: {}, sort: null };
    const columns = { accounts, ledger: [null], invoices: "all", runs: { order: [1], hidden: [], widths: {} } };
    expect(readViewState({ columns }).columns).toEqual({ accounts });
  });
});
