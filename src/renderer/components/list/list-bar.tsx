import { Text } from "@mantine/core";
import type { ComponentProps, ReactNode } from "react";
import { countText } from "../../foundation/count-text.ts";
import { text } from "../../foundation/text.ts";
import { ColumnsMenu } from "./columns-menu.tsx";
import { ExportMenu } from "./export-menu.tsx";
import classes from "./list-bar.module.css";
import type { ListFilter } from "./list-filter.ts";
import { ListFilters } from "./list-filters.tsx";
import { ListSearch, type ListSearchProps } from "./list-search.tsx";
import type { DataListModel } from "./use-data-list.ts";

interface ListBarProps<Row> {
  readonly list: DataListModel<Row>;
  readonly search?: ListSearchProps;
  readonly filters: readonly ListFilter[];
  readonly onClear: () => void;
  /** The views that the list has, in front of everything. */
  readonly views?: ReactNode;
  /** The list as it can be saved whole. */
  readonly exported?: ComponentProps<typeof ExportMenu>["of"];
}

/** The one line above every long list: views, search, chips, how many rows there are, columns. */
export function ListBar<Row>({ list, search, filters, onClear, views, exported }: ListBarProps<Row>) {
  return (
    <search className={classes.bar}>
      <div className={classes.narrowing}>
        {views}
        {search && <ListSearch {...search} />}
        <ListFilters filters={filters} onClear={onClear} isFirst={search === undefined} />
      </div>
      <div className={classes.whole}>
        <Text component="output" size="xs" c="dimmed" className={classes.count}>
          {countOf(list)}
        </Text>
        {exported && <ExportMenu of={exported} />}
        <ColumnsMenu list={list} />
      </div>
    </search>
  );
}

function countOf<Row>({ store }: DataListModel<Row>): string {
  const total = store.total();
  if (total === null) return text.components.loadingRows;
  const count = countText(total.count);
  if (!total.isExact) return text.components.rowsAtLeast(count);
  return total.count === 1 ? text.components.oneRow : text.components.rowsOf(count);
}
