import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { BackupPlan, BackupProblem } from "../../../../shared/contract/copies.ts";
import type { MethodOutput, ParsedInput } from "../../../../shared/contract/index.ts";
import type { JobProgress } from "../../../../shared/contract/jobs.ts";
import type { VerificationReport } from "../../../../shared/contract/ledger.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentenceOf } from "../../../../shared/sentences/languages.ts";
import { sentence, type Sentence } from "../../../../shared/sentences/sentence.ts";
import { isBackupDue } from "../../../domain/book/backup-series.ts";
import { notTheSame, type CopyDraft } from "../../../storage/book/backup.ts";
import { requireRecipients, type CopyEncryption } from "../../../storage/book/encryption.ts";
import {
  readBackupPlan,
  writeBackupEvery,
  writeBackupFolder,
  writeBackupRecipients,
  writeBackupProblem,
  writeLastBackup,
} from "../../../storage/book/backup-plan-store.ts";
import { openBookForReading } from "../../../storage/book/book-file.ts";
import { isBookFailure } from "../../../storage/book/book-failure.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import {
  copyName,
  encryptedName,
  findBackupFolder,
  requireBackupFolder,
  removeLeftDrafts,
  removeOldCopies,
} from "../../../storage/book/copies.ts";
import { draftBackup, encryptDraft, keepBackup } from "../../../storage/book/make-copy.ts";
import { JobCancelled, type CommandContext, type HandlersOf, type ReaderJobContext } from "../../handler.ts";
import { walkLedger } from "../ledger/verify-ledger.ts";
import { requireNamesPaths } from "./names-paths.ts";

export const copyHandlers: HandlersOf<"book.backup" | "backups.plan" | "backups.configure"> = {
  "book.backup": function* copyBook(context, { isOfSeries, toPath, ...encrypted }) {
    const { bookPath, plan } = context.read(({ book }) => ({ bookPath: book.filePath(), plan: readBackupPlan(book) }));
    // By the system's clock, whatever the book's is: it says when the file was made.
    const createdAtMs = Date.now();
    const made = { createdAtMs, isOfSeries };
    const name = copyName(isOfSeries ? "series" : "requested", bookPath, plan, createdAtMs);
    // What is not encrypted yet does not go where somebody else may find it.
    const besideBook = join(dirname(bookPath), name);
    const encryption = encryptionOf(encrypted, toPath === null ? plan.recipients : []);
    if (toPath !== null) {
      requireNamesPaths(context.caller, toPath);
      const target = { path: toPath, plainPath: encryption ? besideBook : toPath, encryption, ...made };
      const entryCount = yield* writeCopy(context, bookPath, target);
      return { path: toPath, sizeBytes: statSync(toPath).size, entryCount, ...made };
    }
    try {
      const folder = requireBackupFolder(plan, bookPath);
      const path = join(folder, encryption ? encryptedName(name) : name);
      const target = { path, plainPath: encryption ? besideBook : path, encryption, ...made };
      const entryCount = yield* writeCopy(context, bookPath, target);
      removeOldCopies(folder, bookPath, plan, createdAtMs);
      for (const each of new Set([folder, dirname(bookPath)])) removeLeftDrafts(each, bookPath, plan, createdAtMs);
      return { path, sizeBytes: statSync(path).size, entryCount, ...made };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // Of the folder of the backups, and so a trouble of the book's until one is made.
      throw new AppError(error.code, error.sentence, { folder: plan.folder });
    }
  },

  "backups.plan": ({ book }) => planView(book),

  "backups.configure": ({ book, caller, changed }, { every, folder, recipients }) => {
    if (every !== undefined) writeBackupEvery(book, every);
    if (recipients !== undefined) {
      requireRecipients(recipients);
      writeBackupRecipients(book, recipients);
    }
    if (folder === null) writeBackupFolder(book, null, false);
    else if (folder !== undefined) {
      requireNamesPaths(caller, folder);
      const found = findBackupFolder(folder, book.filePath());
      writeBackupFolder(book, found.path, found.isOnOtherDisk);
    }
    changed("book");
    return planView(book);
  },
};

/**
 * @param otherwise whom it is encrypted for where nothing is said.
 * @throws AppError `invalid_input` where both are said, which one file cannot be encrypted with; `recipient_invalid`.
 */
function encryptionOf(
  { passphrase, recipients }: Pick<ParsedInput<"book.backup">, "passphrase" | "recipients">,
  otherwise: readonly string[],
): CopyEncryption | null {
  if (passphrase !== null && recipients !== null) {
    throw new AppError(
      "invalid_input",
      sentence("A copy is encrypted with a passphrase or for keys, and not with both."),
    );
  }
  if (passphrase !== null) return { passphrase };
  const known = recipients ?? otherwise;
  requireRecipients(known);
  return known.length === 0 ? null : { recipients: known };
}

/**
 * Copy the book, and prove the copy: pages, indexes and the chain of entries; then encrypt it, where that is asked for.
 *
 * @returns how many entries it holds.
 */
function* writeCopy(
  context: ReaderJobContext,
  bookPath: string,
  target: {
    readonly path: string;
    /** Where the copy is made, before it is encrypted. */
    readonly plainPath: string;
    readonly encryption: CopyEncryption | null;
    readonly createdAtMs: number;
    readonly isOfSeries: boolean;
  },
): Generator<JobProgress | Promise<unknown>, number, void> {
  yield { done: 0, total: null, unit: "entries", failures: 0, totals: [] };
  const draft = draftBackup(bookPath, target.plainPath, target);
  try {
    yield* proveCopy(context, draft.path);
    if (target.encryption === null) keepBackup(draft, target.path);
    else yield* encryptCopy(context, draft, { path: target.path, encryption: target.encryption });
    return draft.copied.entryCount;
  } finally {
    draft.drop();
  }
}

/** Check the pages and indexes of a copy, and the ledger in it beside that. @throws AppError `book_damaged`; JobCancelled. */
function* proveCopy(context: ReaderJobContext, path: string): Generator<JobProgress | Promise<unknown>, void, void> {
  const fileCheck = context.checkFile(path);
  const copy = openBookForReading(path);
  try {
    const { report, progress } = yield* walkLedger(copy, context, null);
    while (!fileCheck.isOver()) {
      yield fileCheck.wait();
      yield progress();
    }
    if (fileCheck.problem() !== null) throw notTheSame(path);
    if (!report.ok) throw new AppError("book_damaged", brokenCopy(report));
  } catch (error) {
    // A page that cannot be read.
    throw isBookFailure(error) ? notTheSame(path) : error;
  } finally {
    fileCheck.end();
    copy.close();
  }
}

function* encryptCopy(
  context: ReaderJobContext,
  draft: CopyDraft,
  { path, encryption }: { readonly path: string; readonly encryption: CopyEncryption },
): Generator<Promise<unknown>, void, void> {
  let encrypted: CopyDraft | null = null;
  try {
    yield encryptDraft(draft, path, encryption, () => {
      if (context.isCancelRequested()) throw new JobCancelled();
    }).then((made) => (encrypted = made));
    if (encrypted) keepBackup(encrypted, path);
  } finally {
    (encrypted as CopyDraft | null)?.drop();
  }
}

function planView(book: ReadableBook): BackupPlan {
  const { every, folder, recipients, lastBackupAtMs, seriesAtMs, timeZone, problem } = readBackupPlan(book);
  return {
    every,
    folder: folder ?? dirname(book.filePath()),
    isFolderNamed: folder !== null,
    recipients: [...recipients],
    lastBackupAtMs,
    isDue: isBackupDue(every, seriesAtMs, Date.now(), timeZone),
    problem,
  };
}

function brokenCopy({ firstBroken }: Pick<VerificationReport, "firstBroken">): Sentence {
  if (!firstBroken) return sentence("The ledger in the copy does not hold.");
  const { sequence, problem } = firstBroken;
  return sentence("The ledger in the copy does not hold at entry {sequence}: {problem}.", {
    sequence,
    problem: sentenceOf(problem),
  });
}

/** Remember in the book that it was copied, and when. */
export function recordBackup(
  { book, changed }: CommandContext,
  { createdAtMs, isOfSeries }: Pick<MethodOutput<"book.backup">, "createdAtMs" | "isOfSeries">,
): void {
  writeLastBackup(book, createdAtMs, isOfSeries);
  changed("book");
}

/** Remember in the book what keeps it from being copied. */
export function recordBackupProblem({ book, changed }: CommandContext, problem: BackupProblem): void {
  writeBackupProblem(book, problem);
  changed("book");
}
