import { z } from "zod";
import { creditNoteView } from "./credit-notes.ts";
import { explanation } from "./explanation.ts";
import { civilDateText, currencyCode, errorView, id, instantMs, logoId, minorAmount, paperLanguage } from "./fields.ts";
import { invoiceOutcomes } from "./invoice-outcomes.ts";
import { gatewayName } from "./payments.ts";

/** An invoice as it is told: its figures and lines, how it stands, what paid it and what can be done with it. */

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
export const paidBy = z.enum(["none", "payer-credits", "manual", "test", "carried-forward"]);
export type PaidBy = z.infer<typeof paidBy>;

/**
 * How an invoice stood once it was issued, whatever became of it since: it asked for nothing; credit paid all of it; what credit had
 * left was collected, failed to be, is open for a transfer, or was carried over to the next invoice.
 */
export const invoiceOutcome = z.enum(invoiceOutcomes);
export type { InvoiceOutcome } from "./invoice-outcomes.ts";

/** What becomes of the periods and charges that a voided invoice billed: due again, for the next run, or waived (BEHAVIOUR 9.8). */
export const periodsOfVoided = z.enum(["bill_again", "waive"]);

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
export const pendingCharge = z.strictObject({
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

export const invoicePreview = z.strictObject({
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
