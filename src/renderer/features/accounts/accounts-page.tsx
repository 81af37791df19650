import { ActionIcon, Button } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconLayoutSidebarRight, IconPlus } from "@tabler/icons-react";
import { useMemo, useRef, useState } from "react";
import type { AccountRow } from "../../../shared/contract/accounts.ts";
import { isMadeOldBy } from "../../foundation/change-topics.ts";
import { useCommand } from "../../foundation/commands.ts";
import { callEngine, useEngineQuery } from "../../foundation/engine.ts";
import { addressOf, goTo } from "../../foundation/router.ts";
import { useScreenFilters, useViewStore } from "../../foundation/view-store.ts";
import { DataGrid } from "../../components/data-grid.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import type { GridSource } from "../../components/grid-source.ts";
import { Page } from "../../components/page.tsx";
import { accountColumns, type AccountSort } from "./account-columns.tsx";
import { AccountDetail } from "./account-detail.tsx";
import { AccountFilterBar } from "./account-filter-bar.tsx";
import {
  isNarrowed,
  narrowedBy,
  noFilters,
  readAccountFilters,
  toListInput,
  type AccountFilters,
} from "./account-filters.ts";
import classes from "./accounts-page.module.css";
import { accountsText } from "./accounts-text.ts";
import { NewAccountDialog } from "./new-account-dialog.tsx";
import { useAccountActions } from "./use-account-actions.tsx";

/** Who pays: users and organizations, a million of them if need be. */
export function AccountsPage() {
  const [filters, keepFilters] = useScreenFilters("accounts", readAccountFilters);
  const [walkedTo, setWalkedTo] = useState<AccountRow | null>(null);
  const setFilters = (changed: AccountFilters) => {
    // What was walked to may not be in the list any more, and nothing is done to what is not seen.
    setWalkedTo(null);
    keepFilters(changed);
  };
  const [isCreating, setIsCreating] = useState(false);
  const actions = useAccountActions();
  const filterField = useRef<HTMLInputElement>(null);
  const listInput = JSON.stringify(toListInput(filters));
  const source = useMemo(() => accountSource(JSON.parse(listInput) as ReturnType<typeof toListInput>), [listInput]);

  const { run } = actions;
  const columns = useMemo(() => accountColumns((action, row) => run(action, row.id)), [run]);

  const isWide = useMediaQuery("(min-width: 1180px)", true, { getInitialValueInEffect: false });
  const showsDetail = useViewStore((state) => state.showsDetail) ?? isWide;
  const setShowsDetail = useViewStore((state) => state.setShowsDetail);

  const clearFilters = () => {
    // The buttons for it go with the filters; who pressed one stays at the bar.
    filterField.current?.focus();
    setFilters({ ...noFilters, kind: filters.kind });
  };

  useCommand("detail.switch", () => setShowsDetail(!showsDetail));
  useCommand("accounts.create", () => setIsCreating(true));
  useCommand("filter.focus", () => filterField.current?.select());
  useCommand("credits.adjust", walkedTo && (() => actions.run("adjust", walkedTo.id)));
  useCommand("invoices.preview", walkedTo ? () => actions.run("preview", walkedTo.id) : null);

  return (
    <Page
      title={accountsText.title}
      isFilled
      actions={
        <>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={accountsText.detail.show}
            aria-pressed={showsDetail}
            onClick={() => setShowsDetail(!showsDetail)}
          >
            <IconLayoutSidebarRight size={18} aria-hidden="true" />
          </ActionIcon>
          <Button leftSection={<IconPlus size={16} aria-hidden="true" />} onClick={() => setIsCreating(true)}>
            {accountsText.list.newAccount}
          </Button>
        </>
      }
    >
      <AccountFilterBar filters={filters} onChange={setFilters} onClear={clearFilters} searchField={filterField} />
      <div className={classes.body}>
        <DataGrid<AccountRow>
          gridId="accounts"
          placeKey={`accounts ${listInput}`}
          label={accountsText.list.label}
          columns={columns}
          source={source}
          rowIdOf={({ id }) => id}
          onOpen={({ id }) => actions.run("open", id)}
          onWalk={setWalkedTo}
          empty={<NothingHere filters={filters} onClear={clearFilters} onCreate={() => setIsCreating(true)} />}
        />
        {showsDetail && <AccountDetail accountId={walkedTo?.id ?? null} onAction={actions.run} />}
      </div>
      {isCreating && (
        <NewAccountDialog
          kind={filters.kind ?? "organization"}
          onClose={() => setIsCreating(false)}
          onCreated={(accountId) => goTo({ screen: "account", accountId, tab: "overview" })}
        />
      )}
      {actions.dialog}
    </Page>
  );
}

function accountSource(input: ReturnType<typeof toListInput>): GridSource<AccountRow> {
  return {
    async load({ after, skip, limit }, sort) {
      const page = await callEngine("accounts.list", {
        ...input,
        ...(sort && { sort: { by: sort.columnId as AccountSort, direction: sort.direction } }),
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
          <Button onClick={onCreate}>{list.newAccount}</Button>
        </>
      }
    >
      {list.empty}
    </EmptyState>
  );
}
