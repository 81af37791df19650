import { createHash, randomFillSync, webcrypto } from "node:crypto";
import { expect, test } from "vitest";
import { keyIdOf, makeApiKey } from "./api-key.ts";

test("a key is its id and 32 random bytes, and the book is told its SHA-256", async () => {
  const given: Buffer[] = [];
  const material = {
    subtle: webcrypto.subtle,
    getRandomValues(bytes: Uint8Array<ArrayBuffer>) {
      given.push(Buffer.from(randomFillSync(bytes)));
      return bytes;
    },
  };
  for (let made = 0; made < 50; made += 1) {
    const { keyId, secret, secretHash } = await makeApiKey(material, 1_700_000_000_000);
    expect(secret).toBe(`sk_live_${keyId}_${given.at(-1)?.subarray(0, 32).toString("base64url")}`);
    expect(secretHash).toBe(createHash("sha256").update(secret).digest("hex"));
    expect(keyIdOf(secret)).toBe(keyId);
  }
});

test.each(["", "sk_live_", "sk_live_key_1_x", "pk_live_key_01jabcdefghjkmnpqrstvwxyz0_" + "a".repeat(43)])(
  "%j is no key",
  (text) => expect(keyIdOf(text)).toBeUndefined(),
);
