import type { ApprovalRequest } from "../../../shared/contract/approvals.ts";
import type { CountedDay } from "../access/limit-store.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** An import whose rows wait in the book, or are being written; or that was approved and could not be. */
export interface StagedImport {
  readonly number: number;
  readonly idempotencyKey: string;
  readonly operator: string;
  /** Null: begun by a version that knew the name only. */
  readonly operatorId: string | null;
  readonly origin: string;
  /** 1 once all its rows were found good: then they are written, whatever happens. */
  readonly isAccepted: number;
  /** The request by which it waits, or was approved; null where it needed none. */
  readonly approvalId: string | null;
  readonly requestState: ApprovalRequest["state"] | null;
  /** Against whose day it is counted; null where nobody's is. */
  readonly countedOperatorId: string | null;
  readonly countedOn: CountedDay["on"] | null;
  /** Why nothing of it was written that was approved, as JSON of what is told; null otherwise. */
  readonly problem: string | null;
}

const stagedSelect = `SELECT number, idempotency_key AS idempotencyKey, operator, operator_id AS operatorId, origin, is_accepted AS isAccepted,
    approval_id AS approvalId, (SELECT state FROM approval_request r WHERE r.id = approval_id) AS requestState,
    counted_operator_id AS countedOperatorId, counted_on AS countedOn, problem
  FROM staged_import s`;

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

/** The imports that something is to be done about: all but those that wait for a decision, and those that are given up for good. */
export function listStagedImports(book: ReadableBook): StagedImport[] {
  return book
    .all<StagedImport & { readonly isEmpty: number }>(
      `SELECT *, NOT EXISTS (SELECT 1 FROM staged_import_row r WHERE r.import_number = number)
           AND NOT EXISTS (SELECT 1 FROM import_claim c WHERE c.import_number = number) AS isEmpty
         FROM (${stagedSelect}) ORDER BY number`,
    )
    .filter(({ requestState, problem, isEmpty }) => requestState !== "pending" && (problem === null || isEmpty === 0));
}

/** Whether an import is about to write its rows: one that waits for approval is not, nor one that is being given up. */
export function isImportUnderWay(book: ReadableBook): boolean {
  return listStagedImports(book).some(
    ({ requestState, problem }) => problem === null && (requestState === null || requestState === "approved"),
  );
}

/** The import that a request is about; undefined once it is written, or given up because the request was not approved. */
export function findImportOfRequest(book: ReadableBook, requestId: string): StagedImport | undefined {
  return book.get(`${stagedSelect} WHERE approval_id = ?`, requestId);
}

/** Have a staged import wait for the decision of a request. */
export function leaveToApproval(book: WritableBook, number: number, requestId: string): void {
  book.run("UPDATE staged_import SET approval_id = ? WHERE number = ?", requestId, number);
}

/** Remember against whose day an approved import was counted. */
export function noteCounted(book: WritableBook, number: number, { operatorId, on }: CountedDay): void {
  book.run("UPDATE staged_import SET counted_operator_id = ?, counted_on = ? WHERE number = ?", operatorId, on, number);
}

/** Say why nothing of an approved import is written. @param problem JSON of what is told. */
export function giveUpStagedImport(book: WritableBook, number: number, problem: string): void {
  book.run("UPDATE staged_import SET problem = ? WHERE number = ?", problem, number);
}

/** The import that was accepted under the key and is not written to its end; undefined where there is none. */
export function findAcceptedImport(book: ReadableBook, idempotencyKey: string): StagedImport | undefined {
  return book.get(`${stagedSelect} WHERE idempotency_key = ? AND is_accepted = 1`, idempotencyKey);
}

export function acceptStagedImport(book: WritableBook, number: number): void {
  book.run("UPDATE staged_import SET is_accepted = 1 WHERE number = ?", number);
}

/** Put rows into the book, one after the other. @param afterPosition that of the row before them; 0 where there is none. */
export function insertStagedRows(
  book: WritableBook,
  number: number,
  afterPosition: number,
  contents: readonly string[],
): void {
  book.run(
    `INSERT INTO staged_import_row (import_number, position, content)
     SELECT ?, ? + CAST(key AS BIGINT), value FROM json_each(?)`,
    number,
    afterPosition + 1,
    JSON.stringify(contents),
  );
}

export interface StoredRow {
  readonly position: number;
  readonly content: string;
}

/** The rows that are left behind a position, in the order in which they are written. */
export function listStagedRows(book: ReadableBook, number: number, limit: number, afterPosition = 0): StoredRow[] {
  const sql = `SELECT position, content FROM staged_import_row WHERE import_number = ? AND position > ?
    ORDER BY position LIMIT ?`;
  return book.all(sql, number, afterPosition, limit);
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
 * Reserve things for an import.
 *
 * @returns those that were nobody's before; null where one of them is another import's.
 */
export function insertClaims(
  book: WritableBook,
  number: number,
  claims: readonly string[],
): ReadonlySet<string> | null {
  const wanted = JSON.stringify(claims);
  const claimed = book.all<{ claim: string }>(
    `INSERT INTO import_claim (claim, import_number) SELECT value, ? FROM json_each(?) WHERE TRUE
     ON CONFLICT (claim) DO NOTHING RETURNING claim`,
    number,
    wanted,
  );
  const isAnothers =
    claimed.length < claims.length &&
    book.get(
      `SELECT 1 AS found FROM import_claim
       WHERE claim IN (SELECT value FROM json_each(?)) AND import_number <> ? LIMIT 1`,
      wanted,
      number,
    ) !== undefined;
  return isAnothers ? null : new Set(claimed.map(({ claim }) => claim));
}

/** Most of the time nothing is, and that is known of all claims at once. */
export function isClaimed(book: ReadableBook, claim: string): boolean {
  return hasClaims(book) && book.get("SELECT 1 AS found FROM import_claim WHERE claim = ?", claim) !== undefined;
}

/** Whether any import is on its way. */
export function hasClaims(book: ReadableBook): boolean {
  return book.get("SELECT 1 AS found FROM import_claim LIMIT 1") !== undefined;
}

/**
 * Let go of some of what is reserved for an import, and of the import itself once it is all; one that was given up stays, with the reason.
 *
 * @returns whether there is more.
 */
export function releaseClaims(book: WritableBook, number: number, limit: number): boolean {
  const released = book.all(
    `DELETE FROM import_claim WHERE claim IN (SELECT claim FROM import_claim WHERE import_number = ? LIMIT ?)
     RETURNING import_number AS number`,
    number,
    limit,
  );
  if (released.length === limit) return true;
  book.run("DELETE FROM staged_import WHERE number = ? AND problem IS NULL", number);
  return false;
}
