import type { BatchChoices, BatchHead, BatchTotal, BatchView } from "../../../shared/contract/batches.ts";
import type { CivilDate } from "../../../shared/calendar.ts";
import { searchKey } from "../../../shared/folding.ts";
import type { FoundAccount } from "../../domain/batches/read-adjustment.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** A batch as it is stored. */
export interface StoredBatch extends Omit<BatchView, "stuckCount"> {
  readonly number: number;
  readonly contentHash: string;
  /** Who did last what was done with it; null: checked by a version that knew the name only. */
  readonly operatorId: string | null;
  /** The request whose approval lets its rows through; null where none had to. */
  readonly approvalId: string | null;
  /** Whose limit of which day its rows are counted against; null where nobody's is. */
  readonly countedOperatorId: string | null;
  readonly countedOn: CivilDate | null;
  readonly origin: string;
  readonly undoNote: string | null;
  /** What tells it from a batch of the same content; only batches of the same occasion are compared. */
  readonly occasion: string | null;
  /** Whether rows that an earlier batch applied are applied once more. */
  readonly takesRepeated: boolean;
}

interface StoredColumns extends Omit<StoredBatch, "choices" | "totals" | "repeatedTotals" | "takesRepeated"> {
  readonly choices: string;
  readonly totals: string;
  readonly repeatedTotals: string;
  readonly takesRepeated: 0 | 1;
}

const batchColumns = `number, id, content_hash AS contentHash, name, choices, state, row_count AS rowCount, ready_count AS readyCount,
  repeated_count AS repeatedCount, bad_count AS badCount, applied_count AS appliedCount, undone_count AS undoneCount, totals, repeated_totals AS repeatedTotals,
  operator, operator_id AS operatorId, approval_id AS approvalId, counted_operator_id AS countedOperatorId, counted_on AS countedOn, origin, undo_note AS undoNote, occasion, takes_repeated AS takesRepeated,
  created_at_ms AS createdAtMs, applied_at_ms AS appliedAtMs`;

function toBatch(row: StoredColumns): StoredBatch {
  return {
    ...row,
    choices: JSON.parse(row.choices) as BatchChoices,
    totals: JSON.parse(row.totals) as BatchTotal[],
    repeatedTotals: JSON.parse(row.repeatedTotals) as BatchTotal[],
    takesRepeated: row.takesRepeated === 1,
  };
}

/** @returns the number that its rows are kept under. */
export function insertBatch(
  book: WritableBook,
  batch: Pick<
    StoredBatch,
    "id" | "contentHash" | "occasion" | "name" | "choices" | "operator" | "operatorId" | "origin" | "createdAtMs"
  > & {
    readonly header: string;
  },
): number {
  const { id, contentHash, occasion, name, header, choices, operator, operatorId, origin, createdAtMs } = batch;
  const row = book.get<{ number: number }>(
    `INSERT INTO adjustment_batch (id, content_hash, occasion, name, header, choices, state, operator, operator_id, origin, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, 'checking', ?, ?, ?, ?) RETURNING number`,
    id,
    contentHash,
    occasion,
    name,
    header,
    JSON.stringify(choices),
    operator,
    operatorId,
    origin,
    createdAtMs,
  );
  return row?.number ?? 0;
}

export function findBatch(book: ReadableBook, batchId: string): StoredBatch | undefined {
  const row = book.get<StoredColumns>(`SELECT ${batchColumns} FROM adjustment_batch WHERE id = ?`, batchId);
  return row && toBatch(row);
}

export function findBatchNumbered(book: ReadableBook, number: number): StoredBatch | undefined {
  const row = book.get<StoredColumns>(`SELECT ${batchColumns} FROM adjustment_batch WHERE number = ?`, number);
  return row && toBatch(row);
}

/** The batch of the content that is applied and not undone. */
export function findStandingBatch(book: ReadableBook, contentHash: string): StoredBatch | undefined {
  const row = book.get<StoredColumns>(
    `SELECT ${batchColumns} FROM adjustment_batch WHERE content_hash = ? AND state IN ('applying', 'applied', 'undoing')`,
    contentHash,
  );
  return row && toBatch(row);
}

/** The choices that the newest file with these columns was applied with. */
export function findRememberedChoices(book: ReadableBook, header: string): BatchChoices | null {
  const row = book.get<{ choices: string }>(
    `SELECT choices FROM adjustment_batch WHERE header = ? AND state IN ('applying', 'applied', 'undoing')
     ORDER BY number DESC LIMIT 1`,
    header,
  );
  return row ? (JSON.parse(row.choices) as BatchChoices) : null;
}

/** The columns of the files that were applied lately with what each was read by, the newest first. */
export function listAppliedChoices(
  book: ReadableBook,
  limit: number,
): { readonly header: string; readonly choices: BatchChoices }[] {
  return book
    .all<{ header: string; choices: string }>(
      `SELECT header, choices FROM adjustment_batch WHERE state IN ('applying', 'applied', 'undoing')
       ORDER BY number DESC LIMIT ?`,
      limit,
    )
    .map(({ header, choices }) => ({ header, choices: JSON.parse(choices) as BatchChoices }));
}

/** Batches that somebody was at work on when the book was closed or the process ended. */
export function listUnfinishedBatches(book: ReadableBook): StoredBatch[] {
  return book
    .all<StoredColumns>(
      `SELECT ${batchColumns} FROM adjustment_batch WHERE state IN ('checking', 'applying', 'undoing') ORDER BY number`,
    )
    .map(toBatch);
}

export function listBatches(book: ReadableBook, limit: number): BatchHead[] {
  return book
    .all<StoredColumns>(`SELECT ${batchColumns} FROM adjustment_batch ORDER BY number DESC LIMIT ?`, limit)
    .map((row) => toHead(book, toBatch(row)));
}

export function toHead(book: ReadableBook, batch: StoredBatch): BatchHead {
  const { id, name, state, rowCount, readyCount, repeatedCount, badCount, appliedCount, undoneCount } = batch;
  const counts = { rowCount, readyCount, repeatedCount, badCount, appliedCount, undoneCount };
  const { operator, createdAtMs, appliedAtMs } = batch;
  const stuckCount = countStuckRows(book, batch.number);
  return { id, name, state, ...counts, stuckCount, operator, createdAtMs, appliedAtMs };
}

/** Rows that were applied and could not be undone. */
function countStuckRows(book: ReadableBook, number: number): number {
  const sql = `SELECT count(*) AS count FROM adjustment_batch_row WHERE batch_number = ? AND has_problem = 1 AND state = 'applied'`;
  return book.get<{ count: number }>(sql, number)?.count ?? 0;
}

export function countProblemRows(book: ReadableBook, number: number): number {
  const sql = "SELECT count(*) AS count FROM adjustment_batch_row WHERE batch_number = ? AND has_problem = 1";
  return book.get<{ count: number }>(sql, number)?.count ?? 0;
}

/** What changes of a batch while it is worked on. */
type BatchChange = Pick<
  StoredBatch,
  "state" | "rowCount" | "readyCount" | "repeatedCount" | "badCount" | "appliedCount" | "undoneCount"
> &
  Pick<StoredBatch, "totals" | "repeatedTotals" | "takesRepeated"> &
  Pick<StoredBatch, "operator" | "operatorId" | "approvalId" | "origin" | "undoNote" | "appliedAtMs">;

export function updateBatch(book: WritableBook, batch: StoredBatch, change: Partial<BatchChange>): void {
  const changed = { ...batch, ...change };
  book.run(
    `UPDATE adjustment_batch SET state = ?, row_count = ?, ready_count = ?, repeated_count = ?, bad_count = ?,
       applied_count = ?, undone_count = ?, totals = ?, repeated_totals = ?, takes_repeated = ?, operator = ?, operator_id = ?, approval_id = ?, counted_operator_id = ?, counted_on = ?, origin = ?, undo_note = ?, applied_at_ms = ? WHERE number = ?`,
    changed.state,
    changed.rowCount,
    changed.readyCount,
    changed.repeatedCount,
    changed.badCount,
    changed.appliedCount,
    changed.undoneCount,
    JSON.stringify(changed.totals),
    JSON.stringify(changed.repeatedTotals),
    changed.takesRepeated ? 1 : 0,
    changed.operator,
    changed.operatorId,
    changed.approvalId,
    changed.countedOperatorId,
    changed.countedOn,
    changed.origin,
    changed.undoNote,
    changed.appliedAtMs,
    batch.number,
  );
}

/** The accounts that are called so, at most ten: those of exactly this name, or failing these of one that a search takes for the same. */
export function findAccountsByName(book: ReadableBook, name: string): FoundAccount[] {
  const alike = book.all<FoundAccount>(
    "SELECT account_id AS id, name, currency FROM account_listing WHERE name_key = ? LIMIT 10",
    searchKey(name),
  );
  const exact = alike.filter((account) => account.name === name);
  return exact.length > 0 ? exact : alike;
}

/** What a row shows of the account it names. */
export function findNamedAccount(book: ReadableBook, accountId: string): FoundAccount | undefined {
  return book.get("SELECT id, name, currency FROM account WHERE id = ?", accountId);
}
