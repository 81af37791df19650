import { Webhook } from "standardwebhooks";

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
  const { id, sentAtMs, body } = content;
  const signatures = secrets.map((secret) => new Webhook(secret).sign(id, new Date(sentAtMs), body)).join(" ");
  return Object.fromEntries(
    ["webhook", "svix"].flatMap((prefix) => [
      [`${prefix}-id`, id],
      [`${prefix}-timestamp`, String(Math.floor(sentAtMs / 1000))],
      [`${prefix}-signature`, signatures],
    ]),
  );
}
