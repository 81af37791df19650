import type { ListColumn } from "../../components/list/list-column.ts";
import { toldText } from "../../foundation/refusal-text.ts";

/** Why something was refused, or cannot be kept as it is at the upstream; empty where all is well. */
export function whyColumn<Row extends { readonly problem: string | null }>(title: string): ListColumn<Row> {
  return {
    id: "why",
    kind: "text",
    title,
    isProse: true,
    minimumWidth: 160,
    growth: 3,
    text: ({ problem }) => problem && toldText({ message: problem }),
  };
}
