import { civilDate } from "../../../shared/calendar.ts";
import type { InvoiceFigures, InvoiceLine, InvoiceView } from "../../../shared/contract/invoices.ts";

/** For the tests beside it: a line of 20.00 without tax. */
export const exampleLine: InvoiceLine = {
  position: 1,
  kind: "fee",
  description: "Pro, monthly",
  period: { startOn: civilDate("2026-03-01"), endOn: civilDate("2026-04-01") },
  quantity: 1,
  unitMinor: 2000,
  grossMinor: 2000,
  discountMinor: 0,
  netMinor: 2000,
  taxMinor: 0,
  taxRateName: null,
  steps: [],
};

/** For the tests beside it: an invoice of that line, paid by credit of which 30.00 is left. */
export const exampleFigures: InvoiceFigures = {
  accountId: "org_1",
  sellerName: "Northwind",
  buyerName: "Acme",
  buyerContact: null,
  note: null,
  currency: "USD",
  issuedOn: civilDate("2026-03-01"),
  dueOn: civilDate("2026-03-15"),
  lines: [exampleLine],
  taxes: [],
  discountMinor: 0,
  subtotalMinor: 2000,
  taxMinor: 0,
  totalMinor: 2000,
  creditCreatedMinor: 0,
  creditAppliedMinor: 2000,
  carriedMinor: 0,
  dueMinor: 0,
  creditLeftMinor: 3000,
  steps: [],
};

/** For the tests beside it: the same invoice without credit, issued and open. */
export const exampleInvoice: InvoiceView = {
  ...exampleFigures,
  creditAppliedMinor: 0,
  dueMinor: 2000,
  id: "inv_1",
  number: "INV-000001",
  state: "open",
  outstandingMinor: 2000,
  creditedMinor: 0,
  paidBy: null,
  paidOn: null,
  isPastDue: false,
  voidNote: null,
  reducedMinor: 0,
  writtenOffMinor: 0,
  writtenOffOn: null,
  writeOffReason: null,
  failedAttempts: 0,
  nextAttemptOn: null,
  createdAtMs: 0,
  creditEntries: [],
  billingRunId: null,
  payments: [],
  creditNotes: [],
  creditableLines: [{ position: 1, leftMinor: 2000 }],
  periodsIfVoided: "waive",
  actions: [],
};
