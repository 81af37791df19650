import { z } from "zod";
import { problemText } from "../sentences/sentence.ts";
import { command, job, query, record } from "./definition.ts";
import {
  civilDateText,
  currencyCode,
  id,
  idempotencyKey,
  instantMs,
  minorAmount,
  note,
  pageLimit,
  rowTotal,
  storableText,
  sentence,
} from "./fields.ts";
import { uploadPieceBytes } from "./upload-pieces.ts";

export const uploadId = z
  .string()
  .regex(/^[0-9a-z-]{8,64}$/u, { error: problemText("is not an id of 8 to 64 letters and digits") })
  .describe("Chosen by whoever sends the file; the digest of its bytes is a good one.");

/** What a column of a file of adjustments can hold. */
export const batchFields = [
  "account",
  "amount",
  "currency",
  "reason",
  "note",
  "effectiveOn",
  "expiresOn",
  "priority",
  "category",
  "countsOn",
] as const;
export type BatchField = (typeof batchFields)[number];

export const columnIndex = z.int().min(0).max(999);

export const sheetToPropose = z
  .string()
  .max(255)
  .nullable()
  .default(null)
  .describe("Where nothing is chosen yet: the table of a workbook that is looked at; null: its first.");

/** How a file of adjustments is read. */
const batchChoices = z.strictObject({
  /** The table of a workbook; null: its first. */
  sheet: z.string().max(255).nullable().default(null),
  hasHeader: z.boolean().default(true).describe("Whether the first row names the columns."),
  /** Which column holds what, counted from 0. */
  columns: z.strictObject({
    account: columnIndex.optional(),
    amount: columnIndex.optional(),
    currency: columnIndex.optional(),
    reason: columnIndex.optional(),
    note: columnIndex.optional(),
    effectiveOn: columnIndex.optional(),
    expiresOn: columnIndex.optional(),
    priority: columnIndex.optional(),
    category: columnIndex.optional(),
    countsOn: columnIndex.optional(),
  } satisfies Record<BatchField, unknown>),
  decimal: z
    .enum([".", ","])
    .nullable()
    .default(null)
    .describe(
      "What stands before the decimals of amounts; null: what the rows show; where they show nothing, an amount that could be read in two ways is a problem.",
    ),
  dateOrder: z
    .enum(["dmy", "mdy"])
    .nullable()
    .default(null)
    .describe("In which order dates with slashes or full stops are written; null: what the rows show."),
  direction: z
    .enum(["signed", "increase", "decrease"])
    .default("signed")
    .describe("`signed`: an amount below zero, or in brackets, removes credit. Otherwise what every row does."),
  /** For rows that name none; null: the currency that the account is billed in. */
  currency: currencyCode.nullable().default(null),
  /** For rows that name none. */
  reasonCode: z.string().min(1).max(64).nullable().default(null),
  amount: z.string().max(100).nullable().default(null),
  note: note.nullable().default(null),
});
export type BatchChoices = z.infer<typeof batchChoices>;

const rowProblem = z.strictObject({
  /** The field that is wrong; null where the row as a whole is. */
  field: z.enum(batchFields).nullable(),
  message: z.string(),
  sentence: sentence.optional(),
});
export type BatchRowProblem = z.infer<typeof rowProblem>;

const rowContent = {
  /** The line of the file, or the row of the sheet, on which it starts, counted from 1. */
  lineNumber: z.int(),
  /** What the file calls the account and the amount. */
  accountText: z.string(),
  amountText: z.string(),
  accountId: id.nullable(),
  currency: currencyCode.nullable(),
  /** Below zero where credit is removed. */
  amountMinor: minorAmount.nullable(),
  reasonCode: z.string().nullable(),
  note: z.string().nullable(),
  effectiveOn: civilDateText.nullable(),
  expiresOn: civilDateText.nullable(),
  priority: z.int().nullable(),
  category: z.enum(["promotional", "paid"]).nullable(),
  /** The day that its entry counts for; null: the day on which it is applied. */
  countsOn: civilDateText.nullable(),
};

/** What one row of a file asks for, and all that is wrong with it. */
const readRow = z.strictObject({ ...rowContent, accountName: z.string().nullable(), problems: z.array(rowProblem) });
export type BatchRowReading = z.infer<typeof readRow>;

const appliedBefore = z
  .strictObject({
    batchId: id,
    /** The name of that batch, which is its file's. */
    name: z.string(),
    lineNumber: z.int(),
    /** When that batch was applied. */
    appliedAtMs: instantMs,
    entryId: id.nullable(),
  })
  .describe("The row of another batch that did the same: the same account, amount, reason, note, terms and day.");

const batchRow = readRow.extend({
  /** Counted from 1, without the header. */
  position: z.int(),
  state: z
    .enum(["ready", "repeated", "bad", "applied", "undone"])
    .describe(
      "A `repeated` row was applied by an earlier batch, and is left out unless somebody wants it again. An `applied` row with a problem could not be undone, and says why.",
    ),
  entryId: id.nullable(),
  repeats: appliedBefore.nullable(),
});
export type BatchRow = z.infer<typeof batchRow>;

const batchTotal = z.strictObject({
  currency: currencyCode,
  reasonCode: z.string(),
  increaseCount: z.int(),
  increaseMinor: minorAmount,
  decreaseCount: z.int(),
  /** What is removed, above zero. */
  decreaseMinor: minorAmount,
});
export type BatchTotal = z.infer<typeof batchTotal>;

const batchHead = z.strictObject({
  id,
  name: z.string(),
  state: z.enum(["checking", "checked", "applying", "applied", "undoing", "undone"]),
  rowCount: z.int(),
  readyCount: z.int(),
  repeatedCount: z.int().describe("Rows that an earlier batch applied, and this one has not."),
  badCount: z.int(),
  appliedCount: z.int(),
  undoneCount: z.int(),
  /** Applied rows that could not be undone. */
  stuckCount: z.int(),
  operator: z.string(),
  createdAtMs: instantMs,
  appliedAtMs: instantMs.nullable(),
});
export type BatchHead = z.infer<typeof batchHead>;

const batchView = batchHead.extend({
  choices: batchChoices,
  /** What the rows that are ready or applied come to, by currency and reason. */
  totals: z.array(batchTotal),
  /** What the rows that repeat an earlier batch would come to. */
  repeatedTotals: z.array(batchTotal),
});
export type BatchView = z.infer<typeof batchView>;

export const batchesContract = {
  "imports.upload": record({
    summary: "Adds bytes to a file that is to be imported, piece after piece. It is there until the book is closed.",
    right: "credits",
    input: z.strictObject({
      uploadId,
      fromByte: z.int().min(0).describe("How many bytes of the file came before."),
      base64: z.base64().max((uploadPieceBytes / 3) * 4),
    }),
    output: z.strictObject({ bytes: z.int().describe("How many bytes of the file there are.") }),
    errors: ["upload_not_found", "upload_too_large"],
  }),
  "batches.inspect": job({
    summary: "Looks at the first rows of a file of adjustments, and proposes how it is read; writes nothing.",
    right: "credits",
    audit: "nothing",
    input: z.strictObject({
      uploadId,
      sheet: sheetToPropose,
      choices: batchChoices.nullable().default(null).describe("Null: as is proposed."),
    }),
    output: z.strictObject({
      format: z.enum(["csv", "xlsx"]),
      /** How the text is encoded and separated; null for a workbook. */
      encoding: z.string().nullable(),
      delimiter: z.string().nullable(),
      /** The tables of a workbook. */
      sheets: z.array(z.string()),
      /** The names of the columns, or what stands for them where the file has none. */
      header: z.array(z.string()),
      choices: batchChoices,
      /** Whether the choices are those of an earlier file with the same columns. */
      isRemembered: z.boolean(),
      /** What the file leaves open, and has to be chosen. */
      unclear: z.array(z.enum(["decimal", "dateOrder"])),
      /** The first rows as they would be read. */
      rows: z.array(readRow),
    }),
    errors: ["upload_not_found", "file_unreadable"],
  }),
  "batches.check": job({
    summary:
      "Reads a file of adjustments and says of every row what it would do and all that is wrong with it. No credit is moved.",
    right: "credits",
    audit: "nothing",
    input: z.strictObject({
      uploadId,
      name: storableText(255).min(1),
      choices: batchChoices,
      occasion: storableText(200)
        .nullable()
        .default(null)
        .describe("What tells it from an earlier batch of the same content, such as the month that it is for."),
    }),
    output: batchView,
    errors: ["upload_not_found", "batch_applied_before", "file_unreadable"],
  }),
  "batches.apply": job({
    summary: "Makes the adjustments of a batch that was checked, each once, however often it is asked for.",
    right: "credits",
    audit: { notes: ["batchId", "rows"] },
    input: z.strictObject({
      batchId: id,
      rows: z.enum(["all", "ready"]).describe("`all`: refused where a row is bad. `ready`: without the bad ones."),
      repeated: z
        .enum(["leave_out", "apply"])
        .default("leave_out")
        .describe("What becomes of rows that an earlier batch applied: `apply` makes each of them once more."),
      idempotencyKey,
    }),
    output: batchView,
    errors: [
      "batch_not_found",
      "idempotency_conflict",
      "batch_applied_before",
      "batch_in_progress",
      "batch_has_problems",
      "approval_required",
    ],
  }),
  "batches.undo": job({
    summary:
      "Reverses every adjustment of a batch. What cannot be taken back, because it is spent, is named and stays.",
    right: "credits",
    audit: { notes: ["batchId"] },
    input: z.strictObject({ batchId: id, note: note.nullable().default(null), idempotencyKey }),
    output: batchView,
    errors: ["batch_not_found", "idempotency_conflict", "batch_in_progress", "approval_required"],
  }),
  "batches.discard": command({
    summary: "Forgets a batch that was checked and not applied.",
    right: "credits",
    audit: "nothing",
    input: z.strictObject({ batchId: id, idempotencyKey }),
    output: z.strictObject({ batchId: id }),
    errors: ["batch_not_found", "idempotency_conflict", "batch_applied_before", "batch_in_progress"],
  }),
  "batches.list": query({
    summary: "Lists the newest hundred batches of adjustments, newest first.",
    input: z.strictObject({}),
    output: z.strictObject({ batches: z.array(batchHead) }),
    errors: [],
  }),
  "batches.get": query({
    summary: "Reads a batch of adjustments with its totals.",
    input: z.strictObject({ batchId: id }),
    output: batchView,
    errors: ["batch_not_found"],
  }),
  "batches.rows": query({
    summary: "Lists the rows of a batch in the order of the file.",
    input: z.strictObject({
      batchId: id,
      withProblems: z.boolean().default(false).describe("Only the rows that have one."),
      repeated: z
        .boolean()
        .default(false)
        .describe("Only the rows that an earlier batch applied, and this one has not."),
      afterPosition: z.int().min(0).default(0),
      limit: pageLimit.default(100),
    }),
    output: z.strictObject({
      rows: z.array(batchRow),
      /** The position after which the next page begins; null at the end. */
      nextAfterPosition: z.int().nullable(),
      total: rowTotal,
    }),
    errors: ["batch_not_found"],
  }),
};
