import { toBase64Url } from "./base64.ts";
import { createIdMaker, idPrefixes } from "./ids.ts";

/** A new key of the Backend API: the text that is shown once, and what the book is told of it. */
export interface NewApiKey {
  readonly keyId: string;
  /** `sk_live_<key id>_<32 random bytes>`: what a program sends, and what nobody can read again. */
  readonly secret: string;
  /** SHA-256 of the secret's text, in hex. */
  readonly secretHash: string;
}

/** What making a key takes from the platform: both the page and Node have it as `crypto`. */
export interface KeyMaterial {
  getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
  readonly subtle: { digest(algorithm: "SHA-256", data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> };
}

/**
 * Make a key where it is shown, so that its secret never reaches the engine, which remembers what it answers.
 *
 * @param nowMs decides how the id sorts.
 */
export async function makeApiKey(material: KeyMaterial, nowMs: number): Promise<NewApiKey> {
  const random = material.getRandomValues(new Uint8Array(32 + 26 * 4));
  const view = new DataView(random.buffer, random.byteOffset);
  let used = 32;
  const keyId = createIdMaker(() => {
    const word = view.getUint32(used);
    used += 4;
    return word / 2 ** 32;
  })("apiKey", nowMs);
  const secret = `sk_live_${keyId}_${toBase64Url(random.subarray(0, 32))}`;
  const digest = await material.subtle.digest(
    "SHA-256",
    Uint8Array.from(secret, (letter) => letter.charCodeAt(0)),
  );
  return { keyId, secret, secretHash: toHex(new Uint8Array(digest)) };
}

const secretPattern = new RegExp(`^sk_live_(${idPrefixes.apiKey}[0-9a-hjkmnp-tv-z]{26})_[A-Za-z0-9_-]{43}$`, "u");

/** The id in a key's text; undefined for text that is none. */
export function keyIdOf(secret: string): string | undefined {
  return secretPattern.exec(secret)?.[1];
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
