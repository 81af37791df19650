import type { Closing } from "../contract/periods.ts";
import { exportedMoment, type ExportColumn } from "./column.ts";

/** The months that were closed, and which were reopened (BEHAVIOUR 11.3). */
export const closingColumns: readonly ExportColumn<Closing>[] = [
  { name: "month", value: ({ month }) => month },
  exportedMoment("closed_at", ({ atMs }) => atMs),
  { name: "operator", value: ({ operator }) => operator },
  { name: "head_sequence", value: ({ headSequence }) => headSequence },
  exportedMoment("reopened_at", ({ reopened }) => reopened && reopened.atMs),
  { name: "reopened_by", value: ({ reopened }) => reopened && reopened.operator },
  { name: "reason", value: ({ reopened }) => reopened && reopened.reason },
  { name: "from", value: ({ fromOn }) => fromOn },
  { name: "through", value: ({ throughOn }) => throughOn },
  { name: "sequence", value: ({ sequence }) => sequence },
];
