import type { EngineEvent } from "../../shared/contract/events.ts";
import { AppError, type Result } from "../../shared/errors.ts";
import { tellHosts } from "./host-news.ts";
import { isBookFailure, isRefusedContent } from "../storage/book/book-failure.ts";
import type { WritableBook } from "../storage/book/book-handle.ts";

/** What the calls of a commit carry on together, and leave to be written at its end. */
interface Carried {
  /** @throws AppError where one of them has left what cannot be written. */
  settle(): void;
}

/** What one call writes. It passes on what it has changed, which is told when it is on disk, and to other hosts of the book with the commit. */
type Work<Shared, Answer> = (carried: Shared, tell: (event: EngineEvent) => void) => Answer;

/** Lets commands share a commit, each as if it had one of its own. */
export interface CommitSharing<Shared extends Carried> {
  /**
   * Do calls in one transaction, and tell what they have changed once it is on disk. What refuses one of them undoes it alone. Where the
   * book or the machine fails, all of them are refused and nothing is written.
   *
   * @param others each is taken when those before it are done, so that one that comes meanwhile can still join.
   * @param dispatch answers a call, whose writing goes through {@link CommitSharing.write}.
   * @returns the answers to all that were taken, in their order.
   */
  together<Call>(first: Call, others: Iterable<Call>, dispatch: (call: Call) => Result<unknown>): Result<unknown>[];
  /** Do what one call writes: as a transaction of its own, or as its part of the one that is shared. */
  write<Answer>(work: Work<Shared, Answer>): Answer;
  /** Whether the error of one call leaves nothing of the transaction that others share. */
  isEndOfAll(error: unknown): boolean;
}

/** A commit that calls share, while they are done. */
interface SharedCommit<Shared> {
  /** Whether each call is a savepoint of its own. */
  readonly savesEach: boolean;
  readonly carried: Shared;
  readonly events: EngineEvent[];
  /** Whether a call that was refused has written something, which only undoing all of it can undo. */
  isSpoiled: boolean;
}

/** @param begin begins what the calls of a commit carry on. */
export function createCommitSharing<Shared extends Carried>(
  book: WritableBook,
  begin: () => Shared,
  emit: (event: EngineEvent) => void,
): CommitSharing<Shared> {
  let shared: SharedCommit<Shared> | null = null;

  /** @param events what has changed is added to, once all of it has been done. */
  function alone<Answer>(work: Work<Shared, Answer>, events: EngineEvent[]): Answer {
    const carried = begin();
    const told: EngineEvent[] = [];
    const answer = work(carried, (event) => told.push(event));
    carried.settle();
    events.push(...told);
    return answer;
  }

  /** Do all of a transaction; what it has changed is told when it is on disk. */
  function committed<Answer>(events: EngineEvent[], work: () => Answer): Answer {
    const answer = book.transaction(() => {
      const done = work();
      tellHosts(book, events);
      return done;
    });
    events.forEach(emit);
    return answer;
  }

  /**
   * @param savesEach a savepoint costs a call a quarter of its time, and almost nothing that is refused has written before. So the calls
   * are done without, and done once more with them where that was not so.
   * @returns null where it has to be done once more.
   */
  function share<Call>(
    calls: Iterable<Call>,
    savesEach: boolean,
    dispatch: (call: Call) => Result<unknown>,
  ): Result<unknown>[] | null {
    const commit: SharedCommit<Shared> = { savesEach, carried: begin(), events: [], isSpoiled: false };
    shared = commit;
    try {
      return committed(commit.events, () => {
        const answered = Array.from(calls, (call) => dispatch(call));
        settle(commit);
        return answered;
      });
    } catch (error) {
      if (commit.isSpoiled || isRefusedContent(error)) return null;
      throw error;
    } finally {
      shared = null;
    }
  }

  return {
    together(first, others, dispatch) {
      const taken = [first];
      const taking = function* () {
        yield first;
        for (const call of others) {
          taken.push(call);
          yield call;
        }
      };
      try {
        const answers = share(taking(), false, dispatch) ?? share(taken, true, dispatch);
        if (answers) return answers;
      } catch (error) {
        if (error instanceof AppError) return taken.map(() => ({ ok: false, error: error.toView() }));
      }
      // A fault of one call that only the commit has found. The others have no part in it.
      return taken.map(dispatch);
    },
    write(work) {
      if (!shared) {
        const events: EngineEvent[] = [];
        return committed(events, () => alone(work, events));
      }
      const { events } = shared;
      if (shared.savesEach) return book.part(() => alone(work, events));
      const writtenBefore = book.writtenRows();
      try {
        return work(shared.carried, (event) => events.push(event));
      } catch (error) {
        shared.isSpoiled ||= book.writtenRows() !== writtenBefore;
        throw error;
      }
    },
    isEndOfAll: (error) => shared !== null && (shared.isSpoiled || isBookFailure(error)),
  };
}

/** What cannot be written is one call's: which of them shows when they are done once more, each by itself. */
function settle<Shared extends Carried>(commit: SharedCommit<Shared>): void {
  try {
    commit.carried.settle();
  } catch (error) {
    commit.isSpoiled ||= error instanceof AppError;
    throw error;
  }
}
