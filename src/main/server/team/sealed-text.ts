import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Puts what a host wants to know again into words that a browser keeps for it, and neither reads nor changes. */
export interface Seal<Content> {
  close(content: Content): string;
  /** Null for what this host has not closed, or closed too long ago. */
  open(text: string): Content | null;
}

const nonceBytes = 12;
const tagBytes = 16;

/** @param lifetimeMs for how long it is opened again. What one seal has closed no other opens, nor the next host's. */
export function createSeal<Content>(lifetimeMs: number): Seal<Content> {
  const key = randomBytes(32);
  return {
    close(content) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      const words = JSON.stringify({ content, untilMs: Date.now() + lifetimeMs });
      return Buffer.concat([nonce, cipher.update(words, "utf8"), cipher.final(), cipher.getAuthTag()]).toString(
        "base64url",
      );
    },
    open(text) {
      const bytes = Buffer.from(text, "base64url");
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes));
        decipher.setAuthTag(bytes.subarray(-tagBytes));
        const words = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
        const { content, untilMs } = JSON.parse(words.toString()) as { content: Content; untilMs: number };
        return Date.now() < untilMs ? content : null;
      } catch {
        // Cut off, changed, or somebody else's.
        return null;
      }
    },
  };
}
