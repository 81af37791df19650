import { hash } from "node:crypto";
import { emptyChain, type ChainHead, type SealedEntry } from "./entry.ts";
import { canonicalText, chainHash, hashBytes } from "./hash-chain.ts";
import { finding } from "../../../shared/sentences/sentence.ts";

/** The first entry that does not hold, and what is wrong with it. */
export interface BrokenEntry {
  readonly sequence: number;
  readonly problem: string;
}

/** Entries that follow each other in the file, as bytes: nothing of them has to become an object to be hashed. */
export interface ChainSlice {
  readonly entryCount: number;
  readonly firstSequence: number;
  readonly lastSequence: number;
  /**
   * Of each entry its hash, its previous hash and its canonical text, so that the last two stand as they are hashed. A line feed, of which a
   * canonical text has none, parts them.
   */
  readonly links: Buffer;
  /** How many of them have two hashes of the right length, without which nobody could tell one from the other. */
  readonly linkCount: number;
}

/** Walks the chain of hashes in order of sequence and finds the first entry that is not in its place (BEHAVIOUR 4.3). */
export interface ChainWalk {
  /**
   * Take the entries that follow. After the first broken one nothing more is looked at.
   *
   * @param readEntries the same entries one by one, which is asked for where the bytes do not hold: it says which of them is broken, or that
   * the file's own way of putting an entry into words is not the rule's.
   */
  take(slice: ChainSlice, readEntries: () => readonly SealedEntry[]): void;
  /** The last entry that holds. */
  readonly head: ChainHead;
  readonly firstBroken: BrokenEntry | null;
}

export function createChainWalk(): ChainWalk {
  let head = emptyChain;
  let firstBroken: BrokenEntry | null = null;

  function takeOneByOne(entries: readonly SealedEntry[]): void {
    for (const entry of entries) {
      const problem = problemOf(entry, head);
      if (problem !== null) {
        firstBroken = { sequence: Math.min(entry.sequence, head.sequence + 1), problem };
        return;
      }
      head = entry;
    }
  }

  return {
    get head() {
      return head;
    },
    get firstBroken() {
      return firstBroken;
    },
    take(slice, readEntries) {
      if (firstBroken) return;
      const lastHash = lastHashOf(head, slice);
      if (lastHash) head = { sequence: slice.lastSequence, hash: lastHash };
      else takeOneByOne(readEntries());
    },
  };
}

function problemOf(entry: SealedEntry, head: ChainHead): string | null {
  if (entry.sequence !== head.sequence + 1) {
    return finding("entry {sequence} is missing", { sequence: String(head.sequence + 1) });
  }
  if (Buffer.compare(entry.previousHash, head.hash) !== 0) {
    return finding("the previous hash is not the hash of the entry before");
  }
  const isOwnHash = Buffer.compare(entry.hash, chainHash(head.hash, canonicalText(entry))) === 0;
  return isOwnHash ? null : finding("the hash does not match the content");
}

const lineFeed = 10;

/** @returns the hash of the last entry where all of a slice stand in their place after the head; null, and nothing about why, where not. */
function lastHashOf(head: ChainHead, slice: ChainSlice): Uint8Array | null {
  const { entryCount, firstSequence, lastSequence, links, linkCount } = slice;
  if (linkCount !== entryCount) return null;
  if (firstSequence !== head.sequence + 1 || lastSequence !== head.sequence + entryCount) return null;
  let lastHash = head.hash;
  let start = 0;
  let taken = 0;
  while (start < links.length) {
    // A hash may have a line feed in it.
    const found = links.indexOf(lineFeed, start + 2 * hashBytes);
    const end = found < 0 ? links.length : found;
    if (!hasBytes(links, start + hashBytes, lastHash)) return null;
    // As text, because a hash that comes as a buffer costs three times as much.
    const computed = hash("sha256", links.subarray(start + hashBytes, end), "hex");
    if (computed !== links.toString("hex", start, start + hashBytes)) return null;
    lastHash = links.subarray(start, start + hashBytes);
    start = end + 1;
    taken += 1;
  }
  return taken === entryCount ? Uint8Array.from(lastHash) : null;
}

/** Whether some bytes stand at a place. A call of the system's own comparison takes longer than 32 of them. */
function hasBytes(within: Buffer, at: number, bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.length; index += 1) {
    if (within[at + index] !== bytes[index]) return false;
  }
  return true;
}
