import { addDays, civilDate, daysBetween, isCivilDate, type CivilDate } from "../../../shared/civil-date.ts";
import type { MethodInput } from "../../../shared/contract/index.ts";
import { isCurrencyCode } from "../../../shared/money/currencies.ts";
import { dateText } from "../../foundation/day-text.ts";
import { accountsText } from "./accounts-text.ts";

/** What the list of accounts is narrowed to. It comes back as it was left. */
export interface AccountFilters {
  readonly kind: "user" | "organization" | null;
  readonly search: string;
  readonly needsAttention: boolean;
  readonly hasCredit: boolean;
  /** Whether credit expires within {@link soonDays}. */
  readonly isExpiring: boolean;
  readonly isPastDue: boolean;
  readonly planId: string | null;
  readonly currency: string | null;
  readonly noActivitySinceOn: string | null;
}

export const noFilters: AccountFilters = {
  kind: null,
  search: "",
  needsAttention: false,
  hasCredit: false,
  isExpiring: false,
  isPastDue: false,
  planId: null,
  currency: null,
  noActivitySinceOn: null,
};

const maximumSearchLength = 200;
const lastDay = civilDate("9999-12-31");

/** Take what the view store holds, which may be anything, as filters. */
export function readAccountFilters(stored: unknown): AccountFilters {
  const found = typeof stored === "object" && stored !== null ? (stored as Readonly<Record<string, unknown>>) : {};
  return {
    kind: found.kind === "user" || found.kind === "organization" ? found.kind : null,
    search: typeof found.search === "string" ? found.search.slice(0, maximumSearchLength) : "",
    needsAttention: found.needsAttention === true,
    hasCredit: found.hasCredit === true,
    isExpiring: found.isExpiring === true,
    isPastDue: found.isPastDue === true,
    planId: typeof found.planId === "string" ? found.planId : null,
    currency: typeof found.currency === "string" && isCurrencyCode(found.currency) ? found.currency : null,
    noActivitySinceOn:
      typeof found.noActivitySinceOn === "string" && isCivilDate(found.noActivitySinceOn)
        ? found.noActivitySinceOn
        : null,
  };
}

/** So many days ahead somebody looks at credit that expires. */
export const soonDays = 30;

function soonAfter(today: CivilDate): CivilDate {
  return daysBetween(today, lastDay) < soonDays ? lastDay : addDays(today, soonDays);
}

/** The filters as the engine takes them: one that is off is left out. @param today the book's. */
export function toListInput(
  filters: AccountFilters,
  today: CivilDate,
): Required<Pick<MethodInput<"accounts.list">, "kind" | "search" | "filters">> {
  return {
    kind: filters.kind,
    search: filters.search.trim(),
    filters: {
      ...(filters.needsAttention && { needsAttention: true as const }),
      ...(filters.hasCredit && { hasCredit: true }),
      ...(filters.isExpiring && { creditExpiresThroughOn: soonAfter(today) }),
      ...(filters.isPastDue && { isPastDue: true }),
      ...(filters.planId !== null && { planId: filters.planId }),
      ...(filters.currency !== null && { currency: filters.currency }),
      ...(filters.noActivitySinceOn !== null && { noActivitySinceOn: filters.noActivitySinceOn }),
    },
  };
}

/** Whether anything is narrowed. */
export function isNarrowed(filters: AccountFilters): boolean {
  return narrowedBy(filters, null).length > 0;
}

/**
 * What the list is narrowed to, in words.
 *
 * @param planName the name of the plan that is chosen, once it is known.
 */
export function narrowedBy(filters: AccountFilters, planName: string | null): string[] {
  const words = accountsText.list.narrowed;
  const search = filters.search.trim();
  return [
    ...(filters.kind === null ? [] : [words.kind[filters.kind]]),
    ...(search === "" ? [] : [words.search(search)]),
    ...(filters.needsAttention ? [words.needsAttention] : []),
    ...(filters.hasCredit ? [words.hasCredit] : []),
    ...(filters.isExpiring ? [words.isExpiring(soonDays)] : []),
    ...(filters.isPastDue ? [words.pastDue] : []),
    ...(filters.planId === null ? [] : [words.plan(planName)]),
    ...(filters.currency === null ? [] : [words.currency(filters.currency)]),
    ...(filters.noActivitySinceOn === null ? [] : [words.noActivitySince(dateText(filters.noActivitySinceOn))]),
  ];
}
