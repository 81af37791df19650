import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import type { EngineEvent } from "../../shared/contract/events.ts";
import { AppError, type Result } from "../../shared/errors.ts";
import { sentence, type Sentence } from "../../shared/sentences/sentence.ts";
import type { ThreadData, ThreadMessage, ThreadReply, ThreadRequest } from "./messages.ts";

/** A request without its number, which the thread's handle fills in. */
export type Request = ThreadRequest extends infer Each
  ? Each extends { requestNumber: number }
    ? Omit<Each, "requestNumber">
    : never
  : never;

/** What the engine is told of a thread. */
interface ThreadListener {
  /** What the thread's book does, in the order in which it happened. */
  onEvent(event: EngineEvent): void;
  /**
   * The thread has died of a fault. Whoever waited for it is answered right after.
   *
   * @param fault what happened, as the end of a sentence about the thread.
   * @returns why its calls are refused, and whether it is to begin another life.
   */
  onDeath(fault: Sentence): { readonly refusal: AppError; readonly isRevived: boolean };
}

/** One of the engine's threads, from outside. It can die and begin another life, which knows nothing of the one before. */
export interface EngineThread {
  /** Answers also when the thread dies meanwhile: with the refusal that its listener gave. */
  request(request: Request): Promise<Result<unknown>>;
  cancelJob(jobId: string): void;
  /** No more is asked of it; what it had open is closed. */
  end(): Promise<void>;
}

/**
 * Room for what calls leave behind at once. Left to itself, V8 lets it grow with every busy minute and keeps it: commands in a row took
 * 170 MB for a heap of 30.
 */
const usualYoungGenerationMb = 16;

// A compiled program finds the compiled thread beside it. The sources run as they are; only the tests, which start more engines
// than anybody, tell them to use the thread that was compiled of the same sources.
const workerModule = import.meta.url.endsWith(".ts")
  ? new URL(process.env["COUNTINGHOUSE_COMPILED_THREAD"] ?? "./worker.ts", import.meta.url)
  : new URL("./worker.js", import.meta.url);

// What a thread loads stays, and V8 would go through it several times while it comes in: it begins with 1 MiB for what is new.
setFlagsFromString("--min-semi-space-size=4");

/**
 * Threads that engines of this process have left in good order. The next engine goes on with them: what a thread has loaded is most of
 * what its start costs.
 */
export type SpareThreads = Worker[];

/** So many are kept: a test with a crowd of engines left sixty behind, each with some 30 MB. */
const mostSpareThreads = 8;

export interface ThreadTerms {
  /** Room for what its work leaves behind at once; left out, as much as commands and questions need. */
  readonly youngGenerationMb?: number;
  /** How far its heap may grow; left out, as far as the machine lets it. */
  readonly memoryLimitMb?: number | undefined;
  /** Where it is taken from and left, where it has no limit of its own; left out, it lives and ends with its engine. */
  readonly spareThreads?: SpareThreads | undefined;
}

export function startThread(data: ThreadData, terms: ThreadTerms, listener: ThreadListener): EngineThread {
  const { memoryLimitMb, youngGenerationMb = usualYoungGenerationMb } = terms;
  const spareThreads = memoryLimitMb === undefined ? terms.spareThreads : undefined;
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  let nextNumber = 1;
  let refusal = new AppError("engine_stopped", sentence("The engine has stopped."));
  let isEnding = false;
  let worker: Worker | null = begin();

  function begin(): Worker {
    const begun = spareThreads?.pop() ?? makeWorker();
    begun.ref();
    begun.postMessage({ type: "begin", data } satisfies ThreadRequest);
    listenTo(begun);
    return begun;
  }

  function makeWorker(): Worker {
    return new Worker(workerModule, {
      name: "countinghouse engine",
      // A thread that dies leaves the book's file open: closing it would end the locks that others of this process have on it.
      trackUnmanagedFds: false,
      resourceLimits: {
        maxYoungGenerationSizeMb: youngGenerationMb,
        ...(memoryLimitMb === undefined ? {} : { maxOldGenerationSizeMb: memoryLimitMb }),
      },
    });
  }

  function listenTo(begun: Worker): void {
    let fault = sentence("ended unexpectedly");
    begun.on("message", (message: ThreadMessage) => {
      for (const reply of message) receive(reply);
    });
    begun.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") fault = sentence("ran out of memory");
      if (/EMFILE|too many open files/u.test(error.message))
        fault = sentence("reached the limit of open files (ulimit -n)");
      console.error(`the engine's ${data.role} thread failed:`, error);
    });
    begun.on("exit", () => {
      worker = null;
      if (!isEnding) {
        const death = listener.onDeath(fault);
        ({ refusal } = death);
        if (death.isRevived) worker = begin();
      }
      const unanswered = [...waiting.values()];
      waiting.clear();
      for (const answer of unanswered) answer(refused());
    });
  }

  function receive(reply: ThreadReply): void {
    if (reply.type === "event") {
      listener.onEvent(reply.event);
      return;
    }
    waiting.get(reply.requestNumber)?.(reply.result);
    waiting.delete(reply.requestNumber);
  }

  function refused(): Result<unknown> {
    return { ok: false, error: refusal.toView() };
  }

  return {
    request(request) {
      if (!worker) return Promise.resolve(refused());
      const requestNumber = nextNumber++;
      const { promise, resolve } = Promise.withResolvers<Result<unknown>>();
      waiting.set(requestNumber, resolve);
      worker.postMessage({ ...request, requestNumber } satisfies ThreadRequest);
      return promise;
    },
    cancelJob(jobId) {
      worker?.postMessage({ type: "cancel", jobId } satisfies ThreadRequest);
    },
    async end() {
      isEnding = true;
      if (!worker) return;
      if (!spareThreads || waiting.size > 0 || spareThreads.length >= mostSpareThreads) {
        await worker.terminate();
        return;
      }
      for (const event of ["message", "error", "exit"]) worker.removeAllListeners(event);
      worker.unref();
      spareThreads.push(worker);
      worker = null;
    },
  };
}
