import { z } from "zod";
import { nextInvoiceSummary, subscriptionView } from "./accounts.ts";
import { command, query } from "./definition.ts";
import {
  accountKind,
  billingPeriod,
  civilDateText,
  currencyCode,
  cursor,
  id,
  idempotencyKey,
  instantMs,
  minorAmount,
  listPlace,
  rowTotal,
  searchText,
} from "./fields.ts";
import { creditNoteView } from "./credit-notes.ts";
import { invoiceFigures, invoiceView } from "./invoice-view.ts";

/** When a change takes effect: by the rule (upgrades now, downgrades at the period's end, BEHAVIOUR 6.6), or as is chosen. */
const timing = z.enum(["by_rule", "now", "period_end"]);

/** What a subscription begins with. */
const startTerms = {
  planId: id,
  /** The plan's default price where it is not given. */
  priceId: id.nullable().default(null),
  period: billingPeriod,
  /** Needed where the price has seats, refused where it has none. */
  seats: z.int().nullable().default(null),
  /** The first day; it becomes the billing anchor, or the trial's end does. */
  startOn: civilDateText,
  /** Whether to grant the plan's free trial, where it has one and the account has not had one (BEHAVIOUR 6.12). */
  withTrial: z.boolean().default(true),
  /** Whether to grant it although the account has had one. Without a default, so that keys of earlier requests keep their content. */
  anotherTrial: z.boolean().optional(),
};

/**
 * What can be done to a subscription. Amounts of seats and days are any whole numbers here: what is out of range is refused by
 * the rule that says so, under its own code.
 */
const subscriptionChange = z.discriminatedUnion("type", [
  /** Subscribe: an account on the free plan begins to pay, after the plan's free trial where it has one. */
  z.strictObject({ type: z.literal("start"), ...startTerms }),
  /** Upgrade, downgrade, month ↔ year, another price of the same plan. */
  z.strictObject({
    type: z.literal("plan"),
    planId: id,
    priceId: id.nullable().default(null),
    period: billingPeriod,
    /** As many as now where it is not given. */
    seats: z.int().nullable().default(null),
    timing: timing.default("by_rule"),
    /** The day of a change that is made now; today where it is not given. */
    changeOn: civilDateText.nullable().default(null),
  }),
  /** Seats added are charged for the days left, seats removed go at the next period (BEHAVIOUR 6.9). */
  z.strictObject({ type: z.literal("seats"), seats: z.int(), changeOn: civilDateText.nullable().default(null) }),
  z.strictObject({
    type: z.literal("cancel"),
    timing: z.enum(["now", "period_end"]),
    /** Whether to give back what is left of the current period, where it ends now. Periods billed ahead come back either way (BEHAVIOUR 6.10). */
    withCredit: z.boolean().default(false),
    changeOn: civilDateText.nullable().default(null),
    /**
     * Whether what the subscription has left open is still collected, which it is where nothing is said (BEHAVIOUR 9.10): `stop`
     * plans no more retries. The invoices stay open.
     */
    openInvoices: z.enum(["collect", "stop"]).optional(),
  }),
  /** Take back a cancellation, so that what waited before it waits again; or else what waits (BEHAVIOUR 6.11). */
  z.strictObject({ type: z.literal("resume") }),
  z.strictObject({ type: z.literal("extend_trial"), days: z.int() }),
  /** The trial is over today and the first period begins. */
  z.strictObject({ type: z.literal("end_trial") }),
  z.strictObject({ type: z.literal("add_discount"), discountId: id }),
  /** The discount that is named, or else the one of the next invoice. */
  z.strictObject({ type: z.literal("remove_discount"), redemptionId: id.optional() }),
]);
export type SubscriptionChange = z.infer<typeof subscriptionChange>;

/** Credit for unused time, as Clerk reports it (BEHAVIOUR 7.3). */
export const prorationView = z
  .strictObject({
    /** Before tax, without sign. */
    amountMinor: minorAmount,
    cycleDaysRemaining: z.int(),
    cycleDaysTotal: z.int(),
    /** A share for people to read, 0 to 100; nothing is computed with it. */
    cycleRemainingPercent: z.number(),
  })
  .meta({ id: "Proration" });
export type ProrationView = z.infer<typeof prorationView>;

/**
 * What a change does to what waited, or to a discount (BEHAVIOUR 6.11): it is taken back; something else takes its place; it goes on,
 * on another item; it is set aside by a cancellation, and resuming brings it back; it ends with the plan that it was for.
 */
const changeEffect = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("cancellation"), effect: z.literal("taken_back"), on: civilDateText }),
  z.strictObject({
    what: z.literal("plan"),
    effect: z.enum(["taken_back", "replaced", "set_aside", "brought_back"]),
    planName: z.string(),
    /** The day on which it would follow, or follows. */
    on: civilDateText,
  }),
  z.strictObject({
    what: z.literal("seats"),
    effect: z.enum(["taken_back", "replaced", "goes_on", "set_aside", "brought_back"]),
    seats: z.int(),
    on: civilDateText,
  }),
  z.strictObject({
    what: z.literal("discount"),
    effect: z.enum(["taken_back", "replaced", "goes_on", "set_aside", "brought_back", "ends"]),
    name: z.string(),
  }),
  /** The account has had its free trial, and is not given another one (BEHAVIOUR 6.12). */
  z.strictObject({ what: z.literal("trial"), effect: z.literal("not_given"), days: z.int() }),
]);
export type ChangeEffect = z.infer<typeof changeEffect>;

/** Unused time that comes off an invoice which is not paid in full. */
const unusedTimeNote = creditNoteView
  .pick({
    invoiceId: true,
    invoiceNumber: true,
    currency: true,
    lines: true,
    netMinor: true,
    taxMinor: true,
    totalMinor: true,
  })
  .extend({
    /** What the invoice still asks after it. */
    outstandingMinor: minorAmount,
  });
export type UnusedTimeNote = z.infer<typeof unusedTimeNote>;

const subscriptionChangePreview = z.strictObject({
  /** The day from which it holds. */
  effectiveOn: civilDateText,
  timing: z.enum(["now", "period_end"]),
  /** The invoice that is issued with the change; null where nothing is charged or given back at once. */
  invoice: invoiceFigures.nullable(),
  /** What unused time takes off invoices that are not paid, before any of it becomes a line or credit (BEHAVIOUR 7.2a). */
  notes: z.array(unusedTimeNote),
  proration: prorationView.nullable(),
  /** The subscription as it will be; null on the free plan. */
  subscription: subscriptionView.nullable(),
  /** The invoice after that. */
  nextInvoice: nextInvoiceSummary.nullable(),
  /** What it takes back, replaces or carries over of what waited. */
  effects: z.array(changeEffect),
  /** The day that the preview pinned; committing sends it back. */
  pinnedOn: civilDateText,
  /** A digest of everything the preview read; committing with one that no longer holds is refused as stale. */
  fingerprint: z.string(),
  usesTestGateway: z.boolean(),
  /** Whether it is an estimate, because the upstream of a linked book bills, and not this one (BEHAVIOUR 12.4). */
  isEstimate: z.boolean(),
});
export type SubscriptionChangePreview = z.infer<typeof subscriptionChangePreview>;

/** An item that is, was or will be in force. */
const subscriptionItemView = z.strictObject({
  id,
  subscriptionId: id,
  planName: z.string(),
  priceId: id,
  period: billingPeriod,
  seats: z.int().nullable(),
  status: z.enum(["active", "past_due", "canceled", "ended", "abandoned", "incomplete", "upcoming", "expired"]),
  startedOn: civilDateText,
  endsOn: civilDateText.nullable(),
  trialEndsOn: civilDateText.nullable(),
  createdAtMs: instantMs,
});
export type SubscriptionItemView = z.infer<typeof subscriptionItemView>;

/** What a subscription in force waits for. */
const waitingChange = z.discriminatedUnion("what", [
  /** It was cancelled, and nothing follows. */
  z.strictObject({ what: z.literal("end"), on: civilDateText }),
  z.strictObject({
    what: z.literal("plan"),
    planName: z.string(),
    period: billingPeriod,
    seats: z.int().nullable(),
    on: civilDateText,
  }),
  z.strictObject({ what: z.literal("seats"), seats: z.int(), on: civilDateText }),
]);

/** A subscription in force, as the list of them shows it. */
export const subscriptionRow = z.strictObject({
  id,
  accountId: id,
  accountKind,
  accountName: z.string(),
  status: subscriptionView.shape.status,
  planId: id,
  planName: z.string(),
  period: billingPeriod,
  /** Null where the price has no seats. */
  seats: z.int().nullable(),
  currency: currencyCode,
  /** What one period costs with its seats, before discount and tax. */
  feeMinor: minorAmount,
  /** The day on which the next period begins, or would, if the subscription did not end. */
  nextBillingOn: civilDateText,
  /** The day the free trial is over; null outside of one, by the book's day. */
  trialEndsOn: civilDateText.nullable(),
  waiting: waitingChange.nullable(),
});
export type SubscriptionRow = z.infer<typeof subscriptionRow>;

/** Past due; in a free trial; cancelled for a day to come; or waiting for a change of any kind, the end among them. */
export const subscriptionSelection = z.enum(["past_due", "in_trial", "ending", "changing"]);
export type SubscriptionSelection = z.infer<typeof subscriptionSelection>;

const changeErrors = [
  "account_not_found",
  "plan_not_found",
  "price_not_found",
  "discount_not_found",
  "subscription_not_found",
] as const;
const startRefusals = [
  "subscription_exists",
  "plan_archived",
  "plan_for_other_kind",
  "currency_mismatch",
  "amount_out_of_range",
  "price_period_not_offered",
  "seats_out_of_range",
  "seats_not_offered",
] as const;
const changeRefusals = [
  ...startRefusals,
  "trial_days_out_of_range",
  "not_in_trial",
  "discount_in_force",
  "subscription_canceled",
  "change_outside_period",
  "period_not_billed",
  "nothing_to_change",
  "nothing_to_resume",
] as const;

export const subscriptionsContract = {
  "subscriptions.list": query({
    summary: "Lists the subscriptions in force, by the day of their next period, a page at a time.",
    input: z.strictObject({
      only: subscriptionSelection.nullable().default(null),
      planId: id.nullable().default(null),
      /** Words of the account's name, e-mail address or slug, as `accounts.list` finds it; or how its id begins. */
      search: searchText.default(""),
      ...listPlace,
    }),
    output: z.strictObject({ rows: z.array(subscriptionRow), nextCursor: cursor.nullable(), total: rowTotal }),
    errors: [],
  }),
  "subscriptions.get": query({
    summary: "Reads an account's subscription, its items and how far its period is.",
    input: z.strictObject({ accountId: id }),
    output: z.strictObject({
      subscription: subscriptionView.nullable(),
      /** Every item there was, newest first. */
      items: z.array(subscriptionItemView),
      /** The days of the current period from today on; null before the first one is billed. */
      cycle: prorationView.omit({ amountMinor: true }).nullable(),
      /** Today where the account lives. */
      today: civilDateText,
      /** Whether a subscription that starts now has a free trial without more being said: the account has not had one. */
      isEligibleForTrial: z.boolean(),
    }),
    errors: ["account_not_found"],
  }),
  "subscriptions.previewChange": query({
    summary: "Computes what a change of a subscription does, with the function that makes it; writes nothing.",
    input: z.strictObject({ accountId: id, change: subscriptionChange }),
    output: subscriptionChangePreview,
    errors: [...changeErrors, ...changeRefusals],
  }),
  "subscriptions.change": command({
    summary: "Makes the previewed change. A stale preview is refused with a fresh one in its details (BEHAVIOUR 8.9).",
    isLeftToUpstream: true,
    right: "subscriptions",
    audit: { about: "subscription", id: "accountId" },
    input: z.strictObject({
      accountId: id,
      change: subscriptionChange,
      pinnedOn: civilDateText,
      fingerprint: z.string().max(128),
      idempotencyKey,
    }),
    output: z.strictObject({
      effectiveOn: civilDateText,
      subscription: subscriptionView.nullable(),
      invoice: invoiceView.nullable(),
      /** The notes that it made on invoices which are not paid in full. */
      creditNotes: z.array(creditNoteView),
    }),
    errors: [...changeErrors, "idempotency_conflict", ...changeRefusals, "preview_stale"],
  }),
  "subscriptions.create": command({
    summary: "Subscribes an account to a plan from a day on, which becomes the billing anchor.",
    isLeftToUpstream: true,
    right: "subscriptions",
    audit: { about: "subscription", id: "accountId" },
    input: z.strictObject({ accountId: id, ...startTerms, idempotencyKey }),
    addedFields: ["priceId", "seats", "withTrial"],
    output: z.strictObject({ subscriptionId: id, subscriptionItemId: id }),
    errors: ["account_not_found", "plan_not_found", "price_not_found", "idempotency_conflict", ...startRefusals],
  }),
};
