import type {
  BatchChoices,
  BatchHead,
  BatchRow,
  BatchRowReading,
  BatchTotal,
  BatchView,
} from "../../../shared/contract/batches.ts";
import { searchKey } from "../../../shared/folding.ts";
import { countedTogether, type MovedCredit } from "../../domain/access/limits.ts";
import type { FoundAccount } from "../../domain/batches/read-adjustment.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

export type BatchRowState = BatchRow["state"];

/** A batch as it is stored. */
export interface StoredBatch extends Omit<BatchView, "stuckCount"> {
  readonly number: number;
  readonly contentHash: string;
  /** Who did last what was done with it; null: checked by a version that knew the name only. */
  readonly operatorId: string | null;
  /** The request whose approval lets its rows through; null where none had to. */
  readonly approvalId: string | null;
  readonly origin: string;
  readonly undoNote: string | null;
}

type StoredColumns = Omit<StoredBatch, "choices" | "totals"> & { readonly choices: string; readonly totals: string };

const batchColumns = `number, id, content_hash AS contentHash, name, choices, state, row_count AS rowCount, ready_count AS readyCount,
  bad_count AS badCount, applied_count AS appliedCount, undone_count AS undoneCount, totals, operator, operator_id AS operatorId, approval_id AS approvalId, origin,
  undo_note AS undoNote,
  created_at_ms AS createdAtMs, applied_at_ms AS appliedAtMs`;

function toBatch(row: StoredColumns): StoredBatch {
  return {
    ...row,
    choices: JSON.parse(row.choices) as BatchChoices,
    totals: JSON.parse(row.totals) as BatchTotal[],
  };
}

/** @returns the number that its rows are kept under. */
export function insertBatch(
  book: WritableBook,
  batch: Pick<
    StoredBatch,
    "id" | "contentHash" | "name" | "choices" | "operator" | "operatorId" | "origin" | "createdAtMs"
  > & {
    readonly header: string;
  },
): number {
  const { id, contentHash, name, header, choices, operator, operatorId, origin, createdAtMs } = batch;
  book.run(
    `INSERT INTO adjustment_batch (id, content_hash, name, header, choices, state, operator, operator_id, origin, created_at_ms)
     VALUES (?, ?, ?, ?, ?, 'checking', ?, ?, ?, ?)`,
    id,
    contentHash,
    name,
    header,
    JSON.stringify(choices),
    operator,
    operatorId,
    origin,
    createdAtMs,
  );
  return book.get<{ number: number }>("SELECT last_insert_rowid() AS number")?.number ?? 0;
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
  const { id, name, state, rowCount, readyCount, badCount, appliedCount, undoneCount, operator, createdAtMs } = batch;
  const head = { id, name, state, rowCount, readyCount, badCount, appliedCount, undoneCount, operator, createdAtMs };
  return { ...head, appliedAtMs: batch.appliedAtMs, stuckCount: countStuckRows(book, batch.number) };
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
  "state" | "rowCount" | "readyCount" | "badCount" | "appliedCount" | "undoneCount"
> &
  Pick<StoredBatch, "totals" | "operator" | "operatorId" | "approvalId" | "origin" | "undoNote" | "appliedAtMs">;

export function updateBatch(book: WritableBook, batch: StoredBatch, change: Partial<BatchChange>): void {
  const changed = { ...batch, ...change };
  book.run(
    `UPDATE adjustment_batch SET state = ?, row_count = ?, ready_count = ?, bad_count = ?, applied_count = ?, undone_count = ?,
       totals = ?, operator = ?, operator_id = ?, approval_id = ?, origin = ?, undo_note = ?, applied_at_ms = ? WHERE number = ?`,
    changed.state,
    changed.rowCount,
    changed.readyCount,
    changed.badCount,
    changed.appliedCount,
    changed.undoneCount,
    JSON.stringify(changed.totals),
    changed.operator,
    changed.operatorId,
    changed.approvalId,
    changed.origin,
    changed.undoNote,
    changed.appliedAtMs,
    batch.number,
  );
}

/** Put what was read of a row in its place. One that was applied before stays as it is. */
export function putReadRow(book: WritableBook, number: number, position: number, row: BatchRowReading): void {
  const isBad = row.problems.length > 0;
  book.run(
    `INSERT INTO adjustment_batch_row (batch_number, position, state, content, has_problem) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET state = excluded.state, content = excluded.content, has_problem = excluded.has_problem
     WHERE state IN ('ready', 'bad')`,
    number,
    position,
    isBad ? "bad" : "ready",
    JSON.stringify(row),
    isBad ? 1 : 0,
  );
}

/** A row with what was read of it. */
export interface StoredBatchRow {
  readonly position: number;
  readonly state: BatchRowState;
  readonly row: BatchRowReading;
  readonly entryId: string | null;
}

interface RowColumns extends Omit<StoredBatchRow, "row"> {
  readonly content: string;
}

const toRow = ({ content, ...row }: RowColumns): StoredBatchRow => ({
  ...row,
  row: JSON.parse(content) as BatchRowReading,
});

/** Rows in the order of the file. */
export function listBatchRows(
  book: ReadableBook,
  number: number,
  { withProblems, afterPosition, limit }: { withProblems: boolean; afterPosition: number; limit: number },
): StoredBatchRow[] {
  const columns = "position, state, content, entry_id AS entryId";
  const sql = withProblems
    ? `SELECT ${columns} FROM adjustment_batch_row WHERE batch_number = ? AND position > ? AND has_problem = 1 ORDER BY position LIMIT ?`
    : `SELECT ${columns} FROM adjustment_batch_row WHERE batch_number = ? AND position > ? ORDER BY position LIMIT ?`;
  return book.all<RowColumns>(sql, number, afterPosition, limit).map(toRow);
}

export function findBatchRow(book: ReadableBook, number: number, position: number): StoredBatchRow | undefined {
  const sql = `SELECT position, state, content, entry_id AS entryId FROM adjustment_batch_row
    WHERE batch_number = ? AND position = ?`;
  const row = book.get<RowColumns>(sql, number, position);
  return row && toRow(row);
}

/** The next rows to be applied, in the order of the file. */
export function listReadyRows(
  book: ReadableBook,
  number: number,
  afterPosition: number,
  limit: number,
): StoredBatchRow[] {
  const sql = `SELECT position, state, content, entry_id AS entryId FROM adjustment_batch_row
    WHERE batch_number = ? AND position > ? AND state = 'ready' ORDER BY position LIMIT ?`;
  return book.all<RowColumns>(sql, number, afterPosition, limit).map(toRow);
}

/** The next rows to be undone: what was applied last is undone first. */
export function listAppliedRows(
  book: ReadableBook,
  number: number,
  beforePosition: number,
  limit: number,
): StoredBatchRow[] {
  const sql = `SELECT position, state, content, entry_id AS entryId FROM adjustment_batch_row
    WHERE batch_number = ? AND position < ? AND state = 'applied' ORDER BY position DESC LIMIT ?`;
  return book.all<RowColumns>(sql, number, beforePosition, limit).map(toRow);
}

/** What the rows of a batch that are in a state give or take, by currency. */
export function sumBatchRows(book: ReadableBook, number: number, state: BatchRowState): MovedCredit[] {
  const sums = book.all<MovedCredit>(
    `SELECT content ->> 'currency' AS currency, sum(abs(content ->> 'amountMinor')) AS amountMinor,
       max(abs(content ->> 'amountMinor')) AS largestMinor
     FROM adjustment_batch_row WHERE batch_number = ? AND state = ? GROUP BY 1 ORDER BY 1`,
    number,
    state,
  );
  return sums.map(({ amountMinor, ...sum }) => ({ ...sum, amountMinor: countedTogether(0, amountMinor) }));
}

/** The same for those that give and those that take, with how many they are. */
export function sumSignedBatchRows(
  book: ReadableBook,
  number: number,
  state: BatchRowState,
): { readonly currency: string; readonly amountMinor: number; readonly rowCount: number }[] {
  return book.all(
    `SELECT content ->> 'currency' AS currency, sum(content ->> 'amountMinor') AS amountMinor, count(*) AS rowCount
     FROM adjustment_batch_row WHERE batch_number = ? AND state = ?
     GROUP BY content ->> 'currency', content ->> 'amountMinor' > 0 ORDER BY 1, 2`,
    number,
    state,
  );
}

export function markRow(
  book: WritableBook,
  number: number,
  position: number,
  { state, entryId }: Pick<StoredBatchRow, "state" | "entryId">,
): void {
  book.run(
    `UPDATE adjustment_batch_row SET state = ?, entry_id = ? WHERE batch_number = ? AND position = ?`,
    state,
    entryId,
    number,
    position,
  );
}

/** Say what is wrong with a row, or that nothing is any more. */
export function markProblem(
  book: WritableBook,
  number: number,
  { position, row }: StoredBatchRow,
  state: BatchRowState,
  problems: BatchRowReading["problems"],
): void {
  book.run(
    `UPDATE adjustment_batch_row SET state = ?, content = ?, has_problem = ? WHERE batch_number = ? AND position = ?`,
    state,
    JSON.stringify({ ...row, problems }),
    problems.length > 0 ? 1 : 0,
    number,
    position,
  );
}

/**
 * Forget a batch that was never applied, so many rows at a time.
 *
 * @returns whether there is more.
 */
export function deleteBatchRows(book: WritableBook, number: number, limit: number): boolean {
  const sql =
    "SELECT max(position) AS position FROM (SELECT position FROM adjustment_batch_row WHERE batch_number = ? ORDER BY position LIMIT ?)";
  const last = book.get<{ position: number | null }>(sql, number, limit)?.position ?? null;
  if (last !== null) {
    book.run("DELETE FROM adjustment_batch_row WHERE batch_number = ? AND position <= ?", number, last);
    return true;
  }
  book.run("DELETE FROM adjustment_batch WHERE number = ?", number);
  return false;
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
