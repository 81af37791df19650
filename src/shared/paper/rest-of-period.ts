import type { InvoiceLine } from "../contract/invoice-view.ts";

/**
 * Whether a line charges for the days that were left of a period: not for a part of a whole one, which is what a note has left of it where it
 * is billed again. Lines that were made before steps were kept have none.
 */
export function isRestOfPeriod({ kind, steps }: Pick<InvoiceLine, "kind" | "steps">): boolean {
  if (kind !== "prorated_fee" && kind !== "prorated_seats") return false;
  return steps.length === 0 || steps.some((step) => step.kind === "days");
}
