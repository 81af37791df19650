import { describe, expect, test } from "vitest";
import { civilDate, type CivilDate } from "../../../shared/calendar.ts";
import { createAccountSums, type BrokenBlock, type EntryFigures, type InvoiceCredit } from "./account-sums.ts";
import { emptyChain, sealEntry, type ChainHead, type EntryDraft, type SealedEntry } from "./entry.ts";

/** What an entry of one account in one currency is about, in a chain. */
type Said = Pick<EntryDraft, "amountMinor" | "sourceType" | "sourceId"> & {
  readonly reversesEntryId?: string;
  readonly on?: CivilDate;
};

function chainOf(said: readonly Said[]): SealedEntry[] {
  let head: ChainHead = emptyChain;
  let balanceMinor = 0;
  return said.map(({ on = civilDate("2026-01-01"), ...each }, index) => {
    const draft: EntryDraft = {
      accountId: "org_1",
      currency: "USD",
      reasonCode: null,
      note: null,
      operator: "Tess Tester",
      origin: "billing",
      effectiveOn: on,
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

function figuresOf(entry: SealedEntry): EntryFigures {
  const { accountId, currency, sequence, amountMinor, balanceBeforeMinor, balanceAfterMinor, effectiveOn } = entry;
  const { sourceType, sourceId, id, reversesEntryId } = entry;
  const figures = [sequence, amountMinor, balanceBeforeMinor, balanceAfterMinor, effectiveOn] as const;
  return [accountId, currency, ...figures, [sourceType, sourceId, id, reversesEntryId]];
}

interface Blocks {
  readonly remainingMinor?: number;
  readonly broken?: readonly BrokenBlock[];
}

/** Add up an account whose balance is stored as it should be, beside what is said of invoices and blocks. */
function addUp(entries: readonly SealedEntry[], invoice: Partial<InvoiceCredit>, blocks: Blocks = {}) {
  const last = entries.at(-1);
  const ledgerMinor = last?.balanceAfterMinor ?? 0;
  const sums = createAccountSums(last?.sequence ?? 0);
  const { remainingMinor = ledgerMinor, broken = [] } = blocks;
  const toLookAt = sums.take({
    entries: [entries.map(figuresOf)],
    balances: [["org_1 USD", ledgerMinor, last?.sequence ?? 0]],
    invoiceCredits: [{ invoiceId: "inv_1", currency: "USD", heldMinor: 0, createdMinor: 0, ...invoice }],
    blockSums: [["org_1 USD", remainingMinor]],
  });
  sums.takeBroken(broken);
  return { toLookAt, firstBroken: sums.brokenEntry ?? sums.firstDifference };
}

const verify = (...given: Parameters<typeof addUp>) => addUp(...given).firstBroken;

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
  test.each<[what: string, blocks: Blocks, sequence: number | null]>([
    ["nothing is wrong", {}, null],
    ["what is left is not what the uses leave", { broken: [{ blockId: "b", entrySequence: 2, hasEntry: 1 }] }, 2],
    ["all blocks leave more than the balance", { remainingMinor: 120_01 }, 3],
    ["a block is another account's", { broken: [{ blockId: "b", entrySequence: 2, hasEntry: 0 }] }, 2],
    [
      "two are wrong",
      { broken: [2, 1].map((entrySequence) => ({ blockId: "b", entrySequence, hasEntry: 1 })), remainingMinor: 0 },
      1,
    ],
  ])("%s", (_what, blocks, sequence) => {
    expect(verify(entries, {}, blocks)?.sequence ?? null).toBe(sequence);
  });
});

describe("whose history is looked at more closely", () => {
  const later = civilDate("2026-01-02");
  const owner = { accountId: "org_1", currency: "USD" };
  const dated = (days: readonly string[]) =>
    chainOf(days.map((day) => ({ amountMinor: 1, sourceType: "grant" as const, sourceId: "key", on: civilDate(day) })));

  test("nobody's whose entries stand in the order of their days and were given by hand", () => {
    expect(addUp(dated(["2026-01-01", later, later]), {}).toLookAt).toEqual([]);
  });

  test("whose entry counts for an earlier day than one before it", () => {
    expect(addUp(dated([later, "2026-01-01"]), {}).toLookAt).toEqual([owner]);
  });

  test("who received credit for something", () => {
    const noted = chainOf([{ amountMinor: 1, sourceType: "refund_to_credit", sourceId: "cn_1" }]);
    expect(addUp(noted, {}).toLookAt).toEqual([owner]);
  });
});
