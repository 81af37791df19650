import { z } from "zod";
import { command, query } from "./definition.ts";
import {
  accountKind,
  civilDateText,
  currencyCode,
  id,
  idempotencyKey,
  instantMs,
  line,
  logoId,
  minorAmount,
  note,
  paperLanguage,
  paperNumber,
  paperText,
  searchText,
  timeZoneName,
} from "./fields.ts";

const bookClock = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("system") }),
  /** Stands still at the instant until it is set again. */
  z.strictObject({ kind: z.literal("test"), nowMs: instantMs }),
]);
export type BookClock = z.infer<typeof bookClock>;

const bookInfo = z.strictObject({
  name: z.string(),
  path: z.string(),
  schemaVersion: z.int(),
  timeZone: timeZoneName,
  currency: currencyCode,
  clock: bookClock,
  /** Made for trying: its clock may be set to any day, and nobody lives by what it says. */
  isForTrying: z.boolean(),
  /** Opened for reading only, as it was at that moment: nothing can be changed in it. */
  isReadOnly: z.boolean(),
  /** The upstream that bills its accounts (BEHAVIOUR 12.4); what is computed of coming invoices here is an estimate then. Null: none. */
  linkedTo: z.string().nullable(),
  nowMs: instantMs,
  /** Today in the book's time zone, by the book's clock. */
  today: civilDateText,
  /** Who is at the desk: the name that entries made now would carry. */
  operator: z.string(),
  /** Whether other users of the machine may put files into the book's folder, or take them away. */
  isFolderShared: z.boolean(),
  accountCounts: z.strictObject({ user: z.int(), organization: z.int() }),
  entryCount: z.int(),
  lastBackupAtMs: instantMs.nullable(),
  lastVerification: z.strictObject({ atMs: instantMs, ok: z.boolean(), headSequence: z.int() }).nullable(),
});
export type BookInfo = z.infer<typeof bookInfo>;

const searchHit = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("account"),
    id,
    kind: accountKind,
    name: z.string(),
    contact: z.string().nullable(),
  }),
  z.strictObject({
    type: z.literal("invoice"),
    id,
    number: z.string(),
    accountName: z.string(),
    currency: currencyCode,
    totalMinor: minorAmount,
  }),
  z.strictObject({
    type: z.literal("entry"),
    id,
    sequence: z.int(),
    accountName: z.string(),
    currency: currencyCode,
    amountMinor: minorAmount,
  }),
]);
export type SearchHit = z.infer<typeof searchHit>;

const bookSettingsView = z.strictObject({
  name: z.string(),
  timeZone: timeZoneName,
  currency: currencyCode,
  /** The seller's name on the paper; null: the book's. */
  sellerName: line(200).nullable(),
  sellerAddress: paperText(1000).nullable(),
  /** Each on a line of its own, with what it is. */
  sellerTaxNumbers: paperText(300).nullable(),
  /** Where money is sent: a bank account, say. */
  paymentDetails: paperText(1000).nullable(),
  logoId: logoId.nullable(),
  /** The language of the paper of accounts that have none of their own. */
  paperLanguage,
  paymentTermsDays: z.int().min(0).max(365),
  /** Stands on every invoice whose account has no note of its own. */
  invoiceNote: note.nullable(),
  /**
   * What the next invoice and the next credit note are called: a prefix, and as many digits as are written at least. What was issued keeps its number.
   * A prefix that was used goes on without a gap (BEHAVIOUR 8.6).
   */
  nextInvoiceNumber: paperNumber,
  nextCreditNoteNumber: paperNumber,
  /** Days after a payment first failed on which it is tried again, rising (BEHAVIOUR 9.3). */
  retryDays: z.array(z.int()).max(20),
  /** What happens when the last retry fails: the subscription goes on past due, is cancelled, or the invoice is given up. */
  afterLastRetry: z.enum(["keep", "cancel", "uncollectible"]),
  /** How long deliveries to webhooks are kept after they arrived. What was given up is kept until it has. */
  webhookRetentionDays: z.int().min(1).max(3650),
  /** After how many minutes without anybody a desk of several operators locks itself (BEHAVIOUR 11.7). */
  idleLockMinutes: z.int().min(1).max(480),
  /** After how many hours without a call somebody signs in anew who signed in with a browser. */
  sessionIdleHours: z.int().min(1).max(168),
  /** After how many days they do so in any case. */
  sessionDays: z.int().min(1).max(90),
});
export type BookSettingsView = z.infer<typeof bookSettingsView>;

const logo = z.strictObject({
  mediaType: z.enum(["image/png", "image/jpeg"]),
  contentBase64: z.base64(),
});
export type Logo = z.infer<typeof logo>;

export const bookContract = {
  "book.info": query({
    summary: "Reads the book's name, clock, counts and last checks.",
    input: z.strictObject({}),
    output: bookInfo,
    errors: [],
  }),
  /** The one command that is answered while no book is open, and only because the file is missing. */
  "book.create": command({
    summary: "Makes a new, empty book at the path the application was started with.",
    right: "book",
    audit: { notes: ["name", "timeZone", "currency", "isForTrying"] },
    input: z.strictObject({
      name: line(120),
      timeZone: timeZoneName,
      currency: currencyCode,
      /** A book for trying is one for good, and so is a real one. */
      isForTrying: z.boolean().default(false),
      idempotencyKey,
    }),
    output: z.strictObject({ path: z.string() }),
    errors: ["book_exists"],
  }),
  "book.setClock": command({
    summary:
      "Sets the clock that the book lives by: the system's, or a test clock that stands at an instant. What that day asks for is then done by a `billing.catchUp` of its own.",
    right: "book",
    audit: { about: "book", id: null },
    input: z.strictObject({
      clock: bookClock,
      /** The book's name, typed by whoever sets a test clock in a book that was not made for trying. */
      confirmedName: z.string().max(200).nullable().default(null),
      idempotencyKey,
    }),
    addedFields: ["confirmedName"],
    output: z.strictObject({ clock: bookClock, today: civilDateText }),
    errors: ["idempotency_conflict", "test_clock_unconfirmed", "clock_before_ledger"],
  }),
  "book.settings": query({
    summary: "Reads how the book bills: terms, the note on the paper, the schedule of retries.",
    input: z.strictObject({}),
    output: bookSettingsView,
    errors: [],
  }),
  "book.configure": command({
    summary: "Changes how the book bills, for invoices made from now on. What is left out stays as it is.",
    right: "book",
    audit: { about: "book", id: null },
    input: bookSettingsView
      .omit({ timeZone: true, currency: true, logoId: true })
      .extend({ name: line(120) })
      .partial()
      .extend({ idempotencyKey }),
    output: bookSettingsView,
    errors: ["idempotency_conflict", "numbers_invalid", "retry_days_invalid"],
  }),
  "book.logo": query({
    summary: "Reads a logo that stands on the paper, or stood on it once.",
    input: z.strictObject({ logoId }),
    output: logo,
    errors: ["logo_not_found"],
  }),
  "book.setLogo": command({
    summary: "Puts a logo at the head of invoices made from now on, a PNG or JPEG of at most 256 kB, or takes it away.",
    right: "book",
    audit: { about: "book", id: null },
    input: z.strictObject({
      contentBase64: z.base64().max(349_528).nullable(),
      idempotencyKey,
    }),
    output: bookSettingsView,
    errors: ["idempotency_conflict", "logo_invalid"],
  }),
  "book.search": query({
    summary: "Finds accounts by name, contact or id, invoices by number and entries by id; a few of each.",
    input: z.strictObject({ text: searchText.min(1) }),
    output: z.strictObject({ hits: z.array(searchHit) }),
    errors: [],
  }),
};
