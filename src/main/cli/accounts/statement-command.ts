import { type Command, Option } from "commander";
import type { AccountStatement } from "../../../shared/contract/account-statement.ts";
import { statementCsv } from "../../../shared/statement-csv.ts";
import { figure, money } from "../foundation/amounts.ts";
import { findAccount } from "../foundation/find.ts";
import { writeNewFile } from "../foundation/new-file.ts";
import { bookOption, currencyOption, day, jsonOption, pathFromHere, withExamples } from "../foundation/options.ts";
import { tableOf, type Column } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { layOutFields } from "../foundation/table.ts";
import type { Terminal } from "../foundation/terminal.ts";
import { codeText, reasonText, said } from "../foundation/spoken.ts";

interface StatementFlags extends BookFlags {
  readonly from: string;
  readonly through: string;
  readonly currency?: string;
  readonly csv?: true;
  readonly pdf?: true | string;
}

/** `countinghouse accounts statement` */
export function addStatementCommand(accounts: Command, line: CommandLine): void {
  const statement = accounts
    .command("statement")
    .description("Show what an account's credit did in a period, or save it as PDF. No file is written over.")
    .argument("<account>", "its id, e-mail address or slug")
    .requiredOption("--from <date>", "the first day (YYYY-MM-DD)", day)
    .requiredOption("--through <date>", "the last day", day)
    .addOption(currencyOption("the currency; left out: the one that the account is billed in"))
    .addOption(
      new Option("--pdf [file]", "save it as PDF; without a file: here, under its name").argParser(pathFromHere),
    )
    .addOption(new Option("--csv", "print it as CSV").conflicts(["json", "pdf"]))
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((reference: string, flags: StatementFlags) =>
      line.withBook(flags, async (book) => {
        const { id } = await findAccount(book, reference);
        const { from, through, currency, pdf } = flags;
        const input = { accountId: id, fromOn: from, throughOn: through, ...(currency !== undefined && { currency }) };
        if (pdf !== undefined) {
          const { fileName, contentBase64 } = await book.ask("accounts.statementPdf", input);
          const path = pdf === true ? pathFromHere(fileName) : pdf;
          writeNewFile(path, Buffer.from(contentBase64, "base64"));
          return { ok: true, value: { path }, text: said("Saved {path}.", { path }) };
        }
        const value = await book.ask("accounts.statement", input);
        if (flags.csv) {
          await line.terminal.write(statementCsv(value));
          return { ok: true, isPrinted: true };
        }
        return { ok: true, value, text: statementText(line.terminal, value) };
      }),
    );
  withExamples(
    statement,
    "accounts statement acme-inc --from 2026-03-01 --through 2026-03-31",
    "accounts statement acme-inc --from 2026-01-01 --through 2026-03-31 --pdf",
    "accounts statement ann@example.com --from 2026-03-01 --through 2026-03-31 --csv > march.csv",
  );
}

type Movement = AccountStatement["movements"][number];
type StatementInvoice = AccountStatement["invoices"][number];

function statementText(terminal: Terminal, statement: AccountStatement): string {
  const { currency, movements, invoices } = statement;
  const shown = (amountMinor: number) => figure(amountMinor, currency);
  const movementColumns: readonly Column<Movement>[] = [
    { heading: "Date", name: "date", value: ({ on }) => on },
    { heading: "What", name: "what", value: ({ sourceType }) => codeText(sourceType).replaceAll("_", " ") },
    { heading: "Reason", name: "reason", value: ({ reasonName }) => reasonText(reasonName), shrinks: true },
    { heading: "Invoice", name: "invoice", value: ({ invoiceNumber }) => invoiceNumber },
    { heading: "Amount", name: "amount", align: "right", value: ({ amountMinor }) => shown(amountMinor) },
    { heading: "Balance", name: "balance", align: "right", value: ({ balanceMinor }) => shown(balanceMinor) },
  ];
  const invoiceColumns: readonly Column<StatementInvoice>[] = [
    { heading: "Invoice", name: "invoice", value: ({ number }) => number },
    { heading: "Issued", name: "issued", value: ({ issuedOn }) => issuedOn },
    { heading: "State", name: "state", value: ({ state }) => codeText(state) },
    { heading: "Total", name: "total", align: "right", value: ({ totalMinor }) => shown(totalMinor) },
    { heading: "Credit", name: "credit", align: "right", value: ({ creditAppliedMinor }) => shown(creditAppliedMinor) },
    { heading: "To pay", name: "to_pay", align: "right", value: ({ outstandingMinor }) => shown(outstandingMinor) },
  ];
  const sums = layOutFields([
    ["Account", statement.accountName],
    ["Period", said("{startOn} to {endOn}", { startOn: statement.fromOn, endOn: statement.throughOn })],
    ["Opening balance", money(statement.openingMinor, currency)],
    ["Added", money(statement.addedMinor, currency)],
    ["Used", money(statement.takenMinor, currency)],
    ["Closing balance", money(statement.closingMinor, currency)],
  ]);
  return [
    sums,
    ...(movements.length === 0 ? [] : [tableOf(terminal, movementColumns, movements)]),
    ...(invoices.length === 0 ? [] : [tableOf(terminal, invoiceColumns, invoices)]),
  ].join("\n\n");
}
