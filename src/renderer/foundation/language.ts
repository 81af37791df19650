import type { DeskLanguage } from "../../shared/platform.ts";
import { useViewStore } from "./view-store.ts";

/** The languages that the desk speaks, each by its own name. */
export const languageNames: Readonly<Record<DeskLanguage, string>> = { en: "English", de: "Deutsch" };

/** Whether a locale, such as `de-CH`, is one of the language. */
export const isOfLanguage = (locale: string, language: DeskLanguage): boolean =>
  locale.toLowerCase().split("-")[0] === language;

/** Decided once, at the start: whoever chooses another language has the page loaded anew. */
export const { language: chosenLanguage } = useViewStore.getState();

/** What the page is told in: what was chosen for this desk, else the system's language where the desk speaks it, else English. */
export const deskLanguage: DeskLanguage =
  chosenLanguage === "auto" ? (isOfLanguage(navigator.language, "de") ? "de" : "en") : chosenLanguage;

/** A text, or a catalogue of texts and of functions that make them, in the words of another language. A tone is no word. */
export type Translated<Text> = Text extends string
  ? string
  : Text extends (...given: infer Given) => infer Made
    ? (...given: Given) => Translated<Made>
    : { readonly [Name in keyof Text]: Name extends "tone" ? Text[Name] : Translated<Text[Name]> };

let spoken: Readonly<Record<string, unknown>> = {};

/** Have every catalogue that is loaded from now on be in another language than English. */
export function speak(catalogues: Readonly<Record<string, unknown>>): void {
  spoken = catalogues;
}

/** A catalogue of visible texts in the language of the desk; English where no other is spoken. */
export function inLanguage<const Text extends object>(name: string, english: Text): Translated<Text> {
  return (spoken[name] ?? english) as Translated<Text>;
}
