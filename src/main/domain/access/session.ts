const hourMs = 3_600_000;

/** For how long somebody who has signed in is let in, by the book's settings. */
export interface SessionLimits {
  /** Without a call. */
  readonly sessionIdleHours: number;
  /** In any case. */
  readonly sessionDays: number;
}

/** When a session was begun and when its last call came, by the system's clock. */
export interface SessionTimes {
  readonly createdAtMs: number;
  readonly lastSeenAtMs: number;
}

/** When a session ends if nothing more is asked in it (BEHAVIOUR 11.7). */
export function endOfSession(
  { createdAtMs, lastSeenAtMs }: SessionTimes,
  { sessionIdleHours, sessionDays }: SessionLimits,
): number {
  return Math.min(lastSeenAtMs + sessionIdleHours * hourMs, createdAtMs + sessionDays * 24 * hourMs);
}
