import { BrowserWindow, Notification } from "electron";
import type { EngineEvent } from "../../shared/contract/events.ts";
import type { JobView } from "../../shared/contract/jobs.ts";
import { sentence, type Sentence, verbatim } from "../../shared/sentences/sentence.ts";
import { inDesktopLanguage } from "./desktop-language.ts";

/** The jobs that a person begins and may wait for, as a screen names them. What the calendar begins can be broken off anywhere. */
const names: Readonly<Record<string, Sentence>> = {
  "accounts.import": sentence("An import"),
  "batches.check": sentence("A check of adjustments"),
  "batches.apply": sentence("A batch of adjustments"),
  "batches.undo": sentence("An undoing of adjustments"),
  "billing.dryRun": sentence("A dry run"),
  "billing.run": sentence("A billing run"),
  "billing.resume": sentence("A billing run"),
  "billing.retryParked": sentence("A billing run"),
  "ledger.verify": sentence("A verification of the ledger"),
  "book.backup": sentence("A backup"),
};

/** What the engine counts. */
const units: Readonly<Record<string, Sentence>> = {
  accounts: sentence("accounts"),
  changes: sentence("changes"),
  entries: sentence("entries"),
  invoices: sentence("invoices"),
  lines: sentence("lines"),
  rows: sentence("rows"),
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
      return name === undefined ? null : inDesktopLanguage(sentence("{name} is at work.", { name }));
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
function sayThatItIsOver(job: JobView, name: Sentence, showWindow: () => void): void {
  if (job.state === "stopped" || BrowserWindow.getFocusedWindow() !== null || !Notification.isSupported()) return;
  const { done, unit } = job.progress;
  const notification = new Notification({
    title: inDesktopLanguage(
      job.state === "failed" ? sentence("{name} failed", { name }) : sentence("{name} is done", { name }),
    ),
    body: inDesktopLanguage(
      job.state === "failed"
        ? sentence("Open Countinghouse to see why.")
        : sentence("{done} {unit}", { done, unit: units[unit] ?? verbatim(unit) }),
    ),
  });
  notification.on("click", showWindow);
  notification.show();
}
