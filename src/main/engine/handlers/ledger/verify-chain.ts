import { createAttributionWalk } from "../../../domain/ledger/attribution.ts";
import { createChainWalk, type BrokenEntry } from "../../../domain/ledger/chain-walk.ts";
import { createDayTotals, type DayTotals } from "../../../domain/ledger/day-totals.ts";
import type { ChainHead } from "../../../domain/ledger/entry.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { readSettings } from "../../../storage/book/book-store.ts";
import {
  findAttributionAfter,
  groupByAttribution,
  readAttributedEntries,
  readAttributionsOf,
} from "../../../storage/ledger/attribution-store.ts";
import { readDatedFigures, sumDatedFigures } from "../../../storage/ledger/day-total-store.ts";
import { readChainSlice, readEntriesFrom } from "../../../storage/ledger/verification-store.ts";
import { entriesPerStep, firstOf } from "./verification-steps.ts";

/** What the entries come to in order of sequence. */
export interface VerifiedChain {
  /** The last entry that holds. */
  readonly head: ChainHead;
  readonly firstBroken: BrokenEntry | null;
  /** The entries added up by day, as far as the chain holds. */
  readonly days: DayTotals;
}

/**
 * Take the whole chain of hashes, its days and whom its entries are by (BEHAVIOUR 4.3, 3.5), or all before the first entry that is broken.
 *
 * @yields how many entries a step took.
 */
export function* verifyChain(book: ReadableBook): Generator<number, VerifiedChain, void> {
  const chain = createChainWalk();
  const days = createDayTotals(readSettings(book).timeZone);
  const attributions = createAttributionWalk();
  for (let from = 1; !chain.firstBroken;) {
    const slice = readChainSlice(book, from, entriesPerStep, attributions.usual());
    if (!slice) {
      attributions.end(findAttributionAfter(book, attributions.head.sequence));
      break;
    }
    chain.take(slice, () => readEntriesFrom(book, from, entriesPerStep));
    const { firstSequence, lastSequence } = slice;
    days.take(sumDatedFigures(book, firstSequence, lastSequence), () =>
      readDatedFigures(book, firstSequence, lastSequence),
    );
    attributions.take(
      {
        lastSequence,
        attributions: readAttributionsOf(book, firstSequence, lastSequence),
        isUsual: slice.usualCount === slice.entryCount,
      },
      {
        groups: () => groupByAttribution(book, firstSequence, lastSequence),
        each: () => readAttributedEntries(book, firstSequence, lastSequence),
      },
    );
    yield slice.entryCount;
    from = slice.lastSequence + 1;
  }
  return { head: chain.head, firstBroken: firstOf(chain.firstBroken, attributions.firstBroken), days };
}
