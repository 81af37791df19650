import type { CreditTermsInput } from "../../../shared/contract/credits.ts";
import { dateText } from "../../foundation/day-text.ts";
import { creditsText } from "./credits-text.ts";

const words = creditsText.effect;

/** When credit that is added begins and ends, beside the balance it becomes part of; null where it does neither. */
export function saidBesideBalance(terms: CreditTermsInput | null): string | null {
  const starts = dayText(terms?.effectiveOn);
  const ends = dayText(terms?.expiresOn);
  if (starts !== null && ends !== null) return words.fromUntil(starts, ends);
  if (starts !== null) return words.from(starts);
  return ends === null ? null : words.until(ends);
}

/** What its beginning and its end mean for an invoice of a day (BEHAVIOUR 5.3). */
export function saidBesideInvoice(terms: CreditTermsInput | null, on: string): string {
  const day = dateText(on);
  if ((terms?.effectiveOn ?? on) > on) return words.notYetOn(day);
  const ends = terms?.expiresOn ?? null;
  return ends !== null && ends <= on ? words.expiredOn(day) : words.usableOn(day);
}

function dayText(on: string | null | undefined): string | null {
  return on ? dateText(on) : null;
}
