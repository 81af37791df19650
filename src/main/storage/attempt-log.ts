import type { SendAttempt } from "../../shared/contract/attempts.ts";
import type { ReadableBook, WritableBook } from "./book/book-handle.ts";

/** What came of each attempt to send something, by the sequence of what was sent and its number among the attempts at it. */
export interface AttemptLog {
  /** What is known of an attempt already stays. */
  add(book: WritableBook, sequence: number, number: number, attempt: SendAttempt): void;
  /** Oldest first. */
  list(book: ReadableBook, sequence: number): SendAttempt[];
}

function attemptLog({ insert, select }: { readonly insert: string; readonly select: string }): AttemptLog {
  return {
    add(book, sequence, number, { startedAtMs, tookMs, status, problem }) {
      book.run(insert, sequence, number, startedAtMs, tookMs, status, problem);
    },
    list: (book, sequence) => book.all(select, sequence),
  };
}

export const deliveryAttempts = attemptLog({
  insert: `INSERT INTO webhook_attempt (delivery_sequence, number, started_at_ms, took_ms, status, problem)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  select: `SELECT started_at_ms AS startedAtMs, took_ms AS tookMs, status, problem FROM webhook_attempt
    WHERE delivery_sequence = ? ORDER BY number`,
});

export const outboxAttempts = attemptLog({
  insert: `INSERT INTO outbox_attempt (entry_sequence, number, started_at_ms, took_ms, status, problem)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  select: `SELECT started_at_ms AS startedAtMs, took_ms AS tookMs, status, problem FROM outbox_attempt
    WHERE entry_sequence = ? ORDER BY number`,
});
