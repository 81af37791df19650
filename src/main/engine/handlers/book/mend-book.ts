import { appendFileSync, constants, copyFileSync, existsSync, rmSync } from "node:fs";
import type { MethodOutput } from "../../../../shared/contract/index.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { openBook, realPathOf, requireOurFile } from "../../../storage/book/book-file.ts";
import { copyFromFile, restoreBook } from "../../../storage/book/restore.ts";
import { findCopies, readPlanOf } from "../../../storage/book/copies.ts";
import { requireUnchanged } from "../../../storage/book/copy-digest.ts";
import {
  holdsOtherEntries,
  lookForDamage,
  makeIndexesAnew,
  namesNothingMissing,
  readProvenEntries,
  type FileDamage,
} from "../../../storage/book/damaged-file.ts";
import { makeReadingPlace } from "../../../storage/book/reading-copy.ts";
import { verifyClosedBook } from "../ledger/verify-ledger.ts";
import { takeLaterEntries } from "./later-entries.ts";

type FoundCopy = ReturnType<typeof findCopies>["copies"][number];
type Mended = MethodOutput<"book.mend">;

/**
 * Mend a damaged book that nobody has open; whoever calls holds its lock. Where indexes only lack what their tables have they are made
 * anew; else the newest copy that proves itself takes its place, goes on with the later entries that prove themselves, and what else the damaged
 * file holds is listed. The damaged file stays beside the book.
 *
 * @throws AppError `nothing_to_mend`; `backup_not_found` where there is nothing to make a book of, which leaves the file as it is.
 */
export function mendBook(givenPath: string, nowMs: number): Mended {
  const path = realPathOf(givenPath);
  const place = makeReadingPlace(path);
  const rebuiltPath = `${path}.rebuilt`;
  try {
    // It is looked at in a copy, because SQLite makes files beside what it reads.
    const damagedPath = `${place.path}.damaged`;
    for (const ending of ["", "-wal"]) {
      if (existsSync(path + ending)) copyFileSync(path + ending, damagedPath + ending, constants.COPYFILE_FICLONE);
    }
    const damage = lookAt(damagedPath);
    if (damage.problems.length === 0 && isSound(damagedPath, place.path)) {
      throw new AppError("nothing_to_mend", sentence("Nothing is damaged in {path}.", { path }));
    }
    const rebuilt = rebuild(damagedPath, rebuiltPath, damage);
    const sourcePath = rebuilt ?? findSoundCopy(path, damagedPath, place.path);
    const goneOn = rebuilt ? null : goOn(sourcePath, damagedPath, `${place.path}.gone-on`);
    const restored = restoreBook(path, { path: goneOn?.path ?? sourcePath }, { replaces: true, nowMs });
    const { entryCount, lastEntryAtMs } = restored;
    const keptPath = restored.keptPath ?? path;
    const notTakenPath = `${keptPath}.not-taken.jsonl`;
    const notTaken = rebuilt ? [] : listRest(damagedPath, entryCount, notTakenPath);
    return {
      path: givenPath,
      problems: [...damage.problems],
      way: rebuilt ? "rebuilt" : "fromBackup",
      sourcePath: rebuilt ? null : sourcePath,
      entryCount,
      lastEntryAtMs,
      takenCount: goneOn?.takenCount ?? 0,
      keptPath,
      notTakenCount: notTaken.length,
      notTakenPath: notTaken.length === 0 ? null : notTakenPath,
      missingSequences: gapsIn(entryCount, notTaken),
    };
  } finally {
    removeWithLog(rebuiltPath);
    place.remove();
  }
}

/** What is wrong with a file; one that cannot be read at all is damaged as a whole. */
function lookAt(path: string): FileDamage {
  try {
    requireOurFile(path);
    return lookForDamage(path);
  } catch (error) {
    return { problems: [(error as Error).message], isOfIndexes: false };
  }
}

/**
 * Write all of a book anew, with new indexes.
 *
 * @param path a copy of the damaged file, in which the indexes are made.
 * @returns where it is; null where it would not be whole.
 */
function rebuild(path: string, rebuiltPath: string, { problems, isOfIndexes }: FileDamage): string | null {
  if (problems.length === 0 || !isOfIndexes) return null;
  try {
    makeIndexesAnew(path);
    if (copyFromFile(path, rebuiltPath).mayMissLast) return null;
  } catch {
    return null;
  }
  return holds(rebuiltPath) ? rebuiltPath : null;
}

/** The newest copy of what a book is now that proves itself. @throws AppError `backup_not_found`. */
function findSoundCopy(path: string, readPath: string, triedPath: string): string {
  const { copies } = findCopies(path, readPath);
  // What was there before a restore was given up for a reason.
  const usable = copies.filter(({ kind }) => kind !== "beforeRestore");
  const isKnown = isKnownTo(readPlanOf(readPath)?.lastBackupAtMs ?? null);
  for (const copy of [...usable.filter(isKnown), ...usable.filter((each) => !isKnown(each))]) {
    if (isSound(copy.path, triedPath, readPath)) return copy.path;
  }
  throw new AppError("backup_not_found", sentence("There is no copy of {path} that proves itself.", { path }));
}

/**
 * Which copies a book can know of, that remembers when the last one was made. A later one was made by something that a restore has given up,
 * by a clock that went wrong, or in the moment of a kill: it comes after the others.
 */
function isKnownTo(lastBackupAtMs: number | null): (copy: FoundCopy) => boolean {
  // The copy before an upgrade is not noted in the book.
  return ({ kind, createdAtMs }) =>
    lastBackupAtMs === null || createdAtMs <= lastBackupAtMs || kind === "beforeUpgrade";
}

/**
 * Whether a book's file is whole and its ledger holds; it is looked at in a copy, and left as it is.
 *
 * @param damagedPath what it is a copy of, whose entries it has then; left out: nothing else.
 */
function isSound(path: string, triedPath: string, damagedPath?: string): boolean {
  try {
    requireUnchanged(path);
    copyFromFile(path, triedPath);
    // As any book that is opened: looked at, and brought up to date.
    openBook(triedPath, Date.now()).close();
    return holds(triedPath) && (damagedPath === undefined || !holdsOtherEntries(triedPath, damagedPath));
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  } finally {
    removeWithLog(triedPath);
  }
}

/** Take a file away with what SQLite makes beside it. */
function removeWithLog(path: string): void {
  for (const ending of ["", "-wal", "-shm"]) rmSync(path + ending, { force: true });
}

/** The copy with the later entries that can be taken. Null where none can, or its ledger would not hold with them. */
function goOn(
  sourcePath: string,
  damagedPath: string,
  path: string,
): { readonly path: string; readonly takenCount: number } | null {
  const { entryCount } = copyFromFile(sourcePath, path);
  const takenCount = takeLaterEntries(path, damagedPath, entryCount);
  return takenCount > 0 && holds(path) ? { path, takenCount } : null;
}

/** Whether the ledger of a book holds, and nothing in it names what is not there. */
function holds(path: string): boolean {
  return namesNothingMissing(path) && verifyClosedBook(path).ok;
}

/** List the later entries that prove themselves in a file, one a line. @returns their sequence numbers. */
function listRest(damagedPath: string, entryCount: number, listPath: string): number[] {
  const sequences: number[] = [];
  try {
    for (const { hash, previousHash, ...entry } of readProvenEntries(damagedPath, entryCount)) {
      const proof = {
        previousHash: Buffer.from(previousHash).toString("hex"),
        hash: Buffer.from(hash).toString("hex"),
      };
      appendFileSync(listPath, `${JSON.stringify({ ...entry, ...proof })}\n`, { mode: 0o600 });
      sequences.push(entry.sequence);
    }
  } catch (error) {
    // A file that cannot be opened at all has nothing that could be listed; a list that was begun is told as far as it goes.
    console.error("looking for later entries in a damaged book:", error);
  }
  return existsSync(listPath) ? sequences : [];
}

/** The sequence numbers between the last entry that was taken and the last one that is known of, of entries that nobody can read. */
function gapsIn(entryCount: number, sequences: readonly number[]): number[] {
  const known = new Set(sequences);
  const last = sequences.at(-1) ?? entryCount;
  return Array.from({ length: last - entryCount }, (_each, index) => entryCount + 1 + index).filter(
    (each) => !known.has(each),
  );
}
