import type { Command } from "commander";
import { AppError } from "../../shared/errors.ts";
import { asOfMoment, printBalancesAsOf, withAsOfOptions, type AsOfFlags } from "./as-of.ts";
import { entryFilters, withEntryOptions, type EntryFlags } from "./entry-filters.ts";
import { withTableFileOption, type TableFileFlags } from "./export-file.ts";
import { bookOption, jsonOption, withExamples, withRowOptions } from "./options.ts";
import { printEntries } from "./print-entries.ts";
import type { RowFlags } from "./rows.ts";
import type { BookFlags, CommandLine } from "./run-command.ts";
import { count } from "./terminal.ts";

/** `countinghouse ledger …` */
export function addLedgerCommands(program: Command, line: CommandLine): void {
  const ledger = program.command("ledger").description("List the book's ledger, sum it up, and prove that it holds.");
  withExamples(ledger, "ledger list --limit 20", "ledger balances --as-of 2026-03-31", "ledger verify");

  const list = ledger
    .command("list")
    .description("List the ledger entries of all accounts, newest first.")
    .action((flags: BookFlags & RowFlags & TableFileFlags & EntryFlags) =>
      line.withBook(flags, (book) => printEntries(line.terminal, book, flags, null, entryFilters(flags))),
    );
  withExamples(
    withTableFileOption(withRowOptions(withEntryOptions(list))),
    "ledger list --from 2026-03-01 --through 2026-03-31 --csv > march.csv",
    "ledger list --from 2026-03-01 --through 2026-03-31 --to march.xlsx",
    "ledger list --as-of 2026-03-31 --recorded",
    "ledger list --type expiry --all",
    "ledger list --limit 5 --json",
  );

  const balances = ledger
    .command("balances")
    .description("Show what all accounts together had in credit at the end of a day, in every currency.")
    .action((flags: BookFlags & RowFlags & AsOfFlags) =>
      line.withBook(flags, async (book) => {
        const moment = asOfMoment(flags) ?? { on: (await book.ask("book.info", {})).today, by: "effective" };
        return printBalancesAsOf(line.terminal, book, flags, null, moment);
      }),
    );
  withExamples(
    withRowOptions(withAsOfOptions(balances, "the day; left out: today")),
    "ledger balances",
    "ledger balances --as-of 2026-03-31 --json",
  );

  const verify = ledger
    .command("verify")
    .description("Check the file of a book, and every entry, hash and balance of its ledger.")
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const report = await book.job("ledger.verify", {}, "Verifying");
        if (report.fileProblem !== null) {
          throw new AppError("book_damaged", `The book's file is damaged: ${report.fileProblem}.`, { report });
        }
        if (report.firstBroken) {
          const { sequence, problem } = report.firstBroken;
          const message = `The ledger does not hold from entry ${count(sequence)} on: ${problem}.`;
          throw new AppError("book_damaged", message, { report });
        }
        if (report.audit.firstBroken) {
          const { sequence, problem } = report.audit.firstBroken;
          const message = `The audit log does not hold from act ${count(sequence)} on: ${problem}.`;
          throw new AppError("book_damaged", message, { report });
        }
        const toSettle =
          report.findingCount === 0
            ? ""
            : `\n${count(report.findingCount)} to be settled; --json names the first of them.`;
        const holds = `The ledger holds: ${count(report.checkedEntries)} entries.`;
        const text = `${holds}\nHash of the last: ${report.headHash}${toSettle}`;
        return { ok: true, value: report, text };
      }),
    );
  withExamples(verify, "ledger verify --book acme.countinghouse", "ledger verify --json");
}
