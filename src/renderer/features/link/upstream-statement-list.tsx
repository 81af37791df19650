import { Button } from "@mantine/core";
import { useMemo } from "react";
import type { LinkedStatementView } from "../../../shared/contract/link.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { choiceFilter } from "../../components/list/common-filters.tsx";
import { DataList } from "../../components/list/data-list.tsx";
import { ListBar } from "../../components/list/list-bar.tsx";
import type { ListColumn } from "../../components/list/list-column.ts";
import { clearFilters } from "../../components/list/list-filter.ts";
import { ListFrame } from "../../components/list/list-frame.tsx";
import { useDataList } from "../../components/list/use-data-list.ts";
import { useBook } from "../../foundation/book.ts";
import { callEngine } from "../../foundation/engine.ts";
import { goTo } from "../../foundation/router.ts";
import { useScreenFilters } from "../../foundation/view-store.ts";
import { cursorSource } from "./cursor-source.ts";
import { outboxText } from "./outbox-text.ts";

const words = outboxText.statements;
const listId = "upstream-statements";
const unsettledOption = { value: "unsettled", label: words.onlyUnsettled };

/** Take what the view store holds, which may be anything, as whether the list is narrowed. */
const readIsUnsettled = (stored: unknown): boolean => stored === true;

/** Statements of the upstream that used credit or still may, newest first, and how much of that the balance here has taken in. */
export function UpstreamStatementList() {
  const { timeZone } = useBook();
  const [isUnsettled, setIsUnsettled] = useScreenFilters(listId, readIsUnsettled);
  const source = useMemo(
    () => cursorSource("link.statements", (place) => callEngine("link.statements", { isUnsettled, ...place })),
    [isUnsettled],
  );
  const columns = useMemo(() => statementColumns(timeZone), [timeZone]);
  const list = useDataList({ id: listId, columns, source });
  const clear = () => clearFilters(() => setIsUnsettled(false));
  const filter = choiceFilter({
    id: "unsettled",
    label: words.which,
    options: [unsettledOption],
    value: isUnsettled ? unsettledOption.value : null,
    say: (label) => label,
    onChange: (chosen) => setIsUnsettled(chosen === unsettledOption.value),
  });
  return (
    <ListFrame heading={null} bar={<ListBar list={list} filters={[filter]} onClear={clear} />}>
      <DataList<LinkedStatementView>
        list={list}
        placeKey={`${listId} ${isUnsettled}`}
        label={words.label}
        rowIdOf={({ upstreamId }) => upstreamId}
        onOpen={openStatement}
        empty={
          isUnsettled ? (
            <EmptyState
              title={words.allSettledTitle}
              actions={
                <Button size="sm" variant="default" onClick={clear}>
                  {outboxText.list.clear}
                </Button>
              }
            >
              {words.allSettled}
            </EmptyState>
          ) : (
            <EmptyState title={words.emptyTitle}>{words.empty}</EmptyState>
          )
        }
      />
    </ListFrame>
  );
}

/** The entry that took it in, or else the account's entries. */
function openStatement({ entryId, accountId }: LinkedStatementView): void {
  if (entryId !== null) goTo({ screen: "entry", entryId });
  else if (accountId !== null) goTo({ screen: "account", accountId, tab: "ledger" });
}

function statementColumns(timeZone: string): readonly ListColumn<LinkedStatementView>[] {
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
    { id: "at", kind: "moment", title: columns.at, timeZone, atMs: ({ atMs }) => atMs },
    { id: "state", kind: "state", title: columns.state, state: ({ status }) => words.states[status] },
    {
      id: "total",
      kind: "money",
      title: columns.total,
      money: ({ totalMinor, currency }) => ({ amountMinor: totalMinor, currency }),
    },
    {
      id: "applied",
      kind: "money",
      title: columns.applied,
      money: ({ appliedMinor, currency }) => ({ amountMinor: appliedMinor, currency }),
    },
    {
      id: "settled",
      kind: "money",
      title: columns.settled,
      isStrong: true,
      money: ({ settledMinor, currency }) => ({ amountMinor: settledMinor, currency }),
    },
    {
      id: "id",
      kind: "text",
      title: columns.id,
      isHiddenAtFirst: true,
      minimumWidth: 120,
      growth: 1,
      text: ({ upstreamId }) => upstreamId,
    },
  ];
}
