import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { germanHelp } from "../../src/main/cli/german/german-help.ts";
import { germanResults } from "../../src/main/cli/german/german-results.ts";
import { germanWords } from "../../src/main/cli/german/german-words.ts";
import { germanFindings } from "../../src/shared/sentences/german-findings.ts";
import { germanSentences } from "../../src/shared/sentences/german-sentences.ts";

/** What is said in German, by its English. */
const pairs = Object.entries<string>({
  ...germanHelp,
  ...germanResults,
  ...germanWords,
  ...germanFindings,
  ...germanSentences,
});

/** One word for one thing: the one that the desk has. */
const words = [
  ["credit note", /\bcredit notes?\b/iu, /korrektur|korrigier|berichtig/iu],
  ["job", /\bjobs?\b/iu, /\bjobs?\b/iu],
  ["receipt", /\breceipts?\b/iu, /beleg/iu],
  ["test gateway", /\btest gateway\b/iu, /testzahlungsweg/iu],
  ["passphrase", /\bpassphrases?\b/iu, /kennphrase/iu],
  ["password", /\bpasswords?\b/iu, /passw[oö]rt/iu],
  ["void", /\bvoid(?:ed|ing|s)?\b/iu, /storn|einzieh|eingezogen/iu],
  ["dry run", /\bdry runs?\b/iu, /probel[aä]uf/iu],
  ["subscription", /\bsubscriptions?\b/iu, /\babos?\b/iu],
] as const;

test.each(words)("a %s has one word wherever it is told in German", (_name, english, german) => {
  const said = pairs.filter(([key]) => english.test(key.replaceAll(/`[^`]*`|--\S+/gu, "")));
  expect(said.length).toBeGreaterThan(0);
  expect(said.filter(([, text]) => !german.test(text))).toEqual([]);
});

/** Words for the same that were found elsewhere, in the desk's texts and menus as well. */
const others = /abonnement|hauptbuch|annullier|genehmig|kennwort|quittung|test-(?:gateway|zahlungsdienst)/giu;

test("no other word is said for what has one", () => {
  const catalogues = globSync([
    "src/renderer/german/*.ts",
    "src/main/cli/german/*.ts",
    "src/shared/sentences/german-*.ts",
    "src/main/desktop/menu-text.ts",
  ]);
  expect(catalogues.length).toBeGreaterThan(20);
  const found = catalogues.flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(others)].map(([word]) => `${path}: ${word}`),
  );
  expect(found).toEqual([]);
});
