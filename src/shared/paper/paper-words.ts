import { newestWordsEdition, type PaperLanguage } from "./paper-language.ts";
import { firstEdition, type PaperWords } from "./words-1.ts";

export type { PaperWords } from "./words-1.ts";

const editions: readonly Readonly<Record<PaperLanguage, PaperWords>>[] = [firstEdition];

/**
 * What a paper says in its language.
 *
 * @param edition the one that it was issued with; left out, the newest.
 */
export function paperWords(language: PaperLanguage, edition = newestWordsEdition): PaperWords {
  const words = editions[edition - 1];
  if (!words) throw new RangeError(`There is no edition ${edition} of the paper's words`);
  return words[language];
}
