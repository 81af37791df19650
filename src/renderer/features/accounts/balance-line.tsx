import { civilDate } from "../../../shared/civil-date.ts";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import { DateText } from "../../components/date-text.tsx";
import { dateText } from "../../foundation/day-text.ts";
import { useMoneyText } from "../../components/money.tsx";
import { useBook } from "../../foundation/book.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { accountsText } from "./accounts-text.ts";
import classes from "./balance-line.module.css";
import { pointsOfLastYear, type BalancePoint } from "./balance-points.ts";

/** The last year of an account's balance, as a line. Where there never was one, there is no line. */
export function BalanceLine({ account: { id: accountId, currency } }: { readonly account: AccountView }) {
  const { today } = useBook();
  const history = useEngineQuery("accounts.balanceHistory", { accountId, currency });
  const points = history.data?.points ?? [];
  // The place is kept while the points are on their way, so that nothing below it moves.
  if (history.isPending) return <div className={classes.figure} />;
  return points.length === 0 ? null : <Line points={pointsOfLastYear(civilDate(today), points)} currency={currency} />;
}

interface LineProps {
  /** The first and the last are the ends of the line. */
  readonly points: readonly BalancePoint[];
  readonly currency: string;
}

const width = 100;
const height = 40;

function Line({ points, currency }: LineProps) {
  const moneyText = useMoneyText();
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const highestMinor = Math.max(...points.map(({ balanceMinor }) => balanceMinor));
  const said = accountsText.history.lastYear(
    moneyText(first.balanceMinor, currency),
    dateText(first.on),
    moneyText(highestMinor, currency),
    moneyText(last.balanceMinor, currency),
  );
  const path = stepsOf(points);
  return (
    <figure className={classes.figure}>
      <svg
        role="img"
        aria-label={said}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        className={classes.line}
      >
        <path d={`${path} V${height} H0 Z`} className={classes.area} />
        <path d={path} className={classes.stroke} />
      </svg>
      <figcaption aria-hidden="true" className={classes.days}>
        <DateText on={first.on} />
        <DateText on={last.on} />
      </figcaption>
    </figure>
  );
}

/** A balance holds until it changes, so the line has steps and no slopes. It stands on zero, or on the lowest balance below that. */
function stepsOf(points: readonly BalancePoint[]): string {
  const days = points.map(({ on }) => Date.parse(on));
  const fromMs = Math.min(...days);
  const throughMs = Math.max(...days);
  const balances = points.map(({ balanceMinor }) => balanceMinor);
  const lowest = Math.min(0, ...balances);
  const range = Math.max(0, ...balances) - lowest || 1;
  const steps = points.map(({ balanceMinor }, index) => {
    const x = (width * ((days[index] ?? fromMs) - fromMs)) / (throughMs - fromMs || 1);
    const y = height - (height * (balanceMinor - lowest)) / range;
    return index === 0 ? `M0,${y.toFixed(2)}` : `H${x.toFixed(2)} V${y.toFixed(2)}`;
  });
  return steps.join(" ");
}
