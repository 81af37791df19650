import type { Command } from "commander";
import type { BatchRow, BatchTotal } from "../../../shared/contract/batches.ts";
import { exportList, withTableFileOption, type TableFileFlags } from "../foundation/export-file.ts";
import { bookOption, jsonOption, withChangeOptions, withExamples, withRowOptions } from "../foundation/options.ts";
import { amountColumn, printRows, tableOf, type Column, type RowFlags } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { codeText, said } from "../foundation/spoken.ts";
import { layOutFields } from "../foundation/table.ts";
import { count, toldText } from "../foundation/terminal.ts";

interface RowsFlags extends BookFlags, RowFlags, TableFileFlags {
  readonly withProblems?: true;
}

const totalColumns: readonly Column<BatchTotal>[] = [
  { heading: "Reason", name: "reason", value: ({ reasonCode }) => reasonCode },
  { heading: "Currency", name: "currency", value: ({ currency }) => currency },
  amountColumn("Added", "added", ({ increaseMinor }) => increaseMinor),
  amountColumn("Removed", "removed", ({ decreaseMinor }) => decreaseMinor),
];

const rowColumns: readonly Column<BatchRow>[] = [
  { heading: "Line", name: "line", align: "right", value: ({ lineNumber }) => lineNumber },
  { heading: "State", name: "state", text: ({ state }) => codeText(state), value: ({ state }) => state },
  { heading: "Account", name: "account", value: ({ accountText }) => accountText, shrinks: true },
  { heading: "Amount", name: "amount", align: "right", value: ({ amountText }) => amountText },
  {
    heading: "Problem",
    name: "problem",
    text: ({ problems }) => problems.map((problem) => toldText(problem)).join(" "),
    value: ({ problems }) => problems.map(({ message }) => message).join(" "),
  },
  { heading: "Entry id", name: "entry_id", value: ({ entryId }) => entryId },
];

/** `countinghouse credits show-batch`, `batch-rows`, `discard-batch`: what is in a batch, and forgetting one that was not applied. */
export function addBatchLookCommands(credits: Command, line: CommandLine): void {
  const show = credits
    .command("show-batch")
    .description("Show what a batch of adjustments comes to, by reason and currency.")
    .argument("<batch>", "its id, which `credits batches` prints")
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((batchId: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const batch = await book.ask("batches.get", { batchId });
        const facts = layOutFields([
          ["Batch", batch.id],
          ["Name", batch.name],
          ["State", codeText(batch.state)],
          ["Rows", count(batch.rowCount)],
          ["Applied", count(batch.appliedCount)],
          ["Bad", count(batch.badCount)],
          ["Undone", count(batch.undoneCount)],
          ["Operator", batch.operator],
        ]);
        const totals = batch.totals.length === 0 ? [] : [tableOf(line.terminal, totalColumns, batch.totals)];
        return { ok: true, value: { batch }, text: [facts, ...totals].join("\n\n") };
      }),
    );
  withExamples(show, "credits show-batch batch_01kdwpvng0");

  const rows = credits
    .command("batch-rows")
    .description("List the rows of a batch in the order of its file.")
    .argument("<batch>", "its id, which `credits batches` prints")
    .option("--with-problems", "only the rows that have one")
    .action((batchId: string, flags: RowsFlags) =>
      line.withBook(flags, (book) => {
        const which = { batchId, withProblems: flags.withProblems === true };
        if (flags.to) return exportList(book, flags.to, { list: "batch_rows", ...which });
        return printRows(line.terminal, flags, rowColumns, async (afterPosition: number | null, limit) => {
          const page = await book.ask("batches.rows", { ...which, afterPosition: afterPosition ?? 0, limit });
          return { rows: page.rows, next: page.nextAfterPosition, total: page.total };
        });
      }),
    );
  withExamples(
    withRowOptions(withTableFileOption(rows)),
    "credits batch-rows batch_01kdwpvng0 --with-problems",
    "credits batch-rows batch_01kdwpvng0 --with-problems --to to-correct.xlsx",
  );

  const discard = credits
    .command("discard-batch")
    .description("Forget a batch that was checked and not applied.")
    .argument("<batch>", "its id, which `credits batches` prints")
    .action((batchId: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const value = await book.write("batches.discard", { batchId });
        return { ok: true, value, text: said("The batch {id} is forgotten.", { id: batchId }) };
      }),
    );
  withExamples(withChangeOptions(discard), "credits discard-batch batch_01kdwpvng0");
}
