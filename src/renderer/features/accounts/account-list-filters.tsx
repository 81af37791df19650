import { currencyCodes } from "../../../shared/money/currencies.ts";
import { useBook } from "../../foundation/book.ts";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { ChoiceField, DayField } from "../../components/list/filter-fields.tsx";
import type { ListFilter } from "../../components/list/list-filter.ts";
import { dateText } from "../../components/date-text.tsx";
import { noFilters, soonDays, type AccountFilters } from "./account-filters.ts";
import { accountsText } from "./accounts-text.ts";

const words = accountsText.list;
type Flag = "needsAttention" | "hasCredit" | "isExpiring" | "isPastDue";

const currencyOptions = currencyCodes.map((code) => ({ value: code, label: code }));

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
    {
      id: "plan",
      label: words.plan,
      value: filters.planId === null ? null : words.planIs(plan?.name ?? "…"),
      onClear: clear("planId"),
      set: {
        at: "field",
        render: (close) => (
          <ChoiceField
            label={words.plan}
            options={planOptions}
            value={filters.planId}
            onChoose={(planId) => {
              set({ planId });
              close();
            }}
          />
        ),
      },
    },
    {
      id: "currency",
      label: words.currency,
      value: filters.currency === null ? null : words.currencyIs(filters.currency),
      onClear: clear("currency"),
      set: {
        at: "field",
        render: (close) => (
          <ChoiceField
            label={words.currency}
            options={currencyOptions}
            value={filters.currency}
            onChoose={(currency) => {
              set({ currency });
              close();
            }}
          />
        ),
      },
    },
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
