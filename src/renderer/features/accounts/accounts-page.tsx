import { ActionIcon, Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconLayoutSidebarRight, IconPlus } from "@tabler/icons-react";
import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import { civilDate } from "../../../shared/civil-date.ts";
import type { AccountRow } from "../../../shared/contract/accounts.ts";
import { useBook } from "../../foundation/book.ts";
import { isMadeOldBy } from "../../foundation/change-topics.ts";
import type { ListSort } from "../../foundation/column-view.ts";
import { useCommand } from "../../foundation/commands.ts";
import { callEngine, useEngineQuery } from "../../foundation/engine.ts";
import { addressOf, goTo } from "../../foundation/router.ts";
import { text } from "../../foundation/text.ts";
import { onBalanceTold } from "../../foundation/told-balances.ts";
import { useScreenFilters, useViewStore } from "../../foundation/view-store.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { DataList } from "../../components/list/data-list.tsx";
import { ListBar } from "../../components/list/list-bar.tsx";
import { clearFilters } from "../../components/list/list-filter.ts";
import { ListViews } from "../../components/list/list-views.tsx";
import type { ListSource, RowStore } from "../../components/list/row-store.ts";
import { useDataList } from "../../components/list/use-data-list.ts";
import { Page } from "../../components/page.tsx";
import { accountColumns, type AccountSort } from "./account-columns.tsx";
import {
  isNarrowed,
  narrowedBy,
  noFilters,
  readAccountFilters,
  toListInput,
  type AccountFilters,
} from "./account-filters.ts";
import classes from "./accounts-page.module.css";
import { useAccountListFilters } from "./account-list-filters.tsx";
import { accountsText } from "./accounts-text.ts";
import { ActionsMenu } from "./actions-menu.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { NewAccountDialog } from "./new-account-dialog.tsx";
import { useSelectionActions, type Selection } from "./selection-actions.tsx";
import { refusalsOfRow } from "./account-refusals.ts";
import { useAccountActions } from "./use-account-actions.tsx";
import { useAccountCommands } from "./use-account-commands.ts";
import { ActionButton } from "../../components/action-button.tsx";

// The pane is closed until a row is chosen.
const AccountDetail = lazy(async () => ({ default: (await import("./account-detail.tsx")).AccountDetail }));

/** Who pays: users and organizations, a million of them if need be. */
export function AccountsPage() {
  const [filters, setFilters] = useScreenFilters("accounts", readAccountFilters);
  const [current, setCurrent] = useState<AccountRow | null>(null);
  const [selection, setSelection] = useState<Selection | null>(null);
  const [paneId, setPaneId] = useState<string | null>(null);
  const [isCreating, setIsCreating] = useState(false);
  const actions = useAccountActions();
  const { today } = useBook();
  const listInput = JSON.stringify(toListInput(filters, civilDate(today)));
  const source = useMemo(() => accountSource(JSON.parse(listInput) as ReturnType<typeof toListInput>), [listInput]);

  const { run } = actions;
  const actionsOf = useCallback(
    (row: AccountRow) => <ActionsMenu row={row} onAction={(action) => run(action, row.id)} />,
    [run],
  );
  const list = useDataList({ id: "accounts", columns: accountColumns, source, initialSort: byName });
  useToldBalances(list.store);
  const selected = useSelectionActions(list.shown, selection);
  const listFilters = useAccountListFilters(filters, setFilters);

  const isWide = useMediaQuery("(min-width: 1180px)", true, { getInitialValueInEffect: false });
  const mayShowDetail = useViewStore((state) => state.showsDetail) ?? isWide;
  const setShowsDetail = useViewStore((state) => state.setShowsDetail);

  // The pane is closed until a row is chosen, by walking to it or by a click.
  const [isChosen, setIsChosen] = useState(false);
  const isEmpty = list.shown.total()?.count === 0;
  const showsDetail = mayShowDetail && isChosen && paneId !== null && !isEmpty;
  const switchDetail = () => {
    setShowsDetail(!showsDetail);
    setIsChosen(!showsDetail);
  };

  const clear = () => clearFilters(() => setFilters(noFilters));

  useCommand("detail.switch", switchDetail);
  useCommand("accounts.create", () => setIsCreating(true));
  useAccountCommands(
    current && {
      isSubscribed: current.subscriptionStatus !== null,
      refusals: refusalsOfRow(current),
      run: (action) => run(action, current.id),
      adjust: selected.adjust,
    },
  );

  return (
    <Page
      title={accountsText.title}
      isFilled
      toolbar={
        <ListBar
          list={list}
          search={{
            label: accountsText.list.search,
            value: filters.search,
            maxLength: 200,
            onChange: (search) => setFilters({ ...filters, search }),
          }}
          views={
            <ListViews
              listId="accounts"
              views={accountViews}
              filters={filters}
              read={readAccountFilters}
              onChoose={setFilters}
            />
          }
          filters={listFilters}
          onClear={clear}
          exported={{ list: "accounts", ...toListInput(filters, civilDate(today)), ...sortInput(list.sort) }}
        />
      }
      actions={
        <>
          {selected.menu}
          <ActionIcon
            variant="default"
            size={30}
            aria-label={accountsText.detail.show}
            aria-pressed={showsDetail}
            onClick={switchDetail}
          >
            <IconLayoutSidebarRight size={18} aria-hidden="true" />
          </ActionIcon>
          <ActionButton
            takes="accounts"
            isLeftToUpstream
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            onClick={() => setIsCreating(true)}
          >
            {accountsText.list.newAccount}
          </ActionButton>
        </>
      }
    >
      <FirstSteps />
      <div className={classes.body}>
        <DataList<AccountRow>
          list={list}
          placeKey={`accounts ${listInput}`}
          label={accountsText.list.label}
          rowIdOf={({ id }) => id}
          onOpen={({ id }) => run("open", id)}
          onCurrent={(row) => {
            setCurrent(row);
            // While other rows are loading the pane stays as it is.
            if (row) setPaneId(row.id);
          }}
          onSelection={setSelection}
          onChoose={() => setIsChosen(true)}
          onLeave={() => setIsChosen(false)}
          actionsOf={actionsOf}
          empty={<NothingHere filters={filters} onClear={clear} onCreate={() => setIsCreating(true)} />}
        />
        {showsDetail && (
          <Suspense fallback={<div className={classes.detail} />}>
            <AccountDetail accountId={paneId} onAction={run} onClose={() => setIsChosen(false)} />
          </Suspense>
        )}
      </div>
      {isCreating && (
        <NewAccountDialog
          kind={filters.kind ?? "organization"}
          onClose={() => setIsCreating(false)}
          onCreated={(accountId) => goTo({ screen: "account", accountId, tab: "overview" })}
        />
      )}
      {actions.dialog}
      {selected.dialog}
    </Page>
  );
}

const accountViews = [
  { name: text.lists.all, filters: noFilters },
  { name: accountsText.list.needsAttention, filters: { ...noFilters, needsAttention: true } },
  { name: accountsText.list.hasCredit, filters: { ...noFilters, hasCredit: true } },
  { name: accountsText.list.expiring, filters: { ...noFilters, isExpiring: true } },
];

const byName = { columnId: "name", direction: "ascending" } as const;

/** The order of the list as the engine knows it; nothing where nobody chose one. */
function sortInput(sort: ListSort | null) {
  return sort === null ? {} : { sort: { by: sort.columnId as AccountSort, direction: sort.direction } };
}

/** What somebody here has just done to a balance is shown before the rows are loaded again. */
function useToldBalances(store: RowStore<AccountRow>): void {
  useEffect(
    () =>
      onBalanceTold(({ accountId, currency, balanceMinor, sentAtMs }) =>
        store.amend(
          (row) =>
            row.id === accountId && row.currency === currency ? { ...row, creditBalanceMinor: balanceMinor } : row,
          sentAtMs,
        ),
      ),
    [store],
  );
}

function accountSource(input: ReturnType<typeof toListInput>): ListSource<AccountRow> {
  return {
    async load({ after, skip, limit }, sort) {
      const page = await callEngine("accounts.list", {
        ...input,
        ...sortInput(sort),
        after: after as string | null,
        skip,
        limit,
      });
      return { rows: page.rows, next: page.nextCursor, total: page.total };
    },
    isMadeOldBy: (change) => isMadeOldBy("accounts.list", input, change),
  };
}

interface NothingHereProps {
  readonly filters: AccountFilters;
  readonly onClear: () => void;
  readonly onCreate: () => void;
}

function NothingHere({ filters, onClear, onCreate }: NothingHereProps) {
  const { list } = accountsText;
  const plans = useEngineQuery("plans.list", {});
  const plan = plans.data?.plans.find(({ id }) => id === filters.planId);
  if (isNarrowed(filters)) {
    return (
      <EmptyState
        title={list.noMatchTitle}
        actions={
          <Button variant="default" onClick={onClear}>
            {list.clearFilters}
          </Button>
        }
      >
        {list.noMatch(narrowedBy(filters, plan?.name ?? null))}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={list.emptyTitle}
      actions={
        <>
          <Button component="a" href={addressOf({ screen: "imports" })} variant="default">
            {list.import}
          </Button>
          <ActionButton takes="accounts" isLeftToUpstream onClick={onCreate}>
            {list.newAccount}
          </ActionButton>
        </>
      }
    >
      {list.empty}
    </EmptyState>
  );
}
