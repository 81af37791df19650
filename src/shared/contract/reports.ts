import { z } from "zod";
import { query } from "./definition.ts";
import { civilDateText, currencyCode, cursor, id, minorAmount, pageLimit, rowTotal } from "./fields.ts";
import { asOfBasis, entrySourceType, ledgerRow } from "./ledger.ts";

/** The days that a report is about, both included. */
const period = { fromOn: civilDateText, throughOn: civilDateText };

const inCurrency = { currency: currencyCode.nullable().default(null) };
const page = { after: cursor.nullable().default(null), limit: pageLimit.default(100) };
const paged = <Row extends z.ZodType>(row: Row) =>
  z.strictObject({ rows: z.array(row), nextCursor: z.string().nullable(), total: rowTotal });
/** The day that a figure is as of; left out, today. */
const asOfDay = { on: civilDateText.nullable().default(null) };

/** Whose it is. */
const owner = { accountId: id, accountName: z.string() };
const paperOfAccount = { ...owner, invoiceId: id, invoiceNumber: z.string() };

/** What entries of one source and one reason come to. */
const creditMovement = z.strictObject({
  sourceType: entrySourceType,
  reasonCode: z.string().nullable(),
  reasonName: z.string().nullable(),
  amountMinor: minorAmount,
  entryCount: z.int().positive(),
});

/** How the credit that the book owes came from the opening to the closing balance of a month (BEHAVIOUR 11.5); amounts have their sign. */
const rollForwardRow = z.strictObject({
  currency: currencyCode,
  /** The month, as far as it lies in the period. */
  ...period,
  openingMinor: minorAmount,
  grantedMinor: minorAmount,
  appliedMinor: minorAmount,
  expiredMinor: minorAmount,
  removedMinor: minorAmount,
  reversedMinor: minorAmount,
  transferredMinor: minorAmount,
  closingMinor: minorAmount,
  movements: z.array(creditMovement),
});
export type RollForwardRow = z.infer<typeof rollForwardRow>;

/** How long an invoice has been past its due date. */
export const invoiceAge = z.enum(["current", "days_1_30", "days_31_60", "days_61_90", "days_over_90"]);
export type InvoiceAge = z.infer<typeof invoiceAge>;

const invoiceAgeingRow = z.strictObject({
  currency: currencyCode,
  age: invoiceAge,
  invoiceCount: z.int().min(0),
  outstandingMinor: minorAmount,
});
export type InvoiceAgeingRow = z.infer<typeof invoiceAgeingRow>;

const agedInvoice = z.strictObject({
  ...paperOfAccount,
  currency: currencyCode,
  issuedOn: civilDateText,
  dueOn: civilDateText,
  /** Negative while it is not due yet. */
  daysPastDue: z.int(),
  age: invoiceAge,
  totalMinor: minorAmount,
  /** What was still asked for on the day. */
  outstandingMinor: minorAmount,
});
export type AgedInvoice = z.infer<typeof agedInvoice>;

/** How long credit has been there, by the day from which it could be used; or why it cannot be used on the day. */
export const creditAge = z.enum([
  "days_0_30",
  "days_31_60",
  "days_61_90",
  "days_91_180",
  "days_181_365",
  "days_over_365",
  "not_begun",
  "past_expiry",
]);
export type CreditAge = z.infer<typeof creditAge>;

const creditAgeingRow = z.strictObject({
  currency: currencyCode,
  age: creditAge,
  blockCount: z.int().min(0),
  remainingMinor: minorAmount,
});
export type CreditAgeingRow = z.infer<typeof creditAgeingRow>;

/** What is left of a block of credit on a day. */
const blockRow = z.strictObject({
  ...owner,
  blockId: id,
  /** The entry that formed it. */
  entryId: id,
  currency: currencyCode,
  effectiveOn: civilDateText,
  expiresOn: civilDateText.nullable(),
  category: z.enum(["promotional", "paid"]).nullable(),
  remainingMinor: minorAmount,
});
export type BlockRow = z.infer<typeof blockRow>;

const agedBlock = blockRow.extend({
  /** Negative while it has not begun. */
  ageDays: z.int(),
  age: creditAge,
});
export type AgedBlock = z.infer<typeof agedBlock>;

const expiringCreditRow = z.strictObject({
  currency: currencyCode,
  /** The month in which it expires, as far as it was asked for. */
  ...period,
  blockCount: z.int(),
  remainingMinor: minorAmount,
});
export type ExpiringCreditRow = z.infer<typeof expiringCreditRow>;

const receiverRow = z.strictObject({
  ...owner,
  currency: currencyCode,
  entryCount: z.int(),
  givenMinor: minorAmount,
  /** What was taken back by reversals that count for the period. */
  reversedMinor: minorAmount,
  receivedMinor: minorAmount,
});
export type ReceiverRow = z.infer<typeof receiverRow>;

const revenueRow = z.strictObject({
  currency: currencyCode,
  ...period,
  /** Null for charges that belong to no plan. */
  planId: id.nullable(),
  planName: z.string().nullable(),
  /** What invoices of the month charged, after discounts and without tax. */
  invoicedMinor: minorAmount,
  /** What credit notes of the month took back of it, of whatever month; zero or below. */
  creditedMinor: minorAmount,
  /** What was charged by invoices that were voided in the month, less what notes had taken back of it before; zero or below. */
  voidedMinor: minorAmount,
  revenueMinor: minorAmount,
});
export type RevenueRow = z.infer<typeof revenueRow>;

const revenueKind = z.enum(["invoiced", "credited", "voided"]);

const revenueLine = z.strictObject({
  kind: revenueKind,
  on: civilDateText,
  ...paperOfAccount,
  /** The number of the note that took it back; null for what an invoice charged. */
  creditNoteNumber: z.string().nullable(),
  currency: currencyCode,
  planId: id.nullable(),
  planName: z.string().nullable(),
  description: z.string(),
  amountMinor: minorAmount,
});
export type RevenueLine = z.infer<typeof revenueLine>;

export const collectionKind = z.enum(["collected", "taken_back", "refunded", "failed", "written_off"]);
export type CollectionKind = z.infer<typeof collectionKind>;

const collectionRow = z.strictObject({
  currency: currencyCode,
  ...period,
  /** Money that came in, by the day it did, what was more than an invoice asked for included. */
  collectedMinor: minorAmount,
  /** Payments that were taken back, and notes that gave money back: zero or below. */
  takenBackMinor: minorAmount,
  refundedMinor: minorAmount,
  /** What attempts failed to collect, each attempt by itself. */
  failedMinor: minorAmount,
  failedCount: z.int(),
  writtenOffMinor: minorAmount,
});
export type CollectionRow = z.infer<typeof collectionRow>;

const collectionItem = z.strictObject({
  kind: collectionKind,
  on: civilDateText,
  ...paperOfAccount,
  currency: currencyCode,
  amountMinor: minorAmount,
  /** The reference, the reason of a failure, why it was taken back or written off. */
  detail: z.string().nullable(),
});
export type CollectionItem = z.infer<typeof collectionItem>;

export const anomalyKind = z.enum([
  "repeated",
  "just_below_limit",
  "outside_working_days",
  "round_amount",
  "credit_then_transfer",
]);
export type AnomalyKind = z.infer<typeof anomalyKind>;

const anomalyRow = ledgerRow.extend({
  /** The earlier entry that makes it odd: the same once before, or the credit that is passed on. */
  relatedEntryId: id.nullable(),
  relatedSequence: z.int().nullable(),
});
export type AnomalyRow = z.infer<typeof anomalyRow>;

export const reportsContract = {
  "reports.creditRollForward": query({
    summary:
      "Rolls the credit that is owed forward by month: opening, granted, applied, expired, removed, reversed, transferred and closing, by currency, source and reason.",
    input: z.strictObject({
      ...period,
      by: asOfBasis.default("effective"),
      currency: currencyCode.nullable().default(null),
    }),
    /** By currency, then by month; a currency without an entry by the end of the period has none. */
    output: z.strictObject({ rows: z.array(rollForwardRow) }),
    errors: ["amount_out_of_range"],
  }),
  "reports.invoiceAgeing": query({
    summary: "Adds up what invoices asked for at the end of a day, by how long they were past due.",
    input: z.strictObject({ ...asOfDay, ...inCurrency }),
    output: z.strictObject({ rows: z.array(invoiceAgeingRow) }),
    errors: ["amount_out_of_range"],
  }),
  "reports.agedInvoices": query({
    summary:
      "Lists the invoices that asked for something at the end of a day, longest past due first, a page at a time.",
    input: z.strictObject({ ...asOfDay, ...inCurrency, age: invoiceAge.nullable().default(null), ...page }),
    output: paged(agedInvoice),
    errors: [],
  }),
  "reports.creditAgeing": query({
    summary: "Adds up what was left in blocks of credit at the end of a day, by how long it had been there.",
    input: z.strictObject({ ...asOfDay, ...inCurrency }),
    output: z.strictObject({ rows: z.array(creditAgeingRow) }),
    errors: ["amount_out_of_range"],
  }),
  "reports.agedCredit": query({
    summary: "Lists the blocks that had credit left at the end of a day, oldest first, a page at a time.",
    input: z.strictObject({ ...asOfDay, ...inCurrency, age: creditAge.nullable().default(null), ...page }),
    output: paged(agedBlock),
    errors: [],
  }),
  "reports.expiringCredit": query({
    summary: "Adds up the credit that expires in a period unless it is used before, by month.",
    input: z.strictObject({ ...period, ...inCurrency }),
    output: z.strictObject({ rows: z.array(expiringCreditRow) }),
    errors: ["amount_out_of_range"],
  }),
  "reports.expiringBlocks": query({
    summary:
      "Lists the blocks whose credit expires in a period unless it is used before, earliest first, a page at a time.",
    input: z.strictObject({ ...period, ...inCurrency, ...page }),
    output: paged(blockRow),
    errors: [],
  }),
  "reports.topReceivers": query({
    summary: "Ranks accounts by the credit that they were given in a period, less reversals, a page at a time.",
    input: z.strictObject({ ...period, ...inCurrency, ...page }),
    output: paged(receiverRow),
    errors: ["amount_out_of_range"],
  }),
  "reports.revenue": query({
    summary:
      "Adds up what invoices charged by plan and month, after discounts and without tax, less credit notes and voided invoices.",
    input: z.strictObject({ ...period, ...inCurrency }),
    output: z.strictObject({ rows: z.array(revenueRow) }),
    errors: ["amount_out_of_range"],
  }),
  "reports.revenueLines": query({
    summary: "Lists the lines of invoices and credit notes that revenue is the sum of, oldest first, a page at a time.",
    input: z.strictObject({
      ...period,
      ...inCurrency,
      /** `none`: what belongs to no plan. Left out: all of it. */
      planId: id.nullable().default(null),
      ...page,
    }),
    output: paged(revenueLine),
    errors: [],
  }),
  "reports.collections": query({
    summary: "Adds up by month what was collected, taken back, refunded, what failed and what was written off.",
    input: z.strictObject({ ...period, ...inCurrency }),
    output: z.strictObject({ rows: z.array(collectionRow) }),
    errors: ["amount_out_of_range"],
  }),
  "reports.collectionItems": query({
    summary:
      "Lists the payments, attempts, notes and write-offs that collections are the sum of, oldest first, a page at a time.",
    input: z.strictObject({ ...period, ...inCurrency, kind: collectionKind.nullable().default(null), ...page }),
    output: paged(collectionItem),
    errors: [],
  }),
  "reports.anomalies": query({
    summary:
      "Lists adjustments and transfers by hand of a period that look odd in one way, newest first, a page at a time.",
    input: z.strictObject({
      ...period,
      ...inCurrency,
      kind: anomalyKind,
      /** How far apart two entries are that belong together: for `repeated` and `credit_then_transfer`. */
      withinHours: z.int().min(1).max(8760).default(24),
      limitMinor: z
        .int()
        .positive()
        .nullable()
        .default(null)
        .describe("For `just_below_limit`, with its currency; left out: the limits of the roles as they stand."),
      /** How much below the limit is just below it. */
      belowPercent: z.int().min(1).max(99).default(5),
      /** What a round amount is a multiple of; left out, a hundred of the currency's major unit. */
      roundMinor: z.int().positive().nullable().default(null),
      ...page,
    }),
    output: paged(anomalyRow),
    errors: [],
  }),
};
