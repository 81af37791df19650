import { actColumns } from "../../../shared/exports/act-columns.ts";
import { toCsv } from "../../../shared/csv.ts";
import type { ExportedAct } from "../../../shared/contract/audit.ts";
import { callEngine } from "../../foundation/engine.ts";
import { platform } from "../../platform/platform.ts";
import type { AuditSelection } from "./audit-filters.ts";

/** How the log is written for others: for spreadsheets, or for programs. */
export type ActFormat = "csv" | "jsonl";

const rowsPerPage = 500;

/**
 * Offer all acts that match for saving, with what checks the chain. That it was exported is an act itself.
 *
 * @throws EngineError
 */
export async function exportActs(selection: AuditSelection, format: ActFormat): Promise<void> {
  const parts: string[] = format === "csv" ? [toCsv([actColumns.map(({ name }) => name)])] : [];
  for (let beforeSequence: number | null = null; ;) {
    const page: { readonly rows: readonly ExportedAct[]; readonly nextBeforeSequence: number | null } =
      await callEngine("audit.export", { ...selection, beforeSequence, limit: rowsPerPage });
    parts.push(format === "csv" ? toCsv(page.rows.map(cellsOf)) : page.rows.map(jsonLineOf).join(""));
    if (page.nextBeforeSequence === null) break;
    beforeSequence = page.nextBeforeSequence;
  }
  await platform.saveTextFile(`audit-log.${format}`, parts.join(""));
}

function cellsOf(act: ExportedAct) {
  return actColumns.map(({ value }) => value(act));
}

function jsonLineOf(act: ExportedAct): string {
  return `${JSON.stringify(Object.fromEntries(actColumns.map(({ name, value }) => [name, value(act)])))}\n`;
}
