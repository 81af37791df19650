import { z } from "zod";
import { accountProfile } from "./account-profile.ts";
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
  line,
  listPlace,
  minorAmount,
  note,
  paperLanguage,
  paperText,
  rowTotal,
  searchText,
  timeZoneName,
} from "./fields.ts";

/** One currency's credit. Never had credit is the absence of the record, which is not a balance of 0 (BEHAVIOUR 2.3). */
export const creditBalance = z.strictObject({
  currency: currencyCode,
  /** Every entry counts. */
  ledgerMinor: minorAmount,
  /** What a decrease or an invoice can use now. */
  availableMinor: minorAmount,
});
export type CreditBalance = z.infer<typeof creditBalance>;

const subscriptionStatus = z.enum(["active", "past_due", "canceled", "ended", "abandoned", "incomplete"]);

const accountRow = z.strictObject({
  id,
  kind: accountKind,
  name: z.string(),
  /** The e-mail address of a user, the slug of an organization. */
  contact: z.string().nullable(),
  planName: z.string(),
  /** Null on the free plan: nothing is subscribed. */
  subscriptionStatus: subscriptionStatus.nullable(),
  currency: currencyCode,
  /** In the account's billing currency; null where it never had credit in it. */
  creditBalanceMinor: minorAmount.nullable(),
  nextChargeOn: civilDateText.nullable(),
  nextChargeMinor: minorAmount.nullable(),
  /** How much of the next charge credit would pay as things stand. */
  nextChargeCreditMinor: minorAmount.nullable(),
  /** Open invoices whose due date has passed. */
  pastDueMinor: minorAmount,
});
export type AccountRow = z.infer<typeof accountRow>;

/**
 * How an account pays, as a file says it: by hand, or through the test gateway with the test card or bank account that always ends so.
 */
export const accountPaymentMethods = [
  "manual",
  "test_success",
  "test_declined",
  "test_needs_action",
  "test_bank_success",
  "test_bank_declined",
] as const;
export type AccountPaymentMethod = (typeof accountPaymentMethods)[number];

/** An account with everything that an import can say of it. */
const exportedAccount = accountRow.extend({
  timeZone: timeZoneName,
  taxRatePartsPerMillion: z.int().nullable(),
  taxRateName: z.string().nullable(),
  isTaxExempt: z.boolean(),
  paymentTermsDays: z.int().nullable(),
  invoiceNote: z.string().nullable(),
  /** Its name on the paper; null: its own. */
  billingName: z.string().nullable(),
  billingAddress: z.string().nullable(),
  taxNumbers: z.string().nullable(),
  /** What it wants to find on its invoices, such as the number of an order. */
  buyerReference: z.string().nullable(),
  /** The language of its paper; null: the book's. */
  paperLanguage: paperLanguage.nullable(),
  paymentMethod: z.enum(accountPaymentMethods),
  createdAtMs: instantMs,
});
export type ExportedAccount = z.infer<typeof exportedAccount>;

const accountSort = z.enum([
  "name",
  "contact",
  "planName",
  "subscriptionStatus",
  /** By currency, then by the amount in it (BEHAVIOUR 1.7), as is the next charge; who has none comes before the least. */
  "creditBalance",
  "nextChargeOn",
  "nextCharge",
  /** By the earliest due date among the open invoices, so ascending begins with who has been owing longest. */
  "pastDue",
  "createdAt",
]);

/** A discount as a subscription carries it. */
const discountInForce = z.strictObject({
  redemptionId: id,
  discountId: id,
  name: z.string(),
  partsPerMillion: z.int().nullable(),
  amountMinor: minorAmount.nullable(),
  /** How many more periods; null for good. */
  periodsLeft: z.int().nullable(),
});

export const subscriptionView = z
  .strictObject({
    id,
    itemId: id,
    status: subscriptionStatus,
    planId: id,
    planName: z.string(),
    priceId: id,
    period: billingPeriod,
    currency: currencyCode,
    /** Null where the price has no seats. */
    seats: z.int().nullable(),
    /** Seats from the next period on, where that differs. */
    nextSeats: z.int().nullable(),
    /** What one period costs with its seats, before discount and tax. */
    feeMinor: minorAmount,
    anchorOn: civilDateText,
    /** The period that contains the account's day, whether or not later ones were billed; null before the first one. */
    currentPeriod: z.strictObject({ startOn: civilDateText, endOn: civilDateText }).nullable(),
    /** The day the next period starts and is billed. */
    nextBillingOn: civilDateText,
    /** The day the free trial is over and the first invoice is made; null outside of a trial. */
    trialEndsOn: civilDateText.nullable(),
    /** The day from which it is no longer in force, where that is known. */
    endsOn: civilDateText.nullable(),
    discount: discountInForce.nullable(),
    /** What follows on `endsOn`; null where nothing does. Its number of seats is the one that waits. */
    upcoming: z
      .strictObject({
        itemId: id,
        planId: id,
        planName: z.string(),
        priceId: id,
        period: billingPeriod,
        seats: z.int().nullable(),
        feeMinor: minorAmount,
        startsOn: civilDateText,
        /** The discount that begins with it. */
        discount: discountInForce.nullable(),
      })
      .nullable(),
  })
  .meta({ id: "Subscription" });
export type SubscriptionView = z.infer<typeof subscriptionView>;

/** What the next invoice would come to, for a summary; `invoices.preview` has the lines. */
export const nextInvoiceSummary = z.strictObject({
  on: civilDateText,
  currency: currencyCode,
  totalMinor: minorAmount,
  creditAppliedMinor: minorAmount,
  dueMinor: minorAmount,
  creditLeftMinor: minorAmount,
  /** Whether it is an estimate, because the upstream of a linked book bills, and not this one (BEHAVIOUR 12.4). */
  isEstimate: z.boolean(),
});
export type NextInvoiceSummary = z.infer<typeof nextInvoiceSummary>;

const accountView = z.strictObject({
  id,
  kind: accountKind,
  name: z.string(),
  contact: z.string().nullable(),
  currency: currencyCode,
  /** Whether the billing currency can no longer be changed: the account has an invoice, or a subscription (BEHAVIOUR 2.1). */
  isCurrencyFixed: z.boolean(),
  timeZone: timeZoneName,
  taxRateId: id.nullable(),
  taxRateName: z.string().nullable(),
  /** No line of an exempt account is taxed, whatever its rate. */
  isTaxExempt: z.boolean(),
  /** Its own terms and its own note on the paper; null: the book's. */
  paymentTermsDays: z.int().nullable(),
  invoiceNote: z.string().nullable(),
  /** Its name on the paper; null: its own. */
  billingName: z.string().nullable(),
  billingAddress: z.string().nullable(),
  taxNumbers: z.string().nullable(),
  /** What it wants to find on its invoices, such as the number of an order. */
  buyerReference: z.string().nullable(),
  /** The language of its paper; null: the book's. */
  paperLanguage: paperLanguage.nullable(),
  paymentMethodName: z.string(),
  /** Whether a gateway that only pretends to charge is in use; every screen marks it. */
  usesTestGateway: z.boolean(),
  createdAtMs: instantMs,
  /** One per currency that ever had credit, the billing currency first. */
  balances: z.array(creditBalance),
  /** What of the balances waits in the outbox of a linked book, or was refused: the upstream does not have it (BEHAVIOUR 12.2). */
  notUpstream: z.array(
    z.strictObject({ currency: currencyCode, amountMinor: minorAmount, entryCount: z.int(), refusedCount: z.int() }),
  ),
  subscription: subscriptionView.nullable(),
  /** The free plan's name where there is no subscription. */
  planName: z.string(),
  nextInvoice: nextInvoiceSummary.nullable(),
  openInvoiceCount: z.int(),
  openDueMinor: minorAmount,
  pastDueMinor: minorAmount,
  /** The day of its last activity, as `noActivitySinceOn` of `accounts.list` has it; null where there never was any. */
  lastActivityOn: civilDateText.nullable(),
});
export type AccountView = z.infer<typeof accountView>;

const accountListInput = z.strictObject({
  kind: accountKind.nullable().default(null),
  /**
   * Words of the name, the e-mail address or the slug, each by any part of it, in any order, without regard to capitals, accents and
   * the like (BEHAVIOUR 1.8); or how the id begins. Every account that matches is listed, however many there are.
   */
  search: searchText.default(""),
  filters: z
    .strictObject({
      hasCredit: z.boolean().optional(),
      isPastDue: z.boolean().optional(),
      /** Those that owe something past its due date, or whose subscription is past due or was never paid for. */
      needsAttention: z.literal(true).optional(),
      /** Those with credit left that can be used today and no longer after this day, or expires by then before it can be used. */
      creditExpiresThroughOn: civilDateText.optional(),
      planId: id.optional(),
      currency: currencyCode.optional(),
      /**
       * Those whose last activity was before this day, or that never had any. Activity is a ledger entry of any currency, an
       * invoice or a credit note that is issued, a payment that is recorded or tried, and a change of the subscription, up to its
       * end. What counts is the book's day on which it was recorded, not the day that it takes effect: credit that is dated
       * back, a renewal billed late and an imported history are activity of the day they were entered. Nothing else is: not a
       * change of how the account is addressed or billed, nor a charge that waits for an invoice, nor a due date that passes.
       */
      noActivitySinceOn: civilDateText.optional(),
    })
    .default({}),
  /** By name upwards, a search has the names first that begin with what was typed. */
  sort: z
    .strictObject({ by: accountSort, direction: z.enum(["ascending", "descending"]) })
    .default({ by: "name", direction: "ascending" }),
  ...listPlace,
});

export const accountsContract = {
  "accounts.list": query({
    summary: "Lists accounts, a page at a time.",
    input: accountListInput,
    output: z.strictObject({ rows: z.array(accountRow), nextCursor: cursor.nullable(), total: rowTotal }),
    errors: [],
  }),
  "accounts.export": query({
    summary: "Lists accounts with everything that an import can say of them, a page at a time.",
    audit: { notes: ["kind", "search", "filters"] },
    input: accountListInput,
    output: z.strictObject({ rows: z.array(exportedAccount), nextCursor: cursor.nullable(), total: rowTotal }),
    errors: [],
  }),
  "accounts.get": query({
    summary: "Reads one account with its balances, subscription and next invoice.",
    input: z.strictObject({ accountId: id }),
    output: accountView,
    errors: ["account_not_found"],
  }),
  "accounts.find": query({
    summary: "Finds the accounts that go by this id, e-mail address or slug, whatever its capitals; at most ten.",
    input: z.strictObject({ reference: line(320) }),
    output: z.strictObject({
      accounts: z.array(z.strictObject({ id, kind: accountKind, currency: currencyCode })),
    }),
    errors: [],
  }),
  "accounts.balanceHistory": query({
    summary: "Reads an account's balance at the end of each day on which it changed, newest 400 days.",
    input: z.strictObject({ accountId: id, currency: currencyCode }),
    output: z.strictObject({ points: z.array(z.strictObject({ on: civilDateText, balanceMinor: minorAmount })) }),
    errors: ["account_not_found", "amount_out_of_range"],
  }),
  "accounts.create": command({
    summary: "Adds a user or an organization.",
    isLeftToUpstream: true,
    right: "accounts",
    audit: { about: "account", id: "accountId" },
    input: z.strictObject({
      kind: accountKind,
      name: line(200),
      contact: line(320).nullable().default(null),
      /** The book's default where it is not given. */
      currency: currencyCode.optional(),
      timeZone: timeZoneName.optional(),
      /** What a program says of it beside that. */
      profile: accountProfile.nullable().default(null),
      /** When it began to be a customer, where that was before now. */
      createdAtMs: instantMs.nullable().default(null),
      idempotencyKey,
    }),
    addedFields: ["profile", "createdAtMs"],
    output: z.strictObject({ accountId: id }),
    errors: ["idempotency_conflict", "account_exists"],
  }),
  "accounts.update": command({
    summary: "Changes how an account is billed and addressed. What is left out stays as it is.",
    right: "accounts",
    audit: { about: "account", id: "accountId" },
    input: z.strictObject({
      accountId: id,
      name: line(200).optional(),
      contact: line(320).nullable().optional(),
      /** The billing currency, until there is an invoice or a subscription (BEHAVIOUR 2.1); credit in other currencies stays as it is. */
      currency: currencyCode.optional(),
      timeZone: timeZoneName.optional(),
      taxRateId: id.nullable().optional(),
      isTaxExempt: z.boolean().optional(),
      paymentTermsDays: z.int().min(0).max(365).nullable().optional(),
      invoiceNote: note.nullable().optional(),
      billingName: line(200).nullable().optional(),
      billingAddress: paperText(1000).nullable().optional(),
      /** Each on a line of its own, with what it is. */
      taxNumbers: paperText(300).nullable().optional(),
      buyerReference: line(100).nullable().optional(),
      paperLanguage: paperLanguage.nullable().optional(),
      idempotencyKey,
    }),
    output: z.strictObject({ accountId: id }),
    errors: [
      "account_not_found",
      "tax_rate_not_found",
      "idempotency_conflict",
      "account_exists",
      "currency_fixed",
      "charges_waiting",
    ],
  }),
};
