import { memo, type ReactNode } from "react";
import type { ColumnLayout } from "./column-layout.ts";
import type { ColumnNeeds } from "./column-needs.ts";
import classes from "./data-list.module.css";
import { ListCell } from "./list-cell.tsx";
import type { ListColumn } from "./list-column.ts";

interface ListRowProps<Row> {
  /** Undefined while it is loading. */
  readonly row: Row | undefined;
  readonly index: number;
  /** In pixels, from the top of what is scrolled. */
  readonly top: number;
  readonly height: number;
  readonly template: string;
  readonly lines: string;
  readonly columns: readonly ListColumn<Row>[];
  readonly layout: ColumnLayout;
  readonly needs: ColumnNeeds;
  /** Whether it is the one that Tab comes to. */
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly actionsOf: ((row: Row) => ReactNode) | undefined;
}

/** One row of a long list. What happens to it is heard by the list, by `data-index`. */
export const ListRow = memo(function ListRow<Row>(props: ListRowProps<Row>) {
  const { row, index, top, height, template, lines, columns, layout, needs, isCurrent, isSelected, actionsOf } = props;
  return (
    <tr
      // The titles are the first row.
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-busy={row === undefined || undefined}
      data-index={index}
      tabIndex={isCurrent ? 0 : -1}
      className={`${classes.row} ${classes.cells}`}
      style={{ height, transform: `translateY(${top}px)`, gridTemplateColumns: template, gridTemplateRows: lines }}
    >
      {columns.map((column) => {
        const place = layout.places.get(column.id);
        return (
          <td
            key={column.id}
            className={classes.cell}
            data-kind={column.kind}
            data-line={place?.line}
            data-end={place?.isAtEnd}
            style={{ gridRow: place?.line, gridColumn: place?.track }}
          >
            {row === undefined ? (
              <span className={classes.placeholder} />
            ) : (
              <ListCell column={column} row={row} need={needs[column.id]} />
            )}
          </td>
        );
      })}
      {actionsOf && (
        <td className={`${classes.cell} ${classes.actions}`} style={{ gridColumn: -2, gridRow: "1 / -1" }}>
          {row !== undefined && actionsOf(row)}
        </td>
      )}
    </tr>
  );
}) as <Row>(props: ListRowProps<Row>) => React.JSX.Element;
