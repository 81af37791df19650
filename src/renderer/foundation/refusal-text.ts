import type { ErrorCode, ErrorView } from "../../shared/errors.ts";
import { inLanguage } from "./language.ts";

type Words = Pick<ErrorView, "message" | "remedy">;
type Refusals = Readonly<Partial<Record<ErrorCode, Words>>>;

/** English is what the engine says itself. */
const refusals: Refusals = inLanguage<Refusals>("errors", {});

/**
 * A refusal in the language of the desk. What happened is said in general, and behind it in the engine's own words, because the figures and
 * names of the case stand in them.
 */
export function refusalText<Refusal extends Words & Pick<ErrorView, "code">>(view: Refusal): Refusal {
  const words = refusals[view.code];
  return words ? { ...view, message: `${words.message} (${view.message})`, remedy: words.remedy } : view;
}
