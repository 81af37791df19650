import { getParsedComboboxData, Select, type SelectProps } from "@mantine/core";
import { useRef, useState, type KeyboardEvent, type SyntheticEvent } from "react";
import { bestChoice, itemsOf, matchingChoices } from "./matching-choices.ts";

type ChoiceProps<Value extends string> = Omit<
  SelectProps<Value>,
  | "searchable"
  | "filter"
  | "openOnFocus"
  | "dropdownOpened"
  | "onDropdownOpen"
  | "onDropdownClose"
  | "onKeyDown"
  | "onFocus"
  | "onClick"
  | "onSearchChange"
>;

/**
 * One of several, in a form. It finds what is typed, and takes it with Enter or on the way out with Tab; it opens when it is asked to and
 * not because the focus passes; and once the choice is made, Enter is its form's, while an empty one opens.
 */
export function Choice<Value extends string = string>({ data = [], onChange, ...rest }: ChoiceProps<Value>) {
  const [isOpen, setOpen] = useState(false);
  // Whoever walks the list with the arrows means the option that was walked to, and not the one that was typed.
  const isWalking = useRef(false);

  const takeTyped = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") isWalking.current = true;
    if ((event.key !== "Enter" && event.key !== "Tab") || event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !isOpen && rest.value === null) {
      event.preventDefault();
      return setOpen(true);
    }
    const options = getParsedComboboxData<Value>(data);
    const typed = event.currentTarget.value;
    const chosen = itemsOf(options).find(({ value }) => value === rest.value);
    if (!isOpen || isWalking.current || typed.trim() === "" || typed === chosen?.label) return;
    const meant = bestChoice(options, typed);
    if (meant === null) return;
    if (event.key === "Enter") event.preventDefault();
    onChange?.(meant.value, meant);
    setOpen(false);
  };

  return (
    <Select<Value>
      {...rest}
      data={data}
      {...(onChange && { onChange })}
      // What cannot be seen is not drawn: a list of currencies has more to it than the form that it is in.
      comboboxProps={{ ...rest.comboboxProps, keepMounted: false }}
      searchable
      filter={matchingChoices}
      openOnFocus={false}
      selectFirstOptionOnChange
      dropdownOpened={isOpen}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      onSearchChange={() => {
        isWalking.current = false;
      }}
      onKeyDown={takeTyped}
      onFocus={selectText}
      onClick={selectText}
    />
  );
}

/** What stands in a choice is replaced by what is typed. */
function selectText({ currentTarget }: SyntheticEvent<HTMLInputElement>): void {
  currentTarget.select();
}
