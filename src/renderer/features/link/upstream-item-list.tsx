import { Button } from "@mantine/core";
import { useMemo } from "react";
import type { LinkedItemView } from "../../../shared/contract/link.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { choiceFilter } from "../../components/list/common-filters.tsx";
import { DataList } from "../../components/list/data-list.tsx";
import { ListBar } from "../../components/list/list-bar.tsx";
import type { ListColumn } from "../../components/list/list-column.ts";
import { clearFilters } from "../../components/list/list-filter.ts";
import { ListFrame } from "../../components/list/list-frame.tsx";
import { useDataList } from "../../components/list/use-data-list.ts";
import { useBook } from "../../foundation/book.ts";
import { countText } from "../../foundation/count-text.ts";
import { callEngine } from "../../foundation/engine.ts";
import { goTo } from "../../foundation/router.ts";
import { useScreenFilters } from "../../foundation/view-store.ts";
import { cursorSource } from "./cursor-source.ts";
import { outboxText } from "./outbox-text.ts";

const words = outboxText.items;
const listId = "upstream-items";
const problemOption = { value: "problem", label: words.onlyProblems };

/** Take what the view store holds, which may be anything, as whether the list is narrowed. */
const readHasProblem = (stored: unknown): boolean => stored === true;

/** What the upstream bills, with the account here, and why its subscription is another one here where it is. */
export function UpstreamItemList() {
  const { timeZone } = useBook();
  const [hasProblem, setHasProblem] = useScreenFilters(listId, readHasProblem);
  const source = useMemo(
    () => cursorSource("link.items", (place) => callEngine("link.items", { hasProblem, ...place })),
    [hasProblem],
  );
  const columns = useMemo(() => itemColumns(timeZone), [timeZone]);
  const list = useDataList({ id: listId, columns, source });
  const clear = () => clearFilters(() => setHasProblem(false));
  const filter = choiceFilter({
    id: "problem",
    label: words.which,
    options: [problemOption],
    value: hasProblem ? problemOption.value : null,
    say: (label) => label,
    onChange: (chosen) => setHasProblem(chosen === problemOption.value),
  });
  return (
    <ListFrame heading={null} bar={<ListBar list={list} filters={[filter]} onClear={clear} />}>
      <DataList<LinkedItemView>
        list={list}
        placeKey={`${listId} ${hasProblem}`}
        label={words.label}
        rowIdOf={({ upstreamId }) => upstreamId}
        onOpen={({ accountId }) => {
          if (accountId !== null) goTo({ screen: "account", accountId, tab: "overview" });
        }}
        empty={
          hasProblem ? (
            <EmptyState
              title={words.noProblemTitle}
              actions={
                <Button size="sm" variant="default" onClick={clear}>
                  {outboxText.list.clear}
                </Button>
              }
            >
              {words.noProblem}
            </EmptyState>
          ) : (
            <EmptyState title={words.emptyTitle}>{words.empty}</EmptyState>
          )
        }
      />
    </ListFrame>
  );
}

function itemColumns(timeZone: string): readonly ListColumn<LinkedItemView>[] {
  const { columns } = words;
  return [
    {
      id: "account",
      kind: "text",
      title: columns.account,
      isLead: true,
      minimumWidth: 140,
      growth: 2,
      text: ({ accountName, upstreamAccountId }) => accountName ?? upstreamAccountId,
    },
    { id: "plan", kind: "text", title: columns.plan, minimumWidth: 100, growth: 1.5, text: ({ planName }) => planName },
    { id: "state", kind: "state", title: columns.state, state: ({ status }) => words.states[status] },
    {
      id: "period",
      kind: "text",
      title: columns.period,
      minimumWidth: 90,
      growth: 0.5,
      text: ({ period, isTrial }) => (isTrial ? words.trial : words.periods[period]),
    },
    {
      id: "seats",
      kind: "text",
      title: columns.seats,
      minimumWidth: 60,
      growth: 0.5,
      text: ({ seats }) => (seats === null ? null : countText(seats)),
    },
    { id: "until", kind: "moment", title: columns.until, timeZone, atMs: ({ periodEndMs }) => periodEndMs },
    { id: "why", kind: "text", title: columns.why, minimumWidth: 160, growth: 3, text: ({ problem }) => problem },
  ];
}
