import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { acceptedLanguage, languageOfEnvironment, refusalIn, toldIn } from "./languages.ts";
import { germanSentences } from "./german-sentences.ts";
import { englishSentences, inEnglish, inWords, sentence, tell, told, verbatim } from "./sentence.ts";

const german = acceptedLanguage("de");
const placesOf = (text: string) => new Set(Array.from(text.matchAll(/\{(\w+)[|}]/gu), ([, name = ""]) => name));

test("the German of every sentence has the places of the English, and none is kept that nobody says", () => {
  const sources = globSync("src/{main,shared}/**/*.ts", { exclude: ["**/sentences/**", "**/*.test.ts"] })
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
  const words = new Set(sources.match(/[a-z]+/gu));
  const texts = Object.entries(germanSentences);
  expect(texts.map(([text, translated]) => [text, placesOf(translated)])).toEqual(
    texts.map(([text]) => [text, placesOf(text)]),
  );
  // Words of the contract, such as the states of an invoice, are said as they are.
  const isSaid = (text: string) =>
    words.has(text.replace(/s$/u, "")) || sources.includes(JSON.stringify(text).slice(1, -1)) || sources.includes(text);
  expect(texts.map(([text]) => text).filter((text) => text !== "{text}" && !isSaid(text))).toEqual([]);
});

test("counts, amounts, lists, plurals and sentences within sentences follow the language", () => {
  const rows = (count: number) => sentence("{count} {count|problem|problems} in the files.", { count });
  expect([rows(1), rows(1234)].map(inEnglish)).toEqual(["1 problem in the files.", "1,234 problems in the files."]);
  expect([rows(1), rows(1234)].map((said) => tell(said, german))).toEqual([
    "1 Problem in den Dateien.",
    "1.234 Probleme in den Dateien.",
  ]);
  const excess = sentence("{amount} is more than the {most} that the role may give or take at once.", {
    amount: { amountMinor: 1_234_50, currency: "USD" },
    most: { amountMinor: 1_000_00, currency: "USD" },
  });
  const needed = sentence('{excess} "{operator}" needs approval for it.', { excess, operator: "Clara" });
  expect(tell(needed, german)).toBe(
    "1.234,50\u00A0USD ist mehr als die 1.000,00\u00A0USD, die die Rolle auf einmal geben oder nehmen darf. „Clara“ braucht dafür eine Freigabe.",
  );
  expect(tell(sentence("Say which column holds {columns}.", { columns: ['"a"', '"b"'] }), german)).toBe(
    'Sagen, welche Spalte "a", "b" enthält.',
  );
  // What somebody typed is no place, whatever it looks like.
  expect(inEnglish(sentence('"{name}" is empty.', { name: "{count}" }))).toBe('"{count}" is empty.');
});

test("answers are told in one language at the edge; what others said stays, in German behind what it means in general", () => {
  const said = told(sentence("The file has no rows."));
  const answer = { jobs: [{ error: { code: "file_unreadable", ...said } }] };
  expect(inWords(answer, german)).toEqual({
    jobs: [{ error: { code: "file_unreadable", message: "Die Datei hat keine Zeilen." } }],
  });
  expect(inWords(answer, englishSentences)).toEqual({
    jobs: [{ error: { code: "file_unreadable", message: "The file has no rows." } }],
  });
  const foreign = { code: "disk_full", ...told(verbatim("ENOSPC")) } as const;
  expect(foreign).not.toHaveProperty("sentence");
  expect(refusalIn(foreign, german).message).toBe("Der Datenträger ist voll. (ENOSPC)");
});

test("what was written down in English is found again by its words, with the sentences, amounts and counts in it", () => {
  const inGerman = (message: string) => toldIn({ message }, german);
  const excess = sentence("Removing {needed} is more than the {available} that is available.", {
    needed: { amountMinor: 1_234_50, currency: "USD" },
    available: { amountMinor: -10_00, currency: "USD" },
  });
  expect(inGerman(inEnglish(excess))).toBe(tell(excess, german));
  expect(inGerman("the credit of invoice inv_1 is not what the entries add up to")).toBe(
    "das Guthaben der Rechnung inv_1 ist nicht, was die Buchungen ergeben",
  );
  expect(inGerman("1 problem in the files.")).toBe("1 Problem in den Dateien.");
  expect(inGerman("1,234 problems in the files.")).toBe("1.234 Probleme in den Dateien.");
  for (const others of ["Row (.+) [x] is a $&.", "Declined: do not honor", ""]) expect(inGerman(others)).toBe(others);
  // Every sentence is found as itself, or as one that says the same.
  const texts = Object.keys(germanSentences).filter((text) => text.replaceAll(/\{[^}]*\}|\P{L}/gu, "").length > 12);
  const given = (text: string) => Object.fromEntries([...placesOf(text)].map((name) => [name, "x7"]));
  const wrong = texts
    .map((text) => ({ text, given: given(text) }))
    .filter((said) => inGerman(inEnglish(said)) !== tell(said, german));
  expect(wrong.map(({ text }) => text)).toEqual([]);
});

test.each([
  [undefined, "en"],
  ["*", "en"],
  ["de-CH,de;q=0.9,en;q=0.8", "de"],
  ["fr, en;q=0.5, de;q=0.7", "de"],
  ["de;q=0, en", "en"],
  ["en-GB, de", "en"],
])("Accept-Language: %s is answered in %s", (header, code) => {
  expect(acceptedLanguage(header).code).toBe(code);
});

test.each([
  [{}, "en"],
  [{ LANG: "de_DE.UTF-8" }, "de"],
  [{ LANG: "de_DE.UTF-8", LC_ALL: "C" }, "en"],
  [{ LANG: "en_US.UTF-8", LC_MESSAGES: "de_AT", LC_ALL: "" }, "de"],
  [{ LANG: "fr_FR" }, "en"],
])("a command run under %j speaks %s", (environment, code) => {
  expect(languageOfEnvironment(environment).code).toBe(code);
});
