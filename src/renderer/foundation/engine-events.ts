import type { Query, QueryClient } from "@tanstack/react-query";
import { everythingChanged } from "../../shared/contract/events.ts";
import type { MethodAnswer } from "../../shared/contract/index.ts";
import type { JobView } from "../../shared/contract/jobs.ts";
import { platform } from "../platform/platform.ts";
import { askAgain, askAgainInTurn } from "./ask-again.ts";
import { createChangeGatherer } from "./change-gatherer.ts";
import { isMadeOldBy, type ChangedEvent } from "./change-topics.ts";
import { onStartFailure } from "./engine.ts";
import { warningNotice } from "./notice.tsx";
import { text } from "./text.ts";

const jobsKey = ["jobs.list", {}] as const;

/** Whether a query is the list of jobs. */
export const isOfJobs = ({ queryKey: [name] }: Query): boolean => name === jobsKey[0];

const jobListeners = new Set<(job: JobView) => void>();

/** For who waits for a job, whatever screen is shown. @returns ends the subscription. */
export function onJobChange(listener: (job: JobView) => void): () => void {
  jobListeners.add(listener);
  return () => jobListeners.delete(listener);
}

const changeListeners = new Set<(event: ChangedEvent) => void>();

/** For what shows the engine's data outside the query cache, such as long lists. @returns ends the subscription. */
export function onEngineChange(listener: (event: ChangedEvent) => void): () => void {
  changeListeners.add(listener);
  return () => changeListeners.delete(listener);
}

/** Ask everything anew, because somebody else may be at the desk, or nobody. */
export function forgetAnswers(queryClient: QueryClient): void {
  void askAgain(queryClient, () => true);
  if (everythingChanged.type === "changed") for (const listener of changeListeners) listener(everythingChanged);
}

/** Make every open screen current whenever the engine says that something changed. @returns ends the connection. */
export function connectEvents(queryClient: QueryClient): () => void {
  const askForBookAgain = () => void queryClient.invalidateQueries({ queryKey: ["book.info"] });
  const stopFailures = onStartFailure(askForBookAgain);
  const gather = createChangeGatherer((change) => {
    // A change of the book as a whole is what comes after the stream was lost, and jobs were missed then as well.
    const isBookAnother = change.topics.includes("book");
    // Lists ask first: they are what is looked at, and a browser asks for a few things at a time only.
    for (const listener of changeListeners) listener(change);
    void askAgainInTurn(queryClient, (query) => {
      const [name, input] = query.queryKey;
      return (isBookAnother && isOfJobs(query)) || isMadeOldBy(String(name), input, change);
    });
  });
  const showJob = createJobTaker(queryClient);
  const stopEvents = platform.onEvent((event) => {
    if (event.type === "job") {
      showJob(event.job);
      for (const listener of jobListeners) listener(event.job);
      return;
    }
    if (event.type === "restarted") return warningNotice(text.frame.restarted);
    gather(event);
  });
  return () => {
    stopFailures();
    stopEvents();
  };
}

/** How often the progress of a job is shown: people see no more. */
const progressShownMs = 250;

/** Takes what is told of jobs into the list of them: progress now and then, an end at once. @returns takes one. */
function createJobTaker(queryClient: QueryClient): (job: JobView) => void {
  const waiting = new Map<string, JobView>();
  let isPausing = false;
  const show = () => {
    isPausing = waiting.size > 0;
    if (!isPausing) return;
    for (const job of waiting.values()) takeJob(queryClient, job);
    waiting.clear();
    setTimeout(show, progressShownMs);
  };
  return (job) => {
    waiting.delete(job.id);
    if (job.state !== "running") return takeJob(queryClient, job);
    waiting.set(job.id, job);
    if (!isPausing) show();
  };
}

function takeJob(queryClient: QueryClient, job: JobView): void {
  queryClient.setQueryData<MethodAnswer<"jobs.list">>(jobsKey, (known) => {
    if (known === undefined) return undefined;
    const others = known.jobs.filter(({ id }) => id !== job.id);
    return { jobs: [job, ...others] };
  });
  // An answer that was on its way may still say "running"; asking again leaves it behind.
  if (job.state !== "running") void askAgain(queryClient, isOfJobs);
}
