import { Button, CloseButton, Group, SegmentedControl, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useMemo, useRef } from "react";
import type { MethodInput } from "../../../shared/contract/index.ts";
import type { InvoiceRow } from "../../../shared/contract/invoices.ts";
import { isMadeOldBy } from "../../foundation/change-topics.ts";
import { useCommand } from "../../foundation/commands.ts";
import { callEngine } from "../../foundation/engine.ts";
import { addressOf, goTo } from "../../foundation/router.ts";
import { DataGrid } from "../../components/data-grid.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import type { GridSource } from "../../components/grid-source.ts";
import { accountInvoiceColumns, bookInvoiceColumns } from "./invoice-columns.tsx";
import {
  emptyInvoiceFilterForm,
  invoiceViews,
  toInvoiceFilters,
  type InvoiceFilterForm,
  type InvoiceFilters,
} from "./invoice-filters.ts";
import classes from "./invoice-list.module.css";
import { invoicesText } from "./invoices-text.ts";

const typingPauseMs = 200;
const words = invoicesText.list;

interface InvoiceListProps {
  /** Whose invoices; null for the book's. */
  readonly accountId: string | null;
  /** Only those of a billing run, by how they stood once they were issued. */
  readonly ofRun?: Pick<MethodInput<"invoices.list">, "billingRunId" | "outcome">;
  readonly form: InvoiceFilterForm;
  readonly onFormChange: (form: InvoiceFilterForm) => void;
}

/** Invoices, newest number first, of the book or of one account. */
export function InvoiceList({ accountId, ofRun, form, onFormChange }: InvoiceListProps) {
  const [search] = useDebouncedValue(form.search, typingPauseMs);
  const filtersText = JSON.stringify({ ...toInvoiceFilters({ view: form.view, search }), ...ofRun });
  const source = useMemo(() => invoiceSource(accountId, filtersText), [accountId, filtersText]);

  return (
    <div className={classes.list}>
      <InvoiceFilterBar form={form} onChange={onFormChange} />
      <DataGrid<InvoiceRow>
        gridId={accountId === null ? "invoices" : "account-invoices"}
        label={accountId === null ? words.gridLabelBook : words.gridLabelAccount}
        columns={accountId === null ? bookInvoiceColumns : accountInvoiceColumns}
        source={source}
        rowIdOf={({ id }) => id}
        onOpen={({ id }) => goTo({ screen: "invoice", invoiceId: id })}
        empty={
          <NoInvoices accountId={accountId} isOfRun={ofRun !== undefined} form={form} onFormChange={onFormChange} />
        }
      />
    </div>
  );
}

function InvoiceFilterBar({
  form,
  onChange,
}: {
  readonly form: InvoiceFilterForm;
  readonly onChange: (form: InvoiceFilterForm) => void;
}) {
  const searchField = useRef<HTMLInputElement>(null);
  useCommand("filter.focus", () => searchField.current?.focus());
  return (
    <Group gap="sm">
      <SegmentedControl
        size="xs"
        aria-label={words.stateLabel}
        data={invoiceViews.map((value) => ({ value, label: words[value] }))}
        value={form.view}
        onChange={(view) => onChange({ ...form, view })}
      />
      <TextInput
        ref={searchField}
        size="xs"
        w={240}
        aria-label={words.search}
        placeholder={words.searchPlaceholder}
        maxLength={50}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        rightSection={
          form.search !== "" && (
            <CloseButton
              size="xs"
              aria-label={words.clearSearch}
              onClick={() => {
                onChange({ ...form, search: "" });
                searchField.current?.focus();
              }}
            />
          )
        }
        value={form.search}
        onChange={(event) => onChange({ ...form, search: event.currentTarget.value })}
      />
    </Group>
  );
}

function NoInvoices({
  accountId,
  isOfRun,
  form,
  onFormChange,
}: Omit<InvoiceListProps, "ofRun"> & { readonly isOfRun: boolean }) {
  if (form.view !== "all" || form.search.trim() !== "") {
    return (
      <EmptyState
        title={words.emptyFilteredTitle}
        actions={
          <Button size="sm" variant="default" onClick={() => onFormChange(emptyInvoiceFilterForm)}>
            {words.showAll}
          </Button>
        }
      >
        {words.emptyFiltered}
      </EmptyState>
    );
  }
  if (isOfRun) return <EmptyState title={words.emptyFilteredTitle}>{words.emptyOfRun}</EmptyState>;
  const first =
    accountId === null
      ? { text: words.emptyBook, label: words.openBilling, place: { screen: "billing" } as const }
      : { text: words.emptyAccount, label: words.openPreview, place: { screen: "preview", accountId } as const };
  return (
    <EmptyState
      title={words.emptyTitle}
      actions={
        <Button size="sm" variant="default" component="a" href={addressOf(first.place)}>
          {first.label}
        </Button>
      }
    >
      {first.text}
    </EmptyState>
  );
}

function invoiceSource(accountId: string | null, filtersText: string): GridSource<InvoiceRow> {
  const filters = JSON.parse(filtersText) as InvoiceFilters;
  return {
    load: async ({ after, skip, limit }) => {
      const place = { after: typeof after === "string" ? after : null, skip, limit };
      const page = await callEngine("invoices.list", { accountId, ...filters, ...place });
      return { rows: page.rows, next: page.nextCursor, total: page.total };
    },
    isMadeOldBy: (change) => isMadeOldBy("invoices.list", { accountId }, change),
  };
}
