import { z } from "zod";
import { command, query } from "./definition.ts";
import {
  civilDateText,
  currencyCode,
  cursor,
  id,
  idempotencyKey,
  line,
  listPlace,
  note,
  paperFile,
  positiveMinorAmount,
  rowTotal,
  searchText,
} from "./fields.ts";
import {
  invoiceOutcome,
  invoicePreview,
  invoiceRow,
  invoiceState,
  invoiceView,
  paidBy,
  pendingCharge,
  periodsOfVoided,
} from "./invoice-view.ts";

export const invoicesContract = {
  "invoices.list": query({
    summary: "Lists finalized invoices, newest number first, a page at a time.",
    input: z.strictObject({
      accountId: id.nullable().default(null),
      state: invoiceState.nullable().default(null),
      isPastDue: z.boolean().default(false),
      /** Those that a billing run made. */
      billingRunId: id.nullable().default(null),
      /** By how they stood once they were issued. `by_credit` finds all that used credit then, whatever it had left to pay. */
      outcome: invoiceOutcome.nullable().default(null),
      issuedFromOn: civilDateText.nullable().default(null),
      issuedThroughOn: civilDateText.nullable().default(null),
      dueFromOn: civilDateText.nullable().default(null),
      dueThroughOn: civilDateText.nullable().default(null),
      currency: currencyCode.nullable().default(null),
      /** Compared with the total, in minor units of `currency`: an amount means nothing without one (BEHAVIOUR 1.7). */
      minimumMinor: z.int().min(0).nullable().default(null),
      maximumMinor: z.int().min(0).nullable().default(null),
      /** The gateway, or whatever else, that settled it. */
      paidBy: paidBy.nullable().default(null),
      /** How a number begins; in the book's list also the accounts that the text finds (BEHAVIOUR 1.8). */
      search: searchText.default(""),
      ...listPlace,
    }),
    output: z.strictObject({ rows: z.array(invoiceRow), nextCursor: cursor.nullable(), total: rowTotal }),
    errors: ["account_not_found", "run_not_found"],
  }),
  "invoices.get": query({
    summary: "Reads one invoice as it is printed, with its payments.",
    input: z.strictObject({ invoiceId: id }),
    output: invoiceView,
    errors: ["invoice_not_found"],
  }),
  "invoices.pdf": query({
    summary: "Makes the paper of an invoice as it stands now: a PDF with its fonts inside, the same on every host.",
    input: z.strictObject({ invoiceId: id }),
    output: paperFile,
    errors: ["invoice_not_found"],
  }),
  "invoices.preview": query({
    summary:
      "Computes an account's next invoice with the function that issues it; writes nothing (BEHAVIOUR 8.9). Where credit expires or begins before its billing date, issuing it now comes to something else.",
    input: z.strictObject({
      accountId: id,
      /** As of which day credit is counted: of the coming invoice, or of issuing it now, which is what `invoices.issue` does. */
      asOf: z.enum(["billing_date", "today"]).default("billing_date"),
    }),
    output: invoicePreview,
    errors: ["account_not_found", "amount_out_of_range", "nothing_to_invoice"],
  }),
  "invoices.charges": query({
    summary: "Lists the charges that wait for the account's next invoice, oldest first.",
    input: z.strictObject({ accountId: id }),
    output: z.strictObject({ charges: z.array(pendingCharge) }),
    errors: ["account_not_found"],
  }),
  "invoices.addCharge": command({
    summary: "Adds a charge of its own to the account's next invoice, in the account's billing currency.",
    isLeftToUpstream: true,
    right: "invoices",
    audit: { about: "charge", id: "chargeId" },
    input: z.strictObject({
      accountId: id,
      description: line(200),
      quantity: z.int().min(1).max(1_000_000).default(1),
      unitMinor: positiveMinorAmount,
      currency: currencyCode,
      /** Off the whole line; it takes off at most what the line comes to. */
      discountMinor: z.int().min(0).default(0),
      /** By the account's own rate, by the rate with this id, or not at all. An exempt account is never taxed. */
      tax: z
        .discriminatedUnion("by", [
          z.strictObject({ by: z.literal("account") }),
          z.strictObject({ by: z.literal("rate"), taxRateId: id }),
          z.strictObject({ by: z.literal("nothing") }),
        ])
        .default({ by: "account" }),
      idempotencyKey,
    }),
    output: z.strictObject({ chargeId: id }),
    errors: [
      "account_not_found",
      "tax_rate_not_found",
      "idempotency_conflict",
      "currency_mismatch",
      "amount_out_of_range",
    ],
  }),
  "invoices.removeCharge": command({
    summary: "Takes back a charge that no invoice has yet.",
    isLeftToUpstream: true,
    right: "invoices",
    audit: { about: "charge", id: "chargeId" },
    input: z.strictObject({ chargeId: id, idempotencyKey }),
    output: z.strictObject({ chargeId: id }),
    errors: ["charge_not_found", "idempotency_conflict", "charge_not_removable"],
  }),
  "invoices.previewPdf": query({
    summary: "Makes the paper of an account's next invoice as PDF, marked as a preview, which has no number yet.",
    input: z.strictObject({
      accountId: id,
      /** As `invoices.preview` has it. */
      asOf: z.enum(["billing_date", "today"]).default("billing_date"),
    }),
    output: paperFile,
    errors: ["account_not_found", "amount_out_of_range", "nothing_to_invoice"],
  }),
  "invoices.issue": command({
    summary: "Issues the previewed invoice: number, credit, payment. A stale preview is refused with a fresh one.",
    isLeftToUpstream: true,
    right: "invoices",
    audit: { about: "invoice", id: "invoice.id" },
    input: z.strictObject({ accountId: id, pinnedOn: civilDateText, fingerprint: z.string().max(128), idempotencyKey }),
    output: z.strictObject({ invoice: invoiceView }),
    errors: [
      "account_not_found",
      "idempotency_conflict",
      "amount_out_of_range",
      "nothing_to_invoice",
      "preview_stale",
      "cutoff_too_far",
    ],
  }),
  "invoices.void": command({
    summary:
      "Voids an open or uncollectible invoice, or one that only created credit, and returns exactly the credit it used (BEHAVIOUR 9.4, 9.5).",
    isLeftToUpstream: true,
    right: "invoices",
    audit: { about: "invoice", id: "invoiceId" },
    input: z.strictObject({
      invoiceId: id,
      note: note.nullable().default(null),
      periods: periodsOfVoided.default("waive"),
      idempotencyKey,
    }),
    addedFields: ["periods"],
    output: z.strictObject({ invoice: invoiceView }),
    errors: [
      "invoice_not_found",
      "idempotency_conflict",
      "credit_already_spent",
      "invoice_not_open",
      "invoice_has_payments",
      "invoice_gave_back",
      "approval_required",
    ],
  }),
  "invoices.markUncollectible": command({
    summary: "Gives up on an open invoice. It can still be paid or voided; credit is not used for it any more.",
    isLeftToUpstream: true,
    right: "invoices",
    audit: { about: "invoice", id: "invoiceId" },
    input: z.strictObject({ invoiceId: id, idempotencyKey }),
    output: z.strictObject({ invoice: invoiceView }),
    errors: ["invoice_not_found", "idempotency_conflict", "invoice_not_open"],
  }),
  "invoices.writeOff": command({
    summary: "Writes off what an open or given-up invoice still asks, with a reason (BEHAVIOUR 9.11).",
    isLeftToUpstream: true,
    right: "invoices",
    audit: { about: "invoice", id: "invoiceId" },
    input: z.strictObject({ invoiceId: id, reason: line(200), idempotencyKey }),
    output: z.strictObject({ invoice: invoiceView }),
    errors: ["invoice_not_found", "idempotency_conflict", "invoice_not_open", "nothing_outstanding"],
  }),
  "invoices.takeBackPayment": command({
    summary:
      "Takes back a payment that was recorded by hand, because it bounced or was a mistake: the invoice asks for it again (BEHAVIOUR 9.9).",
    isLeftToUpstream: true,
    right: "payments",
    audit: { about: "payment", id: "paymentId" },
    input: z.strictObject({ paymentId: id, reason: line(200), idempotencyKey }),
    output: z.strictObject({ invoice: invoiceView }),
    errors: [
      "payment_not_found",
      "idempotency_conflict",
      "payment_given_back",
      "credit_already_spent",
      "payment_not_recorded",
      "payment_was_taken_back",
      "approval_required",
    ],
  }),
  "invoices.collect": command({
    summary: "Tries the account's payment method for what is due on an open invoice, now.",
    isLeftToUpstream: true,
    right: "payments",
    audit: { about: "invoice", id: "invoiceId" },
    input: z.strictObject({ invoiceId: id, idempotencyKey }),
    output: z.strictObject({ invoice: invoiceView }),
    errors: [
      "invoice_not_found",
      "idempotency_conflict",
      "invoice_not_open",
      "nothing_to_collect_with",
      "below_minimum_charge",
    ],
  }),
  "invoices.recordPayment": command({
    summary: "Records money that was received for an open or uncollectible invoice outside the application.",
    isLeftToUpstream: true,
    right: "payments",
    audit: { about: "invoice", id: "invoiceId" },
    input: z.strictObject({
      invoiceId: id,
      /** Null: all that is still to pay, so that the same words repeated are the same command (BEHAVIOUR 3.2). */
      amountMinor: positiveMinorAmount.nullable(),
      /** Null: today. */
      receivedOn: civilDateText.nullable(),
      reference: line(200).nullable().default(null),
      /** What to do with more than is due: refuse the payment, or make credit of the rest (BEHAVIOUR 9.7). */
      overpayment: z.enum(["refuse", "to_credit"]).default("refuse"),
      idempotencyKey,
    }),
    addedFields: ["overpayment"],
    output: z.strictObject({ invoice: invoiceView }),
    errors: [
      "invoice_not_found",
      "idempotency_conflict",
      "amount_out_of_range",
      "payment_in_future",
      "invoice_not_open",
      "nothing_outstanding",
      "payment_exceeds_due",
      "approval_required",
    ],
  }),
};
