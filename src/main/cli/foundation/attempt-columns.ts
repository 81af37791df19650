import type { SendAttempt } from "../../../shared/contract/attempts.ts";
import { said } from "./spoken.ts";
import { tableOf, type Column } from "./rows.ts";
import { count, toldText, type Terminal } from "./terminal.ts";

const columns: readonly Column<SendAttempt>[] = [
  { heading: "Try", name: "started_at", value: ({ startedAtMs }) => new Date(startedAtMs).toISOString() },
  {
    heading: "Took",
    name: "took_ms",
    align: "right",
    text: ({ tookMs }) => `${count(tookMs)} ms`,
    value: ({ tookMs }) => tookMs,
  },
  { heading: "Answer", name: "status", align: "right", value: ({ status }) => status },
  {
    heading: "What went wrong",
    name: "problem",
    text: ({ problem }) => (problem === null ? "" : toldText({ message: problem })),
    value: ({ problem }) => problem,
    shrinks: true,
  },
];

/** Every try to send something, oldest first, as a table. */
export function attemptsText(terminal: Terminal, attempts: readonly SendAttempt[]): string {
  return attempts.length === 0 ? said("It was not tried yet.") : tableOf(terminal, columns, attempts);
}
