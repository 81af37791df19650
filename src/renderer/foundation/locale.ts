import { createContext, useContext } from "react";

/** The operator's locale: the system's, as the page's host reports it. */
export const operatorLocale: string = navigator.language;

/** How dates and amounts are written: as the operator reads them, or as a paper has them in its own language. */
export const LocaleContext = createContext(operatorLocale);

export function useLocale(): string {
  return useContext(LocaleContext);
}
