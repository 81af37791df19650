import type { ComboboxItem, ComboboxParsedItem } from "@mantine/core";

interface Search<Value extends string> {
  readonly options: readonly ComboboxParsedItem<Value>[];
  readonly search: string;
  readonly limit: number;
}

/** How well a label fits what was typed: its beginning best, then the beginning of one of its words, then anywhere; 3: not at all. */
function fitOf({ label }: { readonly label: string }, typed: string): number {
  const [text, sought] = [label.toLowerCase(), typed.trim().toLowerCase()];
  if (text.startsWith(sought)) return 0;
  if (text.split(/[\s·(-]+/u).some((word) => word.startsWith(sought))) return 1;
  return text.includes(sought) ? 2 : 3;
}

function byFit<Value extends string>(items: readonly ComboboxItem<Value>[], typed: string): ComboboxItem<Value>[] {
  return items
    .filter((item) => fitOf(item, typed) < 3)
    .toSorted((one, other) => fitOf(one, typed) - fitOf(other, typed));
}

/** The options that fit what was typed, the best first; in groups, which keep their order, the best first in each. */
export function matchingChoices<Value extends string>(given: Search<Value>): ComboboxParsedItem<Value>[] {
  const { options, search, limit } = given;
  const items = options.flatMap((option) => ("group" in option ? [] : [option]));
  const groups = options.flatMap((option) => ("group" in option ? [option] : []));
  return [
    ...byFit(items, search).slice(0, limit),
    ...groups
      .map(({ group, items: grouped }) => ({ group, items: byFit(grouped, search).slice(0, limit) }))
      .filter(({ items: fitting }) => fitting.length > 0),
  ];
}

/** The option that what was typed means: the first of those that fit; null where none does. */
export function bestChoice<Value extends string>(
  options: readonly ComboboxParsedItem<Value>[],
  search: string,
): ComboboxItem<Value> | null {
  return itemsOf(matchingChoices({ options, search, limit: 1 }))[0] ?? null;
}

/** Every option, out of its group. */
export function itemsOf<Value extends string>(options: readonly ComboboxParsedItem<Value>[]): ComboboxItem<Value>[] {
  return options.flatMap((option) => ("group" in option ? option.items : [option]));
}
