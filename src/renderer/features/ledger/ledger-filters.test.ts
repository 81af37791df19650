import { describe, expect, it } from "vitest";
import { ledgerFilters } from "../../../shared/contract/ledger.ts";
import {
  asOfMoment,
  countLedgerFilters,
  emptyLedgerFilterForm,
  readLedgerFilterForm,
  toLedgerFilters,
} from "./ledger-filters.ts";

const reading = { defaultCurrency: "USD", locale: "en-US" };

describe("the ledger's filters", () => {
  it("ask for everything while the bar is empty", () => {
    expect(toLedgerFilters(emptyLedgerFilterForm, reading)).toEqual({});
    expect(countLedgerFilters(emptyLedgerFilterForm)).toBe(0);
  });

  it("pass on what is set, in the contract's terms", () => {
    const filters = toLedgerFilters(
      {
        fromOn: "2026-01-01",
        throughOn: "2026-01-31",
        sourceTypes: ["grant", "reversal"],
        reasonCodes: ["courtesy"],
        operator: "Ada",
        search: " outage ",
        currency: "KWD",
        minimum: "1",
        maximum: "5,000.5",
        asOfOn: "",
        asOfBy: "effective",
      },
      reading,
    );
    expect(ledgerFilters.parse(filters)).toEqual({
      fromOn: "2026-01-01",
      throughOn: "2026-01-31",
      sourceTypes: ["grant", "reversal"],
      reasonCodes: ["courtesy"],
      operator: "Ada",
      search: "outage",
      currency: "KWD",
      minimumMinor: 1_000,
      maximumMinor: 5_000_500,
    });
  });

  it("look back from a day by either of an entry's dates, and never further than the span (BEHAVIOUR 11.4)", () => {
    const form = { ...emptyLedgerFilterForm, asOfOn: "2026-03-31" };
    expect(toLedgerFilters(form, reading)).toEqual({ throughOn: "2026-03-31" });
    expect(toLedgerFilters({ ...form, throughOn: "2026-03-15" }, reading)).toEqual({ throughOn: "2026-03-15" });
    expect(toLedgerFilters({ ...form, throughOn: "2026-04-15" }, reading)).toEqual({ throughOn: "2026-03-31" });
    const recorded = { ...form, asOfBy: "recorded" as const, throughOn: "2026-04-15" };
    expect(ledgerFilters.parse(toLedgerFilters(recorded, reading))).toEqual({
      throughOn: "2026-04-15",
      recordedThroughOn: "2026-03-31",
    });
    expect(asOfMoment(recorded)).toEqual({ on: "2026-03-31", by: "recorded" });
    expect(asOfMoment({ ...form, asOfOn: "2026-02-30" })).toBeNull();
    expect(countLedgerFilters(recorded)).toBe(2);
  });

  it("leave out a date and an amount that cannot be read yet", () => {
    const form = { ...emptyLedgerFilterForm, fromOn: "2025-02-29", minimum: "1,2" };
    expect(toLedgerFilters(form, reading)).toEqual({});
  });

  it("never compare an amount across currencies (BEHAVIOUR 1.7)", () => {
    expect(toLedgerFilters({ ...emptyLedgerFilterForm, minimum: "0" }, { ...reading, defaultCurrency: "JPY" })).toEqual(
      {
        currency: "JPY",
        minimumMinor: 0,
      },
    );
  });

  it("take an amount without its sign, as they compare it", () => {
    expect(toLedgerFilters({ ...emptyLedgerFilterForm, maximum: "-20" }, reading).maximumMinor).toBe(2_000);
  });

  it("count a span once", () => {
    const form = { ...emptyLedgerFilterForm, fromOn: "2026-01-01", throughOn: "2026-01-31", maximum: "5" };
    expect(countLedgerFilters(form)).toBe(2);
  });

  it("come back from storage, and only as far as they still make sense", () => {
    const form = {
      ...emptyLedgerFilterForm,
      fromOn: "2026-01-01",
      sourceTypes: ["grant" as const],
      minimum: "5",
      asOfOn: "2026-03-31",
      asOfBy: "recorded" as const,
    };
    expect(readLedgerFilterForm(JSON.parse(JSON.stringify(form)))).toEqual(form);
    expect(readLedgerFilterForm(undefined)).toEqual(emptyLedgerFilterForm);
    expect(
      readLedgerFilterForm({
        fromOn: 5,
        sourceTypes: ["gone"],
        currency: "XXX",
        minimum: {},
        reasonCodes: [1],
        asOfOn: 1,
        asOfBy: "told",
      }),
    ).toEqual(emptyLedgerFilterForm);
  });
});
