import { describe, expect, test } from "vitest";
import { civilDate } from "../../../shared/calendar.ts";
import { emptyChain, sealEntry, type ChainHead, type EntryDraft, type SealedEntry } from "./entry.ts";
import { runThrough } from "../../../../test/support/run-through.ts";
import { createLedgerVerifier, type BlockTotals, type InvoiceCredit } from "./verification.ts";

/** What an entry of one account in one currency is about, in a chain. */
type Said = Pick<EntryDraft, "amountMinor" | "sourceType" | "sourceId"> & { readonly reversesEntryId?: string };

function chainOf(said: readonly Said[]): SealedEntry[] {
  let head: ChainHead = emptyChain;
  let balanceMinor = 0;
  return said.map((each, index) => {
    const draft: EntryDraft = {
      accountId: "org_1",
      currency: "USD",
      reasonCode: null,
      note: null,
      operator: "Tess Tester",
      origin: "billing",
      effectiveOn: civilDate("2026-01-01"),
      createdAtMs: 0,
      idempotencyKey: null,
      reversesEntryId: null,
      ...each,
    };
    const entry = sealEntry(draft, `ccl_${index + 1}`, balanceMinor, head);
    head = entry;
    balanceMinor = entry.balanceAfterMinor;
    return entry;
  });
}

/** Verify a chain whose balance is stored as it should be, beside what is said of invoices and blocks. */
function verify(entries: readonly SealedEntry[], invoice: Partial<InvoiceCredit>, blocks?: readonly BlockTotals[]) {
  const verifier = createLedgerVerifier();
  for (const entry of entries) verifier.take(entry);
  const last = entries.at(-1);
  const ledgerMinor = last?.balanceAfterMinor ?? 0;
  const plainBlock: BlockTotals = {
    blockId: "cblk_1",
    accountId: "org_1",
    currency: "USD",
    entrySequence: 1,
    amountMinor: ledgerMinor,
    remainingMinor: ledgerMinor,
    usedMinor: 0,
    hasEntry: 1,
  };
  const comparison = verifier.finish({
    readBalances: () => [{ accountId: "org_1", currency: "USD", ledgerMinor, lastSequence: last?.sequence ?? 0 }],
    readInvoiceCredits: () => [{ invoiceId: "inv_1", currency: "USD", heldMinor: 0, createdMinor: 0, ...invoice }],
    readBlocks: () => blocks ?? [plainBlock],
  });
  return runThrough(comparison).firstBroken;
}

describe("4.3 what an invoice says of credit is what the entries say", () => {
  const grant: Said = { amountMinor: 100_00, sourceType: "grant", sourceId: "key" };
  const applied: Said = { amountMinor: -40_00, sourceType: "invoice_applied", sourceId: "inv_1" };
  const proration: Said = { amountMinor: 43_87, sourceType: "proration", sourceId: "inv_1" };

  test("what it used, though a credit note gave part of it back", () => {
    const note: Said = { amountMinor: 15_00, sourceType: "refund_to_credit", sourceId: "cn_1" };
    expect(verify(chainOf([grant, applied, note]), { heldMinor: 40_00 })).toBeNull();
    expect(verify(chainOf([grant, applied, note]), { heldMinor: 25_00 })?.sequence).toBe(2);
  });

  test("what it used and gave back when it was voided", () => {
    const returned: Said = {
      amountMinor: 40_00,
      sourceType: "invoice_returned",
      sourceId: "inv_1",
      reversesEntryId: "ccl_2",
    };
    expect(verify(chainOf([grant, applied, returned]), { heldMinor: 0 })).toBeNull();
    expect(verify(chainOf([grant, applied]), { heldMinor: 0 })?.sequence).toBe(2);
  });

  test("what its negative total made, until it is voided", () => {
    const undone: Said = {
      amountMinor: -43_87,
      sourceType: "reversal",
      sourceId: "ccl_1",
      reversesEntryId: "ccl_1",
    };
    expect(verify(chainOf([proration]), { createdMinor: 43_87 })).toBeNull();
    expect(verify(chainOf([proration]), { createdMinor: 43_88 })?.sequence).toBe(1);
    expect(verify(chainOf([proration, undone]), { createdMinor: 0 })).toBeNull();
    expect(verify(chainOf([proration, undone]), { createdMinor: 43_87 })?.sequence).toBe(2);
  });

  test("credit that an invoice names and no entry does", () => {
    expect(verify(chainOf([grant]), { createdMinor: 1 })?.problem).toMatch(/has no entry behind it/u);
    expect(verify(chainOf([grant]), { heldMinor: 1 })?.problem).toMatch(/has no entry behind it/u);
  });
});

describe("4.3 what is left in blocks is what the entries leave", () => {
  const entries = chainOf([
    { amountMinor: 100_00, sourceType: "grant", sourceId: "one" },
    { amountMinor: 50_00, sourceType: "grant", sourceId: "two" },
    { amountMinor: -30_00, sourceType: "deduction", sourceId: "three" },
  ]);
  const block = { accountId: "org_1", currency: "USD", hasEntry: 1 };
  const first: BlockTotals = {
    ...block,
    blockId: "cblk_1",
    entrySequence: 1,
    amountMinor: 100_00,
    remainingMinor: 70_00,
    usedMinor: 30_00,
  };
  const second: BlockTotals = {
    ...block,
    blockId: "cblk_2",
    entrySequence: 2,
    amountMinor: 50_00,
    remainingMinor: 50_00,
    usedMinor: 0,
  };

  test.each<[what: string, first: Partial<BlockTotals>, second: Partial<BlockTotals>, sequence: number | null]>([
    ["nothing is wrong", {}, {}, null],
    ["what is left is not what the uses leave", {}, { remainingMinor: 49_99 }, 2],
    ["block and rest are larger than the balance", {}, { amountMinor: 51_00, remainingMinor: 51_00 }, 3],
    ["a block is another account's", {}, { accountId: "org_2", hasEntry: 0 }, 2],
    ["two are wrong", { usedMinor: 29_00 }, { usedMinor: 1 }, 1],
  ])("%s", (_what, ofFirst, ofSecond, sequence) => {
    const blocks = [
      { ...second, ...ofSecond },
      { ...first, ...ofFirst },
    ];
    expect(verify(entries, {}, blocks)?.sequence ?? null).toBe(sequence);
  });
});

test("what is stored is compared row by row, so that other work can go on in between", () => {
  const verifier = createLedgerVerifier();
  for (const entry of chainOf([{ amountMinor: 1, sourceType: "grant", sourceId: "key" }])) verifier.take(entry);
  const uses = Array.from({ length: 100 }, (_each, index) => `inv_${index}`);
  const comparison = verifier.finish({
    readBalances: () => [{ accountId: "org_1", currency: "USD", ledgerMinor: 1, lastSequence: 1 }],
    readInvoiceCredits: () => uses.map((invoiceId) => ({ invoiceId, currency: "USD", heldMinor: 0, createdMinor: 0 })),
    readBlocks: () => [],
  });
  expect(Array.from(comparison).length).toBeGreaterThanOrEqual(2 * uses.length);
});
