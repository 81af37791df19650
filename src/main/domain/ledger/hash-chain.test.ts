import canonicalize from "canonicalize";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { LedgerEntry } from "../../../shared/contract/ledger.ts";
import { canonicalText, chainHash } from "./hash-chain.ts";

const text = fc.string({ unit: "grapheme" });
const entry: fc.Arbitrary<LedgerEntry> = fc.record({
  id: text,
  sequence: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  accountId: text,
  currency: fc.constantFrom("USD", "JPY"),
  amountMinor: fc.maxSafeInteger(),
  balanceBeforeMinor: fc.maxSafeInteger(),
  balanceAfterMinor: fc.maxSafeInteger(),
  sourceType: fc.constantFrom("grant" as const, "invoice_applied" as const),
  sourceId: text,
  reasonCode: fc.option(text),
  note: fc.option(text),
  operator: text,
  origin: fc.constantFrom("desk" as const, "billing" as const),
  effectiveOn: fc.constant("2026-01-31" as LedgerEntry["effectiveOn"]),
  createdAtMs: fc.nat(),
  idempotencyKey: fc.option(text),
  reversesEntryId: fc.option(text),
});

test("the canonical text is what an RFC 8785 library makes of the same array", () => {
  fc.assert(
    fc.property(entry, (each) => {
      expect(canonicalText(each)).toBe(canonicalize(JSON.parse(canonicalText(each))));
    }),
  );
});

test("the hash is SHA-256 over the previous hash and the text: a value computed with sha256sum", () => {
  // (head -c 32 /dev/zero; printf '["é"]') | sha256sum
  const expected = "c6d553ebff7056294f04542c666221877d48b2ee4c3e1d33a6992196e9388bec";
  expect(Buffer.from(chainHash(new Uint8Array(32), '["é"]')).toString("hex")).toBe(expected);
});
