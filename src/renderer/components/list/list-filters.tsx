import { Button, CloseButton, Menu, Popover } from "@mantine/core";
import { IconFilter } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useCommand } from "../../foundation/commands.ts";
import { text } from "../../foundation/text.ts";
import classes from "./list-bar.module.css";
import type { ListFilter } from "./list-filter.ts";

interface ListFiltersProps {
  readonly filters: readonly ListFilter[];
  readonly onClear: () => void;
  /** Whether going to the filters goes here, there being no search. */
  readonly isFirst: boolean;
}

/** The filters in use as chips, and the others to add. */
export function ListFilters({ filters, onClear, isFirst }: ListFiltersProps) {
  const [openId, setOpenId] = useState<string | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  useCommand("filter.add", () => addButton.current?.click());
  useCommand("filter.focus", isFirst ? () => addButton.current?.focus() : null);
  const close = (filter: ListFilter) => {
    setOpenId(null);
    // Where nothing was set the chip goes, and who opened it is back at the button.
    if (filter.value === null) addButton.current?.focus();
  };
  const clear = (filter: ListFilter) => {
    addButton.current?.focus();
    filter.onClear();
  };
  const setCount = filters.filter(({ value }) => value !== null).length;
  const shown = filters.filter(({ id, value }) => value !== null || id === openId);
  return (
    <>
      {shown.map((filter) => (
        <FilterChip
          key={filter.id}
          filter={filter}
          isOpen={filter.id === openId}
          onOpen={() => setOpenId(filter.id)}
          onClose={() => close(filter)}
          onClear={() => clear(filter)}
        />
      ))}
      {filters.length > 0 && (
        <Menu position="bottom-start" returnFocus={false} onClose={() => addButton.current?.focus()}>
          <Menu.Target>
            <Button
              ref={addButton}
              size="compact-sm"
              variant="subtle"
              leftSection={<IconFilter size={14} aria-hidden="true" />}
            >
              <span className={shown.length > 0 ? classes.besideChips : undefined}>{text.lists.addFilter}</span>
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {filters.map((filter) => (
              <Menu.Item
                key={filter.id}
                title={filter.hint}
                onClick={() => (filter.set.at === "once" ? filter.set.run() : setOpenId(filter.id))}
              >
                {filter.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {setCount > 0 && (
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          className={setCount === 1 ? classes.clearsOne : undefined}
          onClick={onClear}
        >
          {text.lists.clearFilters}
        </Button>
      )}
    </>
  );
}

interface FilterChipProps {
  readonly filter: ListFilter;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  readonly onClear: () => void;
}

function FilterChip({ filter, isOpen, onOpen, onClose, onClear }: FilterChipProps) {
  const { label, value, set } = filter;
  const words = value ?? label;
  const field = useRef<HTMLFormElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    const chip = button.current;
    // The menu that the filter was chosen from gives the focus to its button as it closes; the field takes it after that.
    requestAnimationFrame(() => field.current?.querySelector<HTMLElement>("input, button")?.focus());
    return () => chip?.focus();
  }, [isOpen]);
  return (
    <span className={classes.chip}>
      {set.at === "once" ? (
        <span className={classes.chipText}>{words}</span>
      ) : (
        <Popover
          opened={isOpen}
          onChange={(isOpened) => !isOpened && onClose()}
          position="bottom-start"
          trapFocus
          shadow="md"
          withinPortal
        >
          <Popover.Target>
            <button
              ref={button}
              type="button"
              className={classes.chipText}
              aria-label={text.lists.changeFilter(words)}
              onClick={isOpen ? onClose : onOpen}
            >
              {words}
            </button>
          </Popover.Target>
          <Popover.Dropdown>
            <form
              ref={field}
              className={classes.field}
              onSubmit={(event) => {
                event.preventDefault();
                onClose();
              }}
            >
              {set.render(onClose)}
              <Button type="submit" size="compact-xs" variant="default" className={classes.done}>
                {text.lists.filterDone}
              </Button>
            </form>
          </Popover.Dropdown>
        </Popover>
      )}
      {value !== null && (
        <CloseButton
          size="xs"
          aria-label={text.lists.removeFilter(value)}
          onClick={onClear}
          className={classes.remove}
        />
      )}
    </span>
  );
}
