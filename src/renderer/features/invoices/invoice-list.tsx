import { Button } from "@mantine/core";
import { useMemo } from "react";
import type { MethodInput } from "../../../shared/contract/index.ts";
import type { InvoiceRow } from "../../../shared/contract/invoice-view.ts";
import { isMadeOldBy } from "../../foundation/change-topics.ts";
import { callEngine } from "../../foundation/engine.ts";
import { operatorLocale } from "../../foundation/locale.ts";
import { addressOf, goTo } from "../../foundation/router.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { DataList } from "../../components/list/data-list.tsx";
import { ListBar } from "../../components/list/list-bar.tsx";
import { clearFilters } from "../../components/list/list-filter.ts";
import { ListViews } from "../../components/list/list-views.tsx";
import { ListFrame, type ListHeading } from "../../components/list/list-frame.tsx";
import type { ListSource } from "../../components/list/row-store.ts";
import { useDataList } from "../../components/list/use-data-list.ts";
import { accountInvoiceColumns, bookInvoiceColumns } from "./invoice-columns.tsx";
import {
  emptyInvoiceFilterForm,
  isNarrowed,
  readInvoiceFilterForm,
  toInvoiceFilters,
  type InvoiceFilterForm,
  type InvoiceFilters,
} from "./invoice-filters.ts";
import { invoiceListFilters } from "./invoice-list-filters.ts";
import { UpstreamBills } from "../link/upstream-bills.tsx";
import { invoicesText } from "./invoices-text.ts";

const words = invoicesText.list;
const invoiceListViews = (["all", "open", "pastDue"] as const).map((view) => ({
  name: words[view],
  filters: { ...emptyInvoiceFilterForm, view },
}));

interface InvoiceListProps {
  /** Whose invoices; null for the book's. */
  readonly accountId: string | null;
  /** Where it is a page of its own. */
  readonly heading?: ListHeading;
  /** Only those of a billing run, by how they stood once they were issued. */
  readonly ofRun?: Pick<MethodInput<"invoices.list">, "billingRunId" | "outcome">;
  /** That amounts are read in while no currency is chosen. */
  readonly defaultCurrency: string;
  readonly form: InvoiceFilterForm;
  readonly onFormChange: (form: InvoiceFilterForm) => void;
}

/** Invoices, newest number first, of the book or of one account. */
export function InvoiceList({ accountId, heading, ofRun, defaultCurrency, form, onFormChange }: InvoiceListProps) {
  const reading = { defaultCurrency, locale: operatorLocale };
  const filters = { ...toInvoiceFilters(form, reading), ...ofRun };
  const source = useInvoiceSource(accountId, filters);
  const columns = accountId === null ? bookInvoiceColumns : accountInvoiceColumns;
  const list = useDataList({ id: accountId === null ? "invoices" : "account-invoices", columns, source });
  const clear = () => clearFilters(() => onFormChange(emptyInvoiceFilterForm));
  const searchLabel = accountId === null ? words.searchBook : words.searchAccount;
  const bar = (
    <ListBar
      list={list}
      search={{
        label: searchLabel,
        placeholder: searchLabel,
        value: form.search,
        maxLength: 200,
        onChange: (search) => onFormChange({ ...form, search }),
      }}
      filters={invoiceListFilters(form, onFormChange, reading)}
      exported={{ list: "invoices", accountId, ...filters }}
      onClear={clear}
      views={
        heading && (
          <ListViews
            listId="invoices"
            views={invoiceListViews}
            filters={form}
            read={readInvoiceFilterForm}
            onChoose={onFormChange}
          />
        )
      }
    />
  );

  return (
    <ListFrame heading={heading ?? null} bar={bar}>
      {accountId === null && <UpstreamBills />}
      <DataList<InvoiceRow>
        list={list}
        placeKey={`invoices ${accountId ?? ""} ${JSON.stringify(filters)}`}
        label={accountId === null ? words.gridLabelBook : words.gridLabelAccount}
        rowIdOf={({ id }) => id}
        onOpen={({ id }) => goTo({ screen: "invoice", invoiceId: id })}
        empty={
          <NoInvoices accountId={accountId} isOfRun={ofRun !== undefined} form={form} onFormChange={onFormChange} />
        }
      />
    </ListFrame>
  );
}

function NoInvoices({
  accountId,
  isOfRun,
  form,
  onFormChange,
}: Omit<InvoiceListProps, "ofRun" | "defaultCurrency"> & { readonly isOfRun: boolean }) {
  if (isNarrowed(form)) {
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
      ? { text: words.emptyBook, label: words.openBilling, place: { screen: "billing", tab: "runs" } as const }
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

/** Where the list reads from: the same for as long as the filters say the same. */
function useInvoiceSource(accountId: string | null, filters: InvoiceFilters): ListSource<InvoiceRow> {
  const filtersText = JSON.stringify(filters);
  return useMemo(() => invoiceSource(accountId, filtersText), [accountId, filtersText]);
}

function invoiceSource(accountId: string | null, filtersText: string): ListSource<InvoiceRow> {
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
