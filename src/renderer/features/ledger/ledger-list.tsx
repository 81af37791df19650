import { Button } from "@mantine/core";
import { useMemo } from "react";
import type { LedgerRow } from "../../../shared/contract/ledger.ts";
import { isMadeOldBy } from "../../foundation/change-topics.ts";
import { callEngine } from "../../foundation/engine.ts";
import { operatorLocale } from "../../foundation/locale.ts";
import { useUpstream } from "../../foundation/upstream.ts";
import { text } from "../../foundation/text.ts";
import { addressOf, goTo } from "../../foundation/router.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { DataList } from "../../components/list/data-list.tsx";
import { ListBar } from "../../components/list/list-bar.tsx";
import { clearFilters } from "../../components/list/list-filter.ts";
import { ListViews } from "../../components/list/list-views.tsx";
import { ListFrame, type ListHeading } from "../../components/list/list-frame.tsx";
import type { ListSource } from "../../components/list/row-store.ts";
import { useDataList } from "../../components/list/use-data-list.ts";
import { BalancesThen } from "./balances-then.tsx";
import { accountLedgerColumns, bookLedgerColumns, upstreamColumn } from "./ledger-columns.tsx";
import {
  asOfMoment,
  countLedgerFilters,
  emptyLedgerFilterForm,
  readLedgerFilterForm,
  toLedgerFilters,
  type LedgerFilterForm,
} from "./ledger-filters.ts";
import { useLedgerListFilters } from "./ledger-list-filters.tsx";
import { ledgerText } from "./ledger-text.ts";

const ledgerViews = [{ name: text.lists.all, filters: emptyLedgerFilterForm }];

interface LedgerListProps {
  /** Whose ledger; null for the book's. */
  readonly accountId: string | null;
  /** Where it is a page of its own. */
  readonly heading?: ListHeading;
  readonly defaultCurrency: string;
  readonly form: LedgerFilterForm;
  readonly onFormChange: (form: LedgerFilterForm) => void;
}

/** Ledger entries, newest first, of the book or of one account, with their filters. */
export function LedgerList({ accountId, heading, defaultCurrency, form, onFormChange }: LedgerListProps) {
  // Another object with the same filters must not start the list again from the top.
  const filtersText = JSON.stringify(toLedgerFilters(form, { defaultCurrency, locale: operatorLocale }));
  const source = useMemo(() => ledgerSource(accountId, filtersText), [accountId, filtersText]);
  const upstream = useUpstream()?.name ?? null;
  const columns = useMemo(() => {
    const own = accountId === null ? bookLedgerColumns : accountLedgerColumns;
    return upstream === null ? own : [...own, upstreamColumn(upstream)];
  }, [accountId, upstream]);
  const list = useDataList({ id: accountId === null ? "ledger" : "account-ledger", columns, source });
  const filters = useLedgerListFilters(form, onFormChange, defaultCurrency);
  const asOf = asOfMoment(form);
  const isFiltered = countLedgerFilters(form) > 0;
  const clear = () => clearFilters(() => onFormChange(emptyLedgerFilterForm));

  return (
    <ListFrame
      heading={heading ?? null}
      bar={
        <ListBar
          list={list}
          search={{
            label: accountId === null ? ledgerText.searchBook : ledgerText.searchAccount,
            placeholder: accountId === null ? ledgerText.searchBook : ledgerText.searchAccount,
            value: form.search,
            maxLength: 200,
            onChange: (search) => onFormChange({ ...form, search }),
          }}
          filters={filters}
          onClear={clear}
          exported={{
            list: "ledger",
            accountId,
            filters: toLedgerFilters(form, { defaultCurrency, locale: operatorLocale }),
          }}
          views={
            heading && (
              <ListViews
                listId="ledger"
                views={ledgerViews}
                filters={form}
                read={readLedgerFilterForm}
                onChoose={onFormChange}
              />
            )
          }
        />
      }
    >
      {asOf && <BalancesThen accountId={accountId} {...asOf} />}
      <DataList<LedgerRow>
        list={list}
        placeKey={`ledger ${accountId ?? ""} ${filtersText}`}
        label={accountId === null ? ledgerText.gridLabelBook : ledgerText.gridLabelAccount}
        rowIdOf={({ id }) => id}
        onOpen={({ id }) => goTo({ screen: "entry", entryId: id })}
        empty={
          isFiltered ? (
            <EmptyState
              title={ledgerText.emptyFilteredTitle}
              actions={
                <Button size="sm" variant="default" onClick={clear}>
                  {ledgerText.filters.clear}
                </Button>
              }
            >
              {ledgerText.emptyFiltered}
            </EmptyState>
          ) : accountId === null ? (
            <EmptyState
              title={ledgerText.emptyTitle}
              actions={
                <Button size="sm" variant="default" component="a" href={addressOf({ screen: "accounts" })}>
                  {ledgerText.openAccounts}
                </Button>
              }
            >
              {ledgerText.emptyBook}
            </EmptyState>
          ) : (
            <EmptyState title={ledgerText.emptyTitle}>{ledgerText.emptyAccount}</EmptyState>
          )
        }
      />
    </ListFrame>
  );
}

function ledgerSource(accountId: string | null, filtersText: string): ListSource<LedgerRow> {
  const filters = JSON.parse(filtersText) as ReturnType<typeof toLedgerFilters>;
  return {
    load: async ({ after, skip, limit }) => {
      const beforeSequence = typeof after === "number" ? after : null;
      const page = await callEngine("ledger.list", { accountId, filters, beforeSequence, skip, limit });
      return { rows: page.rows, next: page.nextBeforeSequence, total: page.total };
    },
    isMadeOldBy: (change) => isMadeOldBy("ledger.list", { accountId }, change),
  };
}
