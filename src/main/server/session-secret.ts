import { createHash } from "node:crypto";

/** What the book and the host know a browser's secret by: its SHA-256 in base64, which lets nobody in. */
export function hashOfSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64");
}
