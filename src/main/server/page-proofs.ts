import { createPublicKey, randomBytes, verify, type KeyObject } from "node:crypto";
import { sessionProofText } from "../../shared/session-proof.ts";
import { readKnownPages, writeKnownPages, type KnownPage } from "../hosts/known-pages-file.ts";

/** How long a page may be away from its host and come back: a working day. */
const rememberedForMs = 12 * 60 * 60 * 1000;
/** As many as the file has room for. */
const pageLimit = 20;
/** How many challenges wait to be answered; the oldest gives way. */
const challengeLimit = 50;

/** What a page sends to show that it is one that had a session. */
interface PageProof {
  readonly publicKey: string;
  readonly challenge: string;
  /** Of {@link sessionProofText}, in base64. */
  readonly signature: string;
}

/**
 * Lets a page that was let in come back after its host was stopped and started again. A session ends with its host, and its cookie
 * goes to whatever listens on the port meanwhile, so it proves nothing. What proves that a page is the same one is a key that the
 * page has made for itself and that never leaves it; the host remembers the public half of it beside the book.
 */
export interface PageProofs {
  /** Remember a page that has a session. @returns false where that is no public key of the right kind. */
  remember(publicKey: string): boolean;
  /** A text to be signed, for one try. */
  challenge(): string;
  /** Whether a page that is remembered signed the challenge for this origin. The challenge is used up either way. */
  holds(proof: PageProof, origin: string): boolean;
}

/** @param bookPath beside which pages are remembered. */
export function createPageProofs(bookPath: string): PageProofs {
  const challenges = new Set<string>();
  const stillKnown = (): readonly KnownPage[] =>
    readKnownPages(bookPath).filter(({ expiresAtMs }) => expiresAtMs > Date.now());
  const keep = (publicKey: string): void => {
    const others = stillKnown().filter((page) => page.publicKey !== publicKey);
    const page: KnownPage = { publicKey, expiresAtMs: Date.now() + rememberedForMs };
    writeKnownPages(bookPath, [...others, page].slice(-pageLimit));
  };
  return {
    remember(publicKey) {
      if (readPublicKey(publicKey) === null) return false;
      keep(publicKey);
      return true;
    },
    challenge() {
      const challenge = randomBytes(32).toString("base64url");
      challenges.add(challenge);
      const [oldest] = challenges;
      if (challenges.size > challengeLimit && oldest !== undefined) challenges.delete(oldest);
      return challenge;
    },
    holds({ publicKey, challenge, signature }, origin) {
      if (!challenges.delete(challenge)) return false;
      const key = readPublicKey(publicKey);
      if (key === null || !stillKnown().some((page) => page.publicKey === publicKey)) return false;
      const text = Buffer.from(sessionProofText(origin, challenge));
      if (!verify("sha256", text, { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64"))) return false;
      keep(publicKey);
      return true;
    },
  };
}

/** A public key of the kind that pages make, in base64 of its SPKI form; null where it is none. */
function readPublicKey(publicKey: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });
    return key.asymmetricKeyDetails?.namedCurve === "prime256v1" ? key : null;
  } catch {
    return null;
  }
}
