import { z } from "zod";
import { accountProfile } from "./account-profile.ts";
import { query } from "./definition.ts";
import {
  accountKind,
  billingPeriod,
  civilDateText,
  currencyCode,
  id,
  instantMs,
  minorAmount,
  pageLimit,
  searchText,
  storableText,
  timeZoneName,
} from "./fields.ts";
import { invoiceView } from "./invoice-view.ts";
import { paymentMethodView } from "./payments.ts";
import { priceView } from "./plans.ts";
import { prorationView } from "./subscriptions.ts";

/**
 * Lists as programs page them: by offset, with an exact total, in an order of their own. The desk pages by cursor and does not
 * use them.
 */

const page = { limit: pageLimit.default(10), offset: z.int().min(0).default(0) };
const total = z.int().min(0);
/** More than this many values in one filter is a mistake. */
const values = z.array(storableText(320)).max(100);

export const listedAccount = z.strictObject({
  id,
  kind: accountKind,
  name: z.string(),
  /** The e-mail address of a user, the slug of an organization. */
  contact: z.string().nullable(),
  currency: currencyCode,
  createdAtMs: instantMs,
  /** Null where no program ever said anything. */
  profile: accountProfile.nullable(),
});
export type ListedAccount = z.infer<typeof listedAccount>;

const listedPrice = priceView.extend({ createdAtMs: instantMs });
export type ListedPrice = z.infer<typeof listedPrice>;

/** What the seats of a period come to, by tier; a year is twelve months. */
const seatTotals = z.strictObject({
  blockSize: z.int(),
  tiers: z.array(z.strictObject({ quantity: z.int(), feePerBlockMinor: minorAmount, totalMinor: minorAmount })),
});
export type SeatTotals = z.infer<typeof seatTotals>;

/** The account's available credit in its billing currency, now; null where it never had any. */
const creditMinor = minorAmount.nullable();

/** What the next invoice of an item's account comes to, by what it is made of. */
const nextInvoice = z.strictObject({
  on: civilDateText,
  subtotalMinor: minorAmount,
  /** The part of the subtotal that is the plan's own fee, before discounts. */
  baseFeeMinor: minorAmount,
  seatTotals: seatTotals.nullable(),
  taxMinor: minorAmount,
  totalMinor: minorAmount,
  discountMinor: minorAmount,
  creditAppliedMinor: minorAmount,
  creditLeftMinor: minorAmount,
  dueMinor: minorAmount,
});

const listedItem = z.strictObject({
  /** Of a free plan, which nobody stores an item for: made up from the account's id, and always the same. */
  id,
  subscriptionId: id,
  account: listedAccount,
  creditMinor,
  timeZone: timeZoneName,
  planId: id,
  priceId: id,
  isFree: z.boolean(),
  period: billingPeriod,
  currency: currencyCode,
  seats: z.int().nullable(),
  /** What a period of those seats costs; null where the price has none. */
  seatTotals: seatTotals.nullable(),
  /** What the account pays with; null where it pays by transfer without a method on file. */
  paymentMethod: paymentMethodView.nullable(),
  /** What settled invoices charged for the item, with tax, less what they and credit notes gave back of it. */
  lifetimePaidMinor: minorAmount,
  /** `canceled`: in force, and known to end. */
  status: z.enum(["active", "past_due", "canceled", "ended", "abandoned", "incomplete", "upcoming", "expired"]),
  isInTrial: z.boolean(),
  startedOn: civilDateText,
  /** The period it is in, or comes to first; a trial is one. The free plan has no end. */
  periodStartOn: civilDateText,
  periodEndOn: civilDateText.nullable(),
  endsOn: civilDateText.nullable(),
  createdAtMs: instantMs,
  subscribedAtMs: instantMs,
  canceledAtMs: instantMs.nullable(),
  pastDueAtMs: instantMs.nullable(),
  discount: z
    .strictObject({
      redemptionId: id,
      discountId: id,
      name: z.string(),
      partsPerMillion: z.int().nullable(),
      amountMinor: minorAmount.nullable(),
      periodsApplied: z.int(),
      periodsLeft: z.int().nullable(),
      redeemedAtMs: instantMs,
      operator: z.string(),
    })
    .nullable(),
  /** Null where this item is not what is billed next. */
  nextInvoice: nextInvoice.nullable(),
});
export type ListedItem = z.infer<typeof listedItem>;

/** An invoice with what a statement of it says beside. */
const listedStatement = z.strictObject({
  invoice: invoiceView,
  account: listedAccount,
  creditMinor,
  timeZone: timeZoneName,
  /** The part of the subtotal that is the plan's own fee, before discounts. */
  baseFeeMinor: minorAmount,
  seatTotals: seatTotals.nullable(),
  /** Credit for unused time among the lines; null where there is none. */
  proration: prorationView.nullable(),
  /** The item that it charges for; after a change, the newer one. Null where it charges for nothing of a subscription. */
  subscriptionItemId: id.nullable(),
  /** When each of the payments was written down, in their order. */
  attemptedAtMs: z.array(instantMs),
  /** The account's payment methods, the default one first. */
  paymentMethods: z.array(paymentMethodView),
});
export type ListedStatement = z.infer<typeof listedStatement>;

/** An order of accounts; those with equal values follow each other newest first. */
export const listedAccountOrder = z.enum(["createdAt", "contact", "firstName", "lastName", "name", "username", "none"]);

export const listingsContract = {
  "listings.accounts": query({
    summary: "Lists users or organizations with what programs keep with them, a page at a time.",
    input: z.strictObject({
      kind: accountKind,
      ...page,
      order: z
        .strictObject({ by: listedAccountOrder, direction: z.enum(["ascending", "descending"]) })
        .default({ by: "createdAt", direction: "descending" }),
      /** The page starts after this account; for the order by creation. */
      afterAccountId: id.nullable().default(null),
      filters: z
        .strictObject({
          ids: values.optional(),
          withoutIds: values.optional(),
          contacts: values.optional(),
          externalIds: values.optional(),
          withoutExternalIds: values.optional(),
          usernames: values.optional(),
          /** Words of the name, the e-mail address or the slug, each by any part of it, in any order; or how the id begins. */
          search: searchText.optional(),
          partOfContact: searchText.optional(),
          partOfUsername: searchText.optional(),
          partOfName: searchText.optional(),
          createdBeforeMs: instantMs.optional(),
          createdAfterMs: instantMs.optional(),
        })
        .default({}),
    }),
    output: z.strictObject({ rows: z.array(listedAccount), total }),
    errors: ["account_not_found"],
  }),
  "listings.account": query({
    summary: "Reads a user or an organization by id, an organization by its slug too.",
    input: z.strictObject({ kind: accountKind, idOrSlug: storableText(320).min(1) }),
    output: listedAccount,
    errors: ["account_not_found"],
  }),
  "listings.prices": query({
    summary: "Lists prices of one plan or of all, by currency, lowest first, then newest, a page at a time.",
    input: z.strictObject({ ...page, planId: id.nullable().default(null), priceId: id.nullable().default(null) }),
    output: z.strictObject({ rows: z.array(listedPrice), total }),
    errors: ["plan_not_found"],
  }),
  "listings.items": query({
    summary: "Lists items of subscriptions, newest first, a page at a time.",
    input: z.strictObject({
      ...page,
      /** `active`: in force and not known to end. `in_force`: in force or waiting to be. */
      status: z.enum(["active", "ended", "past_due", "upcoming", "free_trial", "in_force"]).nullable().default(null),
      kind: accountKind.nullable().default(null),
      planId: id.nullable().default(null),
      accountId: id.nullable().default(null),
      itemId: id.nullable().default(null),
      /** As `search` of `accounts.list` has it. */
      search: searchText.default(""),
      /** Whether accounts on the free plan count as having an item of it. */
      includesFree: z.boolean().default(false),
    }),
    output: z.strictObject({ rows: z.array(listedItem), total }),
    errors: [],
  }),
  "listings.statements": query({
    summary: "Lists invoices as statements, newest first, a page at a time, or the one with an id.",
    input: z.strictObject({ ...page, invoiceId: id.nullable().default(null) }),
    output: z.strictObject({ rows: z.array(listedStatement), total }),
    errors: [],
  }),
};
