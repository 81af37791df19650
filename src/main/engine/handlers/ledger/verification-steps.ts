import type { BrokenEntry } from "../../../domain/ledger/chain-walk.ts";

/** How many entries, or other rows, one step of verifying takes, so that nobody waits for it and little is in memory at a time. */
export const entriesPerStep = 250;

/** The one that comes first; of two that are the same, the one that says why its hash is wrong. */
export function firstOf(inChain: BrokenEntry | null, beside: BrokenEntry | null): BrokenEntry | null {
  if (inChain === null || beside === null) return inChain ?? beside;
  return beside.sequence < inChain.sequence ? beside : inChain;
}
