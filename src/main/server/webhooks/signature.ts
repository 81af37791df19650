import { createHmac } from "node:crypto";

const secretPrefix = "whsec_";

/** What is signed: a delivery's id, when it is sent, and its body as it is sent. */
export interface SignedContent {
  readonly id: string;
  readonly sentAtMs: number;
  readonly body: string;
}

/**
 * The headers by which a receiver knows whose delivery it is, and that it is not an old one played again. They are those of
 * Standard Webhooks, and under the names of Svix, which Clerk's own library reads.
 *
 * @param secrets each makes a signature; a receiver takes any that fits, so that a secret can be replaced without a gap.
 */
export function signatureHeaders(content: SignedContent, secrets: readonly string[]): Record<string, string> {
  const timestamp = String(Math.floor(content.sentAtMs / 1000));
  const signed = `${content.id}.${timestamp}.${content.body}`;
  const signatures = secrets.map((secret) => `v1,${sign(signed, secret)}`).join(" ");
  return Object.fromEntries(
    ["webhook", "svix"].flatMap((prefix) => [
      [`${prefix}-id`, content.id],
      [`${prefix}-timestamp`, timestamp],
      [`${prefix}-signature`, signatures],
    ]),
  );
}

function sign(text: string, secret: string): string {
  const key = Buffer.from(secret.slice(secretPrefix.length), "base64");
  return createHmac("sha256", key).update(text).digest("base64");
}
