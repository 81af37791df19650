import { parseTypedMoney } from "../../../shared/money/typed-money.ts";

/** Amounts that a list is narrowed by, as they were typed, without a sign. */
export interface TypedAmounts {
  readonly minimum: string;
  readonly maximum: string;
  /** The currency that the list is narrowed to; empty while it is to none. */
  readonly currency: string;
}

/** How typed amounts are read: in which locale, and in which currency while none is chosen. */
export interface AmountReading {
  readonly defaultCurrency: string;
  readonly locale: string;
}

/** The currency that the typed amounts are in. */
export function amountCurrency({ currency }: Pick<TypedAmounts, "currency">, reading: AmountReading): string {
  return currency || reading.defaultCurrency;
}

/**
 * What they ask for. An amount that is still being typed does not count. Amounts only mean something within one currency (BEHAVIOUR
 * 1.7), so a bound without a chosen currency brings the default one with it.
 */
export function readAmounts(
  typed: TypedAmounts,
  reading: AmountReading,
): { readonly currency: string | null; readonly minimumMinor: number | null; readonly maximumMinor: number | null } {
  const inCurrency = amountCurrency(typed, reading);
  const minimumMinor = readBound(typed.minimum, inCurrency, reading);
  const maximumMinor = readBound(typed.maximum, inCurrency, reading);
  const hasBound = minimumMinor !== null || maximumMinor !== null;
  return { currency: hasBound ? inCurrency : typed.currency || null, minimumMinor, maximumMinor };
}

function readBound(typed: string, currency: string, { defaultCurrency, locale }: AmountReading): number | null {
  const parsed = parseTypedMoney(typed, currency, { locale, bookCurrency: defaultCurrency });
  return parsed.ok ? Math.abs(parsed.amountMinor) : null;
}
