import { readShareIn, shareIn } from "../../shared/share.ts";
import { operatorLocale } from "./locale.ts";

/** A share of something, in parts per million: 24 % is 240,000. */
export function shareText(partsPerMillion: number, locale: string = operatorLocale): string {
  return shareIn(locale, partsPerMillion);
}

/** Read a percentage as people type it. @returns parts per million; null where it is none, or lies outside of 0 to 100. */
export function readShare(typed: string, locale: string = operatorLocale): number | null {
  return readShareIn(locale, typed);
}
