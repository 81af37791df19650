import { languageOfEnvironment } from "../../shared/sentences/languages.ts";
import { tell, verbatim, type Sentence } from "../../shared/sentences/sentence.ts";
import { germanWords } from "./german-words.ts";

/** What whoever runs the command reads. Output for programs is in English, whatever it is. */
export const spoken = languageOfEnvironment(process.env);

/** A word of a table or of a list of facts, in English. It is one only if it has its German, or nothing compiles. */
export type TerminalWord = keyof typeof germanWords;

/** A word, or a sentence where it has places, in the language of whoever runs the command. */
export function wordText(word: TerminalWord | Sentence): string {
  if (typeof word !== "string") return tell(word, spoken);
  return spoken.code === "de" ? germanWords[word] : word;
}

/** The heading of a column that says what its file calls it, such as `taken_back`. */
export function headingOf(name: string): TerminalWord {
  const heading = `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("_", " ")}`;
  return isTerminalWord(heading) ? heading : "";
}

/** A word that comes from elsewhere, such as what a job counts; it stays as it is where it has no German. */
export function knownWord(text: string): TerminalWord | Sentence {
  return isTerminalWord(text) ? text : verbatim(text);
}

function isTerminalWord(text: string): text is TerminalWord {
  return Object.hasOwn(germanWords, text);
}
