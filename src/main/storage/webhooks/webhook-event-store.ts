import type { WebhookEvent } from "../../../shared/contract/webhooks.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** An event that is to be written. */
export interface NewEvent {
  readonly id: string;
  readonly type: WebhookEvent["type"];
  /** What it is about: an entry, an invoice, an account. */
  readonly subjectId: string;
  /** By the book's clock. */
  readonly atMs: number;
  /** The record as it is now. */
  readonly data: unknown;
}

/** @returns the event's place among all events. */
export function insertEvent(book: WritableBook, event: NewEvent): number {
  const row = book.get<{ sequence: number }>(
    "INSERT INTO webhook_event (id, type, subject_id, at_ms, data) VALUES (?, ?, ?, ?, ?) RETURNING sequence",
    event.id,
    event.type,
    event.subjectId,
    event.atMs,
    JSON.stringify(event.data),
  );
  if (!row) throw new Error("An event that was written has a place");
  return row.sequence;
}

export function readEvent(book: ReadableBook, sequence: number): WebhookEvent {
  const row = book.get<Pick<WebhookEvent, "id" | "type" | "atMs"> & { data: string }>(
    "SELECT id, type, at_ms AS atMs, data FROM webhook_event WHERE sequence = ?",
    sequence,
  );
  if (!row) throw new Error(`Event ${sequence} is gone`);
  // Type and data were written together, by the table that says what is told of each type.
  return { ...row, data: JSON.parse(row.data) as unknown } as WebhookEvent;
}
