import { createDayOfRecord } from "../../../../shared/calendar.ts";
import { movedBy } from "../../../domain/access/limits.ts";
import type { SealedEntry } from "../../../domain/ledger/entry.ts";
import { canGoOn, isOfSameAct } from "../../../domain/ledger/gone-on.ts";
import { addToMovedOn } from "../../../storage/access/limit-store.ts";
import { findOperator } from "../../../storage/access/operator-store.ts";
import { insertAcceptedCommand } from "../../../storage/book/accepted-command-store.ts";
import { openBook, openBookForReading } from "../../../storage/book/book-file.ts";
import { isBookFailure } from "../../../storage/book/book-failure.ts";
import type { ReadableBook, WritableBook } from "../../../storage/book/book-handle.ts";
import { readSettings } from "../../../storage/book/book-store.ts";
import { readProvenEntries } from "../../../storage/book/damaged-file.ts";
import {
  closeBlock,
  findBlock,
  insertBlock,
  returnToBlock,
  takeFromBlock,
  takeFromClosedBlock,
} from "../../../storage/credits/credit-block-store.ts";
import { readWhatBelongsTo, type FoundEntry } from "../../../storage/ledger/found-entry-store.ts";
import { findLedgerBalance, LedgerAppender, LedgerEnd } from "../../../storage/ledger/ledger-store.ts";

/**
 * Let a copy go on with the later entries of the damaged book that it is a copy of: those that prove themselves, in the order of the chain,
 * each with its number, its hash and what goes with it, up to the first that cannot be taken. After that one the chain would be another.
 *
 * @param path the copy, which nobody else has; it is brought up to date.
 * @returns how many entries were taken. Whether the ledger holds with them is for the caller to verify.
 */
export function takeLaterEntries(path: string, damagedPath: string, entryCount: number): number {
  const damaged = openDamaged(damagedPath);
  if (!damaged) return 0;
  const { book, close } = openBook(path, Date.now());
  try {
    // Whatever is written to a linked book goes to the upstream as well, and there it may be already.
    if (readSettings(book).linkId !== null) return 0;
    return book.transaction(() => takeActs(book, damaged, readProvenEntries(damagedPath, entryCount)));
  } finally {
    close();
    damaged.close();
  }
}

/** Null where the file is no book that could be asked anything. */
function openDamaged(path: string): ReadableBook | null {
  try {
    return openBookForReading(path);
  } catch {
    return null;
  }
}

function takeActs(book: WritableBook, damaged: ReadableBook, entries: Iterable<SealedEntry>): number {
  const taker = createTaker(book);
  let taken = 0;
  for (const act of actsOf(entries)) {
    const found = act.map((entry) => readOrNull(damaged, entry));
    if (!taker.takesAct(found)) break;
    taken += act.length;
  }
  return taken;
}

/** Entries that were written together. */
function* actsOf(entries: Iterable<SealedEntry>): Generator<SealedEntry[], void, void> {
  let act: SealedEntry[] = [];
  for (const entry of entries) {
    const last = act.at(-1);
    if (last && !isOfSameAct(last, entry)) {
      yield act;
      act = [];
    }
    act.push(entry);
  }
  if (act.length > 0) yield act;
}

function readOrNull(damaged: ReadableBook, entry: SealedEntry): FoundEntry | null {
  try {
    return readWhatBelongsTo(damaged, entry);
  } catch {
    return null;
  }
}

/** Thrown where an act cannot be taken, which undoes what was written of it. */
class CannotGoOn extends Error {}

function createTaker(book: WritableBook) {
  const dayOfRecord = createDayOfRecord(readSettings(book).timeZone);
  const today = dayOfRecord(Date.now());
  const end = new LedgerEnd(book);
  const makeNoId = (): never => {
    throw new RangeError("An entry that is taken has its id");
  };

  function takeEntry(ledger: LedgerAppender, found: FoundEntry): void {
    const { entry, forms } = found;
    const balanceMinor = findLedgerBalance(book, entry.accountId, entry.currency) ?? 0;
    if (!canGoOn(entry, found, { head: end.head(), balanceMinor })) throw new CannotGoOn();
    ledger.appendSealed(entry);
    forms.forEach((block) => insertBlock(book, { ...block, filledOn: entry.effectiveOn }));
    moveCredit(found);
  }

  function moveCredit({ entry, takes, returns }: FoundEntry): void {
    for (const take of takes) {
      const isOpen = requireBlock(take.blockId).state === "open";
      (isOpen ? takeFromBlock : takeFromClosedBlock)(book, entry, take);
    }
    for (const { blockId, ...returned } of returns) {
      returnToBlock(book, entry, { ...returned, block: requireBlock(blockId) });
    }
    // What takes the rest of a block names it, and the block is closed with that.
    if (!takes.some(({ blockId }) => blockId === entry.sourceId)) return;
    const { state, remainingMinor } = requireBlock(entry.sourceId);
    if (state !== "open" || remainingMinor > 0) return;
    closeBlock(book, entry.sourceId, entry.sourceType === "expiry" ? "expired" : "voided", entry.createdAtMs);
  }

  function requireBlock(blockId: string) {
    const block = findBlock(book, blockId);
    if (!block) throw new CannotGoOn();
    return block;
  }

  /** A key that was used stays used, and what was moved by hand counts against the limits of its day. */
  function remember(act: readonly FoundEntry[]): void {
    const [first] = act;
    if (!first?.command) return;
    insertAcceptedCommand(book, first.command);
    const { operatorId, createdAtMs } = first.entry;
    if (operatorId === null || !findOperator(book, operatorId)) return;
    const day = { operatorId, on: dayOfRecord(createdAtMs) };
    for (const moved of movedBy(act.map(({ entry }) => entry))) addToMovedOn(book, day, moved);
  }

  return {
    /** Take all of an act. @returns whether that could be done; nothing of it is written otherwise. */
    takesAct(act: readonly (FoundEntry | null)[]): boolean {
      try {
        book.part(() => {
          const found = act.filter((each) => each !== null);
          if (found.length < act.length) throw new CannotGoOn();
          const ledger = new LedgerAppender(book, end, makeNoId, today, dayOfRecord);
          found.forEach((each) => takeEntry(ledger, each));
          ledger.settle();
          remember(found);
        });
        return true;
      } catch (error) {
        // What the tables of the copy refuse is what they do not have: an account that came later, a month that was closed.
        if (!(error instanceof CannotGoOn) && isBookFailure(error)) throw error;
        end.forget();
        return false;
      }
    },
  };
}
