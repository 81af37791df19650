import { minorUnits } from "../../../shared/money/minor-units.ts";

/** What a statement adds up. */
export interface StatementSums<Entry> {
  readonly movements: readonly (Entry & { readonly balanceMinor: number })[];
  readonly addedMinor: number;
  /** Below zero. */
  readonly takenMinor: number;
  readonly closingMinor: number;
}

/**
 * Carry a balance through the entries of a period, in the order of the days on which they take effect. The balance that an entry itself
 * holds is that of the order in which entries were written, which another day may lie before.
 *
 * @param entries by the day on which they take effect, then by sequence.
 * @throws AppError `amount_out_of_range` when they add up to more than a balance holds.
 */
export function addUpStatement<Entry extends { readonly amountMinor: number }>(
  openingMinor: number,
  entries: readonly Entry[],
): StatementSums<Entry> {
  let [balanceMinor, addedMinor, takenMinor] = [openingMinor, 0, 0];
  const movements = entries.map((entry) => {
    balanceMinor = minorUnits(balanceMinor + entry.amountMinor);
    if (entry.amountMinor > 0) addedMinor = minorUnits(addedMinor + entry.amountMinor);
    else takenMinor = minorUnits(takenMinor + entry.amountMinor);
    return { ...entry, balanceMinor };
  });
  return { movements, addedMinor, takenMinor, closingMinor: balanceMinor };
}
