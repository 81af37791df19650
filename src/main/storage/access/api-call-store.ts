import type { ApiCallRecord, LoggedApiCall } from "../../../shared/contract/audit.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { countUpTo, type RowTotal } from "../count-rows.ts";

/** Write a call of the API under the next number; it is never changed afterwards. */
export function insertApiCall(book: WritableBook, call: ApiCallRecord, atMs: number): void {
  book.run(
    `INSERT INTO api_call (sequence, at_ms, operator, origin, key_id, act, status, subject_id)
     VALUES ((SELECT coalesce(max(sequence), 0) + 1 FROM api_call), ?, ?, 'api', ?, ?, ?, ?)`,
    atMs,
    call.operator,
    call.keyId,
    call.act,
    call.status,
    call.subjectId,
  );
}

/** A page of the calls, newest first, and how many there are. */
export function listApiCalls(
  book: ReadableBook,
  { keyId, beforeSequence, limit }: { keyId: string | null; beforeSequence: number | null; limit: number },
): { readonly rows: LoggedApiCall[]; readonly total: RowTotal } {
  const select = `SELECT sequence, at_ms AS atMs, operator, key_id AS keyId, act, status, subject_id AS subjectId
    FROM api_call WHERE sequence < ?`;
  const before = beforeSequence ?? Number.MAX_SAFE_INTEGER;
  return keyId === null
    ? {
        rows: book.all(`${select} ORDER BY sequence DESC LIMIT ?`, before, limit),
        total: countUpTo(book, "SELECT 1 FROM api_call", []),
      }
    : {
        rows: book.all(`${select} AND key_id = ? ORDER BY sequence DESC LIMIT ?`, before, keyId, limit),
        total: countUpTo(book, "SELECT 1 FROM api_call WHERE key_id = ?", [keyId]),
      };
}
