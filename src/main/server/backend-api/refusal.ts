import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { ErrorCode, ErrorView } from "../../../shared/errors.ts";
import { errorStatus } from "../error-status.ts";
import { wireNameOf, wirePathOf } from "./wire-name.ts";
import { inWords, sentence, tell, type Sentence } from "../../../shared/sentences/sentence.ts";
import { english, refusalIn, type SpokenLanguage } from "../../../shared/sentences/languages.ts";

/** One error of an answer, as Clerk's clients read it. */
const clerkError = z.strictObject({
  message: z.string(),
  long_message: z.string(),
  code: z.string(),
  meta: z.record(z.string(), z.unknown()).optional(),
});
type ClerkError = Readonly<z.output<typeof clerkError>>;

/** Every refusal's body. */
export const refusalEnvelope = z
  .strictObject({ errors: z.array(clerkError).min(1), clerk_trace_id: z.string() })
  .meta({ id: "Refusal", description: "Why a request was not done. Nothing was written." });

/** An answer that says no: a status and at least one reason. Thrown anywhere while a call is answered. */
export class ApiRefusal extends Error {
  readonly status: number;
  /** The reasons in a language. */
  readonly errorsIn: (language: SpokenLanguage) => readonly ClerkError[];

  constructor(status: number, errorsIn: ApiRefusal["errorsIn"]) {
    super(errorsIn(english)[0]?.message ?? "refused");
    this.name = "ApiRefusal";
    this.status = status;
    this.errorsIn = errorsIn;
  }
}

/** A refusal with one reason. */
export function refuse(
  status: number,
  code: string,
  message: Sentence,
  longMessage = message,
  meta?: Readonly<Record<string, unknown>>,
): ApiRefusal {
  return new ApiRefusal(status, (language) => [
    { message: tell(message, language), long_message: tell(longMessage, language), code, ...(meta && { meta }) },
  ]);
}

/** Nothing is there, or nothing of the kind that the path is for. */
export function notFound(longMessage = sentence("Resource not found.")): ApiRefusal {
  return refuse(404, "resource_not_found", sentence("not found"), longMessage);
}

/** A parameter that does not fit. */
export function unfit(parameterName: string, longMessage: Sentence, code = "form_param_value_invalid"): ApiRefusal {
  return refuse(422, code, sentence("is invalid"), longMessage, { param_name: parameterName });
}

/**
 * Where the status of the API differs from the host's own. Where the description knows no 409 for a path, what stands in the way is
 * unprocessable; bad input that got as far as the engine is a parameter that does not fit.
 */
const ownStatus: Partial<Readonly<Record<ErrorCode, number>>> = {
  invalid_input: 422,
  account_exists: 422,
  subscription_exists: 422,
  period_not_billed: 422,
  import_in_progress: 422,
};

const clerkCodes: Partial<Readonly<Record<ErrorCode, string>>> = {
  invalid_input: "form_param_value_invalid",
  account_exists: "form_identifier_exists",
  internal_error: "internal_clerk_error",
};

/** What the engine refused, in the words of the API. */
export function refusalOf(refused: ErrorView): ApiRefusal {
  const view = withWirePath(refused);
  const { code, details } = view;
  const status = ownStatus[code] ?? errorStatus[code];
  return new ApiRefusal(status, (language) => {
    const { message, remedy } = refusalIn(view, language);
    if (status === 404)
      return [{ message: tell(sentence("not found"), language), long_message: message, code: "resource_not_found" }];
    const meta = details && { meta: toMeta(inWords(details, language) as typeof details) };
    return [{ message, long_message: `${message} ${remedy}`, code: clerkCodes[code] ?? code, ...meta }];
  });
}

/** What is said of a field names it as the API does. */
function withWirePath(view: ErrorView): ErrorView {
  const { sentence: said } = view;
  const path = said?.given["path"];
  if (said?.text !== '"{path}" {problem}.' || typeof path !== "string") return view;
  return { ...view, sentence: { ...said, given: { ...said.given, path: wirePathOf(path) } } };
}

/**
 * What the engine says beside its refusal, under the API's names; amounts are whole minor units. A fresh preview is left out: it is
 * asked for where previews are.
 */
function toMeta({ preview: _preview, ...details }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const named = Object.entries(details).map(([name, value]) => [
    wireNameOf(name),
    name === "fields" ? (value as readonly NamedField[]).map(withWireName) : value,
  ]);
  return Object.fromEntries(named);
}

/** What is wrong with a field, as the engine's refusals have it. */
interface NamedField {
  readonly path: string;
}

function withWireName(field: NamedField): NamedField {
  return { ...field, path: wirePathOf(field.path) };
}

/** The envelope of a refusal; the trace id is for telling one answer from another. */
export function toEnvelope(refusal: ApiRefusal, language: SpokenLanguage): z.output<typeof refusalEnvelope> {
  return { errors: [...refusal.errorsIn(language)], clerk_trace_id: randomBytes(16).toString("hex") };
}
