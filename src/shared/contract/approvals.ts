import { z } from "zod";
import { problemText } from "../sentences/sentence.ts";
import { errorCodes, type ErrorCode } from "../errors.ts";
import { batchesContract } from "./batches.ts";
import { creditNotesContract } from "./credit-notes.ts";
import { creditsContract } from "./credits.ts";
import { command, query } from "./definition.ts";
import { saidWithRequest } from "./evidence.ts";
import {
  civilDateText,
  currencyCode,
  errorView,
  id,
  idempotencyKey,
  instantMs,
  minorAmount,
  note,
  pageLimit,
  rowTotal,
  sentence,
  sha256Hex,
} from "./fields.ts";
import { invoicesContract } from "./invoices.ts";
import { entrySourceType, origin } from "./ledger.ts";
import { limitedActs, limitExcess } from "./limits.ts";

/** A batch is one request (BEHAVIOUR 11.2). */
const requestableMethods = [...limitedActs, "batches.apply", "batches.undo"] as const;
type RequestableMethod = (typeof requestableMethods)[number];

const limitedContract = { ...creditsContract, ...creditNotesContract, ...invoicesContract, ...batchesContract };

const act = <Method extends RequestableMethod, Input extends z.ZodType>(
  method: Method,
  { input }: { readonly input: Input },
) => z.strictObject({ method: z.literal(method), input });

/** What can be asked for: a method, and its whole input as it would be sent. It is done under the key that is part of it. */
const requestedAct = z.discriminatedUnion("method", [
  act("credits.adjust", creditsContract["credits.adjust"]),
  act("credits.transfer", creditsContract["credits.transfer"]),
  act("credits.reverse", creditsContract["credits.reverse"]),
  act("credits.voidBlock", creditsContract["credits.voidBlock"]),
  act("credits.applyToOpenInvoices", creditsContract["credits.applyToOpenInvoices"]),
  act("creditNotes.issue", creditNotesContract["creditNotes.issue"]),
  act("invoices.void", invoicesContract["invoices.void"]),
  act("invoices.recordPayment", invoicesContract["invoices.recordPayment"]),
  act("invoices.takeBackPayment", invoicesContract["invoices.takeBackPayment"]),
  act("batches.apply", batchesContract["batches.apply"]),
  act("batches.undo", batchesContract["batches.undo"]),
]);
export type RequestedAct = z.output<typeof requestedAct>;
export type RequestedActInput = z.input<typeof requestedAct>;

const effect = z.strictObject({
  /** Null for the rows of a batch or an import, which are told together. */
  accountId: id.nullable(),
  currency: currencyCode,
  /** Above zero where credit is given. */
  amountMinor: minorAmount,
  sourceType: entrySourceType,
  reasonCode: z.string().nullable(),
  /** The invoice whose credit it is. */
  invoiceId: id.nullable(),
  reversesEntryId: id.nullable(),
  /** How many entries it stands for. */
  entryCount: z.int().positive(),
});
/** An entry that an act writes, or the rows of a batch that give, or take, in one currency, or those of an import. */
export type RequestEffect = z.infer<typeof effect>;

export const requestStates = ["pending", "approved", "rejected", "withdrawn", "expired"] as const;

const evidence = z.strictObject({ name: z.string(), sha256: sha256Hex, sizeBytes: z.int().positive() });

const decision = z.strictObject({
  /** Null where time decided. */
  operatorId: id.nullable(),
  operator: z.string().nullable(),
  comment: z.string().nullable(),
  atMs: instantMs,
});

const account = z.strictObject({ accountId: id, name: z.string() });

const problem = z.strictObject({ message: z.string(), sentence: sentence.optional() });

export const approvalRequest = z.strictObject({
  id,
  /** 1 for the first request of the book, without gaps. */
  number: z.int().positive(),
  state: z.enum(requestStates),
  act: z.enum([...requestableMethods, "accounts.import"]),
  /** What the method would be given, under the contract's names; of an import, what its files hold and the SHA-256 of its rows. */
  input: z.record(z.string(), z.unknown()),
  /** What it would write to the ledger, as it was when it was asked for, which is what approving writes. */
  effects: z.array(effect),
  /** The accounts that it concerns, the first ten. */
  accounts: z.array(account),
  /** How it was above the limits of who asks. */
  excesses: z.array(limitExcess),
  /** SHA-256 of act, input and effects, which approving names, so that nothing is approved but what was shown. */
  fingerprint: sha256Hex,
  /** Why it is asked for. */
  comment: z.string().nullable(),
  /** The person who asks, whatever the door, and the name that they asked under. */
  operatorId: id,
  operator: z.string(),
  origin,
  requestedAtMs: instantMs,
  /** From the first midnight of this day on it is expired, in the book's time zone. */
  expiresOn: civilDateText,
  evidence: z.array(evidence),
  /** Null while it is pending. */
  decision: decision.nullable(),
  entryCount: z.int(),
  /** The entries that followed, the first twenty. */
  entryIds: z.array(id),
  /** Why nothing of an import was written that was approved; null for everything else. */
  problem: problem.nullable(),
});
export type ApprovalRequest = z.infer<typeof approvalRequest>;

const balanceNow = z.strictObject({
  accountId: id,
  name: z.string(),
  currency: currencyCode,
  ledgerMinor: minorAmount,
  availableMinor: minorAmount,
});

const answer = z.strictObject({ request: approvalRequest });

/** The refusals of every act that can be asked for, with others, in the order of precedence. */
function refusalsOfActs(...others: readonly ErrorCode[]): ErrorCode[] {
  const acts = requestableMethods.flatMap((method): readonly ErrorCode[] => limitedContract[method].errors);
  return [...new Set([...acts, ...others])].toSorted((a, b) => errorCodes.indexOf(a) - errorCodes.indexOf(b));
}

const requestId = { requestId: id };

export const approvalsContract = {
  "approvals.list": query({
    summary: "Lists requests for approval, newest first, a page at a time.",
    input: z.strictObject({
      which: z
        .enum(["for_me", "mine", "decided", "pending", "all"])
        .default("pending")
        .describe(
          "`for_me`: those that wait and are not the caller's own, for who may decide. `mine`: what the caller asked for.",
        ),
      /** The page starts below this number. */
      beforeNumber: z.int().positive().nullable().default(null),
      limit: pageLimit.default(100),
    }),
    output: z.strictObject({
      rows: z.array(approvalRequest),
      /** `beforeNumber` of the next page; null at the end. */
      nextBeforeNumber: z.int().nullable(),
      total: rowTotal,
    }),
    errors: [],
  }),
  "approvals.get": query({
    summary: "Reads a request with the balances that it concerns as they are now, and who could approve it.",
    input: z.strictObject(requestId),
    output: z.strictObject({
      request: approvalRequest,
      balances: z.array(balanceNow),
      /** Why the caller cannot approve it as things stand; null where they can. */
      whyNot: errorView.nullable(),
      /** Active operators who could, beside whoever asked. */
      couldApprove: z.array(z.strictObject({ operatorId: id, name: z.string() })),
    }),
    errors: ["request_not_found"],
  }),
  "approvals.evidence": query({
    summary: "Reads a file that was given with a request, byte by byte as it came. Nothing is known of what is in it.",
    input: z.strictObject({ ...requestId, sha256: sha256Hex }),
    output: z.strictObject({ fileName: z.string(), contentBase64: z.base64() }),
    errors: ["request_not_found", "evidence_not_found"],
  }),
  "approvals.request": command({
    summary:
      "Asks for approval of an act that is above the caller's limits. It takes the right of the act too. What it would take is held until it is decided.",
    right: "requests",
    audit: { about: "approvalRequest", id: "request.id" },
    input: z.strictObject({
      act: requestedAct,
      ...saidWithRequest,
      idempotencyKey,
    }),
    output: answer,
    errors: refusalsOfActs("upload_not_found", "evidence_invalid"),
  }),
  "approvals.approve": command({
    summary:
      "Does what was asked for, in the name of who asked, and with the approval named. Only another operator can, within their own limits. What cannot be done as things stand is refused and goes on waiting.",
    right: "approvals",
    audit: { about: "approvalRequest", id: "requestId" },
    input: z.strictObject({
      ...requestId,
      /** Of what was shown. */
      fingerprint: sha256Hex,
      comment: note.nullable().default(null),
      idempotencyKey,
    }),
    output: answer,
    errors: refusalsOfActs("request_not_found", "approval_not_allowed", "request_already_decided", "request_stale"),
  }),
  "approvals.reject": command({
    summary: "Rejects what another operator asked for, with the reason. What was held is free again.",
    right: "approvals",
    audit: { about: "approvalRequest", id: "requestId" },
    input: z.strictObject({
      ...requestId,
      comment: note.refine((text) => text.trim() !== "", { error: problemText("says nothing") }),
      idempotencyKey,
    }),
    output: answer,
    errors: ["request_not_found", "idempotency_conflict", "approval_not_allowed", "request_already_decided"],
  }),
  "approvals.withdraw": command({
    summary: "Takes back what one asked for oneself. What was held is free again.",
    right: "requests",
    audit: { about: "approvalRequest", id: "requestId" },
    input: z.strictObject({ ...requestId, comment: note.nullable().default(null), idempotencyKey }),
    output: answer,
    errors: ["request_not_found", "idempotency_conflict", "approval_not_allowed", "request_already_decided"],
  }),
};
