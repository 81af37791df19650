import { z } from "zod";
import { creditNoteView } from "./credit-notes.ts";
import { command, query } from "./definition.ts";
import { explanation } from "./explanation.ts";
import {
  civilDateText,
  currencyCode,
  cursor,
  errorView,
  id,
  idempotencyKey,
  instantMs,
  line,
  logoId,
  minorAmount,
  note,
  paperFile,
  listPlace,
  paperLanguage,
  positiveMinorAmount,
  rowTotal,
  searchText,
} from "./fields.ts";
import { invoiceOutcomes } from "./invoice-outcomes.ts";
import { gatewayName } from "./payments.ts";

export const invoiceState = z.enum(["draft", "open", "paid", "void", "uncollectible"]);
export type InvoiceState = z.infer<typeof invoiceState>;

/** What a line is: a period of the subscription, the rest of one after a change, or a charge of its own. */
const invoiceLineKind = z.enum([
  "fee",
  "seats",
  "prorated_fee",
  "prorated_seats",
  /** Credit for time that was charged and is not used; it stays a line (BEHAVIOUR 7.3). */
  "unused_time",
  "charge",
  "carried",
]);
export type InvoiceLineKind = z.infer<typeof invoiceLineKind>;

const invoiceLine = z
  .strictObject({
    /** From 1, in the order of the paper. */
    position: z.int(),
    kind: invoiceLineKind,
    description: z.string(),
    /** The period that the line charges for, half-open; null for a charge without one. */
    period: z.strictObject({ startOn: civilDateText, endOn: civilDateText }).nullable(),
    quantity: z.int(),
    /** Null where the units do not all cost the same, as seats in tiers. */
    unitMinor: minorAmount.nullable(),
    /** Before the discount. */
    grossMinor: minorAmount,
    discountMinor: minorAmount,
    netMinor: minorAmount,
    taxMinor: minorAmount,
    taxRateName: z.string().nullable(),
    /** How the net amount came about (BEHAVIOUR 8.10). Empty on invoices that were made before steps were kept. */
    steps: explanation,
  })
  .meta({ id: "InvoiceLine" });
export type InvoiceLine = z.infer<typeof invoiceLine>;

/** The tax of one rate over the whole invoice (BEHAVIOUR 8.2). */
const invoiceTax = z.strictObject({
  name: z.string(),
  ratePartsPerMillion: z.int(),
  baseMinor: minorAmount,
  taxMinor: minorAmount,
});

/** What an invoice and its preview have in common: everything that is on the paper but the number and the payments. */
export const invoiceFigures = z
  .strictObject({
    accountId: id,
    sellerName: z.string(),
    sellerAddress: z.string().nullable(),
    sellerTaxNumbers: z.string().nullable(),
    /** Where money is sent: a bank account, say. */
    paymentDetails: z.string().nullable(),
    /** The picture at its head; `book.logo` has it. */
    logoId: logoId.nullable(),
    buyerName: z.string(),
    buyerContact: z.string().nullable(),
    buyerAddress: z.string().nullable(),
    buyerTaxNumbers: z.string().nullable(),
    /** What the buyer wants to find on it, such as the number of an order. */
    buyerReference: z.string().nullable(),
    /** What the book or the account wants said on the paper. */
    note: z.string().nullable(),
    /** The language of the paper, and which edition of its words it is written with. */
    language: paperLanguage,
    wordsEdition: z.int(),
    currency: currencyCode,
    issuedOn: civilDateText,
    dueOn: civilDateText,
    lines: z.array(invoiceLine),
    taxes: z.array(invoiceTax),
    /** What discounts took off, over all lines. */
    discountMinor: minorAmount,
    /** The lines after their discounts; below zero where more is given back than charged. */
    subtotalMinor: minorAmount,
    taxMinor: minorAmount,
    /** Never below zero: what is, becomes credit (BEHAVIOUR 8.5). */
    totalMinor: minorAmount,
    creditCreatedMinor: minorAmount,
    creditAppliedMinor: minorAmount,
    /** Too little to be charged, so it stands on the next invoice (BEHAVIOUR 8.8). */
    carriedMinor: minorAmount,
    /** Total minus credit and what is carried over, before payments. */
    dueMinor: minorAmount,
    /** The account's available credit in this currency once the invoice has used its part. */
    creditLeftMinor: minorAmount,
    /** How tax, total, credit and what is due came about (BEHAVIOUR 8.10). */
    steps: explanation,
  })
  .meta({ id: "InvoiceFigures" });
export type InvoiceFigures = z.infer<typeof invoiceFigures>;

/** What can be done with an invoice. */
const invoiceAction = z.enum([
  "recordPayment",
  "collect",
  "applyCredit",
  "creditNote",
  "void",
  "writeOff",
  "markUncollectible",
]);
export type InvoiceAction = z.infer<typeof invoiceAction>;

const paymentAction = z.enum(["takeBack"]);
export type PaymentAction = z.infer<typeof paymentAction>;

/** Why it cannot be done as things stand, in the words in which it would be refused; null where it can. */
const refusal = errorView.nullable();

const paymentView = z.strictObject({
  id,
  gateway: gatewayName,
  status: z.enum(["succeeded", "failed", "requires_action"]),
  /** Everything that was received, or was tried to be. */
  amountMinor: minorAmount,
  /** The part that was more than the invoice asked for and became credit (BEHAVIOUR 9.7). */
  overpaidMinor: minorAmount,
  refundedMinor: minorAmount,
  methodLabel: z.string().nullable(),
  paidOn: civilDateText,
  reference: z.string().nullable(),
  failureReason: z.string().nullable(),
  /** The day on which a recorded payment was taken back, and why; null where it stands (BEHAVIOUR 9.9). */
  takenBackOn: civilDateText.nullable(),
  takenBackReason: z.string().nullable(),
  actions: z.array(z.strictObject({ action: paymentAction, refusal })),
});
export type PaymentView = z.infer<typeof paymentView>;

/** What settled an invoice: nothing, as in the end nothing was asked; credit alone; a gateway; or the next invoice (BEHAVIOUR 8.4). */
const paidBy = z.enum(["none", "payer-credits", "manual", "test", "carried-forward"]);
export type PaidBy = z.infer<typeof paidBy>;

/**
 * How an invoice stood once it was issued, whatever became of it since: it asked for nothing; credit paid all of it; what credit had
 * left was collected, failed to be, is open for a transfer, or was carried over to the next invoice.
 */
export const invoiceOutcome = z.enum(invoiceOutcomes);
export type { InvoiceOutcome } from "./invoice-outcomes.ts";

/** What becomes of the periods and charges that a voided invoice billed: due again, for the next run, or waived (BEHAVIOUR 9.8). */
const periodsOfVoided = z.enum(["bill_again", "waive"]);

export const invoiceView = invoiceFigures.extend({
  id,
  /** As printed, such as `INV-000042`. */
  number: z.string(),
  state: invoiceState,
  /** What is still to be paid: due minus payments, notes and what was written off; also of an invoice given up as uncollectible. */
  outstandingMinor: minorAmount,
  /** What credit notes took back. */
  creditedMinor: minorAmount,
  /** The part of that which took off what was still due (BEHAVIOUR 9.11). */
  reducedMinor: minorAmount,
  /** A rest that nobody asks for any more, since when and why. */
  writtenOffMinor: minorAmount,
  writtenOffOn: civilDateText.nullable(),
  writeOffReason: z.string().nullable(),
  paidBy: paidBy.nullable(),
  paidOn: civilDateText.nullable(),
  isPastDue: z.boolean(),
  voidNote: z.string().nullable(),
  /** How often the payment method was tried in vain, and when it is tried again. */
  failedAttempts: z.int(),
  nextAttemptOn: civilDateText.nullable(),
  createdAtMs: instantMs,
  /** The ledger entries that paid it, were returned by it or came from it, oldest first, with the blocks they touched. */
  creditEntries: z.array(
    z.strictObject({
      id,
      sequence: z.int(),
      sourceType: z.string(),
      amountMinor: minorAmount,
      blocks: z.array(z.strictObject({ blockId: id, amountMinor: minorAmount })),
    }),
  ),
  billingRunId: id.nullable(),
  payments: z.array(paymentView),
  creditNotes: z.array(creditNoteView),
  /** What is left to credit of each line, before its discount and with its sign (BEHAVIOUR 9.6). */
  creditableLines: z.array(z.strictObject({ position: z.int(), leftMinor: minorAmount })),
  /** What to propose for what it billed, where it is voided: due again where a period has not begun yet (BEHAVIOUR 9.8). */
  periodsIfVoided: periodsOfVoided,
  /** Everything that can be done with an invoice, and why not where it cannot now. */
  actions: z.array(z.strictObject({ action: invoiceAction, refusal })),
});
export type InvoiceView = z.infer<typeof invoiceView>;

/** A charge that waits for the account's next invoice. */
const pendingCharge = z.strictObject({
  id,
  description: z.string(),
  currency: currencyCode,
  quantity: z.int(),
  unitMinor: minorAmount,
  discountMinor: minorAmount,
  /** Before tax. */
  netMinor: minorAmount,
  taxRateName: z.string().nullable(),
  /** Whether it was carried over from an invoice, which cannot be taken back. */
  isCarried: z.boolean(),
  createdAtMs: instantMs,
});
export type PendingCharge = z.infer<typeof pendingCharge>;

export const invoiceRow = z.strictObject({
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

/** Credit that an account has today and will not have on a day, or the other way round (BEHAVIOUR 5.3). */
const comingCredit = z.strictObject({
  blockId: id,
  amountMinor: minorAmount,
  change: z.enum(["expires", "begins"]),
  on: civilDateText,
});
export type ComingCredit = z.infer<typeof comingCredit>;

const invoicePreview = z.strictObject({
  figures: invoiceFigures,
  /** The day as of which credit is counted: the billing date of a coming invoice (or today, where that has passed), or today. */
  creditOn: civilDateText,
  /** What of the credit in the currency will have expired or begun between today and then, earliest first. */
  comingCredit: z.array(comingCredit),
  /** The date that the preview pinned; committing sends it back. */
  pinnedOn: civilDateText,
  /** A digest of everything the preview read; committing with one that no longer holds is refused as stale. */
  fingerprint: z.string(),
  usesTestGateway: z.boolean(),
  /** Whether it is an estimate, because the upstream of a linked book bills, and not this one (BEHAVIOUR 12.4). */
  isEstimate: z.boolean(),
});
export type InvoicePreview = z.infer<typeof invoicePreview>;

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
