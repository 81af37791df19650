/** An invoice's number as printed: `INV-000042`. */
export function formatInvoiceNumber(number: number): string {
  return `INV-${String(number).padStart(6, "0")}`;
}

/** `INV-42`, `000042` and `42` all mean number 42. */
export function invoiceNumberOf(text: string): number | null {
  const digits = /^\s*(?:inv-?)?0*(\d{1,12})\s*$/iu.exec(text)?.[1];
  return digits === undefined ? null : Number(digits);
}
