import { useBook } from "../../foundation/book.ts";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { choiceFilter, currencyFilter } from "../../components/list/common-filters.tsx";
import { DayField } from "../../components/list/filter-fields.tsx";
import type { ListFilter } from "../../components/list/list-filter.ts";
import { dateText } from "../../foundation/day-text.ts";
import { noFilters, soonDays, type AccountFilters } from "./account-filters.ts";
import { accountsText } from "./accounts-text.ts";

const words = accountsText.list;
type Flag = "needsAttention" | "hasCredit" | "isExpiring" | "isPastDue";

/** What the list of accounts can be narrowed by. */
export function useAccountListFilters(
  filters: AccountFilters,
  onChange: (filters: AccountFilters) => void,
): readonly ListFilter[] {
  const { accountCounts } = useBook();
  const plans = useEngineQuery("plans.list", {});
  const planOptions = (plans.data?.plans ?? []).map(({ id, name, forKind }) => ({
    value: id,
    label: `${name} · ${accountsText.kindNames[forKind]}`,
  }));
  const plan = plans.data?.plans.find(({ id }) => id === filters.planId);
  const set = (change: Partial<AccountFilters>) => onChange({ ...filters, ...change });
  const clear = (key: keyof AccountFilters) => () => set({ [key]: noFilters[key] });

  const kind = (value: "user" | "organization"): ListFilter => ({
    id: value,
    label: words.ofKind(accountsText.kinds[value], countText(accountCounts[value])),
    value: filters.kind === value ? accountsText.kinds[value] : null,
    onClear: clear("kind"),
    set: { at: "once", run: () => set({ kind: value }) },
  });
  const flag = (key: Flag, label: string, hint?: string): ListFilter => ({
    id: key,
    label,
    ...(hint !== undefined && { hint }),
    value: filters[key] ? label : null,
    onClear: clear(key),
    set: { at: "once", run: () => set({ [key]: true }) },
  });

  return [
    kind("organization"),
    kind("user"),
    flag("needsAttention", words.needsAttention, words.needsAttentionHint),
    flag("hasCredit", words.hasCredit),
    flag("isExpiring", words.isExpiring(soonDays)),
    flag("isPastDue", words.pastDue),
    choiceFilter({
      id: "plan",
      label: words.plan,
      options: planOptions,
      value: filters.planId,
      say: () => words.planIs(plan?.name ?? "…"),
      onChange: (planId) => set({ planId }),
    }),
    currencyFilter({
      label: words.currency,
      say: words.currencyIs,
      value: filters.currency,
      onChange: (currency) => set({ currency }),
    }),
    {
      id: "noActivitySince",
      label: words.noActivitySince,
      hint: words.noActivitySinceHint,
      value: filters.noActivitySinceOn === null ? null : words.noActivitySinceIs(dateText(filters.noActivitySinceOn)),
      onClear: clear("noActivitySinceOn"),
      set: {
        at: "field",
        render: () => (
          <DayField
            label={words.noActivitySince}
            description={words.noActivitySinceHint}
            value={filters.noActivitySinceOn ?? ""}
            onChange={(day) => set({ noActivitySinceOn: day === "" ? null : day })}
          />
        ),
      },
    },
  ];
}
