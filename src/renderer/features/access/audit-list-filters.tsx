import { dateText } from "../../components/date-text.tsx";
import { ChoiceField, DayField } from "../../components/list/filter-fields.tsx";
import type { ListFilter } from "../../components/list/list-filter.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import type { AuditFilterForm } from "./audit-filters.ts";
import { actName, auditText } from "./audit-text.ts";

const words = auditText.filters;
const actOptions = Object.entries(auditText.acts)
  .map(([value, label]) => ({ value, label }))
  .toSorted((a, b) => a.label.localeCompare(b.label));

/** What the audit log can be narrowed by; each filter works as soon as it is set. An account is chosen in one of its acts. */
export function useAuditListFilters(
  form: AuditFilterForm,
  onChange: (form: AuditFilterForm) => void,
): readonly ListFilter[] {
  const operators = useEngineQuery("audit.operators", {});
  const operatorOptions = (operators.data?.operators ?? []).map(({ operatorId, operator }) => {
    return { value: operatorId, label: operator };
  });
  const operatorName = operatorOptions.find(({ value }) => value === form.operatorId)?.label ?? form.operatorId;
  const set = (change: Partial<AuditFilterForm>) => onChange({ ...form, ...change });
  const dates: ListFilter = {
    id: "dates",
    label: words.dates,
    value:
      form.fromOn === "" && form.throughOn === ""
        ? null
        : words.datesAre(
            form.fromOn === "" ? null : dateText(form.fromOn),
            form.throughOn === "" ? null : dateText(form.throughOn),
          ),
    onClear: () => set({ fromOn: "", throughOn: "" }),
    set: {
      at: "field",
      render: () => (
        <>
          <DayField label={words.from} value={form.fromOn} onChange={(fromOn) => set({ fromOn })} />
          <DayField label={words.through} value={form.throughOn} onChange={(throughOn) => set({ throughOn })} />
        </>
      ),
    },
  };
  const operator: ListFilter = {
    id: "operator",
    label: words.operator,
    value: form.operatorId === "" ? null : words.operatorIs(operatorName),
    onClear: () => set({ operatorId: "" }),
    set: {
      at: "field",
      render: (close) => (
        <ChoiceField
          label={words.operator}
          options={operatorOptions}
          value={form.operatorId || null}
          onChoose={(operatorId) => {
            set({ operatorId });
            close();
          }}
        />
      ),
    },
  };
  const act: ListFilter = {
    id: "act",
    label: words.act,
    value: form.act === "" ? null : words.actIs(actName(form.act)),
    onClear: () => set({ act: "" }),
    set: {
      at: "field",
      render: (close) => (
        <ChoiceField
          label={words.act}
          options={actOptions}
          value={form.act || null}
          onChoose={(chosen) => {
            set({ act: chosen });
            close();
          }}
        />
      ),
    },
  };
  const account: ListFilter = {
    id: "account",
    label: words.account,
    value: words.accountIs(form.accountName || form.accountId),
    onClear: () => set({ accountId: "", accountName: "" }),
    set: { at: "once", run: () => undefined },
  };
  return form.accountId === "" ? [dates, operator, act] : [dates, operator, act, account];
}
