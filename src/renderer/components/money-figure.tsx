import { createContext, useContext, useMemo, type ReactNode } from "react";
import { currencyExponent } from "../../shared/money/currencies.ts";
import { text } from "../foundation/text.ts";
import { figureText } from "./figure-text.ts";
import classes from "./money-figure.module.css";
import { NoValue } from "./no-value.tsx";

interface FiguresOfTable {
  /** The most decimals of the amounts of the table, under which the others' are aligned. */
  readonly decimals: number;
  readonly isCurrencyTold: boolean;
}

const FiguresContext = createContext<FiguresOfTable>({ decimals: 0, isCurrencyTold: false });

interface FigureColumnsProps {
  /** The currencies of what stands in the columns. */
  readonly currencies: Iterable<string>;
  /** Whether the table says the one currency that all of them are in. Default false. */
  readonly isCurrencyTold?: boolean;
  readonly children: ReactNode;
}

/** Columns of amounts in several currencies: the decimal points of all stand under each other, those of yen beside those of dollars. */
export function FigureColumns({ currencies, isCurrencyTold = false, children }: FigureColumnsProps) {
  const decimals = [...currencies].reduce((most, currency) => Math.max(most, currencyExponent(currency)), 0);
  const figures = useMemo(() => ({ decimals, isCurrencyTold }), [decimals, isCurrencyTold]);
  return <FiguresContext value={figures}>{children}</FiguresContext>;
}

interface MoneyFigureProps {
  /** Null where there is no amount at all, which is not 0 (BEHAVIOUR 2.3). */
  readonly amountMinor: number | null;
  readonly currency: string;
  /** Write + before what is added, as a ledger column does. */
  readonly showsPlus?: boolean;
  readonly isStrong?: boolean;
  /** Whether its row already says which currency it is. */
  readonly isCurrencyTold?: boolean;
}

/** An amount of a table's column, with what else is in a column of the same table decided by {@link FigureColumns}. */
export function MoneyFigure({ amountMinor, isCurrencyTold, ...figure }: MoneyFigureProps) {
  const table = useContext(FiguresContext);
  if (amountMinor === null) {
    return (
      <span className={classes.none}>
        <NoValue meaning={text.components.noAmount} />
      </span>
    );
  }
  return (
    <span className={classes.inTable}>
      <Figure
        amountMinor={amountMinor}
        decimals={table.decimals}
        isCurrencyTold={isCurrencyTold ?? table.isCurrencyTold}
        {...figure}
      />
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
