import { expect } from "vitest";
import type { CivilDate } from "../../src/shared/calendar.ts";
import type { BillingRunView, BillingTotals } from "../../src/shared/contract/billing.ts";
import { attempt, choose, command } from "./attempts.ts";
import type { TestBook } from "./book.ts";
import { untilAtRest } from "./jobs-at-rest.ts";

/** Billing runs that somebody stops in their midst, and goes on with at once, later, or never. */

type Totals = readonly BillingTotals[];
const summed = ["invoiceCount", "invoicedMinor", "creditAppliedMinor", "carriedMinor", "dueMinor"] as const;

/** What invoices come to, in order of the currencies; of more than one list, the sums of each currency. */
function sumsOf(...lists: readonly Totals[]): object[] {
  const groups = Map.groupBy(lists.flat(), ({ currency }) => currency);
  return [...groups]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, own]) => ({
      currency,
      ...Object.fromEntries(summed.map((name) => [name, own.reduce((sum, each) => sum + each[name], 0)])),
    }));
}

/** Go on with a run: what it comes to then is what it had come to, and what a dry run says is due up to its day. */
async function goOn(book: TestBook, { id: runId, throughOn, totals }: BillingRunView): Promise<void> {
  const dry = (await book.runJob("billing.dryRun", { throughOn })).result;
  const run = (await book.runJob("billing.resume", { runId })).result;
  expect(run).toMatchObject({ id: runId, state: "complete" });
  expect(sumsOf(run.totals)).toEqual(sumsOf(totals, dry.totals));
}

/**
 * Start a run, and ask it to stop after some batches; one that is over by then is complete.
 *
 * @param goesOn whether it is gone on with at once: it then comes to what a dry run said before it began.
 */
export async function stopRun(
  book: TestBook,
  throughOn: CivilDate,
  { batches, goesOn }: { readonly batches: number; readonly goesOn: boolean },
): Promise<void> {
  const dry = (await book.runJob("billing.dryRun", { throughOn })).result;
  let changes = 0;
  let wake = () => {};
  const reached = new Promise<void>((resolve) => (wake = resolve));
  const unsubscribe = book.engine.subscribe((event) => {
    if (event.type === "changed" && event.topics.includes("billingRuns")) changes += 1;
    const isOver = event.type === "job" && event.job.method === "billing.run" && event.job.state !== "running";
    // Its beginning is the first.
    if (changes > batches || isOver) wake();
  });
  const { jobId } = await book.ask("billing.run", { throughOn });
  await reached;
  unsubscribe();
  await attempt(book, "jobs.cancel", command({ jobId }));
  await untilAtRest(book);
  const { state, result } = await book.ask("jobs.get", { jobId });
  const run = await book.ask("billing.getRun", { runId: (result as BillingRunView).id });
  expect(run).toMatchObject({ state: state === "done" ? "complete" : "stopped" });
  if (state === "done") expect(sumsOf(run.totals)).toEqual(sumsOf(dry.totals));
  else if (goesOn) {
    await goOn(book, run);
    const whole = await book.ask("billing.getRun", { runId: run.id });
    expect(sumsOf(whole.totals)).toEqual(sumsOf(dry.totals));
  }
}

/** Go on with one of the runs that were stopped, whatever has happened since. */
export async function goOnWithRun(book: TestBook, pick: number): Promise<void> {
  const stopped = (await book.ask("billing.runs", {})).runs.filter(({ state }) => state === "stopped");
  const chosen = choose(stopped, pick);
  if (chosen) await goOn(book, await book.ask("billing.getRun", { runId: chosen.id }));
}
