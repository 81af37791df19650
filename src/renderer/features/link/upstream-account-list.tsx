import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import { linkedAccountState, type LinkedAccountState, type LinkedAccountView } from "../../../shared/contract/link.ts";
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
import { accountsText } from "../accounts/accounts-text.ts";
import { cursorSource } from "./cursor-source.ts";
import { MatchDialog } from "./match-dialog.tsx";
import { accountState } from "./outbox-state.ts";
import { outboxText } from "./outbox-text.ts";

const words = outboxText.accounts;
const listId = "upstream-accounts";

const stateOptions = linkedAccountState.options.map((value) => ({ value, label: words.states[value].word }));

/** Take what the view store holds, which may be anything, as the state that the list is narrowed to. */
function readState(stored: unknown): LinkedAccountState | null {
  return linkedAccountState.safeParse(stored).data ?? null;
}

/** What the upstream has, with the account here that it is. A doubtful one opens to be decided, any other its account. */
export function UpstreamAccountList() {
  const { timeZone, currency } = useBook();
  const [state, setState] = useScreenFilters(listId, readState);
  const source = useMemo(
    () => cursorSource("link.accounts", (place) => callEngine("link.accounts", { state, ...place })),
    [state],
  );
  const columns = useMemo(() => accountColumns(timeZone, currency), [timeZone, currency]);
  const list = useDataList({ id: listId, columns, source });
  const [matching, setMatching] = useState<LinkedAccountView | null>(null);
  const clear = () => clearFilters(() => setState(null));
  const filter = choiceFilter({
    id: "state",
    label: words.state,
    options: stateOptions,
    value: state,
    say: (label) => label,
    onChange: (chosen) => setState(readState(chosen)),
  });
  const open = (row: LinkedAccountView) => {
    if (row.accountId === null) setMatching(row);
    else goTo({ screen: "account", accountId: row.accountId, tab: "overview" });
  };
  return (
    <>
      <ListFrame
        heading={null}
        bar={<ListBar list={list} filters={[filter]} onClear={clear} exported={{ list: "linked_accounts", state }} />}
      >
        <DataList<LinkedAccountView>
          list={list}
          placeKey={`${listId} ${state}`}
          label={words.label}
          rowIdOf={({ upstreamId }) => upstreamId}
          onOpen={open}
          empty={
            state === null ? (
              <EmptyState title={words.emptyTitle}>{words.empty}</EmptyState>
            ) : (
              <EmptyState
                title={words.noMatchTitle}
                actions={
                  <Button size="sm" variant="default" onClick={clear}>
                    {words.clear}
                  </Button>
                }
              >
                {words.noMatch}
              </EmptyState>
            )
          }
        />
      </ListFrame>
      {matching && <MatchDialog account={matching} onClose={() => setMatching(null)} />}
    </>
  );
}

function accountColumns(timeZone: string, bookCurrency: string): readonly ListColumn<LinkedAccountView>[] {
  const { columns } = words;
  return [
    {
      id: "name",
      kind: "text",
      title: columns.name,
      isLead: true,
      minimumWidth: 140,
      growth: 2,
      text: ({ name }) => name,
    },
    {
      id: "contact",
      kind: "text",
      title: columns.contact,
      minimumWidth: 120,
      growth: 2,
      text: ({ contact }) => contact,
    },
    {
      id: "kind",
      kind: "text",
      title: columns.kind,
      minimumWidth: 118,
      growth: 0.5,
      text: ({ kind }) => accountsText.kindNames[kind],
    },
    { id: "state", kind: "state", title: columns.state, state: accountState },
    {
      id: "here",
      kind: "text",
      title: columns.here,
      minimumWidth: 120,
      growth: 2,
      text: ({ accountName }) => accountName,
    },
    {
      id: "matchedBy",
      kind: "text",
      title: columns.matchedBy,
      minimumWidth: 110,
      growth: 1,
      text: ({ matchedBy }) => matchedBy && words.matchedBy[matchedBy],
    },
    {
      id: "balance",
      kind: "money",
      title: columns.balance,
      noAmount: ({ balanceAtMs }) => (balanceAtMs === null ? words.notRead : words.noCredit),
      money: ({ balance }) => ({
        amountMinor: balance?.amountMinor ?? null,
        currency: balance?.currency ?? bookCurrency,
      }),
    },
    {
      id: "read",
      kind: "moment",
      title: columns.read,
      isHiddenAtFirst: true,
      timeZone,
      atMs: ({ balanceAtMs }) => balanceAtMs,
    },
  ];
}
