import type { Place } from "../../foundation/router.ts";
import type { StateWord } from "../state-mark.tsx";

interface ColumnHead {
  /** The name that the engine sorts by, where it sorts by this column. */
  readonly id: string;
  readonly title: string;
  /** What the title alone does not say. */
  readonly hint?: string;
  readonly isSortable?: boolean;
  /** Offered, and shown only to those who choose it. */
  readonly isHiddenAtFirst?: boolean;
}

/** Words, which may be shortened in their middle; all of them stand in the tooltip. */
interface TextColumn<Row> extends ColumnHead {
  readonly kind: "text";
  readonly text: (row: Row) => string | null;
  /** Sentences rather than a name: they are shortened at their end. */
  readonly isProse?: boolean;
  /** Where the words lead, if anywhere. */
  readonly place?: (row: Row) => Place;
  readonly minimumWidth: number;
  /** Its share of the room that is left. */
  readonly growth: number;
  /** A number, which stands at the end of its column as amounts do. */
  readonly isFigure?: boolean;
  /** What the row is about: it is always in view. */
  readonly isLead?: boolean;
}

/** An amount, which is never cut (the column is as wide as its widest). */
export interface MoneyColumn<Row> extends ColumnHead {
  readonly kind: "money";
  /** A null amount is nothing, and leaves the cell blank. */
  readonly money: (row: Row) => { readonly amountMinor: number | null; readonly currency: string };
  /** What stands where there is no amount and that means more than nothing. */
  readonly noAmount?: string | ((row: Row) => string);
  /** Whether 0 is nothing here, and left blank; what is copied says it. */
  readonly isBlankAtZero?: boolean;
  readonly showsPlus?: boolean;
  readonly isStrong?: boolean;
}

/** A civil date, never cut. */
interface DateColumn<Row> extends ColumnHead {
  readonly kind: "date";
  readonly on: (row: Row) => string | null;
  readonly place?: (row: Row) => Place;
}

/** An instant, in the book's time zone, never cut. */
interface MomentColumn<Row> extends ColumnHead {
  readonly kind: "moment";
  readonly atMs: (row: Row) => number | null;
  readonly timeZone: string;
}

/** A state in one word, never cut. Only what is wrong has a colour. */
interface StateColumn<Row> extends ColumnHead {
  readonly kind: "state";
  readonly state: (row: Row) => StateWord | null;
}

/** One column of a long list: what it shows, and so how it is aligned, measured and copied. */
export type ListColumn<Row> =
  | TextColumn<Row>
  | MoneyColumn<Row>
  | DateColumn<Row>
  | MomentColumn<Row>
  | StateColumn<Row>;

/** What stands in place of an amount that there is not; empty where that means nothing. */
export function noAmountText<Row>({ noAmount = "" }: MoneyColumn<Row>, row: Row): string {
  return typeof noAmount === "string" ? noAmount : noAmount(row);
}
