import { errorRemedies, type ErrorView } from "../errors.ts";
import { germanRefusals } from "./german-refusals.ts";
import { germanSentences } from "./german-sentences.ts";
import { recognise } from "./recognise.ts";
import { englishSentences, tell, verbatim, type Sentence, type SentenceLanguage, type Told } from "./sentence.ts";

/** A language that the hosts outside of the page speak, who have all of them at hand. */
export interface SpokenLanguage extends SentenceLanguage {
  readonly code: "en" | "de";
}

export const english: SpokenLanguage = { ...englishSentences, code: "en" };
const german: SpokenLanguage = { locale: "de-DE", texts: germanSentences, code: "de" };

/** A language by its code. */
export function languageOf(code: SpokenLanguage["code"]): SpokenLanguage {
  return code === "de" ? german : english;
}

/** The first of some tags that is of a language that is spoken here: English where none is. */
function firstSpoken(tags: readonly string[]): SpokenLanguage {
  const codes = tags.map(
    (tag) =>
      tag
        .trim()
        .toLowerCase()
        .split(/[-_.@]/u)[0] ?? "",
  );
  const found = codes.find((code) => code === "de" || code === "en" || code === "c" || code === "posix");
  return languageOf(found === "de" ? "de" : "en");
}

/** What a program asks for in `Accept-Language` (RFC 9110, 12.5.4). */
export function acceptedLanguage(header: string | undefined): SpokenLanguage {
  const wanted = (header ?? "").split(",").map((part) => {
    const [tag = "", ...parameters] = part.split(";");
    const quality = parameters.map((each) => /^\s*q=([\d.]+)\s*$/u.exec(each)?.[1]).find((each) => each !== undefined);
    return { tag, quality: quality === undefined ? 1 : Number(quality) };
  });
  const ranked = wanted.filter(({ quality }) => quality > 0).toSorted((a, b) => b.quality - a.quality);
  return firstSpoken(ranked.map(({ tag }) => tag));
}

/** What a command is run in, as POSIX has it: the first of these variables that says something decides. */
export function languageOfEnvironment(environment: Readonly<Record<string, string | undefined>>): SpokenLanguage {
  const { LC_ALL, LC_MESSAGES, LANG } = environment;
  return firstSpoken([LC_ALL || LC_MESSAGES || LANG || "en"]);
}

/** What an answer says; what the book has written down in English is found again by its words. */
export function toldIn({ message, sentence }: Told, language: SpokenLanguage): string {
  return tell(sentence ?? sentenceOf(message), language);
}

/** A sentence of ours that stands somewhere in English, such as what verifying found; what others said is what it is. */
export function sentenceOf(message: string): Sentence {
  return recognise(message, germanSentences) ?? verbatim(message);
}

/** A refusal in words: where others said what happened, German says it in general, and in theirs behind it. */
export function refusalIn(
  view: Pick<ErrorView, "code" | "message" | "sentence">,
  language: SpokenLanguage,
): Pick<ErrorView, "message" | "remedy"> {
  if (language.code === "en") return { message: toldIn(view, language), remedy: errorRemedies[view.code] };
  const { message, remedy } = germanRefusals[view.code];
  return {
    message:
      view.sentence || recognise(view.message, language.texts)
        ? toldIn(view, language)
        : `${message} (${view.message})`,
    remedy,
  };
}
