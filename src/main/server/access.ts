import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Who may use the loopback host. Tokens go into the address that is printed; a session goes into the browser's cookie. */
export interface Access {
  /** Makes a token that lets one browser in, once. */
  issueToken(): string;
  /** Whether an address that was printed still waits for its browser. */
  hasUnusedToken(): boolean;
  /** Exchanges a token for a new session; undefined where it was used before or never issued. */
  redeemToken(token: string): string | undefined;
  /** Whether the session is one that was given out since the host started. */
  admits(session: string): boolean;
}

/** Access kept in memory: when the host stops, every session ends with it. */
export function createAccess(): Access {
  const unusedTokens = createSecretList();
  const sessions = createSecretList();
  return {
    issueToken: () => unusedTokens.add(),
    hasUnusedToken: () => !unusedTokens.isEmpty(),
    redeemToken: (token) => (unusedTokens.take(token) ? sessions.add() : undefined),
    admits: (session) => sessions.has(session),
  };
}

/** Secrets as their digests: of equal length, so that comparing takes the same time whatever was guessed. */
function createSecretList() {
  let digests: readonly Buffer[] = [];
  const digestOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();
  const matches = (secret: string) => {
    const wanted = digestOf(secret);
    return (digest: Buffer): boolean => timingSafeEqual(digest, wanted);
  };
  return {
    add(): string {
      const secret = randomBytes(32).toString("base64url");
      digests = [...digests, digestOf(secret)];
      return secret;
    },
    has: (secret: string): boolean => digests.filter(matches(secret)).length > 0,
    take(secret: string): boolean {
      const isTaken = matches(secret);
      const remaining = digests.filter((digest) => !isTaken(digest));
      const wasThere = remaining.length < digests.length;
      digests = remaining;
      return wasThere;
    },
    isEmpty: (): boolean => digests.length === 0,
  };
}
