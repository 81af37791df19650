import { isCivilDate } from "../../shared/civil-date.ts";
import type { ErrorCode, ErrorView } from "../../shared/errors.ts";
import { recognise } from "../../shared/sentences/recognise.ts";
import { tell, verbatim, type Sentence, type SentenceLanguage, type Told } from "../../shared/sentences/sentence.ts";
import { inLanguage } from "./language.ts";
import { operatorLocale } from "./locale.ts";
import { dateText } from "./day-text.ts";
import { instantText, isInstant } from "./moment-text.ts";

type Refusals = Readonly<Partial<Record<ErrorCode, Pick<ErrorView, "message" | "remedy">>>>;

/** English is what the engine says itself. */
const refusals: Refusals = inLanguage<Refusals>("errors", {});
const texts: SentenceLanguage["texts"] = inLanguage<SentenceLanguage["texts"]>("sentences", {});
const spoken: SentenceLanguage = {
  locale: operatorLocale,
  texts,
  wordText: (word) => (isCivilDate(word) ? dateText(word) : isInstant(word) ? instantText(word) : word),
};

/** What is to be said, in the language of the desk. */
export function sentenceText(said: Sentence): string {
  return tell(said, spoken);
}

/**
 * What an answer says, in the language of the desk as far as it is a sentence of ours. What the book has written down in English, such as
 * why an attempt failed, is found again by its words.
 */
export function toldText({ message, sentence }: Told): string {
  return sentenceText(sentence ?? recognise(message, texts) ?? verbatim(message));
}

/**
 * A refusal in the language of the desk. Where others said what happened, it is said in general, and behind it in their words, because the
 * figures and names of the case stand in them.
 */
export function refusalText<Refusal extends Pick<ErrorView, "code" | "message" | "remedy" | "sentence">>(
  view: Refusal,
): Refusal {
  const words = refusals[view.code];
  const remedy = words?.remedy ?? view.remedy;
  if (view.sentence || !words || recognise(view.message, texts)) return { ...view, message: toldText(view), remedy };
  return { ...view, message: `${words.message} (${view.message})`, remedy };
}
