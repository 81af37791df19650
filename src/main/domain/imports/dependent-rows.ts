import { yearsLater, type BillingPeriod, type CivilDate } from "../../../shared/calendar.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";
import { mostSeats } from "../billing/rating.ts";
import { decideTerms } from "../credits/adjustment.ts";
import { defaultPriority, type CreditTerms } from "../credits/credit-blocks.ts";
import { article, namedAccount, type AccountReference, type AccountRows } from "./account-rows.ts";
import type { BookPlanFacts, ImportedOpeningBalance, ImportedSubscription, ImportFacts } from "./batch.ts";
import { quoted } from "./columns.ts";
import type { PlanRows } from "./plan-rows.ts";
import type { ImportMemory } from "./import-memory.ts";
import { once, readEach } from "./row-faults.ts";
import { createRegister, placeSentence, type RowPlace } from "./register.ts";
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

/** An account of the files or of the book that a row names. */
type KnownAccount = Extract<AccountReference, { found: "file" | "book" }>;

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
    throw new RowFault(
      "plan",
      sentence("No plan, in the files or in the book, has the slug {slug}.", { slug: quoted(slug) }),
    );
  }

  function requirePlanFits(plan: BookPlanFacts, period: BillingPeriod, seats: number | null): void {
    if (plan.isFree)
      throw new RowFault("plan", sentence("{slug} is a free plan; leave the row out.", { slug: quoted(plan.slug) }));
    if (plan.isArchived)
      throw new RowFault(
        "plan",
        sentence("{slug} is archived and takes no new subscriptions.", { slug: quoted(plan.slug) }),
      );
    if (period === "month" && !plan.hasMonthlyFee) {
      throw new RowFault("period", sentence("The plan {slug} has no monthly fee.", { slug: quoted(plan.slug) }));
    }
    if (period === "annual" && !plan.hasAnnualFee) {
      throw new RowFault("period", sentence("The plan {slug} has no annual fee.", { slug: quoted(plan.slug) }));
    }
    if (plan.hasSeats && seats === null) {
      throw new RowFault(
        "seats",
        sentence("The plan {slug} charges for seats; write how many.", { slug: quoted(plan.slug) }),
      );
    }
    if (!plan.hasSeats && seats !== null) {
      throw new RowFault(
        "seats",
        sentence("The plan {slug} has no seats; leave the value out.", { slug: quoted(plan.slug) }),
      );
    }
  }

  /** A year that was mistyped would count as paid for decades, and every one of those periods would be looked at for good. */
  function readBilledThrough(row: ImportRow): CivilDate | null {
    const on = row.day("billed_through_on");
    if (on === null || on <= yearsLater(facts.todayOn, mostYearsAhead)) return on;
    throw new RowFault(
      "billed_through_on",
      sentence("{on} lies more than {mostYearsAhead} years ahead; by the book's clock today is {todayOn}.", {
        on,
        mostYearsAhead,
        todayOn: facts.todayOn,
      }),
    );
  }

  function requireNoSubscription({ found, account }: KnownAccount, place: RowPlace): void {
    const earlier = subscriptions.enter(account.id, place);
    if (earlier) {
      throw new RowFault(
        "account",
        sentence("The account has a subscription on {place} already.", { place: placeSentence(earlier) }),
      );
    }
    if (found === "book" && facts.findAccount(account.id)?.currency !== account.currency) {
      throw new RowFault(
        "account",
        sentence("The files change the currency that the account is billed in; import that first."),
      );
    }
    if (found === "book" && facts.hasSubscription(account.id)) {
      throw new RowFault(
        "account",
        sentence("The account has a subscription in the book already; it can have one at a time."),
      );
    }
  }

  function requirePlanFor({ account: { kind, currency: accountCurrency } }: KnownAccount, plan: BookPlanFacts): void {
    if (plan.forKind !== kind) {
      throw new RowFault(
        "plan",
        sentence("{slug} is a plan for {kinds}; the account is {what}.", {
          slug: quoted(plan.slug),
          kinds: sentence(`${plan.forKind}s`),
          what: article[kind],
        }),
      );
    }
    if (plan.currency === accountCurrency) return;
    const given = { slug: quoted(plan.slug), planCurrency: plan.currency, accountCurrency };
    const clash = sentence("{slug} is priced in {planCurrency}; the account is billed in {accountCurrency}.", given);
    throw new RowFault("plan", clash);
  }

  function requireFirstPeriod(row: ImportRow, anchorOn: CivilDate, period: BillingPeriod, fromOn: CivilDate): number {
    const index = firstPeriodIndex(anchorOn, period, fromOn);
    if (index !== null) return index;
    const column = row.optional("billed_through_on") === null ? "start_on" : "billed_through_on";
    throw new RowFault(
      column,
      sentence("No period begins on {billedThroughOn} or later and ends by 9999-12-31.", { billedThroughOn: fromOn }),
    );
  }

  function requireFirstOpening({ found, account }: KnownAccount, currencyCode: string, place: RowPlace): void {
    const earlier = openings.enter(`${account.id} ${currencyCode}`, place);
    if (earlier) {
      const given = { currencyCode, place: placeSentence(earlier) };
      const clash = sentence("The account has an opening balance in {currencyCode} on {place} already.", given);
      throw new RowFault("account", clash);
    }
    if (found === "book" && facts.findCredit(account.id, currencyCode)?.hasOpening) {
      throw new RowFault(
        "account",
        sentence("The account has an opening balance in {currencyCode} in the book already.", { currencyCode }),
      );
    }
  }

  return {
    readSubscription(row, place) {
      const account = once(() => findAccount(row));
      const plan = once(() => findPlan(row));
      const period = once(() => choice(row, "period", billingPeriods));
      const anchorOn = once(() => requiredDate(row, "start_on"));
      const seats = once(() => optionalCount(row, "seats", mostSeats));
      const billedThroughOn = once(() => readBilledThrough(row));
      const read = readEach({
        account,
        plan,
        period,
        anchorOn,
        seats,
        billedThroughOn,
        isPlanFitting() {
          const named = plan();
          if (named) requirePlanFits(named, period(), seats());
        },
        isWithout() {
          const named = account();
          if (named.found !== "bad row") requireNoSubscription(named, place);
        },
        isPlanOfAccount() {
          const [named, wanted] = [account(), plan()];
          if (named.found !== "bad row" && wanted) requirePlanFor(named, wanted);
        },
        firstIndex: () => requireFirstPeriod(row, anchorOn(), period(), billedThroughOn() ?? anchorOn()),
      });
      if (read.account.found === "bad row" || read.plan === null) return null;
      const { id: planId, priceId, currency: currencyCode } = read.plan;
      return {
        accountId: read.account.account.id,
        planId,
        priceId,
        currency: currencyCode,
        period: read.period,
        seats: read.seats,
        anchorOn: read.anchorOn,
        firstPeriodIndex: read.firstIndex,
      };
    },

    readOpeningBalance(row, place) {
      const named = once(() => findAccount(row));
      const currencyCode = once(() => currency(row, null));
      const { account, amountMinor, note, terms } = readEach({
        account: named,
        currencyCode,
        amountMinor: () => amountAboveZero(row, "amount", currencyCode()),
        note: () => optionalText(row, "note", 2000),
        terms: () => readTerms(row, facts),
        isFirst() {
          const whose = named();
          if (whose.found !== "bad row") requireFirstOpening(whose, currencyCode(), place);
        },
      });
      if (account.found === "bad row") return null;

      const [accountId, code] = [account.account.id, currencyCode()];
      const credit = account.found === "book" ? facts.findCredit(accountId, code) : null;
      const total = (openingCredit.get(code) ?? 0) + amountMinor;
      const balance = (credit?.ledgerMinor ?? 0) + amountMinor;
      if (!Number.isSafeInteger(total) || !Number.isSafeInteger(balance)) {
        throw new RowFault("amount", tooMuchCredit(amountMinor, code));
      }
      openingCredit.set(code, total);
      return { accountId, currency: code, amountMinor, note, ...(terms !== null && { terms }) };
    },

    findOpening: (accountId, currencyCode) => openings.find(`${accountId} ${currencyCode}`)?.place ?? null,
  };
}

/** What an opening balance says of its credit (BEHAVIOUR 5.1); null where it says nothing. @throws RowFault */
function readTerms(row: ImportRow, { todayOn }: ImportFacts): Partial<CreditTerms> | null {
  const { days, priority, category } = readEach({
    days: () => readDays(row, todayOn),
    priority: () => optionalCount(row, "priority", 100, 0),
    category: () =>
      row.optional("category") === null ? null : choice(row, "category", ["promotional", "paid"] as const),
  });
  if (days.effectiveOn === null && days.expiresOn === null && priority === null && category === null) return null;
  return decideTerms("increase", { ...days, priority: priority ?? defaultPriority, category }, todayOn);
}

/** From when until when the credit can be used. @throws RowFault */
function readDays(row: ImportRow, todayOn: CivilDate) {
  const days = readEach({ effectiveOn: () => row.day("effective_on"), expiresOn: () => row.day("expires_on") });
  try {
    decideTerms("increase", { ...days, priority: defaultPriority, category: null }, todayOn);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new RowFault("expires_on", error.sentence);
  }
  return days;
}

export function tooMuchCredit(amountMinor: number, currencyCode: string): Sentence {
  const amount = { amountMinor, currency: currencyCode };
  return sentence("With this {amount} the credit adds up to more than a book can hold.", { amount });
}
