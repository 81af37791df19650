import { exportedFile } from "../../shared/contract/exports.ts";
import { contract } from "../../shared/contract/index.ts";
import type { JobView } from "../../shared/contract/jobs.ts";
import { AppError, type Result } from "../../shared/errors.ts";
import type { Actor } from "./access.ts";
import { parseInput } from "./parse-input.ts";
import type { EngineThread } from "./thread.ts";

/** How many jobs that are over can still be asked about. */
const keptJobLimit = 100;

/** The jobs since the engine started, whichever thread they run on. */
export interface JobList {
  take(job: JobView, thread: EngineThread): void;
  /** The jobs of a thread that has died, as they are from now on: failed for the reason. */
  failAllOf(thread: EngineThread, reason: AppError): JobView[];
  /** Answer one of the methods `jobs.…` as far as the actor may see. @throws AppError where it is refused. */
  answer(method: string, input: unknown, actor: Actor): Result<unknown>;
}

/** Everybody sees that a file is written; what became of it sees who may read what is in it. */
function seenBy(actor: Actor, { result, ...job }: JobView): JobView {
  const file = exportedFile.safeParse(result);
  const isSeen = !file.success || actor.rights.includes(file.data.right);
  return isSeen && result !== undefined ? { ...job, result } : job;
}

export function createJobList(): JobList {
  const jobs = new Map<string, { view: JobView; readonly thread: EngineThread }>();

  function requireJob(jobId: string): { readonly view: JobView; readonly thread: EngineThread } {
    const job = jobs.get(jobId);
    if (!job) throw new AppError("job_not_found", `There is no job ${jobId}.`);
    return job;
  }

  return {
    take(view, thread) {
      jobs.set(view.id, { view, thread });
      for (const [id, job] of jobs) {
        if (jobs.size <= keptJobLimit) return;
        if (job.view.state !== "running") jobs.delete(id);
      }
    },
    failAllOf(thread, reason) {
      const failed: JobView[] = [];
      for (const job of jobs.values()) {
        if (job.thread !== thread || job.view.state !== "running") continue;
        job.view = { ...job.view, state: "failed", endedAtMs: Date.now(), error: reason.toView() };
        failed.push(job.view);
      }
      return failed;
    },
    answer(method, input, actor) {
      switch (method) {
        case "jobs.list": {
          parseInput(method, contract[method].input, input);
          return { ok: true, value: { jobs: [...jobs.values()].map((job) => seenBy(actor, job.view)).toReversed() } };
        }
        case "jobs.get": {
          const { jobId } = parseInput(method, contract[method].input, input);
          return { ok: true, value: seenBy(actor, requireJob(jobId).view) };
        }
        case "jobs.cancel": {
          const { jobId } = parseInput(method, contract[method].input, input);
          const { view, thread } = requireJob(jobId);
          thread.cancelJob(jobId);
          return { ok: true, value: { wasRunning: view.state === "running" } };
        }
        default:
          throw new AppError("unknown_method", `There is no method "${method}".`);
      }
    },
  };
}
