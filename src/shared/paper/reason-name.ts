import { germanReasons } from "../sentences/german-reasons.ts";
import type { PaperLanguage } from "./paper-language.ts";

/** What a paper calls a reason, by the name that the book has for it. */
export function reasonNameIn(language: PaperLanguage, name: string): string {
  return language === "de" ? (germanReasons[name] ?? name) : name;
}
