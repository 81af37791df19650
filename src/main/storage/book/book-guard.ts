import { closeSync, fstatSync } from "node:fs";
import type Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { copyVerified } from "./backup.ts";
import { markInPage, markPageNumber, markText, nextMark, replaceMark, type BookMark } from "./book-mark.ts";
import { requireSameFile, type FileIdentity } from "./file-identity.ts";
import { readAt } from "./log-file.ts";
import { busyTimeoutMs } from "./pragmas.ts";

/** A log with so much in it is brought into the file after a commit, without waiting for the book to be idle. */
const fullLogBytes = 16 * 1024 * 1024;

/** The file of an idle book is whole within two seconds of the last change (BEHAVIOUR 14.1); this leaves one of them for trying. */
const idleAfterMs = 1000;
const triesAgainAfterMs = 100;

interface CheckpointResult {
  readonly busy: number;
  readonly log: number;
  readonly checkpointed: number;
}

/** What the guard of a book has open, and closes. */
interface GuardedFile {
  /** The connection that writes. */
  readonly database: Database.Database;
  /** SQLite brings the log into the file when the last connection is closed; not so where that one cannot write, as this one. */
  readonly anchor: Database.Database;
  /**
   * The file, to look at it without SQLite. Where a process closes a file, the system ends all locks that it has on it, SQLite's as well;
   * so this stays open as long as the connections, and is left open by a thread that dies.
   */
  readonly file: number;
}

/**
 * Watches over the file of a book that is open for writing, and decides when its log is brought into it.
 *
 * Before and after each command it looks whether the file is still the one that was opened, and holds what was written into it. If not,
 * nothing more is written (BEHAVIOUR 14.1, 14.2).
 *
 * Of the marks (`BookMark`) it keeps this true, whenever the process may end:
 *
 * - The first page of a log is a mark, which follows the mark that was in the file when all of the log before was in it. So a log
 *   continues a file whose mark is the one that it follows, or is in it.
 * - While a log holds what the file does not, the mark in the file says `open`, and the last one in the log says `whole`. So the file
 *   alone is known for what it is; and whoever brings all of the log into it, makes it whole.
 */
export class BookGuard {
  readonly database: Database.Database;
  readonly #anchor: Database.Database;
  readonly #file: number;
  readonly #identity: FileIdentity;
  readonly #selectMark: Database.Statement;
  readonly #lookAtLog: Database.Statement<[], CheckpointResult>;
  readonly #pageSize: number;
  readonly #markPosition: number;
  #timer: NodeJS.Timeout | undefined;
  #mark: BookMark;
  /** The marks of which one is in the file: bringing a log in may stop half way. */
  #marksInFile: Set<string>;
  #fileSaysOpen = false;
  #triesAgainAtMs = 0;
  /** Whether what is written next may begin the log anew, and so has to be a mark. */
  #mustMark = true;
  /** Whether all is in the file, and the file says so. */
  #isSettled: boolean;
  /** Why nothing is written any more, once the file is not the book's own. */
  #loss: AppError | null = null;

  /** @param found the book's mark, which marks its file may hold, and whether it is whole and says so. */
  constructor(
    { database, anchor, file }: GuardedFile,
    identity: FileIdentity,
    found: { readonly mark: BookMark; readonly marksInFile: readonly string[]; readonly isSettled: boolean },
  ) {
    this.database = database;
    this.#anchor = anchor;
    this.#file = file;
    this.#identity = identity;
    this.#mark = found.mark;
    this.#marksInFile = new Set(found.marksInFile).add(found.mark.id);
    this.#isSettled = found.isSettled;
    this.#selectMark = database.prepare("SELECT text FROM book_mark").pluck();
    // Of the log's length only SQLite knows: one that began anew lies in the file of the one before it.
    this.#lookAtLog = database.prepare("PRAGMA wal_checkpoint(NOOP)");
    this.#pageSize = database.pragma("page_size", { simple: true }) as number;
    this.#markPosition = ((markPageNumber(database) ?? 1) - 1) * this.#pageSize;
    this.#settleIn(idleAfterMs);
  }

  /** @throws AppError `book_moved`, `book_has_links`. */
  requireOwnFile(): void {
    if (this.#loss) throw this.#loss;
    try {
      requireSameFile(this.#identity);
    } catch (error) {
      if (error instanceof AppError && error.code === "book_moved") this.#loss = this.#keepWhatIsThere(error);
      throw this.#loss ?? error;
    }
    const mark = markInPage(readAt(this.#file, this.#markPosition, this.#pageSize) ?? Buffer.alloc(0));
    if (mark && this.#marksInFile.has(mark.id)) return;
    this.#loss = new AppError(
      "book_moved",
      sentence("Something else was written over {path} while it was open.", { path: this.#identity.path }),
    );
    throw this.#loss;
  }

  /**
   * Do something that writes: into the file that was opened, and into no other before it is answered.
   *
   * @throws AppError `book_moved`, `book_has_links`; `book_locked` where somebody else has written.
   */
  run<Answer>(work: () => Answer): Answer {
    this.requireOwnFile();
    if (!this.#fileSaysOpen) this.#tryBringingIn();
    if (this.#mustMark) this.#writeMark("whole");
    this.#isSettled = false;
    const answer = work();
    this.requireOwnFile();
    this.#settleIn(idleAfterMs);
    this.#emptyFullLog();
    return answer;
  }

  /** In a transaction. @throws AppError `book_locked` where somebody else has written since. */
  requireOwnMark(): void {
    if (this.#selectMark.get() !== markText(this.#mark)) throw this.#writtenByAnother();
  }

  /**
   * Bring all of the log into the file, and say in it that it is whole.
   *
   * @returns false where somebody who reads an older state keeps it from being done now.
   */
  settle(): boolean {
    if (!this.#isSettled) this.#isSettled = this.#bringIn() && this.#cutOff();
    return this.#isSettled;
  }

  /** Close the connection. What is not in the file yet is left in the log beside it. */
  close(): void {
    clearTimeout(this.#timer);
    try {
      this.requireOwnFile();
      this.settle();
    } catch {
      // Whatever it is, file and log are as they were, and the next opening finds it.
    }
    const inOrder = this.#isSettled ? [this.#anchor, this.database] : [this.database, this.#anchor];
    for (const database of inOrder) database.close();
    closeSync(this.#file);
  }

  #emptyFullLog(): void {
    try {
      const pages = this.#lookAtLog.get()?.log ?? 0;
      if (pages * this.#pageSize >= fullLogBytes) this.#tryBringingIn();
    } catch {
      // What was committed is in the log, and stays there until the next try.
    }
  }

  #settleIn(waitMs: number): void {
    clearTimeout(this.#timer);
    // It keeps nobody waiting who has nothing else to do.
    this.#timer = setTimeout(() => this.#settleWhenIdle(), waitMs).unref();
  }

  #settleWhenIdle(): void {
    try {
      this.requireOwnFile();
      if (!this.settle()) this.#settleIn(triesAgainAfterMs);
    } catch (error) {
      // Of the file's loss the next call is told; whatever else it is, there is a next try after the next command.
      if (!this.#loss) console.error("bringing the log into the book failed:", error);
    }
  }

  #writeMark(state: BookMark["state"]): void {
    const next = nextMark(state, this.#mark.id, this.#identity.fileNumber);
    if (!replaceMark(this.database, this.#mark, next)) throw this.#writtenByAnother();
    this.#mark = next;
    this.#marksInFile.add(next.id);
    this.#mustMark = false;
  }

  #writtenByAnother(): AppError {
    return new AppError(
      "book_locked",
      sentence("Another Countinghouse has written to {path} meanwhile.", { path: this.#identity.path }),
    );
  }

  /**
   * Bring into the file what nobody's reading keeps in the log. If that is all of it, the file says `open` afterwards, and the log has
   * begun anew.
   *
   * @returns whether it is all.
   */
  #bringIn(): boolean {
    // A log of two pages at least: when it begins anew and that is broken off half way, the second one shows what was in it.
    if (this.#mustMark) this.#writeMark("whole");
    this.#writeMark("open");
    const [result] = this.database.pragma("wal_checkpoint(PASSIVE)") as CheckpointResult[];
    const isAll = result?.busy === 0 && result.log === result.checkpointed;
    if (isAll) {
      this.#marksInFile = new Set([this.#mark.id]);
      this.#fileSaysOpen = true;
      this.#mustMark = true;
    }
    this.#writeMark("whole");
    return isAll;
  }

  /** Bring the log in, unless a reading was in the way a moment ago: trying costs a command more than its own writing. */
  #tryBringingIn(): void {
    if (performance.now() < this.#triesAgainAtMs || this.#bringIn()) return;
    this.#triesAgainAtMs = performance.now() + triesAgainAfterMs;
  }

  /** Bring in the last mark of a log, which says `whole`, and cut the log off, if nobody reads in it at this moment. */
  #cutOff(): boolean {
    this.#fileSaysOpen = false;
    this.#mustMark = true;
    this.database.pragma("busy_timeout = 0");
    try {
      const [result] = this.database.pragma("wal_checkpoint(TRUNCATE)") as CheckpointResult[];
      return result?.busy === 0;
    } finally {
      this.database.pragma(`busy_timeout = ${busyTimeoutMs}`);
    }
  }

  /** The book goes on under another name or has none any more; either way what was confirmed is kept in one file. */
  #keepWhatIsThere(moved: AppError): AppError {
    const { path } = this.#identity;
    try {
      if (fstatSync(this.#file).nlink > 0) {
        this.settle();
        return moved;
      }
      const rescuedPath = `${path}.rescued-${Date.now()}`;
      copyVerified(this.database, rescuedPath);
      return new AppError(
        "book_moved",
        sentence("{path} was deleted or replaced. What was in it is in {rescuedPath}.", { path, rescuedPath }),
        {
          rescuedPath,
        },
      );
    } catch (error) {
      console.error("keeping what was in a book that was moved failed:", error);
      return moved;
    }
  }
}
