import type { SessionLimits, SessionTimes } from "../../domain/access/session.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** A sign-in that outlives its host, as the book keeps it (BEHAVIOUR 13.4). */
export interface StoredSession extends SessionTimes {
  readonly id: string;
  readonly operatorId: string;
  readonly credentialNumber: number;
  /** From where it was begun. */
  readonly address: string;
  /** By what: how the browser calls itself. */
  readonly agent: string;
}

/** With how long it lasts. */
export type LimitedSession = StoredSession & SessionLimits;

const sessionSelect = `SELECT session.id, operator_id AS operatorId, credential_number AS credentialNumber, address, agent,
    session.created_at_ms AS createdAtMs, last_seen_at_ms AS lastSeenAtMs,
    session_idle_hours AS sessionIdleHours, session_days AS sessionDays
  FROM session CROSS JOIN book`;

export function findSession(book: ReadableBook, sessionId: string): LimitedSession | undefined {
  return book.get<LimitedSession>(`${sessionSelect} WHERE session.id = ?`, sessionId);
}

export function findSessionBySecret(book: ReadableBook, secretHash: Buffer): LimitedSession | undefined {
  return book.get<LimitedSession>(`${sessionSelect} WHERE secret_hash = ?`, secretHash);
}

/** Those that were seen last come first. */
export function listSessions(book: ReadableBook): LimitedSession[] {
  return book.all<LimitedSession>(`${sessionSelect} ORDER BY last_seen_at_ms DESC, session.id DESC`);
}

/** A door has one session at a time: the one before it gives way. */
export function insertSession(book: WritableBook, secretHash: Buffer, session: StoredSession): void {
  book.run(
    `INSERT INTO session
       (id, secret_hash, operator_id, credential_number, address, agent, created_at_ms, last_seen_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (secret_hash) DO UPDATE SET id = excluded.id, operator_id = excluded.operator_id,
       credential_number = excluded.credential_number, address = excluded.address, agent = excluded.agent,
       created_at_ms = excluded.created_at_ms, last_seen_at_ms = excluded.last_seen_at_ms`,
    session.id,
    secretHash,
    session.operatorId,
    session.credentialNumber,
    session.address,
    session.agent,
    session.createdAtMs,
    session.lastSeenAtMs,
  );
}

export function deleteSession(book: WritableBook, sessionId: string): void {
  book.run("DELETE FROM session WHERE id = ?", sessionId);
}

export function deleteSessionsOf(book: WritableBook, operatorId: string): void {
  book.run("DELETE FROM session WHERE operator_id = ?", operatorId);
}

/** For a book that was made of a copy: whom the copy let in is not let in by it. */
export function deleteAllSessions(book: WritableBook): void {
  book.run("DELETE FROM session");
}

/** Let the session go on under another secret. */
export function setSessionSecret(book: WritableBook, sessionId: string, secretHash: Buffer): void {
  book.run("UPDATE session SET secret_hash = ? WHERE id = ?", secretHash, sessionId);
}

/** A call of it came; one that came later stays the last. */
export function setLastSeen(book: WritableBook, sessionId: string, atMs: number): void {
  book.run("UPDATE session SET last_seen_at_ms = max(last_seen_at_ms, ?) WHERE id = ?", atMs, sessionId);
}
