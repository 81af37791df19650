import { createContext, useContext } from "react";
import { formatMoney } from "../../shared/money/format.ts";
import { useLocale } from "../foundation/locale.ts";
import { text } from "../foundation/text.ts";
import { NoValue } from "./no-value.tsx";
import classes from "./money.module.css";

/**
 * The book's own currency. It alone is written with its symbol; every other one with its code, because "$" belongs to a
 * dozen currencies.
 */
export const BookCurrencyContext = createContext<string | null>(null);

interface MoneyProps {
  /** Null where there is no amount at all, which is not 0 (BEHAVIOUR 2.3). */
  readonly amountMinor: number | null;
  readonly currency: string;
  /** Write + before what is added, as a ledger column does. */
  readonly showsPlus?: boolean;
  /** `strong` for a total, `large` for the figure that a screen is about. */
  readonly emphasis?: "strong" | "large";
  /** Whether it stands beside amounts in other currencies, which have their codes: then the book's own has its too. */
  readonly isCoded?: boolean;
}

/** An amount of money that stands by itself; in a column it is a `MoneyFigure`. */
export function Money({ amountMinor, currency, showsPlus = false, emphasis, isCoded = false }: MoneyProps) {
  const toText = useMoneyText(isCoded);
  if (amountMinor === null) {
    return (
      <span className={classes.money}>
        <NoValue meaning={text.components.noAmount} />
      </span>
    );
  }
  return (
    <span className={classes.money} data-emphasis={emphasis}>
      {toText(amountMinor, currency, showsPlus)}
    </span>
  );
}

/** Amounts as text beside figures of a column, all with their codes as these are. */
export function useCodedMoneyText(): (amountMinor: number, currency: string) => string {
  return useMoneyText(true);
}

/**
 * Amounts as text, for places that take no element: labels, announcements, the axis of a chart.
 *
 * @param isCoded whether they stand beside figures that have the codes of their currencies, and have theirs too.
 */
export function useMoneyText(isCoded = false): (amountMinor: number, currency: string, showsPlus?: boolean) => string {
  const bookCurrency = useContext(BookCurrencyContext);
  const locale = useLocale();
  return (amountMinor, currency, showsPlus = false) =>
    formatMoney(amountMinor, currency, {
      locale,
      currencyDisplay: currency === bookCurrency && !isCoded ? "symbol" : "code",
      showsPlus,
    });
}
