import { BrowserWindow, Notification } from "electron";
import type { EngineEvent } from "../../shared/contract/events.ts";
import type { JobView } from "../../shared/contract/jobs.ts";

/** The jobs that a person begins and may wait for, as a screen names them. What the calendar begins can be broken off anywhere. */
const names: Readonly<Record<string, string>> = {
  "accounts.import": "import",
  "batches.check": "check of adjustments",
  "batches.apply": "batch of adjustments",
  "batches.undo": "undoing of adjustments",
  "billing.dryRun": "dry run",
  "billing.run": "billing run",
  "billing.resume": "billing run",
  "billing.retryParked": "billing run",
  "ledger.verify": "verification of the ledger",
  "book.backup": "backup",
};

export interface JobsAtWork {
  /** Takes note of what the engine says. */
  receive(event: EngineEvent): void;
  /** What is at work, as a sentence; null where nothing is. */
  inWords(): string | null;
}

/**
 * Follows the engine's jobs: shows the progress of the one that began last on the window's icon, and says with a notification that one
 * is over where the person is looking elsewhere.
 */
export function followJobs(showWindow: () => void): JobsAtWork {
  const atWork = new Map<string, JobView>();

  function take(job: JobView): void {
    const name = names[job.method];
    if (name === undefined) return;
    if (job.state === "running") atWork.set(job.id, job);
    else if (atWork.delete(job.id)) sayThatItIsOver(job, name, showWindow);
    showProgress([...atWork.values()].at(-1));
  }

  return {
    receive(event) {
      if (event.type === "job") take(event.job);
    },
    inWords() {
      const [job] = atWork.values();
      const name = job && names[job.method];
      return name === undefined ? null : `${/^[aeiou]/u.test(name) ? "An" : "A"} ${name} is at work.`;
    },
  };
}

const noProgress = -1;
/** Above one, the system shows that something is under way and not how far it is. */
const unknownProgress = 2;

function showProgress(job: JobView | undefined): void {
  const { done, total } = job?.progress ?? { done: 0, total: null };
  const share = total === null || total === 0 ? unknownProgress : done / total;
  for (const window of BrowserWindow.getAllWindows()) window.setProgressBar(job === undefined ? noProgress : share);
}

/** Counts only: who walks past the screen need not read amounts or names. */
function sayThatItIsOver(job: JobView, name: string, showWindow: () => void): void {
  if (job.state === "cancelled" || BrowserWindow.getFocusedWindow() !== null || !Notification.isSupported()) return;
  const { done, unit } = job.progress;
  const notification = new Notification({
    title: `The ${name} ${job.state === "failed" ? "failed" : "is done"}`,
    body: job.state === "failed" ? "Open Countinghouse to see why." : `${done.toLocaleString()} ${unit}`,
  });
  notification.on("click", showWindow);
  notification.show();
}
