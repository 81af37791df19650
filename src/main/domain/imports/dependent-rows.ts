import { yearsLater, type BillingPeriod, type CivilDate } from "../../../shared/calendar.ts";
import { AppError } from "../../../shared/errors.ts";
import { amountText } from "../../../shared/money/format.ts";
import { mostSeats } from "../billing/rating.ts";
import { decideTerms } from "../credits/adjustment.ts";
import { defaultPriority, type CreditTerms } from "../credits/credit-blocks.ts";
import { article, namedAccount, type AccountRows } from "./account-rows.ts";
import type { BookPlanFacts, ImportedOpeningBalance, ImportedSubscription, ImportFacts } from "./batch.ts";
import { quoted } from "./columns.ts";
import type { PlanRows } from "./plan-rows.ts";
import type { ImportMemory } from "./import-memory.ts";
import { createRegister, placeText, type RowPlace } from "./register.ts";
import {
  amountAboveZero,
  choice,
  currency,
  firstPeriodIndex,
  optionalCount,
  optionalText,
  requiredDate,
  RowFault,
  type ImportRow,
} from "./row.ts";

/** Whether every row of these could be read: only then is a reference to nothing, or a balance that is off, a row's own fault. */
export interface Completeness {
  plans: boolean;
  accounts: boolean;
  histories: boolean;
}

/** Reads the rows that refer to accounts and plans: of the same files, or of the book. */
interface DependentRows {
  /**
   * @returns null where the row is sound as far as can be told but refers to a row that is bad.
   * @throws RowFault
   */
  readSubscription(row: ImportRow, place: RowPlace): ImportedSubscription | null;
  /** @returns null, and throws, as above. */
  readOpeningBalance(row: ImportRow, place: RowPlace): ImportedOpeningBalance | null;
  /** Where the opening balance of the account in the currency stands; null where there is none. */
  readonly findOpening: (accountId: string, currency: string) => RowPlace | null;
}

/** Nobody has been billed further ahead than this. */
const mostYearsAhead = 10;
const billingPeriods: readonly BillingPeriod[] = ["month", "annual"];

/** @param openingCredit what the good opening balances add up to, by currency in the order of their first row, is added here. */
export function createDependentRows(
  facts: ImportFacts,
  accounts: AccountRows,
  plans: PlanRows,
  completeness: Completeness,
  openingCredit: Map<string, number>,
  memory: ImportMemory,
): DependentRows {
  const subscriptions = createRegister<null>(memory, "subscriptions");
  const openings = createRegister<null>(memory, "opening balances");

  const findAccount = (row: ImportRow) => namedAccount(row, "account", accounts, completeness.accounts);

  function findPlan(row: ImportRow): BookPlanFacts | null {
    const slug = row.required("plan");
    const found = plans.resolve(slug);
    if (found.found === "plan") return found.plan;
    if (found.found === "bad row" || !completeness.plans) return null;
    throw new RowFault("plan", `No plan, in the files or in the book, has the slug ${quoted(slug)}.`);
  }

  function requirePlanFits(plan: BookPlanFacts, period: BillingPeriod, seats: number | null): void {
    if (plan.isFree) throw new RowFault("plan", `${quoted(plan.slug)} is a free plan; leave the row out.`);
    if (plan.isArchived) throw new RowFault("plan", `${quoted(plan.slug)} is archived and takes no new subscriptions.`);
    if (period === "month" && !plan.hasMonthlyFee) {
      throw new RowFault("period", `The plan ${quoted(plan.slug)} has no monthly fee.`);
    }
    if (period === "annual" && !plan.hasAnnualFee) {
      throw new RowFault("period", `The plan ${quoted(plan.slug)} has no annual fee.`);
    }
    if (plan.hasSeats && seats === null) {
      throw new RowFault("seats", `The plan ${quoted(plan.slug)} charges for seats; write how many.`);
    }
    if (!plan.hasSeats && seats !== null) {
      throw new RowFault("seats", `The plan ${quoted(plan.slug)} has no seats; leave the value out.`);
    }
  }

  /** A year that was mistyped would count as paid for decades, and every one of those periods would be looked at for good. */
  function readBilledThrough(row: ImportRow): CivilDate | null {
    const on = row.day("billed_through_on");
    if (on === null || on <= yearsLater(facts.todayOn, mostYearsAhead)) return on;
    const today = `by the book's clock today is ${facts.todayOn}`;
    throw new RowFault("billed_through_on", `${on} lies more than ${mostYearsAhead} years ahead; ${today}.`);
  }

  return {
    readSubscription(row, place) {
      const account = findAccount(row);
      const plan = findPlan(row);
      const period = choice(row, "period", billingPeriods);
      const anchorOn = requiredDate(row, "start_on");
      const seats = optionalCount(row, "seats", mostSeats);
      const billedThroughOn = readBilledThrough(row) ?? anchorOn;
      if (plan) requirePlanFits(plan, period, seats);
      if (account.found === "bad row") return null;

      const { id: accountId, kind, currency: accountCurrency } = account.account;
      const earlier = subscriptions.enter(accountId, place);
      if (earlier) {
        throw new RowFault("account", `The account has a subscription on ${placeText(earlier)} already.`);
      }
      if (account.found === "book" && facts.findAccount(accountId)?.currency !== accountCurrency) {
        throw new RowFault(
          "account",
          "The files change the currency that the account is billed in; import that first.",
        );
      }
      if (account.found === "book" && facts.hasSubscription(accountId)) {
        throw new RowFault("account", `The account has a subscription in the book already; it can have one at a time.`);
      }
      if (plan === null) return null;
      if (plan.forKind !== kind) {
        throw new RowFault(
          "plan",
          `${quoted(plan.slug)} is a plan for ${plan.forKind}s; the account is ${article[kind]}.`,
        );
      }
      if (plan.currency !== accountCurrency) {
        const clash = `${quoted(plan.slug)} is priced in ${plan.currency}; the account is billed in ${accountCurrency}.`;
        throw new RowFault("plan", clash);
      }
      const firstIndex = firstPeriodIndex(anchorOn, period, billedThroughOn);
      if (firstIndex === null) {
        const column = row.optional("billed_through_on") === null ? "start_on" : "billed_through_on";
        throw new RowFault(column, `No period begins on ${billedThroughOn} or later and ends by 9999-12-31.`);
      }
      const { id: planId, priceId, currency: currencyCode } = plan;
      return {
        accountId,
        planId,
        priceId,
        currency: currencyCode,
        period,
        seats,
        anchorOn,
        firstPeriodIndex: firstIndex,
      };
    },

    readOpeningBalance(row, place) {
      const account = findAccount(row);
      const currencyCode = currency(row, null);
      const amountMinor = amountAboveZero(row, "amount", currencyCode);
      const note = optionalText(row, "note", 2000);
      const terms = readTerms(row, facts);
      if (account.found === "bad row") return null;

      const accountId = account.account.id;
      const earlier = openings.enter(`${accountId} ${currencyCode}`, place);
      if (earlier) {
        const clash = `The account has an opening balance in ${currencyCode} on ${placeText(earlier)} already.`;
        throw new RowFault("account", clash);
      }
      const credit = account.found === "book" ? facts.findCredit(accountId, currencyCode) : null;
      if (credit?.hasOpening) {
        throw new RowFault("account", `The account has an opening balance in ${currencyCode} in the book already.`);
      }
      const total = (openingCredit.get(currencyCode) ?? 0) + amountMinor;
      const balance = (credit?.ledgerMinor ?? 0) + amountMinor;
      if (!Number.isSafeInteger(total) || !Number.isSafeInteger(balance)) {
        throw new RowFault("amount", tooMuchCredit(amountMinor, currencyCode));
      }
      openingCredit.set(currencyCode, total);
      return { accountId, currency: currencyCode, amountMinor, note, ...(terms !== null && { terms }) };
    },

    findOpening: (accountId, currencyCode) => openings.find(`${accountId} ${currencyCode}`)?.place ?? null,
  };
}

const termColumns: Readonly<Record<string, string>> = {
  "terms.effectiveOn": "effective_on",
  "terms.expiresOn": "expires_on",
  "terms.priority": "priority",
};

/** What an opening balance says of its credit (BEHAVIOUR 5.1); null where it says nothing. @throws RowFault */
function readTerms(row: ImportRow, { todayOn }: ImportFacts): Partial<CreditTerms> | null {
  const [effectiveOn, expiresOn] = [row.day("effective_on"), row.day("expires_on")];
  const priority = optionalCount(row, "priority", 100, 0);
  const category = row.optional("category") === null ? null : choice(row, "category", ["promotional", "paid"] as const);
  if (effectiveOn === null && expiresOn === null && priority === null && category === null) return null;
  try {
    const given = { effectiveOn, expiresOn, priority: priority ?? defaultPriority, category };
    return decideTerms("increase", given, todayOn);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const [first] = (error.details?.["fields"] ?? []) as readonly { readonly path: string }[];
    throw new RowFault(termColumns[first?.path ?? ""] ?? null, error.message);
  }
}

export function tooMuchCredit(amountMinor: number, currencyCode: string): string {
  return `With this ${amountText(amountMinor, currencyCode)} the credit adds up to more than a book can hold.`;
}
