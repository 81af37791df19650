import { Worker } from "node:worker_threads";
import type { EngineEvent } from "../../shared/contract/events.ts";
import { AppError, type Result } from "../../shared/errors.ts";
import type { ThreadData, ThreadMessage, ThreadReply, ThreadRequest } from "./messages.ts";

/** A request without its number, which the thread's handle fills in. */
type Request = ThreadRequest extends infer Each
  ? Each extends { requestNumber: number }
    ? Omit<Each, "requestNumber">
    : never
  : never;

/** One of the engine's threads, from outside. */
export interface EngineThread {
  /** Answers also when the thread has ended: with `engine_stopped`. */
  request(request: Request): Promise<Result<unknown>>;
  cancelJob(jobId: string): void;
  end(): Promise<void>;
}

// A compiled program finds the compiled thread beside it. The sources run as they are; only the tests, which start more engines
// than anybody, tell them to use the thread that was compiled of the same sources.
const workerModule = import.meta.url.endsWith(".ts")
  ? new URL(process.env["COUNTINGHOUSE_COMPILED_THREAD"] ?? "./worker.ts", import.meta.url)
  : new URL("./worker.js", import.meta.url);

/** @param onEvent is told what the thread's book does, in the order in which it happened. */
export function startThread(data: ThreadData, onEvent: (event: EngineEvent) => void): EngineThread {
  const worker = new Worker(workerModule, { workerData: data, name: `countinghouse ${data.role}` });
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  let nextNumber = 1;
  let hasEnded = false;

  worker.on("message", (message: ThreadMessage) => {
    for (const reply of message) receive(reply);
  });
  worker.on("error", (error) => console.error(`the engine's ${data.role} thread failed:`, error));
  worker.on("exit", () => {
    hasEnded = true;
    for (const answer of waiting.values()) answer(stopped());
    waiting.clear();
  });

  function receive(reply: ThreadReply): void {
    if (reply.type === "event") {
      onEvent(reply.event);
      return;
    }
    waiting.get(reply.requestNumber)?.(reply.result);
    waiting.delete(reply.requestNumber);
  }

  return {
    request(request) {
      if (hasEnded) return Promise.resolve(stopped());
      const requestNumber = nextNumber++;
      return new Promise((resolve) => {
        waiting.set(requestNumber, resolve);
        worker.postMessage({ ...request, requestNumber } satisfies ThreadRequest);
      });
    },
    cancelJob(jobId) {
      if (!hasEnded) worker.postMessage({ type: "cancel", jobId } satisfies ThreadRequest);
    },
    async end() {
      await worker.terminate();
    },
  };
}

function stopped(): Result<unknown> {
  return { ok: false, error: new AppError("engine_stopped", "The engine has stopped.").toView() };
}
