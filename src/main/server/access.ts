import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Who may use the loopback host. Tokens go into the address that is printed; a session goes into the browser's cookie. */
export interface Access {
  /** Makes a token that lets one browser in, once. */
  issueToken(): string;
  /** Whether an address that was printed still waits for its browser. */
  hasUnusedToken(): boolean;
  /** Exchanges a token for a new session; undefined where it was used before or never issued. */
  redeemToken(token: string): string | undefined;
  /** Makes a session for a page that has proved to be one that had one. */
  issueSession(): string;
  /** Whether the session is one that was given out since the host started. */
  admits(session: string): boolean;
}

/**
 * Access kept in memory: when the host stops, every session ends with it.
 *
 * @param tokenMs how long an address that was printed waits for its browser: who reads it later in some log does not get in.
 */
export function createAccess(tokenMs: number): Access {
  const unusedTokens = createSecretList(tokenMs);
  const sessions = createSecretList(Infinity);
  return {
    issueToken: () => unusedTokens.add(),
    hasUnusedToken: () => !unusedTokens.isEmpty(),
    redeemToken: (token) => (unusedTokens.take(token) ? sessions.add() : undefined),
    issueSession: () => sessions.add(),
    admits: (session) => sessions.has(session),
  };
}

/** Secrets as their digests: of equal length, so that comparing takes the same time whatever was guessed. */
function createSecretList(lifetimeMs: number) {
  let secrets: readonly { readonly digest: Buffer; readonly endsAtMs: number }[] = [];
  const digestOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();
  const matches = (secret: string) => {
    const wanted = digestOf(secret);
    return ({ digest }: { readonly digest: Buffer }): boolean => timingSafeEqual(digest, wanted);
  };
  const good = () => {
    secrets = secrets.filter(({ endsAtMs }) => performance.now() < endsAtMs);
    return secrets;
  };
  return {
    add(): string {
      const secret = randomBytes(32).toString("base64url");
      secrets = [...good(), { digest: digestOf(secret), endsAtMs: performance.now() + lifetimeMs }];
      return secret;
    },
    has: (secret: string): boolean => good().filter(matches(secret)).length > 0,
    take(secret: string): boolean {
      const isTaken = matches(secret);
      const before = good();
      secrets = before.filter((each) => !isTaken(each));
      return secrets.length < before.length;
    },
    isEmpty: (): boolean => good().length === 0,
  };
}
