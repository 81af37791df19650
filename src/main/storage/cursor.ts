import { z } from "zod";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";

/** What is said of a cursor that was made up or cut off. */
export const unknownCursor = sentence("The cursor is not one that a list answered with.");

/** A place in a sorted list: after the row with this sort value and number. Callers pass it back without looking inside. */
export interface ListPlace {
  readonly sortValue: string | number;
  readonly number: number;
}

// The sort value of "no balance" lies just outside the safe integers, so any number is taken here.
const place = z.tuple([z.union([z.string(), z.number()]), z.int()]);

export function encodeCursor({ sortValue, number }: ListPlace): string {
  return Buffer.from(JSON.stringify([sortValue, number])).toString("base64url");
}

/**
 * A page of a list that is sorted by number alone.
 *
 * @param found one row more than the page shows, where there is one: so it is known whether another page follows.
 */
export function pageByNumber<Row extends { readonly number: number }, View>(
  found: readonly Row[],
  limit: number,
  toView: (row: Row) => View,
): { rows: View[]; nextCursor: string | null } {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(toView),
    nextCursor: last && found.length > limit ? encodeCursor({ sortValue: "", number: last.number }) : null,
  };
}

/** @throws AppError `invalid_input` for text that no list answered with. */
export function decodeCursor(cursor: string): ListPlace {
  try {
    const [sortValue, number] = place.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return { sortValue, number };
  } catch {
    throw new AppError("invalid_input", unknownCursor);
  }
}
