import { Button } from "@mantine/core";
import { useMemo } from "react";
import { outboxSelection, type OutboxItem, type OutboxSelection } from "../../../shared/contract/outbox.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { choiceFilter } from "../../components/list/common-filters.tsx";
import { DataList } from "../../components/list/data-list.tsx";
import { ListBar } from "../../components/list/list-bar.tsx";
import type { ListColumn } from "../../components/list/list-column.ts";
import { clearFilters } from "../../components/list/list-filter.ts";
import { ListFrame } from "../../components/list/list-frame.tsx";
import { ListViews } from "../../components/list/list-views.tsx";
import { useDataList } from "../../components/list/use-data-list.ts";
import { useBook } from "../../foundation/book.ts";
import { callEngine } from "../../foundation/engine.ts";
import { replacePlace } from "../../foundation/router.ts";
import { useScreenFilters } from "../../foundation/view-store.ts";
import { cursorSource } from "./cursor-source.ts";
import { OutboxItemDialog } from "./outbox-item-dialog.tsx";
import { itemState } from "./outbox-state.ts";
import { outboxText } from "./outbox-text.ts";
import { whyColumn } from "./why-column.ts";

const words = outboxText.list;
const listId = "outbox";

/** What the list is narrowed to; null: all there ever was. */
interface OutboxFilters {
  readonly state: OutboxSelection | null;
}

const noFilters: OutboxFilters = { state: null };
/** What people come for: what is not there yet. */
const openFilters: OutboxFilters = { state: "open" };

const views = [
  { name: words.selections.open, filters: openFilters },
  { name: words.selections.unsettled, filters: { state: "unsettled" } as const },
  { name: words.all, filters: noFilters },
];

/** Take what the view store holds, which may be anything, as filters. */
function readFilters(stored: unknown): OutboxFilters {
  if (typeof stored !== "object" || stored === null || !("state" in stored)) return openFilters;
  return stored.state === null ? noFilters : { state: outboxSelection.safeParse(stored.state).data ?? "open" };
}

/** Adjustments on their way to the upstream, newest first; one of them opens with all that is known and what can be done. */
export function OutboxList({ entryId }: { readonly entryId: string | undefined }) {
  const { timeZone } = useBook();
  const [{ state }, setFilters] = useScreenFilters(listId, readFilters);
  const source = useMemo(
    () => cursorSource("outbox.list", (place) => callEngine("outbox.list", { state, ...place })),
    [state],
  );
  const columns = useMemo(() => outboxColumns(timeZone), [timeZone]);
  const list = useDataList({ id: listId, columns, source });
  const clear = () => clearFilters(() => setFilters(noFilters));
  const filter = choiceFilter({
    id: "state",
    label: words.state,
    options: outboxSelection.options.map((value) => ({ value, label: words.selections[value] })),
    value: state,
    say: (label) => label,
    onChange: (chosen) => setFilters({ state: outboxSelection.safeParse(chosen).data ?? null }),
  });
  return (
    <>
      <ListFrame
        heading={null}
        bar={
          <ListBar
            list={list}
            filters={[filter]}
            onClear={clear}
            exported={{ list: "outbox", state }}
            views={
              <ListViews listId={listId} views={views} filters={{ state }} read={readFilters} onChoose={setFilters} />
            }
          />
        }
      >
        <DataList<OutboxItem>
          list={list}
          placeKey={`outbox ${state}`}
          label={words.label}
          rowIdOf={({ entryId: id }) => id}
          onOpen={({ entryId: id }) => replacePlace({ screen: "link", tab: "outbox", entryId: id })}
          empty={<NothingHere state={state} onClear={clear} />}
        />
      </ListFrame>
      {entryId !== undefined && (
        <OutboxItemDialog
          key={entryId}
          entryId={entryId}
          onClose={() => replacePlace({ screen: "link", tab: "outbox" })}
        />
      )}
    </>
  );
}

function outboxColumns(timeZone: string): readonly ListColumn<OutboxItem>[] {
  const { columns } = words;
  return [
    {
      id: "account",
      kind: "text",
      title: columns.account,
      isLead: true,
      minimumWidth: 140,
      growth: 2,
      text: ({ accountName }) => accountName,
      place: ({ accountId }) => ({ screen: "account", accountId, tab: "ledger" }),
    },
    {
      id: "amount",
      kind: "money",
      title: columns.amount,
      showsPlus: true,
      money: ({ amountMinor, currency }) => ({ amountMinor, currency }),
    },
    { id: "state", kind: "state", title: columns.state, state: itemState },
    whyColumn(columns.why),
    { id: "note", kind: "text", title: columns.note, minimumWidth: 80, growth: 1.5, text: ({ note }) => note },
    { id: "made", kind: "moment", title: columns.made, timeZone, atMs: ({ createdAtMs }) => createdAtMs },
    {
      id: "operator",
      kind: "text",
      title: columns.operator,
      minimumWidth: 90,
      growth: 1,
      text: ({ operator }) => operator,
    },
  ];
}

interface NothingHereProps {
  readonly state: OutboxSelection | null;
  readonly onClear: () => void;
}

function NothingHere({ state, onClear }: NothingHereProps) {
  if (state === null) return <EmptyState title={words.emptyTitle}>{words.empty}</EmptyState>;
  const isAllThere = state === "open" || state === "unsettled";
  return (
    <EmptyState
      title={isAllThere ? words.allThereTitle : words.noMatchTitle}
      actions={
        <Button size="sm" variant="default" onClick={onClear}>
          {words.clear}
        </Button>
      }
    >
      {isAllThere ? words.allThere : words.noMatch}
    </EmptyState>
  );
}
