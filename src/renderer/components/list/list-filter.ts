import type { ReactNode } from "react";
import { runCommand } from "../../foundation/commands.ts";

/** Something that a list can be narrowed by: offered under *Filter*, and a chip once it is in use. */
export interface ListFilter {
  readonly id: string;
  /** Its name where it is offered. */
  readonly label: string;
  readonly hint?: string;
  /** What the chip says; null while it is not in use. */
  readonly value: string | null;
  readonly onClear: () => void;
  /** How it is set: at once, or in a field of its own. */
  readonly set: { readonly at: "once"; readonly run: () => void } | FieldSetting;
}

interface FieldSetting {
  readonly at: "field";
  /** @param close to be called when the choice is made. */
  readonly render: (close: () => void) => ReactNode;
}

/** Take all filters off. The buttons for it go with the filters; who pressed one stays at the bar. */
export function clearFilters(clear: () => void): void {
  runCommand("filter.focus");
  clear();
}
