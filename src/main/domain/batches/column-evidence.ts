import type { BatchChoices } from "../../../shared/contract/batches.ts";
import { dateEvidence, decimalEvidence, type Evidence } from "./reading-values.ts";
import type { SheetRow } from "./sheet.ts";

/** What all rows of a file together say about how its amounts and its dates are written. */
export interface ColumnEvidence {
  readonly decimal: WayEvidence<".", ",">;
  readonly dateOrder: WayEvidence<"dmy", "mdy">;
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

/** @param columns which column holds what. */
export function createEvidence(columns: BatchChoices["columns"]): EvidenceCollector {
  const decimals = new Set<Evidence<"." | ",">>();
  const orders = new Set<Evidence<"dmy" | "mdy">>();
  const dateColumns = [columns.effectiveOn, columns.expiresOn].filter((index) => index !== undefined);
  return {
    take(row) {
      if ("fault" in row) return;
      const amount = columns.amount === undefined ? undefined : row.cells[columns.amount];
      if (typeof amount === "string") decimals.add(decimalEvidence(amount));
      for (const index of dateColumns) {
        const day = row.cells[index];
        if (typeof day === "string") orders.add(dateEvidence(day));
      }
    },
    finish: () => ({ decimal: wayOf(decimals, ".", ","), dateOrder: wayOf(orders, "dmy", "mdy") }),
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
