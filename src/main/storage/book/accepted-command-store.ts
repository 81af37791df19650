import type { ReadableBook, WritableBook } from "./book-handle.ts";

/** A command that was accepted under its key (BEHAVIOUR 3.2). */
export interface AcceptedCommand {
  readonly idempotencyKey: string;
  readonly method: string;
  /** SHA-256 of the method and its input without the key. */
  readonly contentHash: Uint8Array;
  /** What was answered, as JSON. */
  readonly answer: string;
  /** Who gave it, whatever the name. */
  readonly operatorId: string;
  readonly operator: string;
  readonly origin: string;
  readonly createdAtMs: number;
}

export function findAcceptedCommand(
  book: ReadableBook,
  idempotencyKey: string,
): Pick<AcceptedCommand, "contentHash" | "answer"> | undefined {
  return book.get("SELECT content_hash AS contentHash, answer FROM command WHERE idempotency_key = ?", idempotencyKey);
}

export function insertAcceptedCommand(book: WritableBook, command: AcceptedCommand): void {
  book.run(
    `INSERT INTO command (idempotency_key, method, content_hash, answer, operator_id, operator, origin, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    command.idempotencyKey,
    command.method,
    command.contentHash,
    command.answer,
    command.operatorId,
    command.operator,
    command.origin,
    command.createdAtMs,
  );
}
