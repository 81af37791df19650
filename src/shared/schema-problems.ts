import type { z } from "zod";
import { inEnglish, sentence, type Sentence } from "./sentences/sentence.ts";

/** What is wrong with a field, as what is said of it: `is not an ISO 4217 currency`. */
export interface SchemaProblem {
  readonly issue: z.core.$ZodIssue;
  readonly problem: Sentence;
}

/**
 * Read a value by a schema; what does not fit is said in our words, not the library's.
 *
 * @returns what was read, or all that is wrong with it.
 */
export function readBySchema<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): { readonly data: z.output<Schema> } | { readonly problems: readonly SchemaProblem[] } {
  const said = new Map<string, Sentence>();
  // A schema that has words of its own (`problemText`) is not asked for here.
  const error = (issue: z.core.$ZodRawIssue) => {
    const problem = problemOf(issue);
    const message = inEnglish(problem);
    said.set(message, problem);
    return message;
  };
  const parsed = schema.safeParse(value, { error });
  if (parsed.success) return { data: parsed.data };
  return {
    problems: parsed.error.issues.map((issue) => ({
      issue,
      problem: said.get(issue.message) ?? { text: issue.message, given: {} },
    })),
  };
}

const typeProblems: Readonly<Record<string, Sentence>> = {
  string: sentence("is not text"),
  number: sentence("is not a number"),
  int: sentence("is not a whole number"),
  boolean: sentence("is neither true nor false"),
  array: sentence("is not a list"),
  tuple: sentence("is not a list"),
  object: sentence("is not an object"),
  record: sentence("is not an object"),
};

/** Longer lists of what would fit help nobody. */
const mostNamedValues = 12;

function problemOf(issue: z.core.$ZodRawIssue): Sentence {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return sentence("is missing");
      return typeProblems[issue.expected] ?? sentence("is not valid");
    case "invalid_value": {
      if (issue.input === undefined) return sentence("is missing");
      const values = issue.values.map(String);
      if (values.length > mostNamedValues) return sentence("is not valid");
      return sentence("is not {values}", { values: { oneOf: values } });
    }
    case "too_big":
      return aboveMost(issue);
    case "too_small":
      return belowLeast(issue);
    case "unrecognized_keys":
      return sentence("has fields that are unknown: {names}", { names: issue.keys });
    default:
      return sentence("is not valid");
  }
}

function aboveMost({ origin, maximum, inclusive }: z.core.$ZodRawIssue<z.core.$ZodIssueTooBig>): Sentence {
  const most = Number(maximum);
  if (origin === "string") {
    return sentence("is longer than {most} {most|character|characters}", { most });
  }
  if (origin === "array" || origin === "set") return sentence("has more than {most} {most|item|items}", { most });
  return inclusive === false ? sentence("is not below {most}", { most }) : sentence("is above {most}", { most });
}

function belowLeast({ origin, minimum, inclusive }: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): Sentence {
  const least = Number(minimum);
  if (origin === "string") {
    if (least === 1) return sentence("is empty");
    return sentence("is shorter than {least} {least|character|characters}", { least });
  }
  if (origin === "array" || origin === "set") {
    if (least === 1) return sentence("is empty");
    return sentence("has fewer than {least} {least|item|items}", { least });
  }
  return inclusive === false ? sentence("is not above {least}", { least }) : sentence("is below {least}", { least });
}
