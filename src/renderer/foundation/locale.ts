import { createContext, useContext } from "react";

import { paperLocales } from "../../shared/paper/paper-language.ts";
import { chosenLanguage, isOfLanguage } from "./language.ts";

/**
 * The operator's locale: the system's, as the page's host reports it; where another language was chosen for the desk, the usual one of that, so
 * that the names of months are of the language that they stand in.
 */
export const operatorLocale: string =
  chosenLanguage === "auto" || isOfLanguage(navigator.language, chosenLanguage)
    ? navigator.language
    : paperLocales[chosenLanguage];

/** How dates and amounts are written: as the operator reads them, or as a paper has them in its own language. */
export const LocaleContext = createContext(operatorLocale);

export function useLocale(): string {
  return useContext(LocaleContext);
}
