import fc from "fast-check";
import { expect, it } from "vitest";
import { earlierEntryOf, noteOfEarlier, sourceOfEarlier, type EarlierEntry } from "./earlier-entry.ts";

const imported = { sourceType: "opening", origin: "import", idempotencyKey: "key/entry/1" } as const;
const nothing = {
  sourceType: null,
  id: null,
  reason: null,
  invoice: null,
  operator: null,
  recordedAt: null,
  note: null,
};

/** What an entry says of itself once it is imported. */
const afterImport = (earlier: EarlierEntry) =>
  earlierEntryOf({
    ...imported,
    sourceId: sourceOfEarlier(earlier) ?? "key",
    note: earlier.note ?? noteOfEarlier(earlier),
  });

it("says again what an entry was, to the letter", () => {
  const text = fc.option(
    fc.oneof(fc.string({ minLength: 1, unit: "binary" }), fc.constantFrom("a/b?c&d=e%2F+ f", "%25")),
  );
  const note = fc.oneof(text, fc.constant("grant, Courtesy"));
  const sourceType = fc.oneof(text, fc.constant("grant"));
  const reason = fc.oneof(text, fc.constant("Courtesy"));
  const known = fc.record({ sourceType, id: text, reason, invoice: text, operator: text, recordedAt: text, note });
  fc.assert(
    fc.property(known, (earlier) => {
      expect(afterImport(earlier) ?? { ...nothing, note: earlier.note }).toEqual(earlier);
    }),
    { examples: [[{ ...nothing, sourceType: "grant", reason: "Courtesy", note: "grant, Courtesy" }]], numRuns: 1000 },
  );
});

it("says nothing of what was made in this book, or came as an opening balance", () => {
  expect(afterImport(nothing)).toBeNull();
  const made = {
    sourceType: "grant",
    sourceId: "desk-1",
    origin: "desk",
    idempotencyKey: "desk-1",
    note: null,
  } as const;
  expect(earlierEntryOf(made)).toBeNull();
  const balance = { ...imported, sourceId: "key", idempotencyKey: "key/opening/user_a/USD", note: "Moved" };
  expect(earlierEntryOf(balance)).toBeNull();
});

it("keeps the plain form of a source that says no more than type and id", () => {
  expect(sourceOfEarlier({ ...nothing, sourceType: "grant", id: "cle_2", note: "Sorry" })).toBe("grant/cle_2");
});
