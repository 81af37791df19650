/**
 * The currencies a book may hold and how many decimals each has (BEHAVIOUR 1.2).
 *
 * Source: ISO 4217:2015, table A.1 "Current currency & funds code list". The exponent is the standard's "minor unit"
 * column. It is deliberately not taken from `Intl`, which knows how people like to display a currency (HUF without
 * decimals, for one), not how it is counted. Codes without a minor unit (gold, special drawing rights, test codes) are
 * left out: nobody is billed in them.
 */
const codesByExponent: Readonly<Record<number, string>> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  2:
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF " +
    "CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF " +
    "IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN " +
    "MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS " +
    "SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
};

const exponents: ReadonlyMap<string, number> = new Map(
  Object.entries(codesByExponent).flatMap(([exponent, codes]) =>
    codes.split(" ").map((code): [string, number] => [code, Number(exponent)]),
  ),
);

/** An ISO 4217 alphabetic code that this table knows, upper case: `"USD"`. */
export type CurrencyCode = string & { readonly __brand: "CurrencyCode" };

/** Every code a book may use, in alphabetical order. */
export const currencyCodes: readonly CurrencyCode[] = [...exponents.keys()].toSorted() as CurrencyCode[];

/** Whether `code` is exactly (upper case, three letters) a currency of the table. */
export function isCurrencyCode(code: string): code is CurrencyCode {
  return exponents.has(code);
}

/**
 * How many decimals the currency has: USD 2, JPY 0, KWD 3, CLF 4.
 *
 * @throws RangeError for a code outside the table; callers check with {@link isCurrencyCode} where input enters.
 */
export function currencyExponent(code: string): number {
  const exponent = exponents.get(code);
  if (exponent === undefined) throw new RangeError(`"${code}" is not an ISO 4217 currency`);
  return exponent;
}
