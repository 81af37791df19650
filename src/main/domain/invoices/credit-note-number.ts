/** A credit note's number as printed: `CN-000007`. */
export function formatCreditNoteNumber(number: number): string {
  return `CN-${String(number).padStart(6, "0")}`;
}
