import { createContext, useContext, type ReactNode } from "react";
import { currencyExponent } from "../../shared/money/currencies.ts";
import { text } from "../foundation/text.ts";
import { figureText } from "./figure-text.ts";
import classes from "./money-figure.module.css";
import { NoValue } from "./no-value.tsx";

/** The most decimals of the amounts of a table, under which the others' are aligned. */
const DecimalsContext = createContext(0);

interface FigureColumnsProps {
  /** The currencies of what stands in the columns. */
  readonly currencies: Iterable<string>;
  readonly children: ReactNode;
}

/** Columns of amounts in several currencies: the decimal points of all stand under each other, those of yen beside those of dollars. */
export function FigureColumns({ currencies, children }: FigureColumnsProps) {
  const decimals = [...currencies].reduce((most, currency) => Math.max(most, currencyExponent(currency)), 0);
  return <DecimalsContext value={decimals}>{children}</DecimalsContext>;
}

interface MoneyFigureProps {
  /** Null where there is no amount at all, which is not 0 (BEHAVIOUR 2.3). */
  readonly amountMinor: number | null;
  readonly currency: string;
  /** Write + before what is added, as a ledger column does. */
  readonly showsPlus?: boolean;
  readonly isStrong?: boolean;
  /** Whether the row or the table already says which currency it is. */
  readonly isCurrencyTold?: boolean;
}

/** An amount of a table's column, with what else is in a column of the same table decided by {@link FigureColumns}. */
export function MoneyFigure({ amountMinor, ...figure }: MoneyFigureProps) {
  const decimals = useContext(DecimalsContext);
  if (amountMinor === null) {
    return (
      <span className={classes.none}>
        <NoValue meaning={text.components.noAmount} />
      </span>
    );
  }
  return (
    <span className={classes.inTable}>
      <Figure amountMinor={amountMinor} decimals={decimals} {...figure} />
    </span>
  );
}

interface FigureProps extends Omit<MoneyFigureProps, "amountMinor"> {
  readonly amountMinor: number;
  /** How many decimals the amount of its column has that has most. */
  readonly decimals: number;
}

/**
 * An amount in a column: its currency small at the left, its digits at the right, with the decimals under each other. The book's own
 * currency is written as any other, so that a column has one form.
 */
export function Figure({ amountMinor, currency, decimals, showsPlus, isStrong, isCurrencyTold }: FigureProps) {
  const exponent = currencyExponent(currency);
  // A currency without decimals lacks their point as well, which is half as wide as a digit.
  const missing = decimals - exponent + (exponent === 0 && decimals > 0 ? 0.5 : 0);
  return (
    <span className={classes.figure} data-strong={isStrong || undefined}>
      {isCurrencyTold !== true && <span className={classes.currency}>{currency}</span>}{" "}
      <span className={classes.digits} style={missing > 0 ? { paddingInlineEnd: `${missing}ch` } : undefined}>
        {figureText(amountMinor, currency, showsPlus)}
      </span>
    </span>
  );
}
