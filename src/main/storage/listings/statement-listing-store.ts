import type { ReadableBook } from "../book/book-handle.ts";

/** The ids of a page of invoices, newest first, with how many there are in all. */
export function listInvoiceIds(
  book: ReadableBook,
  { invoiceId, limit, offset }: { invoiceId: string | null; limit: number; offset: number },
): { ids: string[]; total: number } {
  if (invoiceId !== null) {
    const found = book.get<{ id: string }>("SELECT id FROM invoice WHERE id = ?", invoiceId);
    return { ids: found ? [found.id] : [], total: found ? 1 : 0 };
  }
  // Numbers have no gaps, so the newest one is how many there are, and passing over some is a subtraction.
  const total = book.get<{ number: number }>("SELECT coalesce(max(number), 0) AS number FROM invoice")?.number ?? 0;
  const rows = book.all<{ id: string }>(
    "SELECT id FROM invoice WHERE number <= ? ORDER BY number DESC LIMIT ?",
    total - offset,
    limit,
  );
  return { ids: rows.map(({ id }) => id), total };
}

/** The item that an invoice charges for: of several, as after a change, the one that stands last. Null where there is none. */
export function findChargedItemId(book: ReadableBook, invoiceNumber: number): string | null {
  const row = book.get<{ itemId: string }>(
    `SELECT subscription_item_id AS itemId FROM invoice_line
     WHERE invoice_number = ? AND subscription_item_id IS NOT NULL AND kind <> 'unused_time' ORDER BY position DESC LIMIT 1`,
    invoiceNumber,
  );
  return row?.itemId ?? null;
}

/** When each payment of an invoice was written down, in the order in which they are read. */
export function listAttemptTimes(book: ReadableBook, invoiceNumber: number): number[] {
  return book
    .all<{ atMs: number }>(
      "SELECT created_at_ms AS atMs FROM payment WHERE invoice_number = ? ORDER BY created_at_ms, id",
      invoiceNumber,
    )
    .map(({ atMs }) => atMs);
}
