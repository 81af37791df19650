import type { z } from "zod";
import { AppError } from "../../shared/errors.ts";
import { verbatim } from "../../shared/sentences/sentence.ts";

/**
 * Check what a caller sent against a method's schema.
 *
 * @throws AppError `invalid_input` whose details name every field that is wrong.
 */
export function parseInput<Schema extends z.ZodType>(method: string, schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  const [first] = fields;
  const place = first && first.path !== "" ? `"${first.path}"` : `the input of ${method}`;
  // In the words of the library, which the edges put behind their own for an input that is not valid.
  throw new AppError("invalid_input", verbatim(`${place}: ${first?.message ?? "is not valid"}.`), { fields });
}
