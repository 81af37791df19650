import type { CivilDate } from "../../../shared/calendar.ts";
import type { CreditFinding } from "../../../shared/contract/ledger.ts";

/** What the entries of one account and currency, and what it paid, come to. */
export interface CreditHistory {
  readonly accountId: string;
  readonly currency: string;
  /** The sum of the entries that count for each day, earliest first. */
  readonly days: readonly { readonly on: CivilDate; readonly amountMinor: number }[];
  /** What it received as credit other than by hand, by transfer or by an import: unused time, notes, overpayments, returns. */
  readonly receivedMinor: number;
  /** What it paid, in credit and in cash, less what cash went back to it. */
  readonly paidMinor: number;
}

/**
 * What does not follow the rules although every hash and sum holds, so that somebody has to settle it: a balance as of some day that
 * is below zero (BEHAVIOUR 3.11), and credit that came out of nothing (3.12). Books of earlier versions may hold either.
 */
export function findingsOf({ accountId, currency, days, receivedMinor, paidMinor }: CreditHistory): CreditFinding[] {
  const findings: CreditFinding[] = [];
  let balanceMinor = 0;
  for (const { on, amountMinor } of days) {
    balanceMinor += amountMinor;
    if (balanceMinor >= 0) continue;
    findings.push({ kind: "below_floor", accountId, currency, on, shortfallMinor: -balanceMinor });
    break;
  }
  if (receivedMinor > paidMinor) {
    const shortfallMinor = receivedMinor - paidMinor;
    findings.push({ kind: "credit_without_payment", accountId, currency, on: null, shortfallMinor });
  }
  return findings;
}
