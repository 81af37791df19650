import type { AuditEntry } from "../../../shared/contract/api-keys.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** Write an entry under the log's next number; it is never changed afterwards. */
export function appendAuditEntry(book: WritableBook, entry: Omit<AuditEntry, "sequence">): void {
  book.run(
    `INSERT INTO audit_log (sequence, at_ms, operator, origin, key_id, act, status, subject_id)
     VALUES ((SELECT coalesce(max(sequence), 0) + 1 FROM audit_log), ?, ?, ?, ?, ?, ?, ?)`,
    entry.atMs,
    entry.operator,
    entry.origin,
    entry.keyId,
    entry.act,
    entry.status,
    entry.subjectId,
  );
}

/** A page of the log, newest first. */
export function listAuditEntries(
  book: ReadableBook,
  { keyId, beforeSequence, limit }: { keyId: string | null; beforeSequence: number | null; limit: number },
): AuditEntry[] {
  const select = `SELECT sequence, at_ms AS atMs, operator, origin, key_id AS keyId, act, status, subject_id AS subjectId
    FROM audit_log WHERE sequence < ?`;
  const before = beforeSequence ?? Number.MAX_SAFE_INTEGER;
  return keyId === null
    ? book.all(`${select} ORDER BY sequence DESC LIMIT ?`, before, limit)
    : book.all(`${select} AND key_id = ? ORDER BY sequence DESC LIMIT ?`, before, keyId, limit);
}
