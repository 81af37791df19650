import type { z } from "zod";
import { AppError } from "../../shared/errors.ts";
import { readBySchema } from "../../shared/schema-problems.ts";
import { sentence, told } from "../../shared/sentences/sentence.ts";

/**
 * Check what a caller sent against a method's schema.
 *
 * @throws AppError `invalid_input` whose details name every field that is wrong.
 */
export function parseInput<Schema extends z.ZodType>(method: string, schema: Schema, input: unknown): z.output<Schema> {
  const read = readBySchema(schema, input);
  if ("data" in read) return read.data;
  const fields = read.problems.map(({ issue, problem }) => ({ path: issue.path.join("."), ...told(problem) }));
  const [first] = read.problems;
  const problem = first?.problem ?? sentence("is not valid");
  const path = first?.issue.path.join(".") ?? "";
  const said =
    path === ""
      ? sentence("What {method} was given {problem}.", { method, problem })
      : sentence('"{path}" {problem}.', { path, problem });
  throw new AppError("invalid_input", said, { fields });
}
