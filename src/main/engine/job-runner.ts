import type { EngineEvent } from "../../shared/contract/events.ts";
import type { MethodName } from "../../shared/contract/index.ts";
import type { JobProgress, JobStarted, JobView } from "../../shared/contract/jobs.ts";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { createIdMaker } from "../../shared/ids.ts";
import { toErrorView } from "./error-view.ts";
import { JobCancelled, type JobSteps, type WriterJobContext } from "./handler.ts";
import { randomFraction } from "./random.ts";

/** Progress is told this often at most; a screen cannot show more. */
const progressIntervalMs = 100;

const noProgress: JobProgress = { done: 0, total: null, unit: "", failures: 0, totals: [] };

/** What a job is told from outside while it runs. */
export type JobControl = Pick<WriterJobContext, "isCancelRequested" | "isClosing">;

export interface JobRunner {
  /**
   * Begin a job: its first step is done at once, so that what refuses it refuses the call; the others follow one by one, with
   * whatever else the thread has to do in between.
   */
  start(method: MethodName, begin: (control: JobControl) => JobSteps<unknown>): JobStarted;
  /** Whether a job of the method has begun and is not over. */
  isRunning(method: MethodName): boolean;
  /** Ask a job of this thread to stop; one that is over, or unknown, is left alone. */
  cancel(jobId: string): void;
  /** Ask all jobs to stop because the book is being closed, and wait until they have. */
  stopAll(): Promise<void>;
}

export function createJobRunner(emit: (event: EngineEvent) => void): JobRunner {
  // Jobs live by the system's clock, whatever the book's is, so their ids come from a maker of their own.
  const makeId = createIdMaker(randomFraction);
  const running = new Map<string, { method: MethodName; isCancelRequested: boolean; ended: Promise<void> }>();
  let isClosing = false;

  return {
    start(method, begin) {
      const startedAtMs = Date.now();
      const id = makeId("job", startedAtMs);
      const control = { method, isCancelRequested: false, ended: Promise.resolve() };
      const steps = begin({ isCancelRequested: () => control.isCancelRequested, isClosing: () => isClosing });
      const first = steps.next();
      const view = (change: Partial<JobView>): JobView => ({
        id,
        method,
        state: "running",
        progress: noProgress,
        startedAtMs,
        endedAtMs: null,
        ...change,
      });
      let progress = first.done || first.value instanceof Promise ? noProgress : first.value;
      const tell = (change: Partial<JobView>) => emit({ type: "job", job: view({ progress, ...change }) });
      const end = (change: Partial<JobView>) => {
        running.delete(id);
        tell({ endedAtMs: Date.now(), ...change });
      };
      if (first.done) {
        end({ state: "done", result: first.value });
        return { jobId: id };
      }
      tell({});
      running.set(id, control);
      control.ended = follow();
      return { jobId: id };

      async function follow(): Promise<void> {
        let toldAt = performance.now();
        let goOn = () => steps.next();
        try {
          for (;;) {
            await nextTurn();
            const step = goOn();
            goOn = () => steps.next();
            if (step.done) {
              end({ state: "done", result: step.value });
              return;
            }
            if (step.value instanceof Promise) {
              // What it waited for in vain is thrown where it waits, so that it can clean up.
              await step.value.catch((error: unknown) => {
                goOn = () => steps.throw(error);
              });
              continue;
            }
            progress = step.value;
            if (performance.now() - toldAt >= progressIntervalMs) {
              toldAt = performance.now();
              tell({});
            }
          }
        } catch (error) {
          if (!(error instanceof JobCancelled)) end({ state: "failed", error: toErrorView(error, method) });
          else if (isClosing) end({ state: "failed", result: error.result, error: closed.toView() });
          else end({ state: "stopped", result: error.result });
        }
      }
    },
    isRunning: (method) => [...running.values()].some((job) => job.method === method),
    cancel(jobId) {
      const control = running.get(jobId);
      if (control) control.isCancelRequested = true;
    },
    async stopAll() {
      isClosing = true;
      const ends = [...running.values()].map((control) => {
        control.isCancelRequested = true;
        return control.ended;
      });
      await Promise.all(ends);
    },
  };
}

/** Why a job ended that nobody stopped. */
const closed = new AppError("engine_stopped", sentence("The application was closed while the work was under way."));

/** Let messages that arrived meanwhile be handled first. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
