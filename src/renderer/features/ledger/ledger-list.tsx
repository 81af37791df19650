import { Button } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMemo } from "react";
import type { LedgerRow } from "../../../shared/contract/ledger.ts";
import { runCommand } from "../../foundation/commands.ts";
import { isMadeOldBy } from "../../foundation/change-topics.ts";
import { callEngine } from "../../foundation/engine.ts";
import { operatorLocale } from "../../foundation/locale.ts";
import { addressOf, goTo } from "../../foundation/router.ts";
import { DataGrid } from "../../components/data-grid.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import type { GridSource } from "../../components/grid-source.ts";
import { accountLedgerColumns, bookLedgerColumns } from "./ledger-columns.tsx";
import { AsOfBar } from "./as-of-bar.tsx";
import { LedgerFilterBar } from "./ledger-filter-bar.tsx";
import {
  asOfMoment,
  countLedgerFilters,
  emptyLedgerFilterForm,
  toLedgerFilters,
  type LedgerFilterForm,
} from "./ledger-filters.ts";
import classes from "./ledger-list.module.css";
import { ledgerText } from "./ledger-text.ts";

/** Typing is over when nothing was typed for this long; then the list is asked for. */
const typingPauseMs = 250;

interface LedgerListProps {
  /** Whose ledger; null for the book's. */
  readonly accountId: string | null;
  readonly defaultCurrency: string;
  readonly form: LedgerFilterForm;
  readonly onFormChange: (form: LedgerFilterForm) => void;
}

/** Ledger entries, newest first, of the book or of one account, with their filters. */
export function LedgerList({ accountId, defaultCurrency, form, onFormChange }: LedgerListProps) {
  const [settledForm] = useDebouncedValue(form, typingPauseMs);
  // Another object with the same filters must not start the list again from the top.
  const filtersText = JSON.stringify(toLedgerFilters(settledForm, { defaultCurrency, locale: operatorLocale }));
  const source = useMemo(() => ledgerSource(accountId, filtersText), [accountId, filtersText]);
  const isFiltered = countLedgerFilters(form) > 0;
  const clear = () => {
    // The buttons for it go with the filters; who pressed one stays at the bar.
    runCommand("filter.focus");
    onFormChange(emptyLedgerFilterForm);
  };

  return (
    <div className={classes.list}>
      <LedgerFilterBar form={form} onChange={onFormChange} onClear={clear} defaultCurrency={defaultCurrency} />
      <AsOfBar accountId={accountId} form={form} settledMoment={asOfMoment(settledForm)} onChange={onFormChange} />
      <DataGrid<LedgerRow>
        gridId={accountId === null ? "ledger" : "account-ledger"}
        label={accountId === null ? ledgerText.gridLabelBook : ledgerText.gridLabelAccount}
        columns={accountId === null ? bookLedgerColumns : accountLedgerColumns}
        source={source}
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
    </div>
  );
}

function ledgerSource(accountId: string | null, filtersText: string): GridSource<LedgerRow> {
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
