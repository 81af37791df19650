import { addDays, daysBetween, periodStart, type BillingPeriod, type CivilDate } from "../../shared/calendar.ts";
import { toCsv } from "../../shared/csv.ts";
import { toDecimalString } from "../../shared/money/format.ts";
import { companyName, personName, type SampleName } from "./names.ts";
import { plansFile, samplePlans, type AccountKind, type SamplePlan } from "./plans.ts";
import { createRandom, type Random } from "./random.ts";
import { regions } from "./regions.ts";

/** What a sample company is made from: the same options, the same company, to the byte. */
export interface SampleOptions {
  readonly accounts: number;
  /** How much history it has, counted back from `todayOn`. */
  readonly years: number;
  readonly todayOn: CivilDate;
  readonly seed: number;
}

export type SamplePaymentMethod = "manual" | "test_success" | "test_declined" | "test_needs_action";

interface SampleSubscription {
  readonly plan: SamplePlan;
  readonly period: BillingPeriod;
  readonly startOn: CivilDate;
  /** Null where the plan has none. */
  readonly seats: number | null;
  /** Whether it begins with the plan's free trial, which needs somebody at the desk: files know no trials. */
  readonly withTrial: boolean;
}

/** One customer, with what the company's history does to it. */
export interface SampleAccount {
  readonly id: string;
  readonly kind: AccountKind;
  readonly name: string;
  readonly contact: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly taxRatePercent: string | null;
  readonly paymentMethod: SamplePaymentMethod;
  readonly createdOn: CivilDate;
  /** The day it comes into the book: the first one, or the first of a later month. */
  readonly importedOn: CivilDate;
  readonly subscription: SampleSubscription | null;
  readonly openingMinor: number | null;
  /** What was agreed with it, where that differs from what the book does for everyone. */
  readonly terms: SampleTerms | null;
}

interface SampleTerms {
  readonly isTaxExempt?: true;
  readonly paymentTermsDays?: number;
  readonly invoiceNote?: string;
}

export interface SampleCompany {
  readonly options: SampleOptions;
  readonly startOn: CivilDate;
  /** In the order in which they come into the book. */
  readonly accounts: readonly SampleAccount[];
}

/** The files of one import: the kinds and texts that `accounts.import` takes. */
interface SampleFile {
  readonly kind: "users" | "organizations" | "plans" | "subscriptions" | "opening_balances";
  readonly name: string;
  readonly text: string;
}

const paymentMethods: Readonly<
  Record<AccountKind, readonly { readonly method: SamplePaymentMethod; readonly weight: number }[]>
> = {
  user: [
    { method: "test_success", weight: 92 },
    { method: "manual", weight: 5 },
    { method: "test_declined", weight: 2 },
    { method: "test_needs_action", weight: 1 },
  ],
  organization: [
    { method: "test_success", weight: 68 },
    { method: "manual", weight: 29 },
    { method: "test_declined", weight: 2 },
    { method: "test_needs_action", weight: 1 },
  ],
};

/** Three in ten customers come while the history runs; the others were there before and are moved in at its start. */
const newcomerShare = 0.3;
const organizationShare = 0.42;

export function makeCompany(options: SampleOptions): SampleCompany {
  const startOn = periodStart(options.todayOn, "annual", -options.years);
  const contacts = new Set<string>();
  const accounts = Array.from({ length: options.accounts }, (_, index) =>
    makeAccount(createRandom(options.seed, index), startOn, options.todayOn, contacts),
  );
  return { options, startOn, accounts: accounts.toSorted((a, b) => compareText(a.importedOn, b.importedOn)) };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function makeAccount(random: Random, startOn: CivilDate, todayOn: CivilDate, contacts: Set<string>): SampleAccount {
  const kind: AccountKind = random.chance(organizationShare) ? "organization" : "user";
  const region = random.weighted(regions);
  const named = kind === "user" ? personName(region, random) : companyName(region, random);
  const isNewcomer = random.chance(newcomerShare);
  const createdOn = isNewcomer
    ? addDays(startOn, random.between(1, daysBetween(startOn, todayOn) - 1))
    : addDays(startOn, -random.between(1, 1200));
  const importedOn = isNewcomer ? firstOfNextMonth(createdOn, todayOn) : startOn;
  const { currency } = region;
  return {
    id: (kind === "user" ? "user_" : "org_") + randomLetters(random, 27),
    kind,
    name: named.name,
    contact: uniqueContact(kind, named, region.mailDomain, random, contacts),
    currency,
    timeZone: random.pick(region.timeZones),
    taxRatePercent: region.taxRatePercent,
    paymentMethod: random.weighted(paymentMethods[kind]).method,
    createdOn,
    importedOn,
    subscription: random.chance(kind === "user" ? 0.55 : 0.85)
      ? makeSubscription(kind, currency, isNewcomer ? { fromOn: importedOn, todayOn } : { fromOn: createdOn }, random)
      : null,
    openingMinor: !isNewcomer && random.chance(0.07) ? openingAmount(currency, random) : null,
    terms: kind === "organization" ? makeTerms(region.taxRatePercent !== null, random) : null,
  };
}

/** Schools and public bodies are exempt from tax; some large firms pay later or want their order's number on the paper. */
function makeTerms(isTaxed: boolean, random: Random): SampleTerms | null {
  if (isTaxed && random.chance(0.05)) {
    return { isTaxExempt: true, invoiceNote: `Exempt from tax, certificate ${random.between(10_000, 99_999)}` };
  }
  if (random.chance(0.03)) return { paymentTermsDays: random.pick([30, 45, 60]) };
  if (random.chance(0.03)) return { invoiceNote: `Your order PO-${random.between(1000, 9999)}` };
  return null;
}

/** Newcomers of a month are brought in on the first of the next, or on the last day where there is no next. */
function firstOfNextMonth(date: CivilDate, todayOn: CivilDate): CivilDate {
  const next = periodStart(`${date.slice(0, 7)}-01` as CivilDate, "month", 1);
  return next < todayOn ? next : todayOn;
}

/** @param span newcomers begin between its days, with a trial where the plan has one. */
function makeSubscription(
  kind: AccountKind,
  currency: string,
  { fromOn, todayOn }: { readonly fromOn: CivilDate; readonly todayOn?: CivilDate },
  random: Random,
): SampleSubscription {
  const plan = random.weighted(
    samplePlans.filter((candidate) => candidate.forKind === kind && candidate.currency === currency),
  );
  const someDay = addDays(fromOn, random.between(0, 27));
  const period = random.chance(0.22) ? "annual" : "month";
  // Month ends are where calendars go wrong, so one subscription in eight is anchored on the last day of a month.
  const startOn = random.chance(0.125) ? lastOfMonth(someDay) : someDay;
  return {
    plan,
    period,
    startOn,
    seats: plan.fewestSeats === null ? null : someSeats(plan.fewestSeats, random),
    withTrial: plan.trialDays !== null && todayOn !== undefined && startOn < todayOn,
  };
}

/** Most customers are small, a few have ten or thirty times as many people. */
export function someSeats(fewest: number, random: Random): number {
  return fewest + Math.floor(fewest * 40 * random.next() * random.next() * random.next());
}

function lastOfMonth(date: CivilDate): CivilDate {
  return addDays(periodStart(`${date.slice(0, 7)}-01` as CivilDate, "month", 1), -1);
}

function openingAmount(currency: string, random: Random): number {
  const major = random.pick([5, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100, 120, 250]);
  if (currency === "JPY") return major * 150;
  return major * 100 + (random.chance(0.4) ? random.between(1, 99) : 0);
}

function uniqueContact(
  kind: AccountKind,
  { handle }: SampleName,
  domain: string,
  random: Random,
  taken: Set<string>,
): string {
  const end = kind === "user" ? `@${domain}` : "";
  let contact = handle + end;
  while (taken.has(contact)) contact = `${handle}${kind === "user" ? "" : "-"}${random.between(2, 99_999)}${end}`;
  taken.add(contact);
  return contact;
}

const idLetters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
function randomLetters(random: Random, count: number): string {
  let letters = "";
  while (letters.length < count) letters += idLetters[random.between(0, idLetters.length - 1)];
  return letters;
}

/** The import that brings in the accounts of one day; the first of all brings the plans, too. */
export function importFiles(company: SampleCompany, importedOn: CivilDate): readonly SampleFile[] {
  const accounts = company.accounts.filter((account) => account.importedOn === importedOn);
  const subscribed = accounts.flatMap(({ id, subscription }) =>
    subscription === null || subscription.withTrial ? [] : [{ id, ...subscription }],
  );
  const accountColumns = ["currency", "time_zone", "tax_rate_percent", "payment_method", "created_on"];
  const accountRows = (kind: AccountKind) =>
    accounts
      .filter((account) => account.kind === kind)
      .map((account) => [
        account.id,
        account.name,
        account.contact,
        account.currency,
        account.timeZone,
        account.taxRatePercent ?? "",
        account.paymentMethod,
        account.createdOn,
      ]);
  const files: SampleFile[] = [];
  const add = (kind: SampleFile["kind"], columns: readonly string[], rows: readonly (readonly string[])[]) => {
    if (rows.length > 0) files.push({ kind, name: `${kind}.csv`, text: toCsv([columns, ...rows]) });
  };
  if (importedOn === company.startOn) files.push({ kind: "plans", name: "plans.csv", text: plansFile() });
  add("users", ["id", "name", "email", ...accountColumns], accountRows("user"));
  add("organizations", ["id", "name", "slug", ...accountColumns], accountRows("organization"));
  add(
    "subscriptions",
    ["account", "plan", "period", "start_on", "seats", "billed_through_on"],
    subscribed.map(({ id, plan, period, startOn, seats }) => [
      id,
      plan.slug,
      period,
      startOn,
      seats === null ? "" : String(seats),
      company.startOn,
    ]),
  );
  add(
    "opening_balances",
    ["account", "currency", "amount", "note"],
    accounts.flatMap(({ id, currency, openingMinor }) =>
      openingMinor === null
        ? []
        : [[id, currency, toDecimalString(openingMinor, currency), "Balance in the earlier system"]],
    ),
  );
  return files;
}
