import { searchKey, searchWords } from "../../../shared/folding.ts";
import { idPrefixes } from "../../../shared/ids.ts";
import type { AccountKind } from "./account-store.ts";
import type { SqlValue } from "../book/book-handle.ts";

/** What of an account is searched, folded: every word of it is found by any part. */
export interface SearchedTexts {
  readonly kind: AccountKind;
  readonly nameKey: string;
  readonly contactSearchKey: string;
}

const beyondBasicPlane = /[\u{10000}-\u{10FFFF}]/u;

/** Parts of a word up to this length are in the index; a longer one is met through the parts of this length that it consists of. */
const longestGram = 3;

/**
 * What the index holds of an account: every part of one to three characters of each word of its name and its contact, and its kind.
 * So a single character is found as fast as a whole name, wherever it stands.
 */
export function searchGrams({ kind, nameKey, contactSearchKey }: SearchedTexts): string {
  const grams = new Set<string>([kind]);
  for (const word of [...nameKey.split(" "), ...contactSearchKey.split(" ")]) {
    for (const gram of gramsOf(word)) grams.add(gram);
  }
  return [...grams].join(" ");
}

/** Nearly every text has one unit for each character, and then needs no list of them: an import asks for a million names. */
function gramsOf(word: string): string[] {
  const characters = beyondBasicPlane.test(word) ? Array.from(word) : word;
  const grams: string[] = [];
  for (let start = 0; start < characters.length; start += 1) {
    for (let end = start + 1; end <= Math.min(start + longestGram, characters.length); end += 1) {
      const gram = characters.slice(start, end);
      grams.push(typeof gram === "string" ? gram : gram.join(""));
    }
  }
  return grams;
}

/** Static SQL with the values that it is bound to. */
export interface Bound {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** What a text finds among the accounts, in two ways that find the same. */
export interface AccountSearch {
  /** A table `hit (number)`, read from the index. Where `needsTest`, the accounts that fail the test have to be left out. */
  readonly hits: Bound;
  readonly needsTest: boolean;
  /** Whether a row of the list is of the kind and has every word. */
  readonly test: Bound;
}

/**
 * The accounts, of one kind or of both, whose name or contact has every word of the text, in any order and anywhere in it (BEHAVIOUR
 * 1.8); and, where the text is how an id begins, those whose id begins so.
 *
 * @returns null where the text has no word: then all are meant.
 */
export function accountSearch(text: string, kind: AccountKind | null): AccountSearch | null {
  const words = searchWords(text);
  if (words.length === 0) return null;
  const ofKind = kind === null ? null : { sql: "kind = ?", values: [kind] };
  const hasWords: Bound = {
    sql: words.map(() => "(instr(name_key, ?) > 0 OR instr(contact_search_key, ?) > 0)").join(" AND "),
    values: words.flatMap((word) => [word, word]),
  };
  const hits: Bound = {
    sql: "SELECT rowid AS number FROM account_search WHERE account_search MATCH ?",
    values: [matchExpression(words, kind)],
  };
  const needsTest = words.some((word) => Array.from(word).length > longestGram);
  const hasId = idRange(text.trim());
  if (hasId === null) return { hits: asTable(hits), needsTest, test: allOf(hasWords, ofKind) };
  const byId = allOf({ sql: `SELECT number FROM account_listing WHERE ${hasId.sql}`, values: hasId.values }, ofKind);
  return {
    // Each account once: one that is found by the words as well is among the first already.
    hits: asTable({
      sql: `${hits.sql} UNION ALL ${byId.sql} AND number NOT IN (${hits.sql})`,
      values: [...hits.values, ...byId.values, ...hits.values],
    }),
    needsTest,
    test: allOf({ sql: `(${hasWords.sql} OR ${hasId.sql})`, values: [...hasWords.values, ...hasId.values] }, ofKind),
  };
}

function asTable({ sql, values }: Bound): Bound {
  return { sql: `(${sql}) AS hit`, values };
}

function allOf(first: Bound, second: Bound | null): Bound {
  return second === null
    ? first
    : { sql: `${first.sql} AND ${second.sql}`, values: [...first.values, ...second.values] };
}

/** In the index's own language every part is quoted, so that no text is read as an operator. */
function matchExpression(words: readonly string[], kind: AccountKind | null): string {
  const grams = new Set(words.flatMap(gramsToMeet));
  if (kind !== null) grams.add(kind);
  return Array.from(grams, (gram) => `"${gram.replaceAll('"', '""')}"`).join(" ");
}

/** Parts that a word consists of, end to end; all of its parts would find little less, and take longer. */
function gramsToMeet(word: string): string[] {
  const characters = Array.from(word);
  if (characters.length <= longestGram) return [word];
  const starts = characters
    .keys()
    .filter((start) => start % longestGram === 0 && start + longestGram <= characters.length);
  return [...starts, characters.length - longestGram].map((start) =>
    characters.slice(start, start + longestGram).join(""),
  );
}

/** Ids are told by their prefix; without it their letters mean nothing to anybody. */
function idRange(text: string): Bound | null {
  const isId = text.startsWith(idPrefixes.user) || text.startsWith(idPrefixes.organization);
  return isId ? { sql: "(account_id >= ? AND account_id < ?)", values: [text, `${text}\u{10FFFF}`] } : null;
}

/** An account's texts as they are searched and ordered. */
export function searchedTexts(account: {
  readonly kind: AccountKind;
  readonly name: string;
  readonly contact: string | null;
}): SearchedTexts {
  return {
    kind: account.kind,
    nameKey: searchKey(account.name),
    contactSearchKey: account.contact === null ? "" : searchKey(account.contact),
  };
}
