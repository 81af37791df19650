import type { MethodInput } from "../../../shared/contract/index.ts";
import { isCurrencyCode } from "../../../shared/money/currencies.ts";

/** What the list of accounts is narrowed to. It comes back as it was left. */
export interface AccountFilters {
  readonly kind: "user" | "organization" | null;
  readonly search: string;
  readonly hasCredit: boolean;
  readonly isPastDue: boolean;
  readonly planId: string | null;
  readonly currency: string | null;
}

export const noFilters: AccountFilters = {
  kind: null,
  search: "",
  hasCredit: false,
  isPastDue: false,
  planId: null,
  currency: null,
};

const maximumSearchLength = 200;

/** Take what the view store holds, which may be anything, as filters. */
export function readAccountFilters(stored: unknown): AccountFilters {
  const found = typeof stored === "object" && stored !== null ? (stored as Readonly<Record<string, unknown>>) : {};
  return {
    kind: found.kind === "user" || found.kind === "organization" ? found.kind : null,
    search: typeof found.search === "string" ? found.search.slice(0, maximumSearchLength) : "",
    hasCredit: found.hasCredit === true,
    isPastDue: found.isPastDue === true,
    planId: typeof found.planId === "string" ? found.planId : null,
    currency: typeof found.currency === "string" && isCurrencyCode(found.currency) ? found.currency : null,
  };
}

/** The filters as the engine takes them: one that is off is left out. */
export function toListInput(
  filters: AccountFilters,
): Required<Pick<MethodInput<"accounts.list">, "kind" | "search" | "filters">> {
  return {
    kind: filters.kind,
    search: filters.search.trim(),
    filters: {
      ...(filters.hasCredit && { hasCredit: true }),
      ...(filters.isPastDue && { isPastDue: true }),
      ...(filters.planId !== null && { planId: filters.planId }),
      ...(filters.currency !== null && { currency: filters.currency }),
    },
  };
}

/** Whether anything is narrowed beside the kind, which always shows on the screen. */
export function isNarrowed({ search, hasCredit, isPastDue, planId, currency }: AccountFilters): boolean {
  return search.trim() !== "" || hasCredit || isPastDue || planId !== null || currency !== null;
}
