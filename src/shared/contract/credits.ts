import { z } from "zod";
import { creditBalance, nextInvoiceSummary } from "./accounts.ts";
import { command, query } from "./definition.ts";
import {
  civilDateText,
  currencyCode,
  errorView,
  id,
  idempotencyKey,
  minorAmount,
  note,
  positiveMinorAmount,
} from "./fields.ts";
import { ledgerEntry } from "./ledger.ts";

const adjustmentAction = z.enum(["increase", "decrease"]);
export type AdjustmentAction = z.infer<typeof adjustmentAction>;

const reasonCode = z.strictObject({
  code: z.string(),
  name: z.string(),
  direction: z.enum(["increase", "decrease", "both"]),
  /** The general-ledger account that the export books it to. */
  generalLedgerAccount: z.string(),
  needsNote: z.boolean(),
});
export type ReasonCode = z.infer<typeof reasonCode>;

const listedReason = reasonCode.extend({
  /** What it can be given for. */
  actions: z.array(adjustmentAction),
});
export type ListedReason = z.infer<typeof listedReason>;

const creditCategory = z.enum(["promotional", "paid"]);

/** What an increase may say about the credit it adds (BEHAVIOUR 5.1); a decrease has no terms. */
const creditTerms = z.strictObject({
  priority: z.int().default(50).describe("0 to 100; lower is used first."),
  category: creditCategory.nullable().default(null),
  effectiveOn: civilDateText.nullable().default(null).describe("The first day on which it can be used; null: today."),
  expiresOn: civilDateText
    .nullable()
    .default(null)
    .describe("The day whose first midnight, in the book's time zone, ends it; null: never."),
});
export type CreditTermsInput = z.input<typeof creditTerms>;

const creditBlock = z.strictObject({
  id,
  accountId: id,
  currency: currencyCode,
  /** The entry that formed it. */
  entryId: id,
  amountMinor: minorAmount,
  remainingMinor: minorAmount,
  /** How much of what is left waits for the approval of what would take it. */
  heldMinor: minorAmount,
  priority: z.int(),
  category: creditCategory.nullable(),
  effectiveOn: civilDateText,
  expiresOn: civilDateText.nullable(),
  /** `waiting`: not yet effective. `used`: nothing is left of it, but something may come back. */
  state: z.enum(["usable", "waiting", "used", "expired", "voided"]),
  /** 1 for the block that is used next; null for one that cannot be used. */
  useOrder: z.int().nullable(),
});
export type CreditBlockView = z.infer<typeof creditBlock>;

const countsOn = civilDateText
  .nullable()
  .default(null)
  .describe(
    "The day that the entry counts for; null: today. Not one to come, nor of a closed month. Where credit is taken that counts from a later day, that day.",
  );

const adjustment = z.strictObject({
  accountId: id,
  action: adjustmentAction,
  amountMinor: positiveMinorAmount,
  currency: currencyCode,
  reasonCode: z.string().min(1).max(64),
  note: note.nullable().default(null),
  /** Null: plain credit. Refused with a decrease. */
  terms: creditTerms.nullable().default(null),
  countsOn,
});

export const creditsContract = {
  "credits.reasons": query({
    summary: "Lists the book's reason codes.",
    input: z.strictObject({}),
    output: z.strictObject({ reasons: z.array(listedReason) }),
    errors: [],
  }),
  "credits.balance": query({
    summary: "Reads an account's credit in every currency that ever had some.",
    input: z.strictObject({ accountId: id }),
    output: z.strictObject({ balances: z.array(creditBalance) }),
    errors: ["account_not_found"],
  }),
  "credits.preview": query({
    summary: "Shows what an adjustment would do to the balance and to the next invoice; writes nothing.",
    input: adjustment.omit({ reasonCode: true, note: true }),
    output: z.strictObject({
      balanceBefore: creditBalance.nullable(),
      balanceAfter: creditBalance.nullable(),
      /** The day that the entry would count for (BEHAVIOUR 3.11); null where it would be refused. */
      countsOn: civilDateText.nullable(),
      nextInvoiceBefore: nextInvoiceSummary.nullable(),
      nextInvoiceAfter: nextInvoiceSummary.nullable(),
      /** Why the adjustment would be refused as things stand; then `balanceAfter` repeats `balanceBefore`. */
      problem: errorView.nullable(),
      /** How it is above a limit of whoever asks, as the adjustment would be told; null where it is not (BEHAVIOUR 11.2). */
      approval: errorView.nullable(),
    }),
    errors: ["account_not_found"],
  }),
  "credits.blocks": query({
    summary: "Lists an account's blocks of credit in the order in which they are used, then those with nothing left.",
    input: z.strictObject({ accountId: id, currency: currencyCode.nullable().default(null) }),
    output: z.strictObject({
      /** At most the thousand newest. */
      blocks: z.array(creditBlock),
    }),
    errors: ["account_not_found"],
  }),
  "credits.voidBlock": command({
    summary: "Takes what is left of a block of credit, not what was used of it (BEHAVIOUR 5.5).",
    right: "credits",
    audit: "ledger",
    input: z.strictObject({ blockId: id, note: note.nullable().default(null), idempotencyKey }),
    output: z.strictObject({
      block: creditBlock,
      /** Null where nothing was left to take. */
      entry: ledgerEntry.nullable(),
    }),
    errors: ["block_not_found", "idempotency_conflict", "block_closed", "credit_held", "approval_required"],
  }),
  "credits.adjust": command({
    summary:
      "Adds or removes credit with one ledger entry. The same key with the same content returns the first entry.",
    right: "credits",
    audit: "ledger",
    input: adjustment.extend({ idempotencyKey }),
    addedFields: ["terms", "countsOn"],
    output: z.strictObject({ entry: ledgerEntry }),
    errors: [
      "account_not_found",
      "reason_not_found",
      "idempotency_conflict",
      "amount_out_of_range",
      "reason_not_allowed",
      "note_required",
      "credit_terms_invalid",
      "entry_in_future",
      "insufficient_credit",
      "approval_required",
    ],
  }),
  "credits.transfer": command({
    summary: "Moves credit from one account to another, as one balanced pair of entries (BEHAVIOUR 3.10).",
    right: "credits",
    audit: "ledger",
    input: z.strictObject({
      fromAccountId: id,
      toAccountId: id,
      amountMinor: positiveMinorAmount,
      currency: currencyCode,
      note: note.nullable().default(null),
      countsOn,
      idempotencyKey,
    }),
    addedFields: ["countsOn"],
    /** Both entries carry the same source id. */
    output: z.strictObject({ outEntry: ledgerEntry, inEntry: ledgerEntry }),
    errors: [
      "account_not_found",
      "idempotency_conflict",
      "amount_out_of_range",
      "transfer_to_itself",
      "entry_in_future",
      "insufficient_credit",
      "approval_required",
    ],
  }),
  "credits.applyToOpenInvoices": command({
    summary: "Uses available credit for the account's open invoices, oldest first (BEHAVIOUR 8.7).",
    isLeftToUpstream: true,
    right: "credits",
    audit: "ledger",
    input: z.strictObject({ accountId: id, idempotencyKey }),
    output: z.strictObject({
      /** What was used for which invoice, in the order it was used. */
      applied: z.array(
        z.strictObject({
          invoiceId: id,
          invoiceNumber: z.string(),
          currency: currencyCode,
          amountMinor: positiveMinorAmount,
          /** What is still to be paid on the invoice. */
          outstandingMinor: minorAmount,
        }),
      ),
    }),
    errors: ["account_not_found", "idempotency_conflict", "nothing_to_apply", "approval_required"],
  }),
  "credits.reverse": command({
    summary: "Undoes a grant or a deduction with an entry of the opposite amount that links to it.",
    right: "credits",
    audit: "ledger",
    input: z.strictObject({ entryId: id, note: note.nullable().default(null), idempotencyKey }),
    output: z.strictObject({ entry: ledgerEntry }),
    errors: [
      "entry_not_found",
      "idempotency_conflict",
      "amount_out_of_range",
      "insufficient_credit",
      "entry_already_reversed",
      "entry_not_reversible",
      "approval_required",
    ],
  }),
};

/** What `credits.preview` answers. */
export type AdjustmentPreview = z.infer<(typeof creditsContract)["credits.preview"]["output"]>;
