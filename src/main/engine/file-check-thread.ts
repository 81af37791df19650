import { statSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { AppError, type Result } from "../../shared/errors.ts";
import { findFileProblem } from "../storage/book/file-check.ts";
import { sentence } from "../../shared/sentences/sentence.ts";

/** A check of the book's file under way on a thread of its own. */
export interface FileCheck {
  /** Whether it is over. */
  isOver(): boolean;
  /** Resolves when it is over, or a moment later, so that who waits can look up in between. */
  wait(): Promise<void>;
  /** What is wrong with the file; null for nothing. @throws AppError where the check itself failed. */
  problem(): string | null;
  end(): void;
}

/** A smaller file is checked sooner than a thread has begun. */
const smallFileBytes = 4 * 1024 * 1024;

/** How long one wait takes at most. */
const waitMs = 50;

/**
 * Begin to check the file of a book, or of a copy of one. The longest part of verifying needs nothing of the rest of it, so another processor
 * can do it meanwhile.
 */
export function checkFileBeside(bookPath: string): FileCheck {
  return statSync(bookPath).size < smallFileBytes ? checkHere(bookPath) : checkOnThread(bookPath);
}

/** Of a book that has no file: a server looks after its own. */
export const noFileCheck: FileCheck = {
  isOver: () => true,
  wait: () => Promise.resolve(),
  problem: () => null,
  end: () => undefined,
};

function checkHere(bookPath: string): FileCheck {
  const problem = findFileProblem(bookPath);
  return { ...noFileCheck, problem: () => problem };
}

function checkOnThread(bookPath: string): FileCheck {
  const thread = startCheckThread({ path: bookPath, of: "file" });
  let found: Result<string | null> | null = null;
  const checked = thread.result.then((result) => (found = result));
  return {
    isOver: () => found !== null,
    wait: async () => {
      await Promise.race([checked, delay(waitMs)]);
    },
    problem() {
      if (found === null) throw new Error("The check is not over");
      if (!found.ok) throw AppError.from(found.error);
      return found.value;
    },
    end: () => void thread.end(),
  };
}

/** What a thread that checks is to look at: the pages of a file alone, or its indexes as well. */
export interface CheckOrder {
  readonly path: string;
  readonly of: "pages" | "file";
}

/** A thread that is there for one check. */
export interface CheckThread {
  /** What is wrong with the file; null for nothing. It resolves as well when the thread dies. */
  readonly result: Promise<Result<string | null>>;
  /** Nobody waits for the result any more. It resolves when the thread has let go of the file. */
  end(): Promise<void>;
}

// A compiled program finds the compiled thread beside it.
const checkModule = new URL(import.meta.url.endsWith(".ts") ? "./check-thread.ts" : "./check.js", import.meta.url);

/** Begin a check of a file. */
export function startCheckThread(order: CheckOrder): CheckThread {
  // It has the book's file open: see `startThread`.
  const worker = new Worker(checkModule, { name: "countinghouse check", workerData: order, trackUnmanagedFds: false });
  const { promise: result, resolve } = Promise.withResolvers<Result<string | null>>();
  worker.on("message", (found: Result<string | null>) => resolve(found));
  worker.on("error", (error) => console.error("the check of the book's file failed:", error));
  worker.on("exit", () => {
    const died = new AppError(
      "engine_restarted",
      sentence("The check {fault}.", { fault: sentence("ended unexpectedly") }),
    );
    resolve({ ok: false, error: died.toView() });
  });
  return {
    result,
    end: async () => {
      await worker.terminate();
    },
  };
}
