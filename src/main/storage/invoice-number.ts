/** An invoice's number as printed: `INV-000042`. */
export function formatInvoiceNumber(number: number): string {
  return `INV-${String(number).padStart(6, "0")}`;
}
