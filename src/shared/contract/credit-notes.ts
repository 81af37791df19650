import { z } from "zod";
import { command, query } from "./definition.ts";
import { explanation } from "./explanation.ts";
import { civilDateText, currencyCode, id, idempotencyKey, instantMs, minorAmount, note, paperFile } from "./fields.ts";

/** Where a credit note's amount goes beyond what was still due (BEHAVIOUR 9.6, 9.11); the parts add up to that. */
const destination = z.strictObject({
  toCreditMinor: minorAmount.min(0),
  /** Refunded through the gateway that took it. */
  toPaymentMethodMinor: minorAmount.min(0),
  /** Paid back outside of the application. */
  outOfBandMinor: minorAmount.min(0),
});
export type CreditNoteDestination = z.infer<typeof destination>;

const creditNoteLine = z.strictObject({
  /** The position of the invoice's line, from 1. */
  position: z.int(),
  description: z.string(),
  /** The part of the line before its discount. */
  grossMinor: minorAmount,
  discountMinor: minorAmount,
  netMinor: minorAmount,
  taxMinor: minorAmount,
  steps: explanation,
});

const creditNoteFigures = destination.extend({
  /** What of it takes off what the invoice still asks; only the rest was paid and goes somewhere (BEHAVIOUR 9.11). */
  toDueMinor: minorAmount.min(0),
  invoiceId: id,
  invoiceNumber: z.string(),
  currency: currencyCode,
  lines: z.array(creditNoteLine),
  netMinor: minorAmount,
  taxMinor: minorAmount,
  totalMinor: minorAmount,
});
export type CreditNoteFigures = z.infer<typeof creditNoteFigures>;

export const creditNoteView = creditNoteFigures.extend({
  id,
  /** As printed, such as `CN-000007`. */
  number: z.string(),
  /** By an operator, or by a change of the subscription that gave back time which was not paid yet (BEHAVIOUR 7.2a). */
  cause: z.enum(["correction", "unused_time"]),
  issuedOn: civilDateText,
  note: z.string().nullable(),
  operator: z.string(),
  createdAtMs: instantMs,
});
export type CreditNoteView = z.infer<typeof creditNoteView>;

const creditNoteContent = z.strictObject({
  invoiceId: id,
  /** Which lines, and how much of each before its discount, with the sign of the line. */
  lines: z
    .array(z.strictObject({ position: z.int().positive(), amountMinor: z.int() }))
    .min(1)
    .max(1000),
  /**
   * Where the part of the note goes that is more than what is still due. `origin`: what money paid goes back the way it came (by
   * transfer: out of band), and only what is more than the money goes to credit. `credit`: all of it goes to credit. Or the parts.
   */
  destination: z.union([z.enum(["origin", "credit"]), destination]),
  note: note.nullable().default(null),
});

const creditNoteRefusals = [
  "invoice_not_creditable",
  "credit_note_exceeds_line",
  "credit_note_is_nothing",
  "credit_note_split_mismatch",
  "refund_exceeds_payment",
] as const;

export const creditNotesContract = {
  "creditNotes.preview": query({
    summary: "Computes a credit note with the function that issues it; writes nothing.",
    input: creditNoteContent,
    output: z.strictObject({
      figures: creditNoteFigures,
      /** A digest of everything the preview read. */
      fingerprint: z.string(),
      /** What could still go back to payment methods and out of band: the money paid and not yet refunded. */
      refundableToPaymentMethodMinor: minorAmount,
      refundableOutOfBandMinor: minorAmount,
    }),
    errors: ["invoice_not_found", "amount_out_of_range", ...creditNoteRefusals],
  }),
  "creditNotes.pdf": query({
    summary: "Makes the paper of an invoice's credit note as PDF/A-3, with every font that it uses inside of it.",
    input: z.strictObject({ invoiceId: id, creditNoteId: id }),
    output: paperFile,
    errors: ["invoice_not_found"],
  }),
  "creditNotes.issue": command({
    summary:
      "Corrects an invoice: what is still due first, then to credit, to the payment method, or out of band (BEHAVIOUR 9.6, 9.11).",
    isLeftToUpstream: true,
    right: "invoices",
    audit: { about: "invoice", id: "invoiceId" },
    input: creditNoteContent.extend({ fingerprint: z.string().max(128), idempotencyKey }),
    output: z.strictObject({ creditNote: creditNoteView }),
    errors: [
      "invoice_not_found",
      "idempotency_conflict",
      "amount_out_of_range",
      "preview_stale",
      ...creditNoteRefusals,
      "approval_required",
    ],
  }),
};
