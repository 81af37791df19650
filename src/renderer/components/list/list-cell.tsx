import { memo } from "react";
import { DateText, MomentText } from "../date-text.tsx";
import { StateMark } from "../state-mark.tsx";
import { PlaceLink } from "../place-link.tsx";
import { Figure } from "../money-figure.tsx";
import { ShortenedText } from "../shortened-text.tsx";
import type { ColumnNeed } from "./column-needs.ts";
import classes from "./data-list.module.css";
import { noAmountText, type ListColumn, type MoneyColumn } from "./list-column.ts";

interface ListCellProps<Row> {
  readonly column: ListColumn<Row>;
  readonly row: Row;
  readonly need: ColumnNeed | undefined;
}

/** What a column shows of a row. */
export const ListCell = memo(function ListCell<Row>({ column, row, need }: ListCellProps<Row>) {
  switch (column.kind) {
    case "money":
      return <Amount column={column} row={row} decimals={need?.decimals ?? 0} />;
    case "date": {
      const on = column.on(row);
      if (on === null) return null;
      if (!column.place) return <DateText on={on} />;
      return (
        <PlaceLink to={column.place(row)} fz="inherit" tabIndex={-1}>
          <DateText on={on} />
        </PlaceLink>
      );
    }
    case "moment": {
      const atMs = column.atMs(row);
      return atMs === null ? null : <MomentText atMs={atMs} />;
    }
    case "state": {
      const state = column.state(row);
      return state && <StateMark {...state} />;
    }
    case "text": {
      const text = column.text(row);
      if (text === null || text === "") return null;
      const words = column.isProse === true ? <Prose text={text} /> : <ShortenedText text={text} />;
      if (!column.place) return words;
      return (
        <PlaceLink
          to={column.place(row)}
          fz="inherit"
          tabIndex={-1}
          className={classes.link ?? ""}
          {...(column.isLead === true && { c: "var(--ink)", fw: 500 })}
        >
          {words}
        </PlaceLink>
      );
    }
  }
}) as <Row>(props: ListCellProps<Row>) => React.JSX.Element | null;

/** What is read from its beginning on, and loses its end. */
function Prose({ text }: { readonly text: string }) {
  return (
    <span className={classes.words} dir="auto" title={text}>
      {text}
    </span>
  );
}

interface AmountProps<Row> {
  readonly column: MoneyColumn<Row>;
  readonly row: Row;
  readonly decimals: number;
}

function Amount<Row>({ column, row, decimals }: AmountProps<Row>) {
  const { amountMinor, currency } = column.money(row);
  if (amountMinor === null) return <span>{noAmountText(column, row)}</span>;
  const { showsPlus = false, isStrong = false, isBlankAtZero = false } = column;
  if (amountMinor === 0 && isBlankAtZero) return null;
  return (
    <Figure
      amountMinor={amountMinor}
      currency={currency}
      decimals={decimals}
      showsPlus={showsPlus}
      isStrong={isStrong}
    />
  );
}
