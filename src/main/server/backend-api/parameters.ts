import { readBySchema, type SchemaProblem } from "../../../shared/schema-problems.ts";
import { z } from "zod";
import { problemText, sentence } from "../../../shared/sentences/sentence.ts";
import { refuse, unfit, ApiRefusal } from "./refusal.ts";

/**
 * Parameters in a query are text, and one that is given several times is a list. What the description does not know is passed over
 * in a query, and refused in a body.
 */

export const last = (value: unknown): unknown => (Array.isArray(value) ? value.at(-1) : value);

export const text = z.preprocess(last, z.string().max(1000).optional());

export const flag = z.preprocess(
  last,
  z
    .enum(["true", "false"], { error: problemText("must be true or false") })
    .transform((value) => value === "true")
    .optional(),
);

/** A whole number; anything else in its place is refused, not rounded. */
const wholeNumber = (minimum: number, maximum: number) =>
  z.preprocess(
    last,
    z
      .string()
      .regex(/^\d{1,16}$/u, { error: problemText("must be a whole number") })
      .transform(Number)
      .pipe(z.int().min(minimum).max(maximum))
      .optional(),
  );

/** At most a hundred values, as the description says. */
export const texts = z.preprocess(
  (value) => (value === undefined || Array.isArray(value) ? value : [value]),
  z.array(z.string().max(320)).max(100).optional(),
);

/** `limit` and `offset`; `paginated` changes nothing, because every list that knows it is a page. */
export const paging = {
  limit: wholeNumber(1, 500).transform((value) => value ?? 10),
  offset: wholeNumber(0, Number.MAX_SAFE_INTEGER).transform((value) => value ?? 0),
  paginated: flag,
};

/** `user` or `org`: what Clerk calls the kind of an account. */
export const payerType = z.preprocess(
  last,
  z
    .enum(["user", "org"], { error: problemText("must be user or org") })
    .transform((type) => (type === "org" ? ("organization" as const) : type))
    .optional(),
);

/** A moment as milliseconds since the epoch. */
export const milliseconds = wholeNumber(0, 253_402_300_799_999);

/** Split a list of ids into those to have (`+`, or no sign) and those to leave out (`-`). */
export function wantedAndUnwanted(values: readonly string[] | undefined): {
  wanted: string[] | undefined;
  unwanted: string[] | undefined;
} {
  if (values === undefined) return { wanted: undefined, unwanted: undefined };
  const unwanted = values.filter((value) => value.startsWith("-")).map((value) => value.slice(1));
  // In a query, a plus sign that nobody encoded arrives as a space.
  const wanted = values.filter((value) => !value.startsWith("-")).map((value) => value.replace(/^[+ ]/u, ""));
  return {
    wanted: wanted.length > 0 ? wanted : undefined,
    unwanted: unwanted.length > 0 ? unwanted : undefined,
  };
}

/** `-created_at`, `+name`, `name`: what to order by, and which way. */
export function readOrder(value: string): { by: string; direction: "ascending" | "descending" } {
  return { by: value.replace(/^[-+ ]/u, ""), direction: value.startsWith("-") ? "descending" : "ascending" };
}

/** @throws ApiRefusal 422 naming every parameter that does not fit. */
export function parseParameters<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const read = readBySchema(schema, given);
  if ("data" in read) return read.data;
  const refusals = read.problems.flatMap((problem) => refusalsOf(problem, given));
  throw new ApiRefusal(422, (language) => refusals.flatMap((each) => each.errorsIn(language)));
}

function refusalsOf({ issue, problem }: SchemaProblem, given: unknown): readonly ApiRefusal[] {
  const name = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const unknown = [...issue.path, key].join(".");
      const longMessage = sentence("{unknown} is not a valid parameter for this request.", { unknown });
      return refuse(422, "form_param_unknown", sentence("is unknown"), longMessage, { param_name: unknown });
    });
  }
  if (name === "")
    return [
      refuse(422, "form_param_format_invalid", sentence("is invalid"), sentence("The body must be a JSON object.")),
    ];
  if (issue.code === "invalid_type" && valueAt(given, issue.path) === undefined) {
    const longMessage = sentence("{name} must be included.", { name });
    return [refuse(422, "form_param_missing", sentence("is missing"), longMessage, { param_name: name })];
  }
  const code = issue.code === "invalid_type" ? "form_param_type_invalid" : "form_param_value_invalid";
  return [unfit(name, sentence("{name} {problem}.", { name, problem }), code)];
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], given);
}
