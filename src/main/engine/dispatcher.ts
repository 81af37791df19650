import type { ChangeTopic, EngineEvent } from "../../shared/contract/events.ts";
import { isMethodName, methodDefinition, type MethodName } from "../../shared/contract/index.ts";
import { AppError, type Result } from "../../shared/errors.ts";
import { createDayOfRecord } from "../../shared/calendar.ts";
import { createIdMaker } from "../../shared/ids.ts";
import { remember } from "../domain/remember.ts";
import { findAcceptedCommand, insertAcceptedCommand } from "../storage/book/accepted-command-store.ts";
import { holdSnapshot } from "../storage/book/book-file.ts";
import { WritableBook, type ReadableBook } from "../storage/book/book-handle.ts";
import { readSettings, readTime } from "../storage/book/book-store.ts";
import { LedgerAppender } from "../storage/ledger/ledger-store.ts";
import { acceptedContentHash } from "./accepted-content.ts";
import { identify, requireRight, type Actor } from "./access.ts";
import { auditedWork } from "./acts.ts";
import { createCommitSharing } from "./commit-sharing.ts";
import type { Caller } from "./engine.ts";
import { toErrorView } from "./error-view.ts";
import { checkFileBeside } from "./file-check-thread.ts";
import type { AcceptedContent, CommandContext, JobSteps, QueryContext, WriterJobContext } from "./handler.ts";
import { createEventRecorder } from "./handlers/webhooks/event-recorder.ts";
import { handlers } from "./handlers/index.ts";
import { requireOwnBusiness } from "./left-to-upstream.ts";
import { requireNotWaiting, withinLimits } from "./limits.ts";
import { createJobRunner, type JobControl, type JobRunner } from "./job-runner.ts";
import { parseInput } from "./parse-input.ts";
import { randomFraction } from "./random.ts";

/** A query slower than this is worth a line in the log, with its method's name and nothing of its content. */
const slowCallMs = 40;

/** More changed accounts than this are not named one by one. */
const namedAccountLimit = 50;

/** Who acts when the engine does something that nobody asked it for. */
const engineItself: Actor = {
  origin: "billing",
  operator: "Countinghouse",
  agent: { id: "engine", rights: [] },
  actorId: "engine",
  operatorId: null,
  rights: [],
};

/** Of what was looked at before whether they may: what there is a book after, and a job that is stopped, which may be one's own. */
const isAdmittedBefore: ReadonlySet<MethodName> = new Set([
  "book.create",
  "book.import",
  "book.restore",
  "jobs.cancel",
]);

/** A call as it reaches a thread. */
interface Call {
  readonly method: string;
  readonly input: unknown;
  readonly caller: Caller;
}

export interface Dispatcher {
  dispatch(call: Call): Result<unknown>;
  /** Answer commands and records that share one commit: see `CommitSharing.together`. */
  dispatchTogether(first: Call, others: Iterable<Call>): Result<unknown>[];
  /**
   * Write down an act that this thread does not do: an export, or what the engine itself answers.
   *
   * @throws AppError `invalid_input` where it could not be done, so that only what can is written down.
   */
  recordAct(method: MethodName, input: unknown, caller: Caller): void;
  /**
   * Find out who asks, and whether they may.
   *
   * @throws AppError what {@link requireRight} throws.
   */
  admit(method: MethodName, caller: Caller): Actor;
  /** Do an act whose rights were looked at elsewhere, and write it down. */
  act<Answer>(method: MethodName, input: object, caller: Caller, work: (context: CommandContext) => Answer): Answer;
  /** A transaction of the engine itself, which no caller can ask for. */
  record(work: (context: CommandContext) => void): void;
  /** A look of the engine itself at the book. */
  read<Answer>(work: (context: QueryContext) => Answer): Answer;
  /**
   * Begin a job of the engine itself; it is told and listed under the method that a caller would start.
   *
   * @param caller for whom, where it goes on with what somebody began.
   */
  startOwnJob(method: MethodName, steps: (context: WriterJobContext) => JobSteps<unknown>, caller?: Actor): void;
  readonly jobs: JobRunner;
}

type AnyHandler = (context: unknown, input: unknown) => unknown;

/**
 * The one place through which every call of a thread goes: check the input, open a transaction where the method writes, run the
 * handler, tell what changed. It knows nothing of credits or invoices.
 *
 * @param emit passes an event on to the hosts, after the transaction that caused it.
 */
export function createDispatcher(
  book: ReadableBook,
  emit: (event: EngineEvent) => void,
  tellsSlowQueries: boolean,
): Dispatcher {
  const makeId = createIdMaker(randomFraction);
  const daysOfRecord = remember(createDayOfRecord);
  const jobs = createJobRunner(emit);
  const sharing = book instanceof WritableBook ? createCommitSharing(book, emit) : null;

  function queryContext(caller: Actor): QueryContext {
    const settings = readSettings(book);
    return { book, settings, ...readTime(settings, Date.now()), caller };
  }

  function runTransaction<Answer>(caller: Actor, work: (context: CommandContext) => Answer): Answer {
    if (!(book instanceof WritableBook) || !sharing) throw new Error("This thread cannot write");
    const topics = new Set<ChangeTopic>();
    const accountIds = new Set<string>();
    const written = sharing.write(() => {
      const query = queryContext(caller);
      const events = createEventRecorder(book);
      const dayOfRecord = daysOfRecord(query.settings.timeZone);
      const ledger = new LedgerAppender(book, () => makeId("ledgerEntry", query.nowMs), query.today, dayOfRecord);
      const context: CommandContext = {
        ...query,
        book,
        ledger,
        makeId: (kind) => makeId(kind, query.nowMs),
        changed(topic, accountId) {
          topics.add(topic);
          if (accountId !== undefined && accountIds.size <= namedAccountLimit) accountIds.add(accountId);
        },
        happened: events.happened,
        attempt(part) {
          const happenedBefore = events.count();
          const writtenBefore = ledger.written().length;
          ledger.settle();
          try {
            return book.part(() => {
              const partAnswer = part();
              ledger.settle();
              return partAnswer;
            });
          } catch (error) {
            events.keepFirst(happenedBefore);
            ledger.keepFirst(writtenBefore);
            throw error;
          }
        },
      };
      const answer = work(context);
      ledger.settle();
      events.record(context);
      return answer;
    });
    if (topics.size > 0) {
      const named = accountIds.size > 0 && accountIds.size <= namedAccountLimit;
      sharing.tell({ type: "changed", topics: [...topics], accountIds: named ? [...accountIds] : null });
    }
    return written;
  }

  /** Run the work once per key, remembering the answer in the same transaction (BEHAVIOUR 3.2). */
  function acceptOnce<Answer>(
    method: MethodName,
    input: { readonly idempotencyKey: string } | AcceptedContent,
    caller: Actor,
    work: (context: CommandContext) => Answer,
  ): { answer: Answer; isReplay: boolean } {
    const { idempotencyKey } = input;
    const contentHash = "contentHash" in input ? input.contentHash : acceptedContentHash(method, input);
    return runTransaction(caller, (context) => {
      const earlier = findAcceptedCommand(context.book, idempotencyKey);
      if (earlier) {
        if (Buffer.compare(earlier.contentHash, contentHash) !== 0) {
          throw new AppError("idempotency_conflict", "The idempotency key was used before, with other content.");
        }
        return { answer: JSON.parse(earlier.answer) as Answer, isReplay: true };
      }
      requireNotWaiting(context, idempotencyKey, contentHash);
      const accepted = auditedWork(method, input, context, () => work(context));
      insertAcceptedCommand(context.book, {
        idempotencyKey,
        method,
        contentHash,
        answer: JSON.stringify(accepted),
        operatorId: caller.actorId,
        operator: caller.operator,
        origin: caller.origin,
        createdAtMs: context.nowMs,
      });
      return { answer: accepted, isReplay: false };
    });
  }

  function acceptCommand(
    method: MethodName,
    input: { readonly idempotencyKey: string },
    caller: Actor,
    handler: AnyHandler,
  ): unknown {
    const work = (context: CommandContext) => {
      // What was done before there was a link is answered as it was then.
      requireOwnBusiness(context.book, method);
      return withinLimits(method, context, () => handler(context, input));
    };
    return acceptOnce(method, input, caller, work).answer;
  }

  function writerJobContext(method: MethodName, caller: Actor, control: JobControl): WriterJobContext {
    return {
      caller,
      ...control,
      read: (work) => book.snapshot(() => work(queryContext(caller))),
      holdSnapshot: () => holdSnapshot(book.path),
      checkFile: () => checkFileBeside(book.path),
      transaction: (work) => runTransaction(caller, work),
      accept: (input, work) => acceptOnce(method, input, caller, work),
    };
  }

  function callHandler(method: MethodName, rawInput: unknown, caller: Actor): unknown {
    const definition = methodDefinition(method);
    const input = parseInput(method, definition.input, rawInput);
    if (definition.kind === "job") requireOwnBusiness(book, method);
    const handler = (handlers as unknown as Record<string, AnyHandler>)[method];
    if (!handler) throw new AppError("unknown_method", `This thread has no handler for "${method}".`);
    switch (definition.kind) {
      case "query":
        return book.snapshot(() => handler(queryContext(caller), input));
      case "command":
        return acceptCommand(method, input as { idempotencyKey: string }, caller, handler);
      case "record":
        return runTransaction(caller, (context) => handler(context, input));
      case "job":
        return jobs.start(method, (control) => {
          return handler(writerJobContext(method, caller, control), input) as JobSteps<unknown>;
        });
    }
  }

  function admit(method: MethodName, caller: Caller): Actor {
    const actor = identify(book, caller);
    requireRight(method, actor);
    return actor;
  }

  function dispatch({ method, input, caller }: Call): Result<unknown> {
    const startedAt = performance.now();
    try {
      if (!isMethodName(method)) throw new AppError("unknown_method", `There is no method "${method}".`);
      return { ok: true, value: callHandler(method, input, admit(method, caller)) };
    } catch (error) {
      if (sharing?.isEndOfAll(error)) throw error;
      return { ok: false, error: toErrorView(error, method) };
    } finally {
      const tookMs = performance.now() - startedAt;
      if (
        tellsSlowQueries &&
        tookMs > slowCallMs &&
        isMethodName(method) &&
        methodDefinition(method).kind === "query"
      ) {
        console.warn(`slow query: ${method} took ${Math.round(tookMs)} ms`);
      }
    }
  }

  return {
    jobs,
    dispatch,
    dispatchTogether(first, others) {
      if (!sharing) throw new Error("This thread cannot write");
      return sharing.together(first, others, dispatch);
    },
    admit,
    recordAct(method, rawInput, caller) {
      const actor = isAdmittedBefore.has(method) ? identify(book, caller) : admit(method, caller);
      const input = parseInput(method, methodDefinition(method).input, rawInput) as object;
      runTransaction(actor, (context) => auditedWork(method, input, context, () => null));
    },
    act: (method, input, caller, work) =>
      runTransaction(identify(book, caller), (context) => auditedWork(method, input, context, () => work(context))),
    record: (work) => runTransaction(engineItself, work),
    read: (work) => book.snapshot(() => work(queryContext(engineItself))),
    startOwnJob(method, steps, caller = engineItself) {
      jobs.start(method, (control) => steps(writerJobContext(method, caller, control)));
    },
  };
}
