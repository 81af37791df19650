import { Button } from "@mantine/core";
import { useMemo } from "react";
import { EmptyState } from "../../components/empty-state.tsx";
import type { ExportedList } from "../../components/export-button.tsx";
import { choiceFilter } from "../../components/list/common-filters.tsx";
import { DataList } from "../../components/list/data-list.tsx";
import { ListBar } from "../../components/list/list-bar.tsx";
import type { ListColumn } from "../../components/list/list-column.ts";
import { clearFilters } from "../../components/list/list-filter.ts";
import { ListFrame } from "../../components/list/list-frame.tsx";
import type { ListSource } from "../../components/list/row-store.ts";
import { useDataList } from "../../components/list/use-data-list.ts";
import { useScreenFilters } from "../../foundation/view-store.ts";
import { outboxText } from "./outbox-text.ts";

/** What a list says where it has no row. */
interface Nothing {
  readonly title: string;
  readonly text: string;
}

interface NarrowedListProps<Row> {
  readonly id: string;
  readonly label: string;
  /** What it can be narrowed to: the name of the question, and of the one answer to it. */
  readonly narrowing: { readonly id: string; readonly question: string; readonly answer: string };
  /** The rows, of everything or narrowed; one function for as long as the list is shown. */
  readonly sourceOf: (isNarrowed: boolean) => ListSource<Row>;
  readonly columns: readonly ListColumn<Row>[];
  /** The list as it can be saved whole. */
  readonly exportedOf: (isNarrowed: boolean) => ExportedList;
  readonly onOpen: (row: Row) => void;
  readonly nothing: Nothing;
  readonly nothingNarrowed: Nothing;
}

/** Take what the view store holds, which may be anything, as whether the list is narrowed. */
const readIsNarrowed = (stored: unknown): boolean => stored === true;

/** A list of what an upstream has, which can be narrowed to what somebody has to look at. */
export function NarrowedList<Row extends { readonly upstreamId: string }>({
  id,
  label,
  narrowing,
  sourceOf,
  columns,
  exportedOf,
  onOpen,
  nothing,
  nothingNarrowed,
}: NarrowedListProps<Row>) {
  const [isNarrowed, setIsNarrowed] = useScreenFilters(id, readIsNarrowed);
  const source = useMemo(() => sourceOf(isNarrowed), [sourceOf, isNarrowed]);
  const list = useDataList({ id, columns, source });
  const clear = () => clearFilters(() => setIsNarrowed(false));
  const filter = choiceFilter({
    id: narrowing.id,
    label: narrowing.question,
    options: [{ value: narrowing.id, label: narrowing.answer }],
    value: isNarrowed ? narrowing.id : null,
    say: (chosen) => chosen,
    onChange: (chosen) => setIsNarrowed(chosen === narrowing.id),
  });
  return (
    <ListFrame
      heading={null}
      bar={<ListBar list={list} filters={[filter]} onClear={clear} exported={exportedOf(isNarrowed)} />}
    >
      <DataList<Row>
        list={list}
        placeKey={`${id} ${isNarrowed}`}
        label={label}
        rowIdOf={({ upstreamId }) => upstreamId}
        onOpen={onOpen}
        empty={
          isNarrowed ? (
            <EmptyState
              title={nothingNarrowed.title}
              actions={
                <Button size="sm" variant="default" onClick={clear}>
                  {outboxText.list.clear}
                </Button>
              }
            >
              {nothingNarrowed.text}
            </EmptyState>
          ) : (
            <EmptyState title={nothing.title}>{nothing.text}</EmptyState>
          )
        }
      />
    </ListFrame>
  );
}
