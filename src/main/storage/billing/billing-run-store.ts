import type { BillingRunTotals, BillingRunView } from "../../../shared/contract/billing.ts";
import type { ErrorView } from "../../../shared/errors.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** How many problems a report lists; the rest is counted. */
export const listedProblemLimit = 1000;

export interface NewBillingRun {
  readonly id: string;
  readonly throughOn: string;
  readonly operator: string;
  readonly origin: string;
  readonly startedAtMs: number;
  readonly accountsTotal: number;
  readonly invoicesTotal: number;
}

export function insertBillingRun(book: WritableBook, run: NewBillingRun): void {
  book.run(
    `INSERT INTO billing_run (id, through_on, state, operator, origin, started_at_ms, accounts_total,
       invoices_total)
     VALUES (?, ?, 'running', ?, ?, ?, ?, ?)`,
    run.id,
    run.throughOn,
    run.operator,
    run.origin,
    run.startedAtMs,
    run.accountsTotal,
    run.invoicesTotal,
  );
}

/** The id of the run that is under way; undefined when none is. */
export function findRunUnderWay(book: ReadableBook): string | undefined {
  return book.get<{ id: string }>("SELECT id FROM billing_run WHERE state = 'running'")?.id;
}

/** Since the first version, a run that was stopped is `cancelled` in the book. */
export function setRunState(
  book: WritableBook,
  runId: string,
  state: BillingRunView["state"],
  endedAtMs: number | null,
): void {
  const written = state === "stopped" ? "cancelled" : state;
  book.run("UPDATE billing_run SET state = ?, ended_at_ms = ? WHERE id = ?", written, endedAtMs, runId);
}

/**
 * A run is complete once nothing is due any more, whoever billed it: then every account it was for is done, and so are all the
 * invoices that it was to make, unless accounts are parked.
 */
export function completeRun(book: WritableBook, runId: string, endedAtMs: number): void {
  setRunState(book, runId, "complete", endedAtMs);
  book.run(
    `UPDATE billing_run SET accounts_done = accounts_total, invoices_total = iif(problem_count > 0, invoices_total, (
       SELECT coalesce(sum(invoice_count), 0) FROM billing_run_total WHERE run_id = billing_run.id))
     WHERE id = ?`,
    runId,
  );
}

/** A run that was under way when the application ended is marked so that it can be resumed. */
export function markInterruptedRuns(book: WritableBook): void {
  book.run("UPDATE billing_run SET state = 'interrupted' WHERE state = 'running'");
}

/** A run that has begun and is not over. */
export interface UnfinishedRun {
  readonly id: string;
  readonly operator: string;
  readonly origin: string;
}

/** The runs that have begun and are not over, the newest first. */
export function listUnfinishedRuns(book: ReadableBook): UnfinishedRun[] {
  return book.all<UnfinishedRun>(
    "SELECT id, operator, origin FROM billing_run WHERE state IN ('running', 'interrupted') ORDER BY started_at_ms DESC",
  );
}

/** What one batch of a run came to. */
export interface BatchOutcome {
  readonly accountsDone: number;
  readonly totals: readonly BillingRunTotals[];
  readonly problems: readonly { readonly accountId: string; readonly error: ErrorView }[];
}

/** Count a batch into its run, in the transaction that stores the batch's invoices. */
export function addBatchOutcome(book: WritableBook, runId: string, batch: BatchOutcome): void {
  book.run(
    "UPDATE billing_run SET accounts_done = accounts_done + ?, problem_count = problem_count + ? WHERE id = ?",
    batch.accountsDone,
    batch.problems.length,
    runId,
  );
  for (const total of batch.totals) {
    book.run(
      `INSERT INTO billing_run_total (run_id, currency, invoice_count, invoiced_minor, credit_applied_minor, carried_minor,
         due_minor, collected_minor, failed_minor, open_minor)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (run_id, currency) DO UPDATE SET
         invoice_count = billing_run_total.invoice_count + excluded.invoice_count,
         invoiced_minor = billing_run_total.invoiced_minor + excluded.invoiced_minor,
         credit_applied_minor = billing_run_total.credit_applied_minor + excluded.credit_applied_minor,
         carried_minor = billing_run_total.carried_minor + excluded.carried_minor,
         due_minor = billing_run_total.due_minor + excluded.due_minor,
         collected_minor = billing_run_total.collected_minor + excluded.collected_minor,
         failed_minor = billing_run_total.failed_minor + excluded.failed_minor,
         open_minor = billing_run_total.open_minor + excluded.open_minor`,
      runId,
      total.currency,
      total.invoiceCount,
      total.invoicedMinor,
      total.creditAppliedMinor,
      total.carriedMinor,
      total.dueMinor,
      total.collectedMinor,
      total.failedMinor,
      total.openMinor,
    );
  }
  for (const problem of batch.problems) {
    book.run(
      "INSERT INTO billing_run_problem (run_id, account_id, error) VALUES (?, ?, ?)",
      runId,
      problem.accountId,
      JSON.stringify(problem.error),
    );
  }
}

/** Forget that a run parked accounts, so that it takes them up again. @returns how many there were. */
export function clearProblems(book: WritableBook, runId: string): number {
  const row = book.get<{ count: number }>("SELECT count(*) AS count FROM billing_run_problem WHERE run_id = ?", runId);
  const count = row?.count ?? 0;
  if (count === 0) return 0;
  book.run("DELETE FROM billing_run_problem WHERE run_id = ?", runId);
  book.run("UPDATE billing_run SET accounts_done = accounts_done - ?, problem_count = 0 WHERE id = ?", count, runId);
  return count;
}

type RunRow = Omit<BillingRunView, "totals" | "problems" | "invoicesDone">;

const runSelect = `SELECT id, through_on AS throughOn, iif(state = 'cancelled', 'stopped', state) AS state, operator, started_at_ms AS startedAtMs, ended_at_ms AS endedAtMs,
    accounts_done AS accountsDone, accounts_total AS accountsTotal, invoices_total AS invoicesTotal,
    problem_count AS problemCount
  FROM billing_run`;

/** What a run came to so far, with how many invoices that are. It counts those: no account is done until its last period is billed. */
function withTotals(book: ReadableBook, run: RunRow): Omit<BillingRunView, "problems"> {
  const totals = readTotals(book, run.id);
  return { ...run, totals, invoicesDone: totals.reduce((sum, total) => sum + total.invoiceCount, 0) };
}

export function readTotals(book: ReadableBook, runId: string): BillingRunTotals[] {
  return book.all<BillingRunTotals>(
    `SELECT currency, invoice_count AS invoiceCount, invoiced_minor AS invoicedMinor,
       credit_applied_minor AS creditAppliedMinor, carried_minor AS carriedMinor, due_minor AS dueMinor,
       collected_minor AS collectedMinor, failed_minor AS failedMinor, open_minor AS openMinor
     FROM billing_run_total WHERE run_id = ? ORDER BY currency`,
    runId,
  );
}

/** A run without its problems; undefined where there is none with the id. */
export function findRunSummary(book: ReadableBook, runId: string): Omit<BillingRunView, "problems"> | undefined {
  const run = book.get<RunRow>(`${runSelect} WHERE id = ?`, runId);
  return run && withTotals(book, run);
}

/** A run's report; undefined where there is none with the id. */
export function findBillingRun(book: ReadableBook, runId: string): BillingRunView | undefined {
  const run = findRunSummary(book, runId);
  if (!run) return undefined;
  const problems = book
    .all<{ accountId: string; accountName: string; error: string }>(
      `SELECT problem.account_id AS accountId, account.name AS accountName, problem.error
       FROM billing_run_problem problem JOIN account ON account.id = problem.account_id
       WHERE problem.run_id = ? ORDER BY account.name LIMIT ?`,
      runId,
      listedProblemLimit,
    )
    .map((problem) => ({ ...problem, error: JSON.parse(problem.error) as ErrorView }));
  return { ...run, problems };
}

/** An account that a run left out. */
export interface RunProblem {
  readonly accountId: string;
  readonly accountName: string;
  readonly error: ErrorView;
}

/** Some of the accounts that a run left out, by their ids, after one of them; all of them, where a report names the first. */
export function listProblemsAfter(
  book: ReadableBook,
  runId: string,
  afterAccountId: string,
  limit: number,
): RunProblem[] {
  return book
    .all<Omit<RunProblem, "error"> & { readonly error: string }>(
      `SELECT problem.account_id AS accountId, account.name AS accountName, problem.error
       FROM billing_run_problem problem JOIN account ON account.id = problem.account_id
       WHERE problem.run_id = ? AND problem.account_id > ? ORDER BY problem.account_id LIMIT ?`,
      runId,
      afterAccountId,
      limit,
    )
    .map((problem) => ({ ...problem, error: JSON.parse(problem.error) as ErrorView }));
}

/** The newest runs, without their problems. */
export function listBillingRuns(book: ReadableBook, limit: number): Omit<BillingRunView, "problems">[] {
  return book
    .all<RunRow>(`${runSelect} ORDER BY started_at_ms DESC, id DESC LIMIT ?`, limit)
    .map((run) => withTotals(book, run));
}
