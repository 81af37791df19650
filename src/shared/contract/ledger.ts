import { z } from "zod";
import { job, query } from "./definition.ts";
import {
  accountKind,
  civilDateText,
  currencyCode,
  id,
  instantMs,
  minorAmount,
  pageLimit,
  rowTotal,
  searchText,
  sha256Hex,
} from "./fields.ts";
import { upstreamState } from "./outbox.ts";

/** What made an entry (BEHAVIOUR 3.8). */
export const entrySourceType = z.enum([
  "grant",
  "deduction",
  "invoice_applied",
  "invoice_returned",
  "proration",
  "refund_to_credit",
  "expiry",
  "reversal",
  "transfer_in",
  "transfer_out",
  "opening",
]);
export type EntrySourceType = z.infer<typeof entrySourceType>;

/** Through which door a change came. */
export const origin = z.enum(["desk", "api", "cli", "import", "billing", "sync"]);
export type Origin = z.infer<typeof origin>;

export const ledgerEntry = z.strictObject({
  id,
  /** 1 for the first entry of the book, without gaps. */
  sequence: z.int().positive(),
  accountId: id,
  currency: currencyCode,
  /** Positive adds credit, negative removes it (BEHAVIOUR 2.4). */
  amountMinor: minorAmount,
  balanceBeforeMinor: minorAmount,
  balanceAfterMinor: minorAmount,
  sourceType: entrySourceType,
  /** The invoice, the reversed entry, the import: whatever the source type names. */
  sourceId: z.string(),
  reasonCode: z.string().nullable(),
  note: z.string().nullable(),
  operator: z.string(),
  origin,
  effectiveOn: civilDateText,
  createdAtMs: instantMs,
  idempotencyKey: z.string().nullable(),
  reversesEntryId: id.nullable(),
});
export type LedgerEntry = z.infer<typeof ledgerEntry>;

/** An entry in a list: what the row shows beside the entry itself. */
export const ledgerRow = ledgerEntry.extend({
  accountName: z.string(),
  reasonName: z.string().nullable(),
  /** The number of the invoice the entry belongs to, as printed. */
  invoiceNumber: z.string().nullable(),
  isReversed: z.boolean(),
  /** How it stands to the upstream of a linked book, which does not have it yet (BEHAVIOUR 12.2); null where there is nothing to say. */
  upstreamState: upstreamState.nullable(),
});
export type LedgerRow = z.infer<typeof ledgerRow>;

/** A block of credit, by the sequence of the entry that formed it and its place among the blocks of that entry: `12.1`. */
const blockName = z.string().regex(/^[1-9]\d*\.[1-9]\d*$/u);

/** What an entry moved in one block of credit, so that it can be done again in another book. */
const blockMovement = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("forms"),
    amountMinor: minorAmount,
    priority: z.int(),
    category: z.enum(["promotional", "paid"]).nullable(),
    effectiveOn: civilDateText,
    expiresOn: civilDateText.nullable(),
  }),
  z.strictObject({
    type: z.literal("takes"),
    amountMinor: minorAmount,
    block: blockName,
    /** How a block was closed that this was the last to take from; null where it was not, or something came after. */
    closing: z.enum(["expired", "voided"]).nullable(),
  }),
  /** Gives back what the entry of that sequence took. */
  z.strictObject({
    type: z.literal("returns"),
    amountMinor: minorAmount,
    block: blockName,
    usedBySequence: z.int().positive(),
  }),
]);
export type BlockMovement = z.infer<typeof blockMovement>;

const exportedEntry = ledgerRow.extend({
  /** In order; null for an entry of a time in which credit had no blocks. */
  movements: z.array(blockMovement).nullable(),
});
export type ExportedEntry = z.infer<typeof exportedEntry>;

export const ledgerFilters = z.strictObject({
  fromOn: civilDateText.optional(),
  throughOn: civilDateText.optional(),
  /** Only what was written on this day or later, in the book's time zone. */
  recordedFromOn: civilDateText.optional(),
  /** Only what was written by the end of this day in the book's time zone, whenever it takes effect (BEHAVIOUR 11.4). */
  recordedThroughOn: civilDateText.optional(),
  currency: currencyCode.optional(),
  sourceTypes: z.array(entrySourceType).min(1).optional(),
  reasonCodes: z.array(z.string()).min(1).max(100).optional(),
  /** Only what has no reason. */
  withoutReason: z.literal(true).optional(),
  operator: z.string().max(200).optional(),
  /**
   * Those whose note has words that begin so, all of them, in any order and without regard to capitals and accents; in the book's ledger also those
   * of the accounts that the text finds (BEHAVIOUR 1.8).
   */
  search: searchText.optional(),
  /** Compared with the amount without its sign, in minor units. */
  minimumMinor: z.int().min(0).optional(),
  maximumMinor: z.int().min(0).optional(),
});

/** Which of an entry's two dates counts: the day it takes effect, or the moment it was written (BEHAVIOUR 11.4). */
export const asOfBasis = z.enum(["effective", "recorded"]);
export type AsOfBasis = z.infer<typeof asOfBasis>;

/** The sum of the entries in a currency up to some day. */
export const pastBalance = z.strictObject({ currency: currencyCode, ledgerMinor: minorAmount });
export type PastBalance = z.infer<typeof pastBalance>;

/** Something that holds by hash and sum and yet does not follow the rules, so that somebody has to settle it. */
const creditFinding = z.strictObject({
  /** The balance as of some day is below zero (BEHAVIOUR 3.11), or more became credit than was ever paid (3.12). */
  kind: z.enum(["below_floor", "credit_without_payment"]),
  accountId: id,
  currency: currencyCode,
  /** The first such day; null where it is about no day. */
  on: civilDateText.nullable(),
  /** By how much. */
  shortfallMinor: minorAmount,
});
export type CreditFinding = z.infer<typeof creditFinding>;

/** What the walk over the audit log came to (BEHAVIOUR 11.6). */
const auditReport = z.strictObject({
  checkedActs: z.int(),
  headSequence: z.int(),
  headHash: sha256Hex,
  /** The first act that does not hold, and what is wrong with it; null when every act holds. */
  firstBroken: z.strictObject({ sequence: z.int(), problem: z.string() }).nullable(),
});
export type AuditReport = z.infer<typeof auditReport>;

/** What the walk over the closed months came to (BEHAVIOUR 11.8). */
const closingsReport = z.strictObject({
  /** Closings and reopenings. */
  checkedActs: z.int(),
  /** The first that does not hold, which month it closed or reopened, and what is wrong with it; null when every one holds. */
  firstBroken: z.strictObject({ sequence: z.int(), month: z.string(), problem: z.string() }).nullable(),
});

/** Of the receipt of a closing what proves it: the hash, and what it is made of. */
const receiptProof = z.strictObject({
  canonicalText: z.string().max(10_000_000),
  previousHash: sha256Hex,
  hash: sha256Hex,
});
export type ReceiptProof = z.infer<typeof receiptProof>;

const approvalsReport = z.strictObject({
  checkedRequests: z.int(),
  /** The first that does not hold, and what is wrong with it; null when every one holds. */
  firstBroken: z.strictObject({ requestId: z.string().nullable(), problem: z.string() }).nullable(),
});

const verificationReport = z.strictObject({
  ok: z.boolean(),
  checkedEntries: z.int(),
  headSequence: z.int(),
  headHash: sha256Hex,
  /** The first sequence number that does not hold, and what is wrong with it; null when everything holds. */
  firstBroken: z.strictObject({ sequence: z.int(), problem: z.string() }).nullable(),
  /** The first of what is to be settled, and how much there is. Nothing of it is changed by verifying. */
  findings: z.array(creditFinding),
  findingCount: z.int(),
  /** What SQLite's integrity check says of the book's file; null where it finds nothing. */
  fileProblem: z.string().nullable(),
  audit: auditReport,
  closings: closingsReport,
  approvals: approvalsReport,
  /** What keeps the receipt that was given from being one of this book; null where it is one. */
  receipt: z.strictObject({ problem: z.string().nullable() }).nullable(),
});
export type VerificationReport = z.infer<typeof verificationReport>;

const ledgerListInput = z.strictObject({
  accountId: id.nullable().default(null),
  filters: ledgerFilters.default({}),
  /** The page starts below this sequence number, then passes over `skip` rows. */
  beforeSequence: z.int().positive().nullable().default(null),
  skip: z.int().min(0).default(0),
  limit: pageLimit.default(100),
});

export const ledgerContract = {
  "ledger.list": query({
    summary: "Lists ledger entries of one account or of the book, newest first, a page at a time.",
    input: ledgerListInput,
    output: z.strictObject({
      rows: z.array(ledgerRow),
      /** `beforeSequence` of the next page; null at the end. */
      nextBeforeSequence: z.int().nullable(),
      total: rowTotal,
    }),
    errors: ["account_not_found"],
  }),
  "ledger.export": query({
    summary: "Lists ledger entries with everything that an import can say of them, newest first, a page at a time.",
    audit: { notes: ["accountId", "filters"] },
    input: ledgerListInput,
    output: z.strictObject({
      rows: z.array(exportedEntry),
      nextBeforeSequence: z.int().nullable(),
      total: rowTotal,
    }),
    errors: ["account_not_found"],
  }),
  "ledger.operators": query({
    summary: "Names everybody who made a ledger entry, the first 500 in the order of their names.",
    input: z.strictObject({}),
    output: z.strictObject({ operators: z.array(z.string()) }),
    errors: [],
  }),
  "ledger.balancesAsOf": query({
    summary:
      "Reads the balances of one account or of the book at the end of a day, one for each currency in use by then.",
    input: z.strictObject({
      accountId: id.nullable().default(null),
      on: civilDateText,
      by: asOfBasis.default("effective"),
    }),
    output: z.strictObject({
      /** An account's billing currency first, the others by their codes. */
      balances: z.array(pastBalance),
    }),
    errors: ["account_not_found", "amount_out_of_range"],
  }),
  "ledger.get": query({
    summary: "Reads one entry with its whole provenance and what its hash is made of.",
    input: z.strictObject({ entryId: id }),
    output: z.strictObject({
      entry: ledgerRow,
      accountKind,
      invoiceId: id.nullable(),
      reversedByEntryId: id.nullable(),
      /** Which approval let it through, of what its operator asked for; null where none had to. */
      approval: z
        .strictObject({
          requestId: id,
          number: z.int(),
          approver: z.string(),
          comment: z.string().nullable(),
          atMs: instantMs,
        })
        .nullable(),
      /** What it put into blocks of credit (above zero) or took out of them (below), in order. */
      blocks: z.array(z.strictObject({ blockId: id, amountMinor: minorAmount })),
      /** Whether *Reverse* would be accepted, as far as the kind of entry goes. */
      isReversible: z.boolean(),
      previousHash: sha256Hex,
      hash: sha256Hex,
      /** The text whose UTF-8 bytes follow the previous hash in the digest (BEHAVIOUR 4.2). */
      canonicalText: z.string(),
    }),
    errors: ["entry_not_found"],
  }),
  "ledger.verify": job({
    summary:
      "Checks the file and walks the whole ledger: hashes, running balances, cached balances, sequence, invoices, closings (BEHAVIOUR 4.3).",
    right: "read",
    audit: "nothing",
    input: z.strictObject({
      /** The receipt of a closing, which finds a ledger that was cut off behind it. */
      receipt: receiptProof.nullable().default(null),
    }),
    output: verificationReport,
    errors: [],
  }),
};
