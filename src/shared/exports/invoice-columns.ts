import type { InvoiceRow } from "../contract/invoice-view.ts";
import { exportedAmount, type ExportColumn } from "./column.ts";

export const invoiceColumns: readonly ExportColumn<InvoiceRow>[] = [
  { name: "number", value: ({ number }) => number },
  { name: "account_name", value: ({ accountName }) => accountName },
  { name: "state", value: ({ state }) => state },
  { name: "issued_on", value: ({ issuedOn }) => issuedOn },
  { name: "due_on", value: ({ dueOn }) => dueOn },
  { name: "currency", value: ({ currency }) => currency },
  exportedAmount("total", ({ totalMinor }) => totalMinor),
  exportedAmount("credit_applied", ({ creditAppliedMinor }) => creditAppliedMinor),
  exportedAmount("outstanding", ({ outstandingMinor }) => outstandingMinor),
  { name: "paid_by", value: ({ paidBy }) => paidBy },
  { name: "is_past_due", value: ({ isPastDue }) => String(isPastDue) },
  { name: "id", value: ({ id }) => id },
  { name: "account_id", value: ({ accountId }) => accountId },
];
