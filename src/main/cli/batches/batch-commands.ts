import type { Command } from "commander";
import type { BatchHead } from "../../../shared/contract/batches.ts";
import { batchColumns } from "../../../shared/exports/batch-columns.ts";
import { addBatchImport } from "./batch-import.ts";
import { tellProblems } from "./batch-problems.ts";
import { exitCodes } from "../foundation/exit-codes.ts";
import { noteText } from "../foundation/note-text.ts";
import { bookOption, jsonOption, keyOption, noteOption, withExamples, withRowOptions } from "../foundation/options.ts";
import { withTableFileOption } from "../foundation/export-file.ts";
import { printExportedList, type ExportedRowFlags } from "../foundation/exported-rows.ts";
import { type Headings } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { said } from "../foundation/spoken.ts";
import { count } from "../foundation/terminal.ts";

/** `countinghouse credits import`, `credits batches`, `credits undo-batch` */
export function addBatchCommands(credits: Command, line: CommandLine): void {
  addBatchImport(credits, line);
  addBatches(credits, line);
  addUndo(credits, line);
}

const headings: Headings<BatchHead> = {
  id: "Batch",
  name: "Name",
  state: "State",
  rows: { heading: "Rows", align: "right" },
  ready: { heading: "Ready", align: "right" },
  bad: { heading: "Bad", align: "right" },
  applied: { heading: "Applied", align: "right" },
  undone: { heading: "Undone", align: "right" },
  operator: "Operator",
  repeated: { heading: "Repeated", align: "right" },
};

function addBatches(credits: Command, line: CommandLine): void {
  const command = credits
    .command("batches")
    .description("List the newest batches of adjustments.")
    .action((flags: BookFlags & ExportedRowFlags) =>
      line.withBook(flags, (book) =>
        printExportedList(line.terminal, book, flags, {
          columns: batchColumns,
          headings,
          of: { list: "batches" },
          read: async () => (await book.ask("batches.list", {})).batches,
        }),
      ),
    );
  withExamples(withTableFileOption(withRowOptions(command)), "credits batches", "credits batches --json");
}

function addUndo(credits: Command, line: CommandLine): void {
  const command = credits
    .command("undo-batch")
    .description("Reverse every adjustment of a batch. What is spent by now is named and stays.")
    .argument("<batch>", "its id")
    .addOption(noteOption("what to keep with the reversals"))
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((batchId: string, flags: BookFlags & { readonly note?: string }) =>
      line.withBook(flags, async (book) => {
        const note = await noteText(line.terminal, flags.note);
        const undone = await book.job("batches.undo", { batchId, note }, "Undoing");
        if (undone.stuckCount > 0) await tellProblems(line.terminal, book, { ...undone, badCount: undone.stuckCount });
        const left =
          undone.stuckCount > 0 ? said(" {count} could not be undone.", { count: count(undone.stuckCount) }) : "";
        const text = said("Reversed {count} of the batch's adjustments.{left}", {
          count: count(undone.undoneCount),
          left,
        });
        return {
          ok: true,
          value: { batch: undone },
          text,
          exitCode: undone.stuckCount > 0 ? exitCodes.incomplete : exitCodes.done,
        };
      }),
    );
  withExamples(command, 'credits undo-batch batch_01kdwpvng0 --note "Wrong month"');
}
