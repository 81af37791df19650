import { z } from "zod";
import { problemText } from "../sentences/sentence.ts";
import { command, query, record } from "./definition.ts";
import {
  accountKind,
  billingPeriod,
  currencyCode,
  cursor,
  id,
  idempotencyKey,
  instantMs,
  line,
  listPlace,
  minorAmount,
  note,
  rowTotal,
} from "./fields.ts";

/**
 * A book that is linked to an upstream: a Clerk instance, or another Countinghouse, which speak the same wire (BEHAVIOUR 12). What the
 * upstream has is pulled; what moves credit here is an entry at once, and waits in the outbox until the upstream has it too.
 */

/** What keeps a link from working, where something does. */
export const linkProblemCodes = [
  "link_locked",
  "upstream_unreachable",
  "upstream_key_refused",
  "upstream_busy",
  "upstream_not_understood",
  "upstream_is_another",
] as const;

const linkProblem = z.strictObject({ code: z.enum(linkProblemCodes), message: z.string(), atMs: instantMs });
export type LinkProblem = z.infer<typeof linkProblem>;

export const pullStage = z.enum(["users", "organizations", "plans", "items", "statements", "balances"]);
export type PullStage = z.infer<typeof pullStage>;

/** Of which nobody said yet which account here it is: why not. */
const matchDoubt = z.enum(["several_accounts", "other_kind", "account_taken"]);
export type MatchDoubt = z.infer<typeof matchDoubt>;

const linkView = z.strictObject({
  id,
  address: z.string(),
  /** What the upstream calls itself; null until something there has said it. */
  instanceId: z.string().nullable(),
  createdAtMs: instantMs,
  /** By the machine's clock, as are all times of a link. */
  lastContactAtMs: instantMs.nullable(),
  lastPullAtMs: instantMs.nullable(),
  /** Null where no pull is under way. */
  pullStage: pullStage.nullable(),
  problem: linkProblem.nullable(),
  /** Whether the key to the upstream is at hand; else a passphrase has to be given. */
  isUnlocked: z.boolean(),
  /** Whether something is being pulled or sent at this moment. */
  isAtWork: z.boolean(),
  accountCount: z.int(),
  doubtfulCount: z.int(),
  goneCount: z.int(),
  /** What the upstream has of plans, prices and items of paid plans that are not over; and how many of all of them are nothing here, and why is kept. */
  planCount: z.int(),
  priceCount: z.int(),
  itemCount: z.int(),
  problemCount: z.int(),
  queuedCount: z.int(),
  refusedCount: z.int(),
  differenceCount: z.int(),
  /** Of the differences those that statements of the upstream explain, at least in part. */
  explainedCount: z.int(),
});
export type LinkView = z.infer<typeof linkView>;

export const linkedAccountState = z.enum(["matched", "doubtful", "gone"]);
export type LinkedAccountState = z.infer<typeof linkedAccountState>;

const linkedAccount = z.strictObject({
  upstreamId: id,
  kind: accountKind,
  name: z.string(),
  contact: z.string().nullable(),
  /** Null while it is doubtful which one it is. */
  accountId: id.nullable(),
  accountName: z.string().nullable(),
  matchedBy: z.enum(["id", "contact", "new", "operator"]).nullable(),
  doubt: matchDoubt.nullable(),
  goneAtMs: instantMs.nullable(),
  /** As the upstream had it last; null where it never had credit, which is not 0 (BEHAVIOUR 2.3), and where it was not read yet. */
  balance: z.strictObject({ currency: currencyCode, amountMinor: minorAmount }).nullable(),
  balanceAtMs: instantMs.nullable(),
});
export type LinkedAccountView = z.infer<typeof linkedAccount>;

/** Why something of the upstream is nothing here. */
const problem = z.string().nullable();

const linkedPlan = z.strictObject({
  upstreamId: id,
  name: z.string(),
  slug: z.string(),
  /** The plan here that it is; null where it is none, for the reason given. */
  planId: id.nullable(),
  planName: z.string().nullable(),
  matchedBy: z.enum(["id", "slug", "free", "new"]).nullable(),
  problem,
  goneAtMs: instantMs.nullable(),
  prices: z.array(z.strictObject({ upstreamId: id, priceId: id.nullable(), problem })),
});
export type LinkedPlanView = z.infer<typeof linkedPlan>;

export const linkedItemStatus = z.enum(["active", "past_due", "canceled", "upcoming", "ended"]);

const linkedItem = z.strictObject({
  upstreamId: id,
  upstreamAccountId: id,
  /** Null where it is not known which account here it is. */
  accountId: id.nullable(),
  accountName: z.string().nullable(),
  planName: z.string().nullable(),
  /** `canceled`: in force, and known to end. */
  status: linkedItemStatus,
  period: billingPeriod,
  seats: z.int().nullable(),
  isTrial: z.boolean(),
  /** By the upstream's clock. */
  periodStartMs: instantMs,
  periodEndMs: instantMs.nullable(),
  problem,
});
export type LinkedItemView = z.infer<typeof linkedItem>;

const linkedStatement = z.strictObject({
  upstreamId: id,
  upstreamAccountId: id,
  accountId: id.nullable(),
  accountName: z.string().nullable(),
  status: z.enum(["open", "closed"]),
  /** By the upstream's clock. */
  atMs: instantMs,
  currency: currencyCode,
  totalMinor: minorAmount,
  /** The credit that it used. */
  appliedMinor: minorAmount,
  /** How much of that the balance here has taken in. */
  settledMinor: minorAmount,
  /** The entry that settled it here last, where one did. */
  entryId: id.nullable(),
});
export type LinkedStatementView = z.infer<typeof linkedStatement>;

/** What statements of the upstream say of a difference: credit that they used, or gave back. */
const explanationOfDifference = z.strictObject({
  /** What the entry adds that is proposed. */
  amountMinor: minorAmount,
  /** What is left of the difference after it, and waits for somebody to say what it is. */
  restMinor: minorAmount,
  statementCount: z.int(),
  /** The newest of them; `amountMinor` is what each adds. */
  statements: z.array(z.strictObject({ upstreamId: id, atMs: instantMs, amountMinor: minorAmount })),
});

export const difference = z.strictObject({
  accountId: id,
  accountName: z.string(),
  currency: currencyCode,
  /** Here, without what still waits in the outbox; null where there never was credit. */
  hereMinor: minorAmount.nullable(),
  /** At the upstream; null where it never had credit. */
  thereMinor: minorAmount.nullable(),
  /** What an entry here would have to add for both to be equal. */
  differenceMinor: minorAmount,
  readAtMs: instantMs,
  /** Where an adjustment that was kept explains it. */
  isKept: z.boolean(),
  /** The entry that is proposed; null where no statement explains anything. */
  explanation: explanationOfDifference.nullable(),
});
export type Difference = z.infer<typeof difference>;

const address = line(2000);
/** As its owner was given it. It is in no answer, no log and no error, and never in the book. */
const secretKey = z
  .string()
  .min(8)
  .max(500)
  .regex(/^[\x21-\x7E]+$/u, { error: problemText("is not a key") });
const passphrase = z.string().min(8).max(1000);

export const linkContract = {
  "link.probe": query({
    summary: "Looks at an upstream: who it is and how much is there. Nothing is written.",
    right: "book",
    input: z.strictObject({ address, secretKey }),
    output: z.strictObject({
      address: z.string(),
      instanceId: z.string().nullable(),
      userCount: z.int(),
      organizationCount: z.int(),
      planCount: z.int(),
      /** Of the first price; null where there is none. */
      currency: z.string().nullable(),
      /** Whether the key may look at credit; null where there is no account to try it with. */
      readsCredit: z.boolean().nullable(),
      accountsHere: z.int(),
      /** Whether the system keeps the key, so that a link needs no passphrase. */
      hasKeyStore: z.boolean(),
    }),
    errors: [
      "link_address_invalid",
      "upstream_unreachable",
      "upstream_key_refused",
      "upstream_busy",
      "upstream_not_understood",
    ],
  }),
  "link.create": record({
    summary:
      "Links the book to an upstream, or gives the link another key. The key is kept beside the book, under the passphrase or in the system's key store, and never in it.",
    right: "book",
    audit: { notes: ["address", "instanceId"] },
    input: z.strictObject({
      address,
      secretKey,
      /** What the key is kept under where the system has no key store for it. */
      passphrase: passphrase.nullable().default(null),
    }),
    output: z.strictObject({ address: z.string(), instanceId: z.string().nullable() }),
    errors: [
      "book_is_linked",
      "link_address_invalid",
      "link_passphrase_missing",
      "upstream_unreachable",
      "upstream_key_refused",
      "upstream_busy",
      "upstream_not_understood",
      "upstream_is_another",
      "run_in_progress",
    ],
  }),
  "link.unlock": record({
    summary: "Gives the passphrase that the key to the upstream is kept under, after a start.",
    right: "credits",
    audit: { notes: [] },
    input: z.strictObject({ passphrase: z.string().max(1000) }),
    output: z.strictObject({}),
    errors: ["link_not_found", "link_passphrase_wrong", "link_locked"],
  }),
  "link.show": query({
    summary: "Reads the link with its last contact, and counts what waits, was refused and differs.",
    input: z.strictObject({}),
    output: z.strictObject({ link: linkView.nullable() }),
    errors: [],
  }),
  "link.sync": record({
    summary: "Begins to send what waits and to pull what is new, now.",
    right: "credits",
    input: z.strictObject({}),
    output: z.strictObject({}),
    errors: ["link_not_found", "link_locked"],
  }),
  "link.remove": command({
    summary: "Ends the link and forgets the key. What the upstream does not have yet never gets there.",
    right: "book",
    audit: { notes: ["address"] },
    input: z.strictObject({
      /** Without it, a link with adjustments that wait is kept. */
      leavesWaiting: z.boolean().default(false),
      idempotencyKey,
    }),
    output: z.strictObject({ address: z.string(), unlinkedCount: z.int() }),
    errors: ["link_not_found", "idempotency_conflict", "outbox_not_empty"],
  }),
  "link.accounts": query({
    summary: "Lists what the upstream has with the account here that it is, a page at a time.",
    input: z.strictObject({
      state: linkedAccountState.nullable().default(null),
      ...listPlace,
    }),
    output: z.strictObject({ rows: z.array(linkedAccount), nextCursor: cursor.nullable(), total: rowTotal }),
    errors: ["link_not_found"],
  }),
  "link.match": command({
    summary: "Says which account here a doubtful one of the upstream is, or that it is none of them.",
    right: "accounts",
    audit: { notes: ["upstreamId", "accountId"] },
    input: z.strictObject({
      upstreamId: id,
      /** Null: a new one. */
      accountId: id.nullable(),
      idempotencyKey,
    }),
    output: z.strictObject({ accountId: id }),
    errors: [
      "account_not_found",
      "link_not_found",
      "idempotency_conflict",
      "account_exists",
      "match_not_doubtful",
      "account_for_other_kind",
    ],
  }),
  "link.plans": query({
    summary: "Lists the plans of the upstream with those here that they are, or why they are none.",
    input: z.strictObject(listPlace),
    output: z.strictObject({ rows: z.array(linkedPlan), nextCursor: cursor.nullable(), total: rowTotal }),
    errors: ["link_not_found"],
  }),
  "link.items": query({
    summary: "Lists what the upstream bills: items of paid plans that are not over, a page at a time.",
    input: z.strictObject({
      /** Only those that are nothing here. */
      hasProblem: z.boolean().default(false),
      ...listPlace,
    }),
    output: z.strictObject({ rows: z.array(linkedItem), nextCursor: cursor.nullable(), total: rowTotal }),
    errors: ["link_not_found"],
  }),
  "link.statements": query({
    summary: "Lists statements of the upstream that used credit or are open, newest first, a page at a time.",
    input: z.strictObject({
      accountId: id.nullable().default(null),
      /** Only those of which the balance here has not taken in everything. */
      isUnsettled: z.boolean().default(false),
      ...listPlace,
    }),
    output: z.strictObject({ rows: z.array(linkedStatement), nextCursor: cursor.nullable(), total: rowTotal }),
    errors: ["link_not_found"],
  }),
  "link.differences": query({
    summary: "Lists the accounts whose credit is another one here than at the upstream, a page at a time.",
    input: z.strictObject(listPlace),
    output: z.strictObject({ rows: z.array(difference), nextCursor: cursor.nullable(), total: rowTotal }),
    errors: ["link_not_found"],
  }),
  "link.settleDifference": command({
    summary:
      "Makes an account's credit here what it is at the upstream, or takes in what statements there explain, with an entry that the upstream is not sent.",
    right: "credits",
    audit: "ledger",
    input: z.strictObject({
      accountId: id,
      /** As it was shown; another one by now is refused. */
      differenceMinor: minorAmount,
      /** Takes in only this, which statements explain, as it was shown. Null: the whole difference, whatever it is. */
      explainedMinor: minorAmount.nullable().default(null),
      note: note.nullable().default(null),
      idempotencyKey,
    }),
    addedFields: ["explainedMinor"],
    output: z.strictObject({ entryId: id }),
    errors: [
      "account_not_found",
      "link_not_found",
      "idempotency_conflict",
      "difference_changed",
      "amount_out_of_range",
      "insufficient_credit",
      "approval_required",
    ],
  }),
};
