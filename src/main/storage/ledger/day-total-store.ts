import type { CivilDate } from "../../../shared/calendar.ts";
import type { AsOfBasis } from "../../../shared/contract/ledger.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import type { SealedEntry } from "../../domain/ledger/entry.ts";
import type { DatedFigures, DatedSum, DayTotal } from "../../domain/ledger/day-totals.ts";
import { isWrongKind } from "../book/book-failure.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** What entries add to the total of a day. */
interface DayTotalChange {
  readonly countedBy: AsOfBasis;
  readonly currency: string;
  readonly countedOn: CivilDate;
  readonly sourceType: string;
  /** Empty where the entries have no reason. */
  readonly reasonCode: string;
  readonly amountMinor: number;
  readonly entryCount: number;
}

/** What the entries of a transaction add to the totals of their days, so that each total is written once however many they are. */
export class DayTotalChanges {
  readonly #changes = new Map<string, DayTotalChange>();

  /**
   * Count an entry in the totals of its two days.
   *
   * @param recordedOn the day on which it was written.
   * @returns false where the sum would leave the safe integers: then what was counted before has to be written first.
   */
  add(
    entry: Pick<SealedEntry, "currency" | "amountMinor" | "effectiveOn" | "sourceType" | "reasonCode">,
    recordedOn: CivilDate,
  ): boolean {
    const { currency, amountMinor, effectiveOn, sourceType } = entry;
    const reasonCode = entry.reasonCode ?? "";
    const changed = (
      [
        ["effective", effectiveOn],
        ["recorded", recordedOn],
      ] as const
    ).map(([countedBy, countedOn]) => {
      const key = `${countedBy} ${currency} ${countedOn} ${sourceType} ${reasonCode}`;
      const before = this.#changes.get(key) ?? { amountMinor: 0, entryCount: 0 };
      const sums = { amountMinor: before.amountMinor + amountMinor, entryCount: before.entryCount + 1 };
      return [key, { countedBy, currency, countedOn, sourceType, reasonCode, ...sums }] as const;
    });
    if (changed.some(([, sums]) => !Number.isSafeInteger(sums.amountMinor))) return false;
    for (const [key, sums] of changed) this.#changes.set(key, sums);
    return true;
  }

  /** @throws AppError `amount_out_of_range` when a day comes to more than SQLite can add up. */
  write(book: WritableBook): void {
    for (const change of this.#changes.values()) writeChange(book, change);
    this.#changes.clear();
  }

  forget(): void {
    this.#changes.clear();
  }
}

function writeChange(book: WritableBook, change: DayTotalChange): void {
  const { countedBy, currency, countedOn, sourceType, reasonCode, amountMinor, entryCount } = change;
  try {
    book.run(
      `INSERT INTO ledger_day_total (counted_by, currency, counted_on, source_type, reason_code, amount_minor, entry_count)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (counted_by, currency, counted_on, source_type, reason_code) DO UPDATE
         SET amount_minor = ledger_day_total.amount_minor + excluded.amount_minor,
           entry_count = ledger_day_total.entry_count + excluded.entry_count`,
      countedBy,
      currency,
      countedOn,
      sourceType,
      reasonCode,
      amountMinor,
      entryCount,
    );
  } catch (error) {
    // A sum that needs more than 64 bits is no integer any more, which the column refuses.
    if (isWrongKind(error))
      throw new AppError("amount_out_of_range", sentence("The amounts of a day add up to more than a book can hold."));
    throw error;
  }
}

/** The sums of all days up to one, one for each currency that had an entry by then, by their codes. */
export function sumDayTotals(
  book: ReadableBook,
  by: AsOfBasis,
  throughOn: CivilDate,
): { readonly currency: string; readonly ledgerMinor: number }[] {
  return book.all(
    `SELECT currency, sum(amount_minor) AS ledgerMinor FROM ledger_day_total
     WHERE counted_by = ? AND counted_on <= ? GROUP BY currency ORDER BY currency`,
    by,
    throughOn,
  );
}

/** All totals, as the verifier compares them. */
export function listDayTotals(book: ReadableBook): DayTotal[] {
  return book.rows<DayTotal>(
    "SELECT counted_by, currency, counted_on, source_type, reason_code, amount_minor, entry_count FROM ledger_day_total",
  );
}

type DatedSumAsText = DatedSum extends readonly [infer A, infer B, infer C, infer D, bigint, ...infer Numbers]
  ? readonly [A, B, C, D, string, ...Numbers]
  : never;

/** What the entries from one sequence number to another come to, by what the totals tell apart. */
export function sumDatedFigures(book: ReadableBook, fromSequence: number, throughSequence: number): DatedSum[] {
  return book
    .rows<DatedSumAsText>(
      `SELECT currency, source_type, coalesce(reason_code, '') AS reason, effective_on, CAST(sum(amount_minor) AS TEXT), count(*),
         max(sequence), min(created_at_ms), max(created_at_ms)
       FROM ledger_entry WHERE sequence BETWEEN ? AND ? GROUP BY currency, source_type, reason, effective_on`,
      fromSequence,
      throughSequence,
    )
    .map(([currency, sourceType, reasonCode, effectiveOn, amountMinor, ...numbers]) => [
      currency,
      sourceType,
      reasonCode,
      effectiveOn,
      BigInt(amountMinor),
      ...numbers,
    ]);
}

/** The same entries one by one. */
export function readDatedFigures(book: ReadableBook, fromSequence: number, throughSequence: number): DatedFigures[] {
  return book.rows<DatedFigures>(
    `SELECT sequence, currency, source_type, coalesce(reason_code, ''), amount_minor, effective_on, created_at_ms FROM ledger_entry
     WHERE sequence BETWEEN ? AND ? ORDER BY sequence`,
    fromSequence,
    throughSequence,
  );
}
