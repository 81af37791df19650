import { expect, test } from "vitest";
import { civilDate } from "../../../shared/calendar.ts";
import { createChainWalk, type ChainSlice } from "./chain-walk.ts";
import { emptyChain, sealEntry, type SealedEntry } from "./entry.ts";
import { canonicalText } from "./hash-chain.ts";

/** A chain of entries that add one each, with a note that a text of one line has to put in other words. */
function chainOf(entryCount: number): SealedEntry[] {
  const entries: SealedEntry[] = [];
  for (let index = 0; index < entryCount; index += 1) {
    const draft = {
      accountId: "org_1",
      currency: "USD",
      amountMinor: 1,
      sourceType: "grant",
      sourceId: "key",
      reasonCode: null,
      note: 'two\nlines, "ünd"',
      operator: "Tess Tester",
      origin: "desk",
      effectiveOn: civilDate("2026-01-01"),
      createdAtMs: 0,
      idempotencyKey: null,
      reversesEntryId: null,
    } as const;
    entries.push(sealEntry(draft, `ccl_${index}`, index, entries.at(-1) ?? emptyChain));
  }
  return entries;
}

function sliceOf(entries: readonly SealedEntry[], textOf: (entry: SealedEntry) => string = canonicalText): ChainSlice {
  return {
    entryCount: entries.length,
    firstSequence: entries[0]?.sequence ?? 0,
    lastSequence: entries.at(-1)?.sequence ?? 0,
    linkCount: entries.filter(({ hash, previousHash }) => hash.length === 32 && previousHash.length === 32).length,
    links: Buffer.concat(
      entries.flatMap((entry, index) => [
        ...(index === 0 ? [] : [Buffer.from("\n")]),
        entry.hash,
        entry.previousHash,
        Buffer.from(textOf(entry)),
      ]),
    ),
  };
}

function walk(entries: readonly SealedEntry[], at: number, textOf?: (entry: SealedEntry) => string) {
  const chain = createChainWalk();
  let oneByOne = 0;
  for (const part of [entries.slice(0, at), entries.slice(at)]) {
    chain.take(sliceOf(part, textOf), () => {
      oneByOne += 1;
      return part;
    });
  }
  return { firstBroken: chain.firstBroken, headSequence: chain.head.sequence, oneByOne };
}

test("a chain that holds is walked without a look at any single entry", () => {
  expect(walk(chainOf(7), 3)).toEqual({ firstBroken: null, headSequence: 7, oneByOne: 0 });
});

test("where the file puts entries into other words than the rule, the rule decides", () => {
  const otherWords = (entry: SealedEntry) => canonicalText(entry).replaceAll("ü", String.raw`\u00fc`);
  expect(walk(chainOf(7), 3, otherWords)).toEqual({ firstBroken: null, headSequence: 7, oneByOne: 2 });
});

const zeros = Buffer.alloc(32);

test.each<[what: string, change: (entries: SealedEntry[]) => SealedEntry[], sequence: number]>([
  ["a note", (all) => all.map((each) => (each.sequence === 5 ? { ...each, note: "other" } : each)), 5],
  ["a hash", (all) => all.map((each) => (each.sequence === 6 ? { ...each, hash: zeros } : each)), 6],
  ["the last hash", (all) => all.map((each) => (each.sequence === 7 ? { ...each, hash: zeros } : each)), 7],
  ["a previous hash", (all) => all.map((each) => (each.sequence === 4 ? { ...each, previousHash: zeros } : each)), 4],
  ["a link to the other slice", (all) => all.map((each) => (each.sequence === 3 ? { ...each, hash: zeros } : each)), 3],
  ["an entry that is gone", (all) => all.filter(({ sequence }) => sequence !== 5), 5],
  ["the first entry gone", (all) => all.slice(1), 1],
  ["two that changed places", (all) => [...all.slice(0, 4), ...all.slice(4, 6).toReversed(), ...all.slice(6)], 5],
])("%s is found at its entry", (_what, change, sequence) => {
  expect(walk(change(chainOf(7)), 3).firstBroken?.sequence).toBe(sequence);
});
