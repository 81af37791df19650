import type { BrokenEntry } from "./chain-walk.ts";

/** Of entries that do not hold, the one with the lowest sequence number. */
export interface Earliest {
  note(sequence: number, problem: string): void;
  found(): BrokenEntry | null;
}

export function createEarliest(): Earliest {
  let first: BrokenEntry | null = null;
  return {
    note(sequence, problem) {
      if (!first || sequence < first.sequence) first = { sequence, problem };
    },
    found: () => first,
  };
}
