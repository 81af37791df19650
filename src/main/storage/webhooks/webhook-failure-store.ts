import type { WritableBook } from "../book/book-handle.ts";

/** Write down that a try to tell an endpoint failed: from now on, or still. */
export function noteFailure(
  book: WritableBook,
  endpointId: string,
  { startedAtMs, status }: { readonly startedAtMs: number; readonly status: number | null },
): void {
  book.run(
    `INSERT INTO webhook_failure (endpoint_id, since_ms, last_attempt_at_ms, last_status) VALUES (?, ?, ?, ?)
     ON CONFLICT (endpoint_id) DO UPDATE SET last_attempt_at_ms = excluded.last_attempt_at_ms, last_status = excluded.last_status`,
    endpointId,
    startedAtMs,
    startedAtMs,
    status,
  );
}

/** An endpoint was told, or is not the one any more that could not be: what failed is over. */
export function forgetFailure(book: WritableBook, endpointId: string): void {
  book.run("DELETE FROM webhook_failure WHERE endpoint_id = ?", endpointId);
}
