import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** An import whose rows wait in the book, or are being written. */
export interface StagedImport {
  readonly number: number;
  readonly idempotencyKey: string;
  readonly operator: string;
  /** Null: begun by a version that knew the name only. */
  readonly operatorId: string | null;
  readonly origin: string;
  /** 1 once all its rows were found good: then they are written, whatever happens. */
  readonly isAccepted: number;
}

const stagedColumns =
  "number, idempotency_key AS idempotencyKey, operator, operator_id AS operatorId, origin, is_accepted AS isAccepted";

/** @returns the number that its rows are staged under. */
export function insertStagedImport(
  book: WritableBook,
  {
    idempotencyKey,
    operator,
    operatorId,
    origin,
  }: Pick<StagedImport, "idempotencyKey" | "operator" | "operatorId" | "origin">,
): number {
  const row = book.get<{ number: number }>(
    "INSERT INTO staged_import (idempotency_key, operator, operator_id, origin) VALUES (?, ?, ?, ?) RETURNING number",
    idempotencyKey,
    operator,
    operatorId,
    origin,
  );
  return row?.number ?? 0;
}

export function listStagedImports(book: ReadableBook): StagedImport[] {
  return book.all(`SELECT ${stagedColumns} FROM staged_import ORDER BY number`);
}

/** The import that was accepted under the key and is not written to its end; undefined where there is none. */
export function findAcceptedImport(book: ReadableBook, idempotencyKey: string): StagedImport | undefined {
  return book.get(
    `SELECT ${stagedColumns} FROM staged_import WHERE idempotency_key = ? AND is_accepted = 1`,
    idempotencyKey,
  );
}

export function acceptStagedImport(book: WritableBook, number: number): void {
  book.run("UPDATE staged_import SET is_accepted = 1 WHERE number = ?", number);
}

export function insertStagedRow(book: WritableBook, number: number, position: number, content: string): void {
  book.run(
    "INSERT INTO staged_import_row (import_number, position, content) VALUES (?, ?, ?)",
    number,
    position,
    content,
  );
}

export interface StoredRow {
  readonly position: number;
  readonly content: string;
}

/** The rows that are left, in the order in which they are written. */
export function listStagedRows(book: ReadableBook, number: number, limit: number): StoredRow[] {
  const sql = "SELECT position, content FROM staged_import_row WHERE import_number = ? ORDER BY position LIMIT ?";
  return book.all(sql, number, limit);
}

/** How many rows are left: their positions have no gap, and counting a million of them takes a while. */
export function countStagedRows(book: ReadableBook, number: number): number {
  const sql = `SELECT (SELECT max(position) FROM staged_import_row WHERE import_number = ?)
      - (SELECT min(position) FROM staged_import_row WHERE import_number = ?) + 1 AS count`;
  return book.get<{ count: number | null }>(sql, number, number)?.count ?? 0;
}

export function deleteStagedRowsThrough(book: WritableBook, number: number, position: number): void {
  book.run("DELETE FROM staged_import_row WHERE import_number = ? AND position <= ?", number, position);
}

/**
 * Reserve something for an import.
 *
 * @returns whether it has just become this import's, was so before, or is another one's.
 */
export function insertClaim(book: WritableBook, number: number, claim: string): "new" | "own" | "taken" {
  const held = book.get<{ number: number }>("SELECT import_number AS number FROM import_claim WHERE claim = ?", claim);
  if (held) return held.number === number ? "own" : "taken";
  book.run("INSERT INTO import_claim (claim, import_number) VALUES (?, ?)", claim, number);
  return "new";
}

export function isClaimed(book: ReadableBook, claim: string): boolean {
  return book.get("SELECT 1 AS found FROM import_claim WHERE claim = ?", claim) !== undefined;
}

/** Whether any import is on its way. */
export function hasClaims(book: ReadableBook): boolean {
  return book.get("SELECT 1 AS found FROM import_claim LIMIT 1") !== undefined;
}

/**
 * Let go of some of what is reserved for an import, and of the import itself once it is all.
 *
 * @returns whether there is more.
 */
export function releaseClaims(book: WritableBook, number: number, limit: number): boolean {
  const sql = "SELECT claim FROM import_claim WHERE import_number = ? LIMIT ?";
  const claims = book.all<{ claim: string }>(sql, number, limit);
  for (const { claim } of claims) book.run("DELETE FROM import_claim WHERE claim = ?", claim);
  if (claims.length === limit) return true;
  book.run("DELETE FROM staged_import WHERE number = ?", number);
  return false;
}
