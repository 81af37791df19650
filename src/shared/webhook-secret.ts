import type { KeyMaterial } from "./api-key.ts";
import { toBase64 } from "./base64.ts";

/**
 * Make the secret that a webhook's deliveries are signed with, where it is shown: `whsec_` and 32 random bytes in base64, as the
 * Standard Webhooks have it.
 */
export function makeWebhookSecret(material: Pick<KeyMaterial, "getRandomValues">): string {
  return `whsec_${toBase64(material.getRandomValues(new Uint8Array(32)))}`;
}
