import { ActionIcon, Button, Checkbox, Popover } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconColumns3 } from "@tabler/icons-react";
import { text } from "../../foundation/text.ts";
import { isLead, moveColumn, showColumn } from "./column-arrangement.ts";
import classes from "./list-bar.module.css";
import type { DataListModel } from "./use-data-list.ts";

/** Which columns are shown, and in which order; for those who do not drag. */
export function ColumnsMenu<Row>({ list }: { readonly list: DataListModel<Row> }) {
  const { columns, view, arrange } = list;
  const ids = columns.map(({ column }) => column.id);
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus withinPortal>
      <Popover.Target>
        <ActionIcon variant="default" size={30} aria-label={text.lists.columns} title={text.lists.columns}>
          <IconColumns3 size={16} aria-hidden="true" />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={text.lists.columns}>
        <ul className={classes.columns}>
          {columns.map(({ column, isShown }, index) => (
            <li key={column.id}>
              <Checkbox
                size="xs"
                label={column.title}
                checked={isShown}
                disabled={isLead(column)}
                onChange={({ currentTarget }) => arrange(showColumn(view, column.id, currentTarget.checked))}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size={24}
                aria-label={text.lists.moveUp(column.title)}
                disabled={index === 0}
                onClick={() => arrange(moveColumn(inOrder(view, ids), column.id, ids[index - 1] ?? null))}
              >
                <IconArrowUp size={14} aria-hidden="true" />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={24}
                aria-label={text.lists.moveDown(column.title)}
                disabled={index === ids.length - 1}
                onClick={() => arrange(moveColumn(inOrder(view, ids), column.id, ids[index + 2] ?? null))}
              >
                <IconArrowDown size={14} aria-hidden="true" />
              </ActionIcon>
            </li>
          ))}
        </ul>
        <Button size="compact-xs" variant="subtle" mt={6} onClick={() => arrange(null)}>
          {text.lists.resetColumns}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

/** What is arranged is what is seen, with the columns that are newer than the last arrangement in their places. */
function inOrder<View extends { readonly order: readonly string[] }>(view: View, order: readonly string[]): View {
  return { ...view, order };
}
