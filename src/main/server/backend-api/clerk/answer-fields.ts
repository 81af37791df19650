import { z } from "zod";

/** Fields that several answers share. */

export const momentMs = z.int().describe("Milliseconds since the epoch.");

/** A page of a list, with how many there are in all. @param id what the description calls it. */
export function pageOf<Row extends z.ZodType>(row: Row, id: string) {
  return z
    .strictObject({ data: z.array(row), total_count: z.int().describe("How many there are on all pages.") })
    .meta({ id, description: "A page of a list." });
}
