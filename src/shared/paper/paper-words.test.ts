import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { newestWordsEdition, paperLanguages } from "./paper-language.ts";
import { paperWords, type PaperWords } from "./paper-words.ts";

/** Every word of an edition, with what the words that take something make of an example. */
function digestOf(words: PaperWords): string {
  const written = Object.entries(words).map(([name, word]) => [
    name,
    typeof word === "function" ? (word as (...values: unknown[]) => string)("A", 1, 2) : word,
  ]);
  return createHash("sha256").update(JSON.stringify(written)).digest("hex");
}

/** The digest of each edition that a paper in the world may have been issued with. Lines are added, never changed. */
const pinned = [
  [1, "en", "918672de779e86a1b075b14bbb7e2f0e8b467ee6a021dd2c05d409edc935b4d4"],
  [1, "de", "b7105040a2c4f3b267dbbf5ed616c8d4b715e6fb9b04cee4b2261211b6bb6d45"],
];

test("the words of an edition are never edited: papers that were issued with them keep them", () => {
  const digests = Array.from({ length: newestWordsEdition }, (_each, index) => index + 1).flatMap((edition) =>
    paperLanguages.map((language) => [edition, language, digestOf(paperWords(language, edition))]),
  );
  expect(digests).toEqual(pinned);
});
