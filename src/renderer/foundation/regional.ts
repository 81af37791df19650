import { operatorLocale } from "./locale.ts";

export const systemTimeZone: string = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Every time zone that the platform knows; some leave out UTC, and the system's own, which must be there. */
export const timeZoneNames: readonly string[] = [
  ...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", systemTimeZone]),
].toSorted();

const currencyNames = new Intl.DisplayNames(operatorLocale, { type: "currency" });

/** The currency's name in the operator's language: "US Dollar". */
export function currencyNameOf(code: string): string {
  return currencyNames.of(code) ?? code;
}

const languageNames = new Intl.DisplayNames(operatorLocale, { type: "language" });

/** The language's name in the operator's: "German". */
export function languageNameOf(code: string): string {
  return languageNames.of(code) ?? code;
}

const euroRegions = "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK";

/** The currencies of the regions whose companies are likeliest to start a book; everyone else chooses. */
const currencyByRegion: Readonly<Record<string, string>> = {
  ...Object.fromEntries(euroRegions.split(" ").map((region) => [region, "EUR"])),
  AU: "AUD",
  BR: "BRL",
  CA: "CAD",
  CH: "CHF",
  CN: "CNY",
  CZ: "CZK",
  DK: "DKK",
  GB: "GBP",
  HU: "HUF",
  IN: "INR",
  JP: "JPY",
  KR: "KRW",
  MX: "MXN",
  NO: "NOK",
  NZ: "NZD",
  PL: "PLN",
  SE: "SEK",
  SG: "SGD",
  US: "USD",
};

/** The currency that a company with this locale most likely bills in; the product's default USD where nothing says so. */
export function usualCurrencyOf(locale: string): string {
  const region = new Intl.Locale(locale).maximize().region ?? "";
  return currencyByRegion[region] ?? "USD";
}
