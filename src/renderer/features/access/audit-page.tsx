import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import type { AuditEntry } from "../../../shared/contract/audit.ts";
import { DataList } from "../../components/list/data-list.tsx";
import { ListBar } from "../../components/list/list-bar.tsx";
import { clearFilters } from "../../components/list/list-filter.ts";
import type { ListSource } from "../../components/list/row-store.ts";
import { useDataList } from "../../components/list/use-data-list.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { Page } from "../../components/page.tsx";
import { useBook } from "../../foundation/book.ts";
import { isMadeOldBy } from "../../foundation/change-topics.ts";
import { callEngine } from "../../foundation/engine.ts";
import { useScreenFilters } from "../../foundation/view-store.ts";
import { actListColumns } from "./act-columns.ts";
import { ActDialog } from "./act-dialog.tsx";
import {
  emptyAuditFilterForm,
  isFiltered,
  readAuditFilterForm,
  toAuditSelection,
  type AuditSelection,
} from "./audit-filters.ts";
import { useAuditListFilters } from "./audit-list-filters.tsx";
import { auditText as words } from "./audit-text.ts";
import { useOperatorNames } from "./use-operator-names.ts";

/** Who did what that no ledger entry tells, newest first, with what it was before and after (BEHAVIOUR 11.6). */
export function AuditPage() {
  const { timeZone } = useBook();
  const operatorNames = useOperatorNames();
  const [form, setForm] = useScreenFilters("audit", readAuditFilterForm);
  const [opened, setOpened] = useState<AuditEntry | null>(null);
  // Another object with the same filters must not start the list again from the top.
  const selectionText = JSON.stringify(toAuditSelection(form));
  const source = useMemo(() => auditSource(JSON.parse(selectionText) as AuditSelection), [selectionText]);
  const columns = useMemo(() => actListColumns(operatorNames, timeZone), [operatorNames, timeZone]);
  const list = useDataList({ id: "audit", columns, source });
  const filters = useAuditListFilters(form, setForm);
  const clear = () => clearFilters(() => setForm(emptyAuditFilterForm));
  return (
    <Page
      title={words.title}
      breadcrumbs={[{ label: words.settings, place: { screen: "settings" } }]}
      isFilled
      toolbar={
        <ListBar
          list={list}
          search={{
            label: words.search,
            placeholder: words.search,
            value: form.search,
            maxLength: 200,
            onChange: (search) => setForm({ ...form, search }),
          }}
          filters={filters}
          onClear={clear}
          exported={{ list: "acts", ...toAuditSelection(form) }}
        />
      }
    >
      <DataList<AuditEntry>
        list={list}
        placeKey={`audit ${selectionText}`}
        label={words.gridLabel}
        rowIdOf={({ sequence }) => String(sequence)}
        onOpen={setOpened}
        empty={
          isFiltered(form) ? (
            <EmptyState
              title={words.emptyFilteredTitle}
              actions={
                <Button size="sm" variant="default" onClick={clear}>
                  {words.filters.clear}
                </Button>
              }
            >
              {words.emptyFiltered}
            </EmptyState>
          ) : (
            <EmptyState title={words.emptyTitle}>{words.empty}</EmptyState>
          )
        }
      />
      {opened && (
        <ActDialog
          act={opened}
          onClose={() => setOpened(null)}
          onOnlyAccount={(accountId, accountName) => {
            setOpened(null);
            setForm({ ...emptyAuditFilterForm, accountId, accountName });
          }}
        />
      )}
    </Page>
  );
}

function auditSource(selection: AuditSelection): ListSource<AuditEntry> {
  return {
    load: async ({ after, skip, limit }) => {
      const beforeSequence = typeof after === "number" ? after : null;
      const page = await callEngine("audit.list", { ...selection, beforeSequence, skip, limit });
      return { rows: page.rows, next: page.nextBeforeSequence, total: page.total };
    },
    isMadeOldBy: (change) => isMadeOldBy("audit.list", {}, change),
  };
}
