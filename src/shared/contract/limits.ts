import { z } from "zod";
import { command, query } from "./definition.ts";
import { currencyCode, idempotencyKey, minorAmount, positiveMinorAmount } from "./fields.ts";
import { rolesWith } from "./rights.ts";

/** The roles that may give or take credit at all. */
export const limitedRoles = rolesWith("credits");
const limitedRole = z.enum(limitedRoles);

const limitMinor = z.int().min(0).nullable();

const creditLimit = z.strictObject({
  role: limitedRole,
  currency: currencyCode,
  /** For one act; null: as much as one likes. 0: whatever is done needs approval. */
  perActMinor: limitMinor,
  /** For what one operator does on one day of the book, by whatever door. */
  perDayMinor: limitMinor,
});
export type CreditLimit = z.infer<typeof creditLimit>;

export const limitExcess = z.strictObject({
  currency: currencyCode,
  /** `not_named`: the role has limits, and none in this currency. */
  limit: z.enum(["per_act", "per_day", "not_named"]),
  /** How much it may be; null where the currency is not named. */
  limitMinor,
  /** What the act moves: of a batch and `per_act`, its largest row. */
  amountMinor: positiveMinorAmount,
  /** What the operator has moved on the day without it. */
  movedTodayMinor: minorAmount,
});
/** How an act is above a limit, in one currency. */
export type LimitExcess = z.infer<typeof limitExcess>;

const limits = z.strictObject({
  /** By role, the narrowest first, then by currency. */
  limits: z.array(creditLimit),
});

/**
 * By which methods credit is given or taken by hand: that is how much, to whom and whether is what an operator says. What follows from a
 * subscription by the rules of billing, and never exceeds what was paid (BEHAVIOUR 3.12), is not.
 */
export const limitedActs = [
  "credits.adjust",
  "credits.transfer",
  "credits.reverse",
  "credits.voidBlock",
  "credits.applyToOpenInvoices",
  "creditNotes.issue",
  "invoices.void",
  "invoices.recordPayment",
  "invoices.takeBackPayment",
] as const;
export type LimitedAct = (typeof limitedActs)[number];

/** What a linked book settles with its upstream by hand counts against the limits as well; approval of it cannot be asked for. */
export const settlingActs = ["outbox.settle", "link.settleDifference"] as const;

const place = { role: limitedRole, currency: currencyCode };

/**
 * What an operator gives or takes by hand stays within the limits of their role, by whatever door and key (BEHAVIOUR 11.1): of one act, and
 * of one day. A role of which nothing is said has no limits; of one of which something is said, a currency that is not named needs approval.
 */
export const limitsContract = {
  "limits.list": query({
    summary: "Lists how much credit operators may give or take by hand, by role and currency.",
    input: z.strictObject({}),
    output: limits,
    errors: [],
  }),
  "limits.set": command({
    summary: "Sets what a role may give or take by hand in a currency, for one act and for an operator and day.",
    right: "operators",
    audit: { about: "limits", id: null },
    input: z.strictObject({ ...place, perActMinor: limitMinor, perDayMinor: limitMinor, idempotencyKey }),
    output: limits,
    errors: ["idempotency_conflict"],
  }),
  "limits.remove": command({
    summary: "Removes what is said of a role and a currency. A role of which nothing is said any more has no limits.",
    right: "operators",
    audit: { about: "limits", id: null },
    input: z.strictObject({ ...place, idempotencyKey }),
    output: limits,
    errors: ["idempotency_conflict"],
  }),
};
