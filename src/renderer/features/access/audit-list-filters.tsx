import { choiceFilter, daysFilter } from "../../components/list/common-filters.tsx";
import type { ListFilter } from "../../components/list/list-filter.ts";
import type { AuditFilterForm } from "./audit-filters.ts";
import { auditText } from "./audit-text.ts";
import { useOperatorNames } from "./use-operator-names.ts";

const words = auditText.filters;
const actOptions = Object.entries(auditText.acts)
  .map(([value, label]) => ({ value, label }))
  .toSorted((a, b) => a.label.localeCompare(b.label));

/** What the audit log can be narrowed by; each filter works as soon as it is set. An account is chosen in one of its acts. */
export function useAuditListFilters(
  form: AuditFilterForm,
  onChange: (form: AuditFilterForm) => void,
): readonly ListFilter[] {
  const operatorOptions = [...useOperatorNames()].map(([value, label]) => ({ value, label }));
  const set = (change: Partial<AuditFilterForm>) => onChange({ ...form, ...change });
  const narrowed = [
    daysFilter({ id: "dates", label: words.dates, fromOn: form.fromOn, throughOn: form.throughOn, onChange: set }),
    choiceFilter({
      id: "operator",
      label: words.operator,
      options: operatorOptions,
      value: form.operatorId || null,
      say: words.operatorIs,
      onChange: (operatorId) => set({ operatorId: operatorId ?? "" }),
    }),
    choiceFilter({
      id: "act",
      label: words.act,
      options: actOptions,
      value: form.act || null,
      say: words.actIs,
      onChange: (act) => set({ act: act ?? "" }),
    }),
  ];
  const account: ListFilter = {
    id: "account",
    label: words.account,
    value: words.accountIs(form.accountName || form.accountId),
    onClear: () => set({ accountId: "", accountName: "" }),
    set: { at: "once", run: () => undefined },
  };
  return form.accountId === "" ? narrowed : [...narrowed, account];
}
