import { hash } from "node:crypto";
import { emptyChain, type ChainHead, type SealedEntry } from "./entry.ts";
import { canonicalText, chainHash, hashBytes } from "./hash-chain.ts";

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
  /** Their canonical texts, each but the last followed by a line feed, of which a canonical text has none. */
  readonly texts: Buffer;
  readonly previousHashes: Buffer;
  readonly hashes: Buffer;
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
  const sliceHolds = createSliceCheck();
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
      if (!sliceHolds(head, slice)) takeOneByOne(readEntries());
      else head = { sequence: slice.lastSequence, hash: slice.hashes.subarray(-hashBytes) };
    },
  };
}

function problemOf(entry: SealedEntry, head: ChainHead): string | null {
  if (entry.sequence !== head.sequence + 1) return `entry ${head.sequence + 1} is missing`;
  if (Buffer.compare(entry.previousHash, head.hash) !== 0) {
    return "the previous hash is not the hash of the entry before";
  }
  const isOwnHash = Buffer.compare(entry.hash, chainHash(head.hash, canonicalText(entry))) === 0;
  return isOwnHash ? null : "the hash does not match the content";
}

const lineFeed = 10;

/** @returns whether all entries of a slice stand in their place after the head. It says nothing about why not. */
function createSliceCheck(): (head: ChainHead, slice: ChainSlice) => boolean {
  /** An entry's previous hash and its text, side by side, as they are hashed. */
  let hashed = Buffer.alloc(4096);

  return (head, { entryCount, firstSequence, lastSequence, texts, previousHashes, hashes }) => {
    if (firstSequence !== head.sequence + 1 || lastSequence !== head.sequence + entryCount) return false;
    const bytes = entryCount * hashBytes;
    if (hashes.length !== bytes || previousHashes.length !== bytes) return false;
    if (previousHashes.compare(head.hash, 0, hashBytes, 0, hashBytes) !== 0) return false;
    if (previousHashes.compare(hashes, 0, bytes - hashBytes, hashBytes) !== 0) return false;
    let start = 0;
    for (let at = 0; at < bytes; at += hashBytes) {
      const found = texts.indexOf(lineFeed, start);
      const end = found < 0 ? texts.length : found;
      const length = hashBytes + end - start;
      if (hashed.length < length) hashed = Buffer.alloc(2 * length);
      previousHashes.copy(hashed, 0, at, at + hashBytes);
      texts.copy(hashed, hashBytes, start, end);
      // As text of one character a byte, because a hash that comes as a buffer costs three times as much.
      const computed = hash("sha256", hashed.subarray(0, length), "binary");
      if (computed !== hashes.toString("binary", at, at + hashBytes)) return false;
      start = end + 1;
    }
    return start > texts.length;
  };
}
