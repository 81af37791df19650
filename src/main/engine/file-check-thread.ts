import { statSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "../../shared/errors.ts";
import { findFileProblem } from "../storage/book/file-check.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { startThread } from "./thread.ts";

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
  const thread = startThread(
    { role: "reader", bookPath, workPath: bookPath, tellsSlowQueries: false, isHost: false },
    {},
    {
      onEvent: () => undefined,
      onDeath: (fault) => ({
        refusal: new AppError("engine_restarted", sentence("The check {fault}.", { fault })),
        isRevived: false,
      }),
    },
  );
  let found: Awaited<ReturnType<typeof thread.request>> | null = null;
  const checked = thread.request({ type: "checkFile" }).then((result) => (found = result));
  return {
    isOver: () => found !== null,
    wait: async () => {
      await Promise.race([checked, delay(waitMs)]);
    },
    problem() {
      if (found === null) throw new Error("The check is not over");
      if (!found.ok) throw AppError.from(found.error);
      return found.value as string | null;
    },
    end: () => void thread.end(),
  };
}
