import { cpus, totalmem } from "node:os";
import type { Outcome } from "./outcome.ts";

/** What became of one act. */
export interface ActReport {
  readonly title: string;
  /** The longest time in which no program was answered. */
  readonly longestGapMs: number;
  /** From the strike until the servers were whole again and the month was billed. */
  readonly wholeAfterMs: number;
  readonly answered: number;
  /** How often the billing run had to be resumed. */
  readonly resumed: number;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** The drill in Markdown, as it stands in docs/drill.md below what people wrote. */
export function writeReport(acts: readonly ActReport[], { commands, invoices, entries, faults }: Outcome): string {
  const machine = `${cpus()[0]?.model.trim() ?? "unknown"}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  const rows = acts.map(
    ({ title, longestGapMs, wholeAfterMs, answered, resumed }) =>
      `| ${title} | ${seconds(longestGapMs)} | ${seconds(wholeAfterMs)} | ${answered.toLocaleString("en")} | ${resumed} |`,
  );
  return `${new Date().toISOString().slice(0, 10)}, ${machine}, all on one machine.

| What happened | Nobody was answered for | Whole again and billed after | Commands answered | Run resumed |
|---|---:|---:|---:|---:|
${rows.join("\n")}

${commands.toLocaleString("en")} commands were answered; the book has ${entries.toLocaleString("en")} entries and ${invoices.toLocaleString("en")} invoices.
${faults.length === 0 ? "Each answered command is there once, the ledger verifies, and the invoices are the twin's." : faults.map((fault) => `- **${fault}**`).join("\n")}
`;
}
