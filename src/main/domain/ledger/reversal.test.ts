import { describe, expect, test } from "vitest";
import { civilDate } from "../../../shared/calendar.ts";
import type { LedgerEntry } from "../../../shared/contract/ledger.ts";
import type { StoredBlock } from "../credits/credit-blocks.ts";
import { decideReversal, isReversible, takesFromOthers } from "./reversal.ts";

const today = civilDate("2026-03-15");

const grant: LedgerEntry = {
  id: "ccl_1",
  sequence: 1,
  accountId: "org_1",
  currency: "USD",
  amountMinor: 50_00,
  balanceBeforeMinor: 0,
  balanceAfterMinor: 50_00,
  sourceType: "grant",
  sourceId: "key",
  reasonCode: "courtesy",
  note: null,
  operator: "Tess Tester",
  origin: "desk",
  effectiveOn: today,
  createdAtMs: 0,
  idempotencyKey: "key",
  reversesEntryId: null,
};

function block(id: string, remainingMinor: number, change: Partial<StoredBlock> = {}): StoredBlock {
  return {
    id,
    filledOn: today,
    accountId: "org_1",
    currency: "USD",
    entryId: "ccl_1",
    entrySequence: 1,
    amountMinor: 50_00,
    remainingMinor,
    heldMinor: 0,
    priority: 50,
    category: null,
    effectiveOn: today,
    expiresOn: null,
    state: "open",
    ...change,
  };
}

const noTraces = { isReversed: false, isVoiding: false, formed: [] };

describe("undoing a grant", () => {
  test("takes from the block that it formed first, then from others in the order of use", () => {
    const own = block("own", 20_00, { priority: 90 });
    const others = [block("first", 15_00, { priority: 1 }), block("second", 40_00, { priority: 2 })];
    const credit = { ledgerMinor: 75_00, usable: [...others, own] };
    expect(decideReversal(grant, { ...noTraces, formed: [own] }, credit, today)).toEqual([
      { blockId: "own", amountMinor: 20_00, filledOn: today },
      { blockId: "first", amountMinor: 15_00, filledOn: today },
      { blockId: "second", amountMinor: 15_00, filledOn: today },
    ]);
  });

  test("looks at other blocks only where its own hold too little, and what took credit looks at none", () => {
    const takes = (...formed: ReturnType<typeof block>[]) => takesFromOthers(grant, { ...noTraces, formed });
    expect([takes(block("own", 50_00)), takes(block("own", 49_99)), takes()]).toEqual([false, true, true]);
    expect(takes(block("own", 50_00, { heldMinor: 1 }))).toBe(true);
    expect(takesFromOthers({ ...grant, amountMinor: -50_00 }, noTraces)).toBe(false);
  });

  test("takes from its own block though that is not in effect yet", () => {
    const own = block("own", 50_00, { effectiveOn: civilDate("2026-04-01") });
    const uses = decideReversal(grant, { ...noTraces, formed: [own] }, { ledgerMinor: 50_00, usable: [] }, today);
    expect(uses).toEqual([{ blockId: "own", amountMinor: 50_00, filledOn: today }]);
  });

  test("is refused where its own block and the others do not make it up", () => {
    const own = block("own", 20_00);
    const credit = { ledgerMinor: 49_99, usable: [own, block("other", 29_99)] };
    expect(() => decideReversal(grant, { ...noTraces, formed: [own] }, credit, today)).toThrow(
      expect.objectContaining({ code: "insufficient_credit", details: { availableMinor: 49_99, currency: "USD" } }),
    );
  });

  test.each([
    ["voided", { state: "voided" as const, remainingMinor: 0 }],
    ["expired", { state: "expired" as const, remainingMinor: 0 }],
    ["past its expiry", { expiresOn: today }],
  ])("is refused once its block is %s", (_how, change) => {
    const traces = { ...noTraces, formed: [block("own", 50_00, change)] };
    expect(isReversible(grant, traces, today)).toBe(false);
    expect(() => decideReversal(grant, traces, { ledgerMinor: 0, usable: [] }, today)).toThrow(
      expect.objectContaining({ code: "entry_not_reversible" }),
    );
  });
});

test("what voiding took is for good, while another deduction can be undone", () => {
  const deduction = { ...grant, amountMinor: -50_00, sourceType: "deduction" } as const;
  expect(isReversible(deduction, noTraces, today)).toBe(true);
  expect(isReversible(deduction, { ...noTraces, isVoiding: true }, today)).toBe(false);
  expect(decideReversal(deduction, noTraces, { ledgerMinor: 0, usable: [] }, today)).toEqual([]);
});
