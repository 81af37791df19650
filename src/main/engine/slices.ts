import { isBookFailure } from "../storage/book/book-failure.ts";
import type { WritableBook } from "../storage/book/book-handle.ts";
import type { CommandContext, WriterJobContext } from "./handler.ts";

/** Does a part of a transaction that may fail by itself, and undoes what it wrote where it does. */
export type Attempt = CommandContext["attempt"];

/** Thrown where a part that has failed has left something behind. */
export class HalfWritten extends Error {}

/**
 * Do the next parts of a job in one transaction: rows of a batch, accounts of a run. What refuses a part does so before it writes anything,
 * so parts need no way back of their own, which costs as much as half of all else. Where one has written something all the same, all of them
 * are done again, each with its own.
 *
 * @param work does the parts, each by `attempt`, and lets a {@link HalfWritten} through.
 */
export function doSlice<Answer>(
  job: WriterJobContext,
  work: (context: CommandContext, attempt: Attempt) => Answer,
): Answer {
  try {
    return job.transaction((context) => {
      const answer = work(context, (part) => wholly(context.book, part));
      settle(context);
      return answer;
    });
  } catch (error) {
    if (!(error instanceof HalfWritten)) throw error;
    return job.transaction((context) => work(context, context.attempt));
  }
}

function wholly<Answer>(book: WritableBook, part: () => Answer): Answer {
  const writtenBefore = book.writtenRows();
  try {
    return part();
  } catch (error) {
    if (isBookFailure(error) || book.writtenRows() === writtenBefore) throw error;
    throw halfWritten(error);
  }
}

/** What the entries have left to be written together may be refused, too. */
function settle({ ledger, book }: CommandContext): void {
  try {
    ledger.settle();
    book.flush();
  } catch (error) {
    throw isBookFailure(error) ? error : halfWritten(error);
  }
}

function halfWritten(cause: unknown): HalfWritten {
  return new HalfWritten("A part that failed had written something", { cause });
}
