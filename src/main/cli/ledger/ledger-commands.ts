import { type Command, Option } from "commander";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import type { VerificationReport } from "../../../shared/contract/ledger.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentenceOf } from "../../../shared/sentences/languages.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { asOfMoment, printBalancesAsOf, withAsOfOptions, type AsOfFlags } from "../foundation/as-of.ts";
import { entryFilters, withEntryOptions, type EntryFlags } from "./entry-filters.ts";
import { withTableFileOption, type TableFileFlags } from "../foundation/export-file.ts";
import { bookOption, jsonOption, pathFromHere, withExamples, withRowOptions } from "../foundation/options.ts";
import { writeNewFile } from "../foundation/new-file.ts";
import { printEntries } from "./print-entries.ts";
import { readReceipt } from "./receipt-file.ts";
import type { RowFlags } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { count } from "../foundation/terminal.ts";
import { said } from "../foundation/spoken.ts";

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
    .description("Check the file of a book, every entry, hash and balance of its ledger, and what was closed.")
    .addOption(
      new Option(
        "--receipt <file>",
        "the JSON of a closing's receipt, which finds a ledger that was cut off behind it",
      ).argParser(pathFromHere),
    )
    .addOption(
      new Option(
        "--report <file>",
        "write what was found to this new file as JSON, with the book, who verified it, and when",
      ).argParser(pathFromHere),
    )
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((flags: BookFlags & { readonly receipt?: string; readonly report?: string }) =>
      line.withBook(flags, async (book) => {
        const receipt = flags.receipt === undefined ? null : readReceipt(flags.receipt);
        const report = await book.job("ledger.verify", { receipt }, "Verifying");
        // Also where something does not hold: then it is what one has to show.
        if (flags.report !== undefined) writeReport(flags.report, await book.ask("book.info", {}), report);
        if (report.fileProblem !== null) {
          throw new AppError(
            "book_damaged",
            sentence("The book's file is damaged: {fileProblem}.", { fileProblem: report.fileProblem }),
            { report },
          );
        }
        if (report.firstBroken) {
          const { sequence, problem } = report.firstBroken;
          const broken = sentence("The ledger does not hold from entry {sequence} on: {problem}.", {
            sequence,
            problem: sentenceOf(problem),
          });
          throw new AppError("book_damaged", broken, { report });
        }
        if (report.audit.firstBroken) {
          const { sequence, problem } = report.audit.firstBroken;
          const broken = sentence("The audit log does not hold from act {sequence} on: {problem}.", {
            sequence,
            problem: sentenceOf(problem),
          });
          throw new AppError("book_damaged", broken, { report });
        }
        if (report.closings.firstBroken) {
          const { sequence, month, problem } = report.closings.firstBroken;
          const given = { sequence, month, problem: sentenceOf(problem) };
          const broken = sentence("Closing {sequence}, of {month}, does not hold: {problem}.", given);
          throw new AppError("book_damaged", broken, { report });
        }
        if (report.approvals.firstBroken) {
          const { requestId, problem } = report.approvals.firstBroken;
          const broken =
            requestId === null
              ? sentence("Approvals do not hold: {problem}.", { problem: sentenceOf(problem) })
              : sentence("Approvals do not hold, from request {requestId} on: {problem}.", {
                  requestId,
                  problem: sentenceOf(problem),
                });
          throw new AppError("book_damaged", broken, { report });
        }
        if (report.receipt && report.receipt.problem !== null) {
          throw new AppError(
            "book_damaged",
            sentence("The receipt is not one of this book: {problem}.", {
              problem: sentenceOf(report.receipt.problem),
            }),
            {
              report,
            },
          );
        }
        const toSettle =
          report.findingCount === 0
            ? ""
            : said("\n{count} to be settled; --json names the first of them.", { count: count(report.findingCount) });
        const { checkedActs } = report.closings;
        const closed =
          checkedActs === 0
            ? ""
            : said(", {count} {count|closing or reopening|closings and reopenings}", { count: checkedActs });
        const holds = said("The ledger holds: {count} {count|entry|entries}{closed}.", {
          count: report.checkedEntries,
          closed,
        });
        const text = `${holds}\n${said("Hash of the last: {hash}", { hash: report.headHash })}${toSettle}`;
        return { ok: true, value: report, text };
      }),
    );
  withExamples(
    verify,
    "ledger verify --book acme.countinghouse",
    "ledger verify --receipt march.json --report verified.json",
    "ledger verify --json",
  );
}

/** What a verification came to, for whoever signs it or keeps it. @throws AppError `invalid_input` where it cannot be written. */
function writeReport(
  path: string,
  { name, path: bookPath, operator }: MethodOutput<"book.info">,
  report: VerificationReport,
): void {
  // By the system's clock, whatever the book's is.
  const verified = { at: new Date().toISOString(), by: operator };
  const content = { book: { name, path: bookPath }, verified, ...report };
  writeNewFile(path, Buffer.from(`${JSON.stringify(content, null, 2)}\n`));
}
