import { z } from "zod";
import { problemText, sentence } from "../../../../shared/sentences/sentence.ts";
import { last, paging, text } from "../parameters.ts";
import { unfit } from "../refusal.ts";
import { recordOf } from "./wire.ts";

/** Parameters of a list that is paged by where the page before ended, which stays right while rows are added. */
export const cursorPaging = { limit: paging.limit, cursor: text };

/** The cursor of a list that is paged by sequence numbers. */
export function cursorOf(nextBeforeSequence: number | null): string | null {
  return nextBeforeSequence === null ? null : String(nextBeforeSequence);
}

/** The sequence number that such a cursor says. @throws ApiRefusal 422. */
export function sequenceOf(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  if (!/^[1-9]\d{0,14}$/u.test(cursor)) throw unfit("cursor", sentence("The cursor is not one of an earlier answer."));
  return Number(cursor);
}

/** A field of the contract as a parameter of a query; where it is given several times, the last one holds. */
export function parameter<Schema extends z.ZodType>(field: Schema): z.ZodPreprocess<Schema> {
  return z.preprocess(last, field);
}

/** Whole minor units in a query. */
export const amountParameter = z.preprocess(
  last,
  z
    .string()
    .regex(/^\d{1,16}$/u, { error: problemText("must be a whole number") })
    .transform(Number)
    .optional(),
);

/**
 * A list of rows of the contract. @param object what each row calls itself.
 */
export function pageAnswer(row: z.ZodType, object: string, id?: string): PageAnswer {
  const answer = recordOf(row, object, id);
  return {
    schema: z.strictObject({
      data: z.array(answer.schema),
      next_cursor: z.string().nullable().describe("`cursor` of the next page; null at the end."),
      total_count: z.int(),
      is_total_exact: z
        .boolean()
        .describe("False where counting on would take too long; then there are at least so many."),
    }),
    write: ({ rows, nextCursor, total }) => ({
      data: rows.map((each) => answer.write(each, null)),
      next_cursor: nextCursor,
      total_count: total.count,
      is_total_exact: total.isExact,
    }),
  };
}

interface PageAnswer {
  readonly schema: z.ZodType;
  write(page: {
    readonly rows: readonly unknown[];
    readonly nextCursor: string | null;
    readonly total: { readonly count: number; readonly isExact: boolean };
  }): unknown;
}
