import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from "react";
import { isMac } from "../../foundation/system.ts";
import { text } from "../../foundation/text.ts";
import type { ColumnLayout } from "./column-layout.ts";
import { moveColumn, sizeColumn } from "./column-arrangement.ts";
import classes from "./data-list.module.css";
import type { ListColumn } from "./list-column.ts";
import type { DataListModel } from "./use-data-list.ts";

interface ListHeaderProps<Row> {
  readonly list: DataListModel<Row>;
  readonly layout: ColumnLayout;
  readonly style: CSSProperties;
  readonly hasActions: boolean;
  /** Back to the rows, by ↓. */
  readonly onLeave: () => void;
}

const keyboardStep = 16;

/** The titles of the columns: sort by a click or Enter, drag a title to move it and its edge to size it. */
export function ListHeader<Row>({ list, layout, style, hasActions, onLeave }: ListHeaderProps<Row>) {
  const shown = list.columns.filter(({ isShown }) => isShown).map(({ column }) => column);
  return (
    <tr aria-rowindex={1} className={classes.cells} style={style}>
      {shown.map((column, index) => (
        <HeaderCell
          key={column.id}
          list={list}
          column={column}
          layout={layout}
          next={shown[index + 1]?.id ?? null}
          previous={shown[index - 1]?.id ?? null}
          afterNext={shown[index + 2]?.id ?? null}
          onLeave={onLeave}
        />
      ))}
      {hasActions && (
        <th scope="col" className={classes.cell} style={{ gridColumn: -2, gridRow: "1 / -1" }}>
          <span className="visually-hidden">{text.lists.actions}</span>
        </th>
      )}
    </tr>
  );
}

interface HeaderCellProps<Row> {
  readonly list: DataListModel<Row>;
  readonly column: ListColumn<Row>;
  readonly layout: ColumnLayout;
  readonly previous: string | null;
  readonly next: string | null;
  readonly afterNext: string | null;
  readonly onLeave: () => void;
}

const dragType = "application/x-countinghouse-column";

function HeaderCell<Row>({ list, column, layout, previous, next, afterNext, onLeave }: HeaderCellProps<Row>) {
  const { view, arrange, sort } = list;
  const [isDropTarget, setIsDropTarget] = useState(false);
  const place = layout.places.get(column.id);
  const direction = sort?.columnId === column.id ? sort.direction : null;
  const toggleSort = () => {
    if (column.isSortable !== true) return;
    arrange({
      ...view,
      sort: { columnId: column.id, direction: direction === "ascending" ? "descending" : "ascending" },
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const cell = event.currentTarget;
    const isForwards = event.key === "ArrowRight";
    if (event.key === "Enter" || event.key === " ") toggleSort();
    else if (event.key === "ArrowDown" || event.key === "Escape") onLeave();
    else if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    else if (isMac ? event.metaKey : event.ctrlKey) {
      const before = isForwards ? afterNext : previous;
      if (isForwards ? next !== null : previous !== null) arrange(moveColumn(view, column.id, before));
    } else if (event.shiftKey) {
      arrange(sizeColumn(view, column.id, cell.offsetWidth + (isForwards ? keyboardStep : -keyboardStep)));
    } else {
      const neighbour = isForwards ? cell.nextElementSibling : cell.previousElementSibling;
      if (neighbour instanceof HTMLElement && neighbour.tabIndex === -1) neighbour.focus();
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <th
      scope="col"
      tabIndex={-1}
      aria-sort={direction ?? undefined}
      title={column.hint ?? column.title}
      className={`${classes.cell} ${classes.headerCell}`}
      style={{ gridRow: place?.line, gridColumn: place?.track }}
      data-end={place?.isAtEnd}
      data-sortable={column.isSortable}
      data-drop-target={isDropTarget || undefined}
      onClick={toggleSort}
      onKeyDown={onKeyDown}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(dragType, column.id)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(dragType)) return;
        event.preventDefault();
        setIsDropTarget(true);
      }}
      onDragLeave={() => setIsDropTarget(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsDropTarget(false);
        const dragged = event.dataTransfer.getData(dragType);
        if (dragged !== "") arrange(moveColumn(view, dragged, column.id));
      }}
    >
      <span className={classes.title}>{column.title}</span>
      {direction === "ascending" && <IconArrowUp size={12} aria-hidden="true" />}
      {direction === "descending" && <IconArrowDown size={12} aria-hidden="true" />}
      {layout.lineCount === 1 && <SizeHandle list={list} columnId={column.id} />}
    </th>
  );
}

/** The edge of a column: dragged it sizes it, a double click gives the size back to the list. */
function SizeHandle<Row>({ list, columnId }: { readonly list: DataListModel<Row>; readonly columnId: string }) {
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const handle = event.currentTarget;
    const startWidth = handle.parentElement?.offsetWidth ?? 0;
    const startX = event.clientX;
    const sign = getComputedStyle(handle).direction === "rtl" ? -1 : 1;
    event.preventDefault();
    event.stopPropagation();
    handle.setPointerCapture(event.pointerId);
    const move = ({ clientX }: globalThis.PointerEvent) => {
      list.arrange(sizeColumn(list.view, columnId, startWidth + sign * (clientX - startX)));
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", () => handle.removeEventListener("pointermove", move), {
      once: true,
    });
  };
  return (
    <span
      aria-hidden="true"
      className={classes.handle}
      onPointerDown={onPointerDown}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={() => list.arrange(sizeColumn(list.view, columnId, null))}
    />
  );
}
