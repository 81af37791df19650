import { z } from "zod";
import { command, query } from "./definition.ts";
import {
  civilDateText,
  currencyCode,
  cursor,
  id,
  idempotencyKey,
  instantMs,
  line,
  minorAmount,
  note,
  pageLimit,
  positiveMinorAmount,
  rowTotal,
} from "./fields.ts";

const invoiceState = z.enum(["draft", "open", "paid", "void", "uncollectible"]);
export type InvoiceState = z.infer<typeof invoiceState>;

const invoiceLine = z.strictObject({
  description: z.string(),
  /** The period that the line charges for, half-open; null for a charge without one. */
  period: z.strictObject({ startOn: civilDateText, endOn: civilDateText }).nullable(),
  quantity: z.int(),
  unitMinor: minorAmount,
  netMinor: minorAmount,
  taxMinor: minorAmount,
  taxRateName: z.string().nullable(),
});

/** The tax of one rate over the whole invoice (BEHAVIOUR 8.2). */
const invoiceTax = z.strictObject({
  name: z.string(),
  ratePartsPerMillion: z.int(),
  baseMinor: minorAmount,
  taxMinor: minorAmount,
});

/** What an invoice and its preview have in common: everything that is on the paper but the number and the payments. */
const invoiceFigures = z.strictObject({
  accountId: id,
  sellerName: z.string(),
  buyerName: z.string(),
  buyerContact: z.string().nullable(),
  currency: currencyCode,
  issuedOn: civilDateText,
  dueOn: civilDateText,
  lines: z.array(invoiceLine),
  taxes: z.array(invoiceTax),
  subtotalMinor: minorAmount,
  taxMinor: minorAmount,
  totalMinor: minorAmount,
  creditAppliedMinor: minorAmount,
  /** Total minus credit, before payments. */
  dueMinor: minorAmount,
  /** The account's available credit in this currency once the invoice has used its part. */
  creditLeftMinor: minorAmount,
});
export type InvoiceFigures = z.infer<typeof invoiceFigures>;

const paymentView = z.strictObject({
  id,
  gateway: z.enum(["manual", "test"]),
  status: z.enum(["succeeded", "failed", "requires_action"]),
  amountMinor: minorAmount,
  paidOn: civilDateText,
  reference: z.string().nullable(),
  failureReason: z.string().nullable(),
});

/** What settled an invoice: credit alone, a gateway, or nothing yet. */
const paidBy = z.enum(["payer-credits", "manual", "test"]);

const invoiceView = invoiceFigures.extend({
  id,
  /** As printed, such as `INV-000042`. */
  number: z.string(),
  state: invoiceState,
  /** What is still to be paid: due minus the payments that succeeded. */
  outstandingMinor: minorAmount,
  paidBy: paidBy.nullable(),
  paidOn: civilDateText.nullable(),
  isPastDue: z.boolean(),
  createdAtMs: instantMs,
  creditEntryId: id.nullable(),
  billingRunId: id.nullable(),
  payments: z.array(paymentView),
});
export type InvoiceView = z.infer<typeof invoiceView>;

const invoiceRow = z.strictObject({
  id,
  number: z.string(),
  accountId: id,
  accountName: z.string(),
  state: invoiceState,
  currency: currencyCode,
  issuedOn: civilDateText,
  dueOn: civilDateText,
  totalMinor: minorAmount,
  creditAppliedMinor: minorAmount,
  outstandingMinor: minorAmount,
  paidBy: paidBy.nullable(),
  isPastDue: z.boolean(),
});
export type InvoiceRow = z.infer<typeof invoiceRow>;

const invoicePreview = z.strictObject({
  figures: invoiceFigures,
  /** The date that the preview pinned; committing sends it back. */
  pinnedOn: civilDateText,
  /** A digest of everything the preview read; committing with one that no longer holds is refused as stale. */
  fingerprint: z.string(),
  usesTestGateway: z.boolean(),
});
export type InvoicePreview = z.infer<typeof invoicePreview>;

export const invoicesContract = {
  "invoices.list": query({
    summary: "Lists finalized invoices, newest number first, a page at a time.",
    input: z.strictObject({
      accountId: id.nullable().default(null),
      state: invoiceState.nullable().default(null),
      isPastDue: z.boolean().default(false),
      /** A number or part of one. */
      search: z.string().max(50).default(""),
      after: cursor.nullable().default(null),
      skip: z.int().min(0).default(0),
      limit: pageLimit.default(100),
    }),
    output: z.strictObject({ rows: z.array(invoiceRow), nextCursor: cursor.nullable(), total: rowTotal }),
    errors: ["account_not_found"],
  }),
  "invoices.get": query({
    summary: "Reads one invoice as it is printed, with its payments.",
    input: z.strictObject({ invoiceId: id }),
    output: invoiceView,
    errors: ["invoice_not_found"],
  }),
  "invoices.preview": query({
    summary: "Computes an account's next invoice with the function that issues it; writes nothing (BEHAVIOUR 8.9).",
    input: z.strictObject({ accountId: id }),
    output: invoicePreview,
    errors: ["account_not_found", "amount_out_of_range", "nothing_to_invoice"],
  }),
  "invoices.issue": command({
    summary: "Issues the previewed invoice: number, credit, payment. A stale preview is refused with a fresh one.",
    input: z.strictObject({ accountId: id, pinnedOn: civilDateText, fingerprint: z.string().max(128), idempotencyKey }),
    output: z.strictObject({ invoice: invoiceView }),
    errors: ["account_not_found", "idempotency_conflict", "amount_out_of_range", "nothing_to_invoice", "preview_stale"],
  }),
  "invoices.void": command({
    summary: "Voids an open invoice and returns exactly the credit it used, entry by entry (BEHAVIOUR 9.4).",
    input: z.strictObject({ invoiceId: id, note: note.nullable().default(null), idempotencyKey }),
    output: z.strictObject({ invoice: invoiceView }),
    errors: ["invoice_not_found", "idempotency_conflict", "invoice_not_open", "invoice_has_payments"],
  }),
  "invoices.recordPayment": command({
    summary: "Records money that was received for an open invoice outside the application.",
    input: z.strictObject({
      invoiceId: id,
      amountMinor: positiveMinorAmount,
      receivedOn: civilDateText,
      reference: line(200).nullable().default(null),
      idempotencyKey,
    }),
    output: z.strictObject({ invoice: invoiceView }),
    errors: [
      "invoice_not_found",
      "idempotency_conflict",
      "payment_in_future",
      "invoice_not_open",
      "payment_exceeds_due",
    ],
  }),
};
