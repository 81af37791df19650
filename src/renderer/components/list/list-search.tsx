import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useRef } from "react";
import { flushSync } from "react-dom";
import { runCommand, useCommand } from "../../foundation/commands.ts";
import { text } from "../../foundation/text.ts";
import classes from "./list-bar.module.css";

export interface ListSearchProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly maxLength: number;
  readonly onChange: (value: string) => void;
}

/** Searches as it is typed into; ↓ goes from it into what was found, and Enter opens the first of it. */
export function ListSearch({ label, placeholder = label, value, maxLength, onChange }: ListSearchProps) {
  const field = useRef<HTMLInputElement>(null);
  useCommand("filter.focus", () => field.current?.select());
  return (
    <TextInput
      ref={field}
      size="xs"
      className={classes.search}
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={14} aria-hidden="true" />}
      maxLength={maxLength}
      value={value}
      // At once, so that ↓ and Enter that follow are about what was typed.
      onChange={({ currentTarget }) => flushSync(() => onChange(currentTarget.value))}
      onKeyDown={(event) => {
        if (event.key === "Escape") event.currentTarget.blur();
        if (event.key !== "ArrowDown" && event.key !== "Enter") return;
        event.preventDefault();
        runCommand(event.key === "Enter" ? "list.open" : "list.next");
      }}
      rightSection={
        value !== "" && (
          <CloseButton
            size="xs"
            aria-label={text.lists.clearSearch}
            onClick={() => {
              field.current?.focus();
              onChange("");
            }}
          />
        )
      }
    />
  );
}
