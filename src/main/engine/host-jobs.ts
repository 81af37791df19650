import { hostname } from "node:os";
import { z } from "zod";
import { errorView, id } from "../../shared/contract/fields.ts";
import type { EngineEvent } from "../../shared/contract/events.ts";
import { jobView, type JobView } from "../../shared/contract/jobs.ts";
import { isReadingJob } from "../../shared/contract/reading-jobs.ts";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import type { JobList } from "./job-list.ts";

/** How often a job is told further, and how often again that it is still at work, so that a host that is started meanwhile knows of it. */
const toldEveryMs = 500;
const toldAgainAfterMs = 2_000;
/** A job of which nothing was heard for so long has died with its host. One that is over is told for as long, in case it was not heard. */
const rememberedMs = 10_000;

/**
 * What hosts say to each other of a job: how far it is, or that it is to stop. Whoever may connect to the database hears it, and could say it. So there are
 * neither amounts nor texts in it, and a job stops only where the book says that somebody asked for it.
 */
const told = z.union([
  z.strictObject({
    job: jobView.omit({ progress: true, result: true, error: true, isAtOtherHost: true, hostName: true }),
    hostName: jobView.shape.hostName.nonoptional(),
    progress: jobView.shape.progress.omit({ totals: true }),
    errorCode: errorView.shape.code.nullable(),
    /** Who began it, of those who can be told apart: they may stop it without the right. */
    starter: z.string().nullable(),
  }),
  z.strictObject({ cancel: id }),
]);
type Told = z.infer<typeof told>;

export interface HostJobsOptions {
  readonly jobs: JobList;
  readonly publish: (event: EngineEvent) => void;
  /** Whether the book says that somebody asked for a job to stop. */
  readonly isCancelAsked: (jobId: string) => Promise<boolean>;
  /** Say something to the other hosts. */
  readonly say: (text: string) => void;
}

/** The jobs of a book's hosts, as each of them shows them (BEHAVIOUR 13.3). */
export interface HostJobs {
  /** A job of this host has begun, got further or ended. */
  tell(job: JobView): void;
  /** What another host says, or this one has said. */
  hear(text: string): void;
  /** Pass on that a job is to stop, once that is written down; one of this host, or that nobody has, is left alone. */
  passOnCancel(jobId: string): void;
  stop(): void;
}

/** A job of this host, and when the others were told of it last. */
interface OwnJob {
  readonly job: JobView;
  isTold: boolean;
  toldAtMs: number;
}

export function createHostJobs({ jobs, publish, isCancelAsked, say }: HostJobsOptions): HostJobs {
  const own = new Map<string, OwnJob>();
  const others = new Map<
    string,
    { readonly job: JobView; readonly starter: string | null; readonly heardAtMs: number }
  >();

  function sayNow(each: OwnJob): void {
    each.isTold = true;
    each.toldAtMs = performance.now();
    say(JSON.stringify(inPublic(each.job, jobs.starterOf(each.job.id))));
  }

  function take(job: JobView, starter: string | null): void {
    jobs.takeOthers(job, starter);
    publish({ type: "job", job });
  }

  async function cancel(jobId: string): Promise<void> {
    if (await isCancelAsked(jobId)) jobs.cancel(jobId);
  }

  function look(): void {
    const nowMs = performance.now();
    for (const [jobId, each] of own) {
      const isOver = each.job.endedAtMs !== null && Date.now() - each.job.endedAtMs > rememberedMs;
      if (isOver) own.delete(jobId);
      else if (!each.isTold || nowMs - each.toldAtMs >= toldAgainAfterMs) sayNow(each);
    }
    for (const [jobId, { job, starter, heardAtMs }] of others) {
      if (nowMs - heardAtMs <= rememberedMs) continue;
      others.delete(jobId);
      if (job.state === "running")
        take({ ...job, state: "failed", endedAtMs: Date.now(), error: unheard(job).toView() }, starter);
    }
  }

  const timer = setInterval(look, toldEveryMs);
  // It keeps nobody waiting who has nothing else to do.
  timer.unref();

  return {
    tell(job) {
      const known = own.get(job.id);
      const each = { job, isTold: false, toldAtMs: known?.toldAtMs ?? 0 };
      own.set(job.id, each);
      if (known === undefined || job.state !== "running") sayNow(each);
    },
    hear(text) {
      const heard = readTold(text);
      if (heard === null) return;
      if ("cancel" in heard) {
        if (own.has(heard.cancel)) void cancel(heard.cancel);
        return;
      }
      if (own.has(heard.job.id) || jobs.isHere(heard.job.id)) return;
      const job = asView(heard);
      const known = others.get(job.id);
      others.set(job.id, { job, starter: heard.starter, heardAtMs: performance.now() });
      if (JSON.stringify(known?.job) !== JSON.stringify(job)) take(job, heard.starter);
    },
    passOnCancel(jobId) {
      if (others.has(jobId)) say(JSON.stringify({ cancel: jobId } satisfies Told));
    },
    stop: () => clearInterval(timer),
  };
}

function unheard({ method }: JobView): AppError {
  const becomes = isReadingJob(method)
    ? sentence("Its host is not heard of any more, and nothing of it is left.")
    : sentence("Its host is not heard of any more, and another one goes on with what it has left.");
  return new AppError("engine_stopped", becomes);
}

/** What this machine is called, in letters that nobody has to be careful with. */
const ownName =
  hostname()
    .replaceAll(/[^\w.-]/gu, "-")
    .slice(0, 64) || "unnamed";

function keptThere(hostName: string): AppError {
  const where = sentence("What it came to is at the host on {hostName}, and hosts do not pass it on.", { hostName });
  return new AppError("result_elsewhere", where);
}

const failedThere = sentence("It failed at another host of the book.");

function inPublic(job: JobView, starter: string | null): Told {
  const { progress, result: _result, error, ...rest } = job;
  const { totals: _totals, ...counts } = progress;
  return { job: rest, hostName: ownName, progress: counts, errorCode: error?.code ?? null, starter };
}

function asView({ job, hostName, progress, errorCode }: Exclude<Told, { cancel: string }>): JobView {
  const view = { ...job, progress: { ...progress, totals: [] }, isAtOtherHost: true as const, hostName };
  if (errorCode !== null) return { ...view, error: new AppError(errorCode, failedThere).toView() };
  // What writes has left in the book what it came to.
  return job.state === "done" && isReadingJob(job.method) ? { ...view, error: keptThere(hostName).toView() } : view;
}

/** What was said; null where it is not understood. */
function readTold(text: string): Told | null {
  try {
    return told.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
