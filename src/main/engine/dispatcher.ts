import type { EngineEvent } from "../../shared/contract/events.ts";
import { isMethodName, methodDefinition, type MethodName } from "../../shared/contract/index.ts";
import { AppError, type Result } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import type { ReadableBook } from "../storage/book/book-handle.ts";
import { acceptOnce } from "./accept-once.ts";
import { identify, requireRight, type Actor } from "./access.ts";
import { auditedWork } from "./acts.ts";
import type { Caller } from "./engine.ts";
import { toErrorView } from "./error-view.ts";
import { foresee } from "./foresee.ts";
import { checkFileBeside, noFileCheck } from "./file-check-thread.ts";
import type { CommandContext, JobSteps, QueryContext, WriterJobContext } from "./handler.ts";
import { expireAllRequests } from "./handlers/approvals/expire-requests.ts";
import { handlers } from "./handlers/index.ts";
import { requireOwnBusiness } from "./left-to-upstream.ts";
import { withinLimits } from "./limits.ts";
import { createJobRunner, type JobControl, type JobRunner } from "./job-runner.ts";
import { parseInput } from "./parse-input.ts";
import { createSharedWork, type SharedWork, type TakenOn } from "./shared-work.ts";
import { createTransactions } from "./transactions.ts";

/** A query slower than this is worth a line in the log, with its method's name and nothing of its content. */
const slowCallMs = 40;

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
  "book.upgrade",
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
  /** Ask ahead for what calls will ask for that are to join the commit under way. */
  foreseeOthers(calls: readonly Call[]): void;
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
  readonly sharedWork: SharedWork;
}

type AnyHandler = (context: unknown, input: unknown) => unknown;

/** What every command is sent with. */
interface Keyed {
  readonly idempotencyKey: string;
}

/**
 * The one place through which every call of a thread goes: find out who asks and whether they may, check the input, and run the handler in
 * what its kind of method is done in. It knows nothing of credits or invoices.
 *
 * @param emit passes an event on to the hosts, after the transaction that caused it.
 */
export function createDispatcher(
  book: ReadableBook,
  emit: (event: EngineEvent) => void,
  tellsSlowQueries: boolean,
): Dispatcher {
  const jobs = createJobRunner(emit);
  const transactions = createTransactions(book, emit);
  const sharedWork = createSharedWork(book);

  function admit(method: MethodName, caller: Caller): Actor {
    const actor = identify(book, caller);
    requireRight(method, actor);
    return actor;
  }

  /** Write on behalf of somebody, who finds nothing held any more by what has waited too long. */
  function write<Answer>(method: MethodName, caller: Actor, work: (context: CommandContext) => Answer): Answer {
    return transactions.write(caller, (context) => {
      // Catching up does so by itself, and counts it.
      if (method !== "billing.catchUp") expireAllRequests({ ...context, caller: engineItself });
      return work(context);
    });
  }

  function writerJobContext(
    method: MethodName,
    caller: Actor,
    control: JobControl,
    takenOn: TakenOn,
  ): WriterJobContext {
    const transaction: WriterJobContext["transaction"] = (work) => {
      takenOn.foresee();
      return write(method, caller, (context) => {
        takenOn.requireAll();
        return work(context);
      });
    };
    return {
      caller,
      ...control,
      read: (work) => transactions.read(caller, work),
      holdSnapshot: () => book.holdSnapshot(),
      checkFile: (path) =>
        path === undefined && book.isOnServer ? noFileCheck : checkFileBeside(path ?? book.filePath()),
      takeOn: (work) => takenOn.takeOn(work),
      transaction,
      accept: (input, work) => transaction((context) => acceptOnce(context, method, input, () => work(context))),
    };
  }

  function startJob(method: MethodName, caller: Actor, steps: (context: WriterJobContext) => JobSteps<unknown>) {
    const takenOn = sharedWork.begin();
    return jobs.start(method, (control) =>
      holding(steps(writerJobContext(method, caller, control, takenOn)), takenOn, control),
    );
  }

  /** An act that is not accepted under a key of its own, with what the audit log is told of it. */
  function act<Answer>(
    method: MethodName,
    input: object,
    actor: Actor,
    work: (context: CommandContext) => Answer,
  ): Answer {
    return transactions.write(actor, (context) => auditedWork(method, input, context, () => work(context)));
  }

  function callHandler(method: MethodName, rawInput: unknown, caller: Actor): unknown {
    const { kind, input: schema } = methodDefinition(method);
    const input = parseInput(method, schema, rawInput);
    if (kind === "job") requireOwnBusiness(book, method);
    const handler = (handlers as unknown as Record<string, AnyHandler>)[method];
    if (!handler)
      throw new AppError("unknown_method", sentence('This thread has no handler for "{method}".', { method }));
    switch (kind) {
      case "query":
        return transactions.read(caller, (context) => handler(context, input));
      case "record":
        return act(method, input as object, caller, (context) => {
          sharedWork.requireStanding(method);
          return handler(context, input);
        });
      case "command":
        return write(method, caller, (context) => {
          foresee(book, [{ method, input: rawInput }], false);
          return runCommand(method, input as Keyed, context, handler);
        });
      case "job":
        return startJob(method, caller, (context) => handler(context, input) as JobSteps<unknown>);
    }
  }

  function dispatch({ method, input, caller }: Call): Result<unknown> {
    const startedAt = performance.now();
    try {
      if (!isMethodName(method))
        throw new AppError("unknown_method", sentence('There is no method "{method}".', { method }));
      return { ok: true, value: callHandler(method, input, admit(method, caller)) };
    } catch (error) {
      if (transactions.isEndOfAll(error)) throw error;
      return { ok: false, error: toErrorView(error, method) };
    } finally {
      if (tellsSlowQueries) tellSlowQuery(method, performance.now() - startedAt);
    }
  }

  return {
    jobs,
    sharedWork,
    dispatch,
    foreseeOthers: (calls) => foresee(book, calls, false),
    dispatchTogether(first, others) {
      foresee(book, [first], true);
      return transactions.together(first, others, dispatch);
    },
    admit,
    recordAct(method, rawInput, caller) {
      const actor = isAdmittedBefore.has(method) ? identify(book, caller) : admit(method, caller);
      act(method, parseInput(method, methodDefinition(method).input, rawInput) as object, actor, () => null);
    },
    act: (method, input, caller, work) => act(method, input, identify(book, caller), work),
    record: (work) => transactions.write(engineItself, work),
    read: (work) => transactions.read(engineItself, work),
    startOwnJob: (method, steps, caller = engineItself) => void startJob(method, caller, steps),
  };
}

/** What was done before there was a link is answered as it was then; what is new is done within the limits of whoever asks. */
function runCommand(method: MethodName, input: Keyed, context: CommandContext, handler: AnyHandler): unknown {
  const { answer } = acceptOnce(context, method, input, () => {
    requireOwnBusiness(context.book, method);
    return withinLimits(method, context, () => handler(context, input));
  });
  return answer;
}

/** What a job has taken on is let go of when it is over; what it is broken off in because the book is closed, others go on with. */
function* holding(steps: JobSteps<unknown>, takenOn: TakenOn, control: JobControl): JobSteps<unknown> {
  try {
    return yield* steps;
  } finally {
    takenOn.end(control.isClosing());
  }
}

function tellSlowQuery(method: string, tookMs: number): void {
  if (tookMs <= slowCallMs || !isMethodName(method) || methodDefinition(method).kind !== "query") return;
  console.warn(`slow query: ${method} took ${Math.round(tookMs)} ms`);
}
