import { Button } from "@mantine/core";
import { useMemo } from "react";
import { subscriptionSelection, type SubscriptionRow } from "../../../shared/contract/subscriptions.ts";
import { DataList } from "../../components/list/data-list.tsx";
import { choiceFilter } from "../../components/list/common-filters.tsx";
import { ListBar } from "../../components/list/list-bar.tsx";
import { clearFilters, type ListFilter } from "../../components/list/list-filter.ts";
import { ListFrame } from "../../components/list/list-frame.tsx";
import { ListViews } from "../../components/list/list-views.tsx";
import type { ListSource } from "../../components/list/row-store.ts";
import { useDataList } from "../../components/list/use-data-list.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { isMadeOldBy } from "../../foundation/change-topics.ts";
import { callEngine, useEngineQuery } from "../../foundation/engine.ts";
import { addressOf, goTo } from "../../foundation/router.ts";
import { useScreenFilters } from "../../foundation/view-store.ts";
import { accountsText } from "../accounts/accounts-text.ts";
import { subscriptionColumns } from "./subscription-columns.tsx";
import { noSubscriptionFilters, readSubscriptionFilters, type SubscriptionFilters } from "./subscription-filters.ts";
import { subscriptionsText } from "./subscriptions-text.ts";

const words = subscriptionsText.list;
const listId = "subscriptions";
const selections = subscriptionSelection.options;
const views = [
  { name: words.all, filters: noSubscriptionFilters },
  ...selections.map((only) => ({ name: words[only], filters: { ...noSubscriptionFilters, only } })),
];

/** The subscriptions in force, by the day of their next period. Its filters come back at the next start. */
export function SubscriptionList() {
  const [filters, setFilters] = useScreenFilters(listId, readSubscriptionFilters);
  const asked = JSON.stringify({ ...filters, search: filters.search.trim() });
  const source = useMemo(() => subscriptionSource(asked), [asked]);
  const list = useDataList({ id: listId, columns: subscriptionColumns, source });
  const listFilters = useSubscriptionListFilters(filters, setFilters);
  const clear = () => clearFilters(() => setFilters(noSubscriptionFilters));
  const bar = (
    <ListBar
      list={list}
      search={{
        label: words.search,
        placeholder: words.searchPlaceholder,
        value: filters.search,
        maxLength: 200,
        onChange: (search) => setFilters({ ...filters, search }),
      }}
      filters={listFilters}
      onClear={clear}
      exported={{ list: "subscriptions", ...filters, search: filters.search.trim() }}
      views={
        <ListViews
          listId={listId}
          views={views}
          filters={filters}
          read={readSubscriptionFilters}
          onChoose={setFilters}
        />
      }
    />
  );
  return (
    <ListFrame heading={null} bar={bar}>
      <DataList<SubscriptionRow>
        list={list}
        placeKey={`subscriptions ${asked}`}
        label={words.label}
        rowIdOf={({ id }) => id}
        onOpen={({ accountId }) => goTo({ screen: "account", accountId, tab: "subscription" })}
        empty={<NothingHere isNarrowed={asked !== JSON.stringify(noSubscriptionFilters)} onClear={clear} />}
      />
    </ListFrame>
  );
}

function useSubscriptionListFilters(
  filters: SubscriptionFilters,
  onChange: (filters: SubscriptionFilters) => void,
): readonly ListFilter[] {
  const plans = useEngineQuery("plans.list", {});
  const offered = (plans.data?.plans ?? []).filter(({ isFree }) => !isFree);
  const plan = offered.find(({ id }) => id === filters.planId);
  return [
    ...selections.map((only): ListFilter => ({
      id: only,
      label: words[only],
      value: filters.only === only ? words[only] : null,
      onClear: () => onChange({ ...filters, only: null }),
      set: { at: "once", run: () => onChange({ ...filters, only }) },
    })),
    choiceFilter({
      id: "plan",
      label: words.plan,
      options: offered.map(({ id, name, forKind }) => ({
        value: id,
        label: `${name} · ${accountsText.kindNames[forKind]}`,
      })),
      value: filters.planId,
      say: () => words.planIs(plan?.name ?? "…"),
      onChange: (planId) => onChange({ ...filters, planId }),
    }),
  ];
}

function NothingHere({ isNarrowed, onClear }: { readonly isNarrowed: boolean; readonly onClear: () => void }) {
  if (isNarrowed) {
    return (
      <EmptyState
        title={words.noMatchTitle}
        actions={
          <Button size="sm" variant="default" onClick={onClear}>
            {words.clear}
          </Button>
        }
      >
        {words.noMatch}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={words.emptyTitle}
      actions={
        <Button size="sm" variant="default" component="a" href={addressOf({ screen: "accounts" })}>
          {words.openAccounts}
        </Button>
      }
    >
      {words.empty}
    </EmptyState>
  );
}

function subscriptionSource(asked: string): ListSource<SubscriptionRow> {
  const filters = JSON.parse(asked) as SubscriptionFilters;
  return {
    load: async ({ after, skip, limit }) => {
      const place = { after: typeof after === "string" ? after : null, skip, limit };
      const page = await callEngine("subscriptions.list", { ...filters, ...place });
      return { rows: page.rows, next: page.nextCursor, total: page.total };
    },
    isMadeOldBy: (change) => isMadeOldBy("subscriptions.list", filters, change),
  };
}
