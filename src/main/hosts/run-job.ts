import { randomUUID } from "node:crypto";
import type { MethodInput, MethodNameOf, MethodOutput } from "../../shared/contract/index.ts";
import type { JobProgress, JobView } from "../../shared/contract/jobs.ts";
import { AppError, assertNever, type Result } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import type { Caller, Engine } from "../engine/engine.ts";

/**
 * Start a job and wait for its result, for a host without a screen.
 *
 * @param onProgress is told how far the job is, a few times a second.
 * @param stop asks the job to stop after the batch it is in.
 * @returns the job's result, or why it was refused or failed.
 */
export async function runJob<Name extends MethodNameOf<"job">>(
  engine: Engine,
  method: Name,
  input: MethodInput<Name>,
  caller: Caller,
  onProgress: (progress: JobProgress) => void = () => undefined,
  stop?: AbortSignal,
): Promise<Result<MethodOutput<Name>>> {
  // The job may be over before its id is here, so what is told from the start is kept. Others may be at the same elsewhere.
  const known = new Map<string, JobView>();
  let waitingFor: { readonly jobId: string; resolve(job: JobView): void } | null = null;
  const unsubscribe = engine.subscribe((event) => {
    if (event.type !== "job" || event.job.method !== method) return;
    known.set(event.job.id, event.job);
    if (waitingFor?.jobId !== event.job.id) return;
    if (event.job.state === "running") onProgress(event.job.progress);
    else waitingFor.resolve(event.job);
  });
  let cancel = (): void => undefined;
  try {
    const started = (await engine.dispatch(method, input, caller)) as Result<{ jobId: string }>;
    if (!started.ok) return started;
    const { jobId } = started.value;
    cancel = () => void engine.call("jobs.cancel", { jobId, idempotencyKey: randomUUID() }, caller);
    if (stop?.aborted) cancel();
    stop?.addEventListener("abort", cancel);
    const told = known.get(jobId);
    if (told) onProgress(told.progress);
    const isOver = told !== undefined && told.state !== "running";
    const job = isOver ? told : await new Promise<JobView>((resolve) => (waitingFor = { jobId, resolve }));
    return resultOf(job) as Result<MethodOutput<Name>>;
  } finally {
    stop?.removeEventListener("abort", cancel);
    unsubscribe();
  }
}

function resultOf({ state, error, result, method }: JobView): Result<unknown> {
  switch (state) {
    case "done":
      return { ok: true, value: result };
    case "failed":
      if (error) return { ok: false, error: AppError.from(error).toView() };
      throw new Error(`${method} failed without saying why`);
    case "stopped":
      return {
        ok: false,
        error: new AppError(
          "engine_stopped",
          sentence("{method} was stopped.", { method }),
          result === undefined ? undefined : { result },
        ).toView(),
      };
    case "running":
      throw new Error(`${method} is still running`);
    default:
      return assertNever(state);
  }
}
