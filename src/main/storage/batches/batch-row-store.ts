import type { BatchRow, BatchRowReading } from "../../../shared/contract/batches.ts";
import { countedTogether, type MovedCredit } from "../../domain/access/limits.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import type { StoredBatch } from "./batch-store.ts";

export type BatchRowState = BatchRow["state"];

/** Where a row is: in which batch, and in which place of its file. */
export interface RowPlace {
  readonly batchNumber: number;
  readonly position: number;
}

/** A row as it was read. Where nothing is wrong with it: a digest of what it asks for, and the row that did the same before. */
interface ReadRow {
  readonly row: BatchRowReading;
  readonly key: Uint8Array | null;
  readonly repeats: RowPlace | null;
}

/** Put what was read of a row in its place. One that was applied before stays as it is. */
export function putReadRow(
  book: WritableBook,
  { batchNumber, position }: RowPlace,
  { row, key, repeats }: ReadRow,
): void {
  const isBad = row.problems.length > 0;
  book.run(
    `INSERT INTO adjustment_batch_row
       (batch_number, position, state, content, has_problem, content_key, repeats_batch_number, repeats_position)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (batch_number, position) DO UPDATE SET state = excluded.state, content = excluded.content, has_problem = excluded.has_problem,
       content_key = excluded.content_key, repeats_batch_number = excluded.repeats_batch_number, repeats_position = excluded.repeats_position
     WHERE adjustment_batch_row.state IN ('ready', 'repeated', 'bad')`,
    batchNumber,
    position,
    isBad ? "bad" : repeats ? "repeated" : "ready",
    JSON.stringify(row),
    isBad ? 1 : 0,
    key,
    repeats?.batchNumber ?? null,
    repeats?.position ?? null,
  );
}

/** Whether another batch of the same occasion has rows that it applied. */
export function hasAppliedBatchBeside(
  book: ReadableBook,
  { number, occasion }: Pick<StoredBatch, "number" | "occasion">,
): boolean {
  const sql = `SELECT 1 FROM adjustment_batch
    WHERE number <> ? AND occasion IS ? AND state IN ('applying', 'applied', 'undoing') LIMIT 1`;
  return book.get(sql, number, occasion) !== undefined;
}

/**
 * The row of another batch of the same occasion that asks for the same, was applied and not taken back since. Each of them is what one row
 * at the most repeats: of three rows that ask for the same, where there were two, the third is no repetition.
 */
export function findAppliedTwin(
  book: ReadableBook,
  { number, occasion }: Pick<StoredBatch, "number" | "occasion">,
  { position, key }: { readonly position: number; readonly key: Uint8Array },
): RowPlace | null {
  const taken = book.get<RowPlace>(
    `SELECT r.repeats_batch_number AS batchNumber, r.repeats_position AS position
     FROM adjustment_batch_row r INDEXED BY adjustment_batch_row_repeating
     WHERE r.batch_number = ? AND r.content_key = ? AND r.position < ? AND r.repeats_batch_number IS NOT NULL
     ORDER BY r.position DESC LIMIT 1`,
    number,
    key,
    position,
  );
  const after = taken ?? { batchNumber: 0, position: 0 };
  // Its own rows lie between the two, and are passed over at once however many they are.
  const behind = { batchNumber: number, position: Number.MAX_SAFE_INTEGER };
  return (
    firstApplied(book, { key, occasion, after, before: number }) ??
    firstApplied(book, {
      key,
      occasion,
      after: after.batchNumber > number ? after : behind,
      before: Number.MAX_SAFE_INTEGER,
    }) ??
    null
  );
}

interface AppliedRange {
  readonly key: Uint8Array;
  readonly occasion: string | null;
  readonly after: RowPlace;
  /** The number of a batch. */
  readonly before: number;
}

function firstApplied(book: ReadableBook, { key, occasion, after, before }: AppliedRange): RowPlace | undefined {
  return book.get<RowPlace>(
    `SELECT r.batch_number AS batchNumber, r.position
     FROM adjustment_batch_row r INDEXED BY adjustment_batch_row_standing CROSS JOIN adjustment_batch b
     WHERE r.content_key = ? AND r.state = 'applied' AND (r.batch_number, r.position) > (?, ?) AND r.batch_number < ?
       AND b.number = r.batch_number AND b.occasion IS ?
       AND NOT EXISTS (SELECT 1 FROM ledger_entry WHERE reverses_entry_id = r.entry_id)
     ORDER BY r.batch_number, r.position LIMIT 1`,
    key,
    after.batchNumber,
    after.position,
    before,
    occasion,
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

/** A row that was kept before rows could name a day names none. */
type KeptReading = Omit<BatchRowReading, "countsOn"> & Partial<Pick<BatchRowReading, "countsOn">>;

const toRow = ({ content, ...row }: RowColumns): StoredBatchRow => {
  const kept = JSON.parse(content) as KeptReading;
  return { ...row, row: { ...kept, countsOn: kept.countsOn ?? null } };
};

/** Which rows of a batch are listed: all of them, those with a problem, or those that an earlier batch applied. */
type ListedRows = "all" | "problems" | "repeated";

const listedColumns = `r.position, r.state, r.content, r.entry_id AS entryId, CAST(twin.content ->> 'lineNumber' AS BIGINT) AS twinLineNumber,
  twin.entry_id AS twinEntryId, b.id AS twinBatchId, b.name AS twinName, b.applied_at_ms AS twinAppliedAtMs
  FROM adjustment_batch_row r
  LEFT JOIN adjustment_batch_row twin ON twin.batch_number = r.repeats_batch_number AND twin.position = r.repeats_position
  LEFT JOIN adjustment_batch b ON b.number = r.repeats_batch_number
  WHERE r.batch_number = ? AND r.position > ?`;

const listedSql: Readonly<Record<ListedRows, string>> = {
  all: `SELECT ${listedColumns} ORDER BY r.position LIMIT ?`,
  problems: `SELECT ${listedColumns} AND r.has_problem = 1 ORDER BY r.position LIMIT ?`,
  repeated: `SELECT ${listedColumns} AND r.state = 'repeated' ORDER BY r.position LIMIT ?`,
};

interface ListedColumns extends RowColumns {
  readonly twinBatchId: string | null;
  readonly twinName: string;
  readonly twinLineNumber: number;
  readonly twinAppliedAtMs: number;
  readonly twinEntryId: string | null;
}

/** Rows in the order of the file, each with the row that did the same before. */
export function listBatchRows(
  book: ReadableBook,
  number: number,
  { listed, afterPosition, limit }: { listed: ListedRows; afterPosition: number; limit: number },
): BatchRow[] {
  return book.all<ListedColumns>(listedSql[listed], number, afterPosition, limit).map((columns) => {
    const { twinBatchId, twinName, twinLineNumber, twinAppliedAtMs, twinEntryId, ...stored } = columns;
    const { row, ...rest } = toRow(stored);
    const repeats = twinBatchId === null ? null : { batchId: twinBatchId, name: twinName };
    const twin = { lineNumber: twinLineNumber, appliedAtMs: twinAppliedAtMs, entryId: twinEntryId };
    return { ...row, ...rest, repeats: repeats && { ...repeats, ...twin } };
  });
}

export function findBatchRow(book: ReadableBook, number: number, position: number): StoredBatchRow | undefined {
  const sql = `SELECT position, state, content, entry_id AS entryId FROM adjustment_batch_row
    WHERE batch_number = ? AND position = ?`;
  const row = book.get<RowColumns>(sql, number, position);
  return row && toRow(row);
}

/** The next rows to be applied, in the order of the file. */
export function listRowsToApply(
  book: ReadableBook,
  { number, takesRepeated }: Pick<StoredBatch, "number" | "takesRepeated">,
  afterPosition: number,
  limit: number,
): (StoredBatchRow & { readonly key: Uint8Array })[] {
  const sql = `SELECT position, state, content, entry_id AS entryId, content_key AS key FROM adjustment_batch_row
    WHERE batch_number = ? AND position > ? AND (state = 'ready' OR (? = 1 AND state = 'repeated')) ORDER BY position LIMIT ?`;
  return book
    .all<RowColumns & { key: Uint8Array }>(sql, number, afterPosition, takesRepeated ? 1 : 0, limit)
    .map(({ key, ...row }) => ({ ...toRow(row), key }));
}

/** Leave a row out, because another batch has applied one that asks for the same. */
export function markRepeated(book: WritableBook, { batchNumber, position }: RowPlace, twin: RowPlace): void {
  book.run(
    `UPDATE adjustment_batch_row SET state = 'repeated', repeats_batch_number = ?, repeats_position = ?
     WHERE batch_number = ? AND position = ?`,
    twin.batchNumber,
    twin.position,
    batchNumber,
    position,
  );
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

/** What the rows of a batch that are in one of some states give or take, by currency. */
export function sumBatchRows(book: ReadableBook, number: number, states: readonly BatchRowState[]): MovedCredit[] {
  const sums = book.all<MovedCredit>(
    `SELECT content ->> 'currency' AS currency, sum(abs(CAST(content ->> 'amountMinor' AS BIGINT))) AS amountMinor,
       max(abs(CAST(content ->> 'amountMinor' AS BIGINT))) AS largestMinor
     FROM adjustment_batch_row WHERE batch_number = ? AND state IN (SELECT value FROM json_each(?)) GROUP BY 1 ORDER BY 1`,
    number,
    JSON.stringify(states),
  );
  return sums.map(({ amountMinor, ...sum }) => ({ ...sum, amountMinor: countedTogether(0, amountMinor) }));
}

/** The same for those that give and those that take, with how many they are. */
export function sumSignedBatchRows(
  book: ReadableBook,
  number: number,
  states: readonly BatchRowState[],
): { readonly currency: string; readonly amountMinor: number; readonly rowCount: number }[] {
  return book.all(
    `SELECT content ->> 'currency' AS currency, sum(CAST(content ->> 'amountMinor' AS BIGINT)) AS amountMinor, count(*) AS rowCount
     FROM adjustment_batch_row WHERE batch_number = ? AND state IN (SELECT value FROM json_each(?))
     GROUP BY content ->> 'currency', CAST(content ->> 'amountMinor' AS BIGINT) > 0 ORDER BY 1, 2`,
    number,
    JSON.stringify(states),
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
