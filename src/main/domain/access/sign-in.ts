/** So many failures in a row are forgiven; with the last of them the name is locked (BEHAVIOUR 11.7). */
const failureLimit = 5;
const firstLockMs = 60_000;
/** A lock that goes on for longer would keep out whoever the name belongs to, and no guesser more than this one. */
const longestLockMs = 24 * 60 * 60_000;

/** What came of trying to sign in by a name, so far. */
export interface SignInTries {
  /** In a row. */
  readonly failedSignIns: number;
  readonly lockedUntilMs: number | null;
}

/** Nobody has failed since the last good sign-in. */
export const noFailures: SignInTries = { failedSignIns: 0, lockedUntilMs: null };

/** What is kept after another failure: the fifth locks the name for a minute, each one after a lock for twice as long. */
export function afterFailure({ failedSignIns }: SignInTries, nowMs: number): SignInTries {
  const failed = failedSignIns + 1;
  if (failed < failureLimit) return { failedSignIns: failed, lockedUntilMs: null };
  const lockMs = Math.min(firstLockMs * 2 ** (failed - failureLimit), longestLockMs);
  return { failedSignIns: failed, lockedUntilMs: nowMs + lockMs };
}

/** Until when no passphrase is looked at; null where it is now. */
export function lockAt({ lockedUntilMs }: SignInTries, nowMs: number): number | null {
  return lockedUntilMs !== null && lockedUntilMs > nowMs ? lockedUntilMs : null;
}
