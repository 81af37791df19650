import { addDays, lastCivilDate, type CivilDate, type DaySpan } from "../../../shared/calendar.ts";

/**
 * A page of rows of some kinds, sorted by their day, then by their kind, then by a place of their own. Day, kind and place are the parts of
 * a text, the key.
 */
export interface KeyedPage {
  /** The key of the last row of the page before; empty for the first page. */
  readonly afterKey: string;
  readonly limit: number;
}

/** Where the rows of a kind go on: on a day, after a place; the place is empty before the first of the day. */
interface KindPlace {
  readonly on: CivilDate;
  readonly after: string;
}

/**
 * A page of rows whose kinds lie in several tables, each of which is read by an index only as far as the page needs it.
 *
 * @param readKind the first rows of a kind from a place on, as many as a page has.
 */
export function mergeKinds<Kind extends string, Row extends { readonly key: string }>(
  kinds: readonly Kind[],
  period: DaySpan,
  { afterKey, limit }: KeyedPage,
  readKind: (kind: Kind, place: KindPlace) => readonly Row[],
): Row[] {
  return kinds
    .flatMap((kind) => {
      const place = placeOfKind(kind, afterKey, period);
      return place ? readKind(kind, place) : [];
    })
    .toSorted((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)))
    .slice(0, limit);
}

/** @returns null where no row of the kind can follow. */
function placeOfKind(kind: string, afterKey: string, { fromOn }: DaySpan): KindPlace | null {
  const [day = "", lastKind = "", ...last] = afterKey.split(" ");
  if (day < fromOn) return { on: fromOn, after: "" };
  const on = day as CivilDate;
  if (kind === lastKind) return { on, after: last.join(" ") };
  if (kind > lastKind) return { on, after: "" };
  return on === lastCivilDate ? null : { on: addDays(on, 1), after: "" };
}
