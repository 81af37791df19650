import type { BackupPlan, BackupProblem } from "../../shared/contract/copies.ts";
import type { EngineEvent } from "../../shared/contract/events.ts";
import type { JobView } from "../../shared/contract/jobs.ts";
import { AppError, type ErrorView } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";

/** A copy that takes longer is said to be slow until it is made. */
const slowAfterMs = 10 * 60 * 1000;

/** A copy that failed is tried again after so long. */
const triesAgainAfterMs = 10 * 60 * 1000;

interface ScheduleOptions {
  /** How often it is looked whether a copy is due; null for never. */
  readonly everyMs: number | null;
  /** Null while no book is open. */
  readonly readPlan: () => Promise<BackupPlan | null>;
  /** Begin a copy of the series. */
  readonly begin: () => void;
  /** Have the book remember why it is not copied. */
  readonly tellProblem: (problem: BackupProblem) => unknown;
}

/** Has the book copied by itself (BEHAVIOUR 14.1), and sees to it that what keeps it from that is said. */
export interface BackupSchedule {
  takeEvent(event: EngineEvent): void;
  /** A backup was refused before it was a job. */
  takeRefusal(): void;
  /** What changes next in the book's own row is that it was copied. */
  expectRecord(): void;
  stop(): void;
}

/**
 * Look by the system's clock whether a copy is due, and begin one where something has changed since the last. What changes while one is
 * under way counts for the next.
 */
export function startBackupSchedule({ everyMs, readPlan, begin, tellProblem }: ScheduleOptions): BackupSchedule {
  // Of what was done before the start nothing is known.
  let hasChanged = true;
  let recordsExpected = 0;
  let underWay: { readonly jobId: string } | null = null;
  let triesAgainAtMs = 0;
  const timer = everyMs === null ? undefined : setInterval(() => void look(), everyMs).unref();

  const mayBegin = (): boolean => !underWay && hasChanged && Date.now() >= triesAgainAtMs;

  async function look(): Promise<void> {
    if (!mayBegin()) return;
    const plan = await readPlan();
    // Another look may have begun one meanwhile.
    if (!plan?.isDue || !mayBegin()) return;
    hasChanged = false;
    // One that is refused or fails is not tried again with every look.
    triesAgainAtMs = Date.now() + triesAgainAfterMs;
    begin();
  }

  function takeJob(job: JobView): void {
    if (job.method !== "book.backup") return;
    if (job.state === "running") {
      underWay ??= watch(job.id);
      return;
    }
    if (underWay?.jobId === job.id) underWay = null;
    if (job.state === "done") triesAgainAtMs = 0;
    else hasChanged = true;
  }

  function watch(jobId: string): { readonly jobId: string } {
    const watched = { jobId };
    const slow = setTimeout(() => {
      if (underWay !== watched) return;
      const minutes = slowAfterMs / 60_000;
      const error = new AppError(
        "backup_slow",
        sentence("A backup has been under way for {minutes} minutes.", { minutes }),
      );
      tellProblem(backupProblemOf(error.toView()));
    }, slowAfterMs);
    slow.unref();
    return watched;
  }

  return {
    takeEvent(event) {
      if (event.type === "job") takeJob(event.job);
      if (event.type !== "changed") return;
      const isRecord = recordsExpected > 0 && event.topics.length === 1 && event.topics[0] === "book";
      if (isRecord) recordsExpected -= 1;
      else hasChanged = true;
    },
    takeRefusal() {
      hasChanged = true;
    },
    expectRecord() {
      recordsExpected += 1;
    },
    stop: () => clearInterval(timer),
  };
}

/** What is said of a refusal until a copy has been made. */
export function backupProblemOf({
  code,
  message,
  remedy,
}: Pick<ErrorView, "code" | "message" | "remedy">): BackupProblem {
  return { code, message, remedy, atMs: Date.now() };
}

/**
 * Whether what a backup was refused for is the trouble of the folder that all of them go to: only then does it say which. A copy to
 * elsewhere has told whoever asked for it.
 */
export function concernsFolder({
  details,
}: {
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}): boolean {
  return details?.["folder"] !== undefined;
}
