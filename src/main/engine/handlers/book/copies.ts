import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { BackupPlan, BackupProblem } from "../../../../shared/contract/copies.ts";
import type { MethodOutput } from "../../../../shared/contract/index.ts";
import type { JobProgress } from "../../../../shared/contract/jobs.ts";
import type { VerificationReport } from "../../../../shared/contract/ledger.ts";
import { AppError } from "../../../../shared/errors.ts";
import { isBackupDue } from "../../../domain/book/backup-series.ts";
import type { CopyDraft } from "../../../storage/book/backup.ts";
import {
  readBackupPlan,
  writeBackupEvery,
  writeBackupFolder,
  writeBackupProblem,
  writeLastBackup,
} from "../../../storage/book/backup-plan-store.ts";
import { openBookForReading } from "../../../storage/book/book-file.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import {
  copyName,
  draftBackup,
  findBackupFolder,
  keepBackup,
  requireBackupFolder,
  removeOldCopies,
} from "../../../storage/book/copies.ts";
import type { CommandContext, HandlersOf, ReaderJobContext } from "../../handler.ts";
import { walkLedger } from "../ledger/verify-ledger.ts";
import { requireNamesPaths } from "./names-paths.ts";

export const copyHandlers: HandlersOf<"book.backup" | "backups.plan" | "backups.configure"> = {
  "book.backup": function* copyBook(context, { isOfSeries, toPath }) {
    const { bookPath, plan } = context.read(({ book }) => ({ bookPath: book.path, plan: readBackupPlan(book) }));
    // By the system's clock, whatever the book's is: it says when the file was made.
    const createdAtMs = Date.now();
    const made = { createdAtMs, isOfSeries };
    if (toPath !== null) {
      requireNamesPaths(context.caller, toPath);
      const entryCount = yield* writeCopy(context, bookPath, { path: toPath, ...made }, (draft) => draft.keep());
      return { path: toPath, sizeBytes: statSync(toPath).size, entryCount, ...made };
    }
    try {
      const folder = requireBackupFolder(plan, bookPath);
      const path = join(folder, copyName(isOfSeries ? "series" : "requested", bookPath, plan, createdAtMs));
      const entryCount = yield* writeCopy(context, bookPath, { path, ...made }, (draft) => keepBackup(draft, path));
      removeOldCopies(folder, bookPath, plan, createdAtMs);
      return { path, sizeBytes: statSync(path).size, entryCount, ...made };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // Of the folder of the backups, and so a trouble of the book's until one is made.
      throw new AppError(error.code, error.message, { folder: plan.folder });
    }
  },

  "backups.plan": ({ book }) => planView(book),

  "backups.configure": ({ book, caller, changed }, { every, folder }) => {
    if (every !== undefined) writeBackupEvery(book, every);
    if (folder === null) writeBackupFolder(book, null, false);
    else if (folder !== undefined) {
      requireNamesPaths(caller, folder);
      const found = findBackupFolder(folder, book.path);
      writeBackupFolder(book, found.path, found.isOnOtherDisk);
    }
    changed("book");
    return planView(book);
  },
};

/** Copy the book, and prove the copy: pages, indexes and the chain of entries. @returns how many entries it holds. */
function* writeCopy(
  context: ReaderJobContext,
  bookPath: string,
  target: { readonly path: string; readonly createdAtMs: number; readonly isOfSeries: boolean },
  keep: (draft: CopyDraft) => void,
): Generator<JobProgress, number, void> {
  yield { done: 0, total: null, unit: "entries", failures: 0, totals: [] };
  const draft = draftBackup(bookPath, target.path, target);
  try {
    const copy = openBookForReading(draft.path);
    try {
      const { report } = yield* walkLedger(copy, context, null);
      if (!report.ok) throw new AppError("book_damaged", `The ledger in the copy does not hold${brokenAt(report)}.`);
    } finally {
      copy.close();
    }
    keep(draft);
    return draft.copied.entryCount;
  } finally {
    draft.drop();
  }
}

function planView(book: ReadableBook): BackupPlan {
  const { every, folder, lastBackupAtMs, seriesAtMs, timeZone, problem } = readBackupPlan(book);
  return {
    every,
    folder: folder ?? dirname(book.path),
    isFolderNamed: folder !== null,
    lastBackupAtMs,
    isDue: isBackupDue(every, seriesAtMs, Date.now(), timeZone),
    problem,
  };
}

function brokenAt({ firstBroken }: Pick<VerificationReport, "firstBroken">): string {
  return firstBroken ? ` at entry ${firstBroken.sequence}: ${firstBroken.problem}` : "";
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
