import { type Command, InvalidArgumentError } from "commander";
import type { Closing, ClosingFigures, ClosingReceipt, LeftOpen } from "../../../shared/contract/periods.ts";
import { isMonth, type Month } from "../../../shared/months.ts";
import { closingColumns } from "../../../shared/exports/period-columns.ts";
import { money } from "../foundation/amounts.ts";
import { confirm } from "../foundation/confirm.ts";
import { writeNewFile } from "../foundation/new-file.ts";
import {
  bookOption,
  jsonOption,
  keyOption,
  pathFromHere,
  withExamples,
  withRowOptions,
  yesOption,
} from "../foundation/options.ts";
import { withTableFileOption } from "../foundation/export-file.ts";
import { printExportedList, type ExportedRowFlags } from "../foundation/exported-rows.ts";
import { type Column, type Headings, tableOf } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { layOutFields } from "../foundation/table.ts";
import { count, type Terminal } from "../foundation/terminal.ts";
import { codeText, said } from "../foundation/spoken.ts";

const instant = (atMs: number): string => new Date(atMs).toISOString();

const headings: Headings<Closing> = {
  month: "Month",
  closed_at: "Closed",
  operator: { heading: "By", shrinks: true },
  head_sequence: { heading: "Last entry", align: "right", text: ({ headSequence }) => count(headSequence) },
  reopened_at: "Reopened",
  reopened_by: { heading: "By", shrinks: true },
  // It is what somebody wrote, and no reason of an adjustment.
  reason: { heading: "Because", shrinks: true, text: ({ reopened }) => reopened?.reason ?? "" },
};

/** A row of a closing's figures: opening, each movement, closing. */
interface FigureRow {
  readonly currency: string;
  readonly name: string;
  readonly entryCount: number | null;
  readonly amountMinor: number;
}

const figureColumns: readonly Column<FigureRow>[] = [
  { heading: "", name: "currency", value: ({ currency }) => currency },
  { heading: "Movement", name: "movement", value: ({ name }) => name },
  {
    heading: "Entries",
    name: "entries",
    align: "right",
    text: ({ entryCount }) => (entryCount === null ? "" : count(entryCount)),
    value: ({ entryCount }) => entryCount,
  },
  {
    heading: "Amount",
    name: "amount",
    align: "right",
    text: ({ amountMinor, currency }) => money(amountMinor, currency),
    value: ({ amountMinor }) => amountMinor,
  },
];

const leftOpen: Readonly<Record<LeftOpen["kind"], (given: { readonly count: string }) => string>> = {
  unbilled_accounts: (given) => said("{count} accounts are not billed up to its end.", given),
  parked_accounts: (given) => said("{count} of them are parked by a billing run.", given),
  unfinished_runs: (given) => said("{count} billing runs are not finished.", given),
  unexpired_credit: (given) => said("{count} blocks of credit have expired and are not written off.", given),
  untried_payments: (given) => said("{count} payments were to be tried again.", given),
  waiting_approvals: (given) => said("{count} requests wait for approval.", given),
  unverified_entries: (given) => said("{count} entries are not verified.", given),
};

/** `countinghouse periods …` */
export function addPeriodsCommands(program: Command, line: CommandLine): void {
  const periods = program
    .command("periods")
    .description("Close months, so that nothing is dated in them any more, and keep the receipts.");
  withExamples(periods, "periods list", "periods close 2026-03", "periods receipt 2026-03 --to march.pdf");
  addList(periods, line);
  addClose(periods, line);
  addReopen(periods, line);
  addReceipt(periods, line);
}

function addList(periods: Command, line: CommandLine): void {
  const list = periods
    .command("list")
    .description("List the months that were closed, the newest closing first, and which were reopened.")
    .action((flags: BookFlags & ExportedRowFlags) =>
      line.withBook(flags, (book) =>
        printExportedList(line.terminal, book, flags, {
          columns: closingColumns,
          headings,
          of: { list: "closed_months" },
          read: async () => (await book.ask("periods.list", {})).closings,
        }),
      ),
    );
  withExamples(withTableFileOption(withRowOptions(list)), "periods list", "periods list --json");
}

function addClose(periods: Command, line: CommandLine): void {
  const close = periods
    .command("close")
    .description(
      "Close a month, after showing what it comes to and what it leaves open. Months go one after the other.",
    )
    .argument("<month>", "the earliest open one, written YYYY-MM", monthText)
    .addOption(yesOption())
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((closed: Month, flags: BookFlags & { readonly yes?: true }) =>
      line.withBook(flags, async (book) => {
        if (!flags.yes) {
          const { currencies, leavesOpen } = await book.ask("periods.preview", { month: closed });
          const shown = [figuresTable(line.terminal, currencies), ...leavesOpen.map(leftOpenText)].join("\n");
          const declined = await confirm(line.terminal, false, {
            shown,
            question: said("Close {month}?", { month: closed }),
          });
          if (declined) return declined;
        }
        const value = await book.write("periods.close", { month: closed });
        return { ok: true, value, text: receiptText(line.terminal, value.receipt) };
      }),
    );
  withExamples(close, "periods close 2026-03", "periods close 2026-03 --yes --json");
}

function addReopen(periods: Command, line: CommandLine): void {
  const reopen = periods
    .command("reopen")
    .description("Reopen the month that was closed last. The audit log keeps who did it, and why.")
    .argument("<month>", "the last closed one, written YYYY-MM", monthText)
    .requiredOption("--reason <text>", "why")
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((reopened: Month, flags: BookFlags & { readonly reason: string }) =>
      line.withBook(flags, async (book) => {
        const value = await book.write("periods.reopen", { month: reopened, reason: flags.reason });
        const { closedThroughOn } = value;
        const text =
          closedThroughOn === null
            ? said("{month} is open again; no month is closed.", { month: reopened })
            : said("{month} is open again; the book is closed up to {closedThroughOn}.", {
                month: reopened,
                closedThroughOn,
              });
        return { ok: true, value, text };
      }),
    );
  withExamples(reopen, 'periods reopen 2026-03 --reason "A payment was recorded late"');
}

function addReceipt(periods: Command, line: CommandLine): void {
  const receipt = periods
    .command("receipt")
    .description("Show or save the receipt of a closed month, against which `ledger verify` compares the book later.")
    .argument("<month>", "written YYYY-MM", monthText)
    .option(
      "--to <file>",
      "save it: as PDF where the name ends in .pdf, else as JSON; no file is written over",
      pathFromHere,
    )
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((closed: Month, flags: BookFlags & { readonly to?: string }) =>
      line.withBook(flags, async (book) => {
        const path = flags.to;
        const value = await book.ask("periods.receipt", { month: closed });
        if (path === undefined) return { ok: true, value, text: receiptText(line.terminal, value.receipt) };
        if (/\.pdf$/iu.test(path)) {
          const { contentBase64 } = await book.ask("periods.receiptPdf", { month: closed });
          writeNewFile(path, Buffer.from(contentBase64, "base64"));
        } else {
          writeNewFile(path, Buffer.from(`${JSON.stringify(value.receipt, null, 2)}\n`));
        }
        return { ok: true, value: { path }, text: said("Saved {path}.", { path }) };
      }),
    );
  withExamples(receipt, "periods receipt 2026-03", "periods receipt 2026-03 --to march.json");
}

function monthText(text: string): Month {
  if (isMonth(text)) return text;
  throw new InvalidArgumentError("It is not a month of the calendar written YYYY-MM.");
}

function leftOpenText({ kind, count: howMany }: LeftOpen): string {
  return leftOpen[kind]({ count: count(howMany) });
}

function receiptText(terminal: Terminal, receipt: ClosingReceipt): string {
  const { month, fromOn, throughOn, timeZone } = receipt;
  const fields = layOutFields([
    ["Month", said("{month} ({fromOn} to {throughOn}, {timeZone})", { month, fromOn, throughOn, timeZone })],
    ["Closed", said("{at} by {operator}", { at: instant(receipt.atMs), operator: receipt.operator })],
    ["Last entry", `${count(receipt.headSequence)}, ${receipt.headHash}`],
    ["Last act", `${count(receipt.auditHeadSequence)}, ${receipt.auditHeadHash}`],
    ...(receipt.attributionHeadHash === undefined
      ? []
      : [
          [
            "Last attribution",
            `${count(receipt.attributionHeadSequence ?? 0)}, ${receipt.attributionHeadHash}`,
          ] as const,
        ]),
    ["Closing", `${count(receipt.sequence)}, ${receipt.hash}`],
  ]);
  return `${fields}\n\n${figuresTable(terminal, receipt.currencies)}`;
}

function figuresTable(terminal: Terminal, currencies: readonly ClosingFigures[]): string {
  if (currencies.length === 0) return said("No account has had credit up to then.");
  return tableOf(terminal, figureColumns, currencies.flatMap(figureRows));
}

function figureRows({ currency, openingMinor, movements, closingMinor }: ClosingFigures): FigureRow[] {
  return [
    { currency, name: said("opening balance"), entryCount: null, amountMinor: openingMinor },
    ...movements.map(({ sourceType, reasonCode, entryCount, amountMinor }) => {
      return { currency, name: [codeText(sourceType), reasonCode ?? []].flat().join(", "), entryCount, amountMinor };
    }),
    { currency, name: said("closing balance"), entryCount: null, amountMinor: closingMinor },
  ];
}
