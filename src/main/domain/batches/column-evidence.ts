import {
  couldBeMonth,
  dateEvidence,
  decimalEvidence,
  type DateOrder,
  type Decimal,
  type Evidence,
} from "./reading-values.ts";
import type { SheetRow } from "./sheet.ts";

/** What all rows of a file together say about how its amounts and its dates are written. */
export interface ColumnEvidence {
  readonly decimal: WayEvidence<".", ",">;
  readonly dateOrder: DayEvidence;
}

interface DayEvidence extends WayEvidence<"dmy", "mdy"> {
  /**
   * Whether a spreadsheet may have taken the day for the month where it could: it knows days that could be months, and no others, beside
   * texts that it left as they were.
   */
  readonly isHalfRead: boolean;
}

interface WayEvidence<One extends string, Other extends string> {
  /** Those that some row proves. */
  readonly proven: ReadonlySet<One | Other>;
  readonly isMixed: boolean;
  /** Whether a row could be read both ways and none shows which is meant. */
  readonly isUnclear: boolean;
}

interface EvidenceCollector {
  take(row: SheetRow): void;
  finish(): ColumnEvidence;
}

/** Which columns of a file, counted from 0, hold amounts and days. */
export interface ReadColumns {
  readonly amounts: readonly (number | undefined)[];
  readonly days: readonly (number | undefined)[];
}

export function createEvidence(columns: ReadColumns): EvidenceCollector {
  const decimals = new Set<Evidence<"." | ",">>();
  const orders = new Set<Evidence<"dmy" | "mdy">>();
  const known = { couldBeSwapped: false, couldNot: false };
  const isThere = (index: number | undefined) => index !== undefined;
  const [amountColumns, dayColumns] = [columns.amounts.filter(isThere), columns.days.filter(isThere)];
  return {
    take(row) {
      if ("fault" in row) return;
      for (const index of amountColumns) {
        const amount = row.cells[index];
        if (typeof amount === "string") decimals.add(decimalEvidence(amount));
      }
      for (const index of dayColumns) {
        const day = row.cells[index];
        if (typeof day === "string") orders.add(dateEvidence(day));
        else if (typeof day === "object" && "date" in day) {
          if (couldBeMonth(day.date)) known.couldBeSwapped = true;
          else known.couldNot = true;
        }
      }
    },
    finish() {
      const isWritten = orders.has("dmy") || orders.has("mdy") || orders.has("either");
      const isHalfRead = isWritten && known.couldBeSwapped && !known.couldNot;
      return { decimal: wayOf(decimals, ".", ","), dateOrder: { ...wayOf(orders, "dmy", "mdy"), isHalfRead } };
    },
  };
}

function wayOf<One extends string, Other extends string>(
  found: ReadonlySet<Evidence<One | Other>>,
  one: One,
  other: Other,
): WayEvidence<One, Other> {
  const proven = new Set<One | Other>([one, other].filter((way) => found.has(way)));
  return { proven, isMixed: proven.size > 1, isUnclear: found.has("either") && proven.size !== 1 };
}

/** How amounts and days are written, as it was chosen; null: nobody said. */
interface WrittenWays {
  readonly decimal: Decimal | null;
  readonly dateOrder: DateOrder | null;
}

/** The choices with what the rows themselves show of how they are written, where nothing was chosen. */
export function settled<Choices extends WrittenWays>(
  choices: Choices,
  { decimal, dateOrder }: ColumnEvidence,
): Choices {
  return {
    ...choices,
    decimal: choices.decimal ?? onlyOf(decimal.proven),
    dateOrder: choices.dateOrder ?? onlyOf(dateOrder.proven),
  };
}

function onlyOf<Way>(proven: ReadonlySet<Way>): Way | null {
  const [only, ...others] = proven;
  return only !== undefined && others.length === 0 ? only : null;
}

/** What has to be chosen, because no row shows it. */
export function unclearWays(choices: WrittenWays, evidence: ColumnEvidence): ("decimal" | "dateOrder")[] {
  return (["decimal", "dateOrder"] as const).filter((way) => choices[way] === null && evidence[way].isUnclear);
}
