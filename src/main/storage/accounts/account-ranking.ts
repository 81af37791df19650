import { searchKey } from "../../../shared/folding.ts";
import type { ReadableBook, SqlValue } from "../book/book-handle.ts";
import { countRows } from "../count-rows.ts";
import type { ListPlace } from "../cursor.ts";
import { whereOf, type Reading } from "./account-reading.ts";
import type { Bound } from "./account-search.ts";

/** The folded names that begin with a text: from the first on, before the second. */
type NameRange = readonly [string, string];

/** A place's sort value begins with one of these, so that a page goes on where the one before ended. */
const rank = { nameBegins: "0", wordBegins: "1", other: "2" } as const;

/**
 * The places of what a search found, as people look for it: first the names that begin with what was typed, then those in which another
 * word does, then the hits inside of words and in contacts; each by name. Where very many are found, the second are not told from the third:
 * walking the names stays quick only by what they begin with.
 *
 * @param text what was typed; it has a word.
 * @param rows how many places are asked for at most, those included that are passed over.
 * @returns a select of `sortValue` and `number` without an order, to be ordered by both.
 */
export function rankedPlaces(
  book: ReadableBook,
  found: Reading,
  text: string,
  after: ListPlace | null,
  rows: number,
): Bound {
  const begun = searchKey(text);
  const range: NameRange = [begun, `${begun}\u{10FFFF}`];
  if (found.search === "walked") return walkedPlaces(found, range, after, rows);
  return filledByNames(book, found, range, after, rows) ?? collectedPlaces(found, range, after);
}

/** The names that begin with what was typed, where they fill the page: then the other hits, often thousands, need not be ranked. */
function filledByNames(
  book: ReadableBook,
  { test }: Reading,
  range: NameRange,
  after: ListPlace | null,
  rows: number,
): Bound | null {
  if (test === null || after !== null) return null;
  const named: Bound = {
    sql: `SELECT * FROM (SELECT '${rank.nameBegins}' || name_key AS sortValue, number FROM account_listing
      WHERE name_key >= ? AND name_key < ? AND ${test.sql} ORDER BY name_key, number LIMIT ?)`,
    values: [...range, ...test.values, rows],
  };
  return countRows(book, named.sql, named.values, rows) < rows ? null : named;
}

function collectedPlaces(found: Reading, range: NameRange, after: ListPlace | null): Bound {
  const ranked = `SELECT CASE WHEN name_key >= ? AND name_key < ? THEN '${rank.nameBegins}'
      WHEN instr(name_key, ?) > 0 THEN '${rank.wordBegins}' ELSE '${rank.other}' END || name_key AS sortValue, number
    FROM ${found.from}${whereOf(found.conditions)}`;
  const values: SqlValue[] = [...range, ` ${range[0]}`, ...found.fromValues, ...found.conditions.values];
  if (after === null) return { sql: ranked, values };
  return {
    sql: `SELECT sortValue, number FROM (${ranked}) AS ranked WHERE (sortValue, number) > (?, ?)`,
    values: [...values, after.sortValue, after.number],
  };
}

/** Three stretches of the index of names; each is read no further than the page can need. */
function walkedPlaces(found: Reading, [from, to]: NameRange, after: ListPlace | null, rows: number): Bound {
  const reached = after === null ? "" : String(after.sortValue);
  const isPastNames = after !== null && !reached.startsWith(rank.nameBegins);
  const isEntered = (at: string) => after !== null && (at === rank.nameBegins) === !isPastNames;
  const stretch = (at: string, condition: string, ...bounds: SqlValue[]): Bound => {
    const entered = isEntered(at) ? ["(name_key, number) > (?, ?)"] : [];
    return {
      sql: `SELECT * FROM (SELECT '${at}' || name_key AS sortValue, number
        FROM ${found.from}${whereOf(found.conditions, [condition, ...entered])} ORDER BY name_key, number LIMIT ?)`,
      values: [
        ...found.fromValues,
        ...found.conditions.values,
        ...bounds,
        ...(after !== null && isEntered(at) ? [reached.slice(1), after.number] : []),
        rows,
      ],
    };
  };
  const stretches = [
    ...(isPastNames ? [] : [stretch(rank.nameBegins, "name_key >= ? AND name_key < ?", from, to)]),
    stretch(rank.other, "name_key < ?", from),
    stretch(rank.other, "name_key >= ?", to),
  ];
  return {
    sql: stretches.map(({ sql }) => sql).join(" UNION ALL "),
    values: stretches.flatMap(({ values }) => values),
  };
}
