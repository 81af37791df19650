/** How an invoice stood once it was issued. Apart from the schemas, so that an address can be read without loading those. */
export const invoiceOutcomes = ["nothing_due", "by_credit", "collected", "failed", "open", "carried"] as const;
export type InvoiceOutcome = (typeof invoiceOutcomes)[number];
