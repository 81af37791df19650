import { randomFillSync } from "node:crypto";
import { expect, test } from "vitest";
import { toBase64, toBase64Url } from "./base64.ts";
import { webhooksContract } from "./contract/webhooks.ts";
import { makeWebhookSecret } from "./webhook-secret.ts";

test("a secret is 32 random bytes in base64, and one that the contract takes", () => {
  const given: Buffer[] = [];
  const getRandomValues = (bytes: Uint8Array<ArrayBuffer>) => {
    given.push(Buffer.from(randomFillSync(bytes)));
    return bytes;
  };
  const { secret: schema } = webhooksContract["webhooks.add"].input.shape;
  for (let made = 0; made < 50; made += 1) {
    const secret = makeWebhookSecret({ getRandomValues });
    expect(secret).toBe(`whsec_${given.at(-1)?.toString("base64")}`);
    expect(schema.parse(secret)).toBe(secret);
  }
  expect(new Set(given.map((bytes) => bytes.toString("hex"))).size).toBe(50);
});

test("both kinds of base64 are those of Node, for every length", () => {
  for (let length = 0; length < 40; length += 1) {
    const bytes = randomFillSync(new Uint8Array(length));
    expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
    expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString("base64url"));
  }
});
