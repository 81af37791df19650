import { z } from "zod";
import { query, record } from "./definition.ts";
import {
  accountKind,
  billingPeriod,
  currencyCode,
  id,
  instantMs,
  line,
  minorAmount,
  pageLimit,
  storableText,
} from "./fields.ts";
import { linkedItemStatus, linkProblemCodes, pullStage } from "./link.ts";
import { seatPrice } from "./plans.ts";

/** What a pull from the upstream writes down in a linked book, and asks of it on the way (BEHAVIOUR 12). Nobody but the engine itself may. */

const pulledAccount = z.strictObject({
  upstreamId: id,
  kind: accountKind,
  name: storableText(200),
  contact: storableText(320).nullable(),
  createdAtMs: instantMs,
});
export type PulledAccount = z.infer<typeof pulledAccount>;

const name = storableText(200);
const longProblem = storableText(500);
const fee = z.int().min(0).nullable();

const pulledPrice = z.strictObject({
  upstreamId: id,
  upstreamPlanId: id,
  /** Null where it is in a currency that nobody knows: which one. */
  currency: currencyCode.nullable(),
  problem: longProblem.nullable(),
  monthlyMinor: fee,
  annualMonthlyMinor: fee,
  description: name.nullable(),
  isDefault: z.boolean(),
});
export type PulledPrice = z.infer<typeof pulledPrice>;

const pulledPlan = z.strictObject({
  upstreamId: id,
  name,
  slug: name,
  description: storableText(1000).nullable(),
  /** Null where it is for nobody that there is here. */
  forKind: accountKind.nullable(),
  isFree: z.boolean(),
  isArchived: z.boolean(),
  trialDays: z.int().nullable(),
  seatPrice: seatPrice.nullable(),
  price: pulledPrice,
});
export type PulledPlan = z.infer<typeof pulledPlan>;

const pulledItem = z.strictObject({
  upstreamId: id,
  upstreamAccountId: id,
  upstreamPlanId: id,
  upstreamPriceId: id.nullable(),
  status: linkedItemStatus,
  period: billingPeriod,
  seats: z.int().min(0).nullable(),
  isTrial: z.boolean(),
  periodStartMs: instantMs,
  periodEndMs: instantMs.nullable(),
});
export type PulledItem = z.infer<typeof pulledItem>;

const pulledStatement = z.strictObject({
  upstreamId: id,
  upstreamAccountId: id,
  status: z.enum(["open", "closed"]),
  atMs: instantMs,
  currency: currencyCode,
  totalMinor: minorAmount,
  appliedMinor: z.int().min(0),
});
export type PulledStatement = z.infer<typeof pulledStatement>;

export const linkPullContract = {
  "link.beginPull": record({
    summary: "Begins a pull, or goes on with the one that was broken off. Nobody but the engine itself may.",
    right: "host",
    input: z.strictObject({ instanceId: z.string().max(200).nullable() }),
    output: z.strictObject({
      stage: pullStage,
      place: z.string().nullable(),
      isFirst: z.boolean(),
      /** Up to which statement all are known, by the upstream's clock. */
      statementsThroughMs: instantMs.nullable(),
    }),
    errors: ["unknown_method", "link_not_found", "upstream_is_another"],
  }),
  "link.takeAccounts": record({
    summary: "Writes down a page of accounts, and where the next one begins.",
    right: "host",
    input: z.strictObject({
      accounts: z.array(pulledAccount).max(500),
      stage: pullStage,
      place: z.string().max(200).nullable(),
    }),
    output: z.strictObject({}),
    errors: ["unknown_method", "link_not_found"],
  }),
  "link.takePlans": record({
    summary: "Writes down all plans, and prices of them; the last ones say that there are no more plans.",
    right: "host",
    input: z.strictObject({
      plans: z.array(pulledPlan).max(500),
      prices: z.array(pulledPrice).max(500),
      isEnd: z.boolean(),
    }),
    output: z.strictObject({}),
    errors: ["unknown_method", "link_not_found"],
  }),
  "link.takeItems": record({
    summary: "Writes down items of subscriptions; the subscriptions here follow them.",
    right: "host",
    input: z.strictObject({
      items: z.array(pulledItem).max(500),
      /** Accounts of which these are all the items that there are. */
      wholeOf: z.array(id).max(500),
      isEnd: z.boolean(),
    }),
    output: z.strictObject({}),
    errors: ["unknown_method", "link_not_found"],
  }),
  "link.itemsToCheck": query({
    summary: "Names accounts with an item that the list of the pull under way left out.",
    right: "host",
    input: z.strictObject({ limit: pageLimit }),
    output: z.strictObject({ accounts: z.array(z.strictObject({ upstreamId: id, kind: accountKind })) }),
    errors: ["unknown_method", "link_not_found"],
  }),
  "link.takeStatements": record({
    summary: "Writes down a page of statements, and where the next one begins.",
    right: "host",
    input: z.strictObject({
      statements: z.array(pulledStatement).max(500),
      /** The newest of all, at the end of them; null: more of the same page, or one by itself. */
      next: z
        .union([z.strictObject({ place: z.string().max(200) }), z.strictObject({ throughMs: instantMs })])
        .nullable(),
    }),
    output: z.strictObject({}),
    errors: ["unknown_method", "link_not_found"],
  }),
  "link.statementsToRead": query({
    summary: "Names open statements of accounts whose credit differs, which may have used more since.",
    right: "host",
    input: z.strictObject({ limit: pageLimit }),
    output: z.strictObject({ upstreamIds: z.array(id) }),
    errors: ["unknown_method", "link_not_found"],
  }),
  "link.accountsToRead": query({
    summary: "Names the accounts whose balances are to be read next.",
    right: "host",
    input: z.strictObject({ afterNumber: z.int().min(0), limit: pageLimit }),
    output: z.strictObject({
      accounts: z.array(
        z.strictObject({
          number: z.int(),
          upstreamId: id,
          kind: accountKind,
          /** Whether the pull under way met it in the list; else it may be gone. */
          wasSeen: z.boolean(),
          /** Counts up whenever something of the account is sent: a balance that was read across that is not believed. */
          version: z.int(),
          /** As it was read last; undefined where it never was. */
          balanceMinor: minorAmount.nullable().optional(),
        }),
      ),
    }),
    errors: ["unknown_method", "link_not_found"],
  }),
  "link.takeBalances": record({
    summary: "Writes down balances as they were read, and which accounts are gone.",
    right: "host",
    input: z.strictObject({
      balances: z
        .array(
          z.strictObject({
            number: z.int(),
            version: z.int(),
            /** Null: never had credit. */
            balance: z.strictObject({ currency: currencyCode, amountMinor: minorAmount }).nullable(),
          }),
        )
        .max(500),
      gone: z.array(z.int()).max(500),
      /** Up to which number all are read; null: that was the last of them. */
      throughNumber: z.int().nullable(),
    }),
    output: z.strictObject({}),
    errors: ["unknown_method", "link_not_found"],
  }),
  "link.recordContact": record({
    summary: "Writes down that the upstream answered, or why it did not.",
    right: "host",
    input: z.strictObject({
      problem: z.strictObject({ code: z.enum(linkProblemCodes), message: line(500) }).nullable(),
    }),
    output: z.strictObject({}),
    errors: ["unknown_method", "link_not_found"],
  }),
};
