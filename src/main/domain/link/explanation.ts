import type { Difference } from "../../../shared/contract/link.ts";

/** So many statements are named; the sum is of all. */
const namedLimit = 20;

/** What a statement of the upstream used of credit, or gave back, that the balance here has not taken in. */
export interface UnsettledStatement {
  readonly upstreamId: string;
  readonly atMs: number;
  /** What an entry here would add. */
  readonly amountMinor: number;
}

/**
 * What statements of the upstream say of a difference: the entry that takes it in, which is proposed and never made by itself, and what is left
 * for an operator (BEHAVIOUR 12.3). A statement explains what it explains, whatever else moved: the rest may be larger than the difference.
 *
 * @param unsettled newest first.
 * @returns null where they say nothing, or where one gave back what another used.
 */
export function explainDifference(
  differenceMinor: number,
  unsettled: readonly UnsettledStatement[],
): Difference["explanation"] {
  const amountMinor = unsettled.reduce((sum, statement) => sum + statement.amountMinor, 0);
  if (amountMinor === 0) return null;
  return {
    amountMinor,
    restMinor: differenceMinor - amountMinor,
    statementCount: unsettled.length,
    statements: unsettled.slice(0, namedLimit),
  };
}
