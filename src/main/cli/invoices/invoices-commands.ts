import { type Command, Option } from "commander";
import type { InvoiceRow } from "../../../shared/contract/invoice-view.ts";
import { invoiceColumns } from "../../../shared/exports/invoice-columns.ts";
import { money } from "../foundation/amounts.ts";
import { askForApproval, withAskOptions, type AskFlags } from "../approvals/ask-for-approval.ts";
import { addChargeCommands } from "./charge-commands.ts";
import { addCollectionCommands } from "../payments/collection-commands.ts";
import { addCreditNoteCommand } from "./credit-note-command.ts";
import {
  exportList,
  tableFileOption,
  withTableFileOption,
  type TableFile,
  type TableFileFlags,
} from "../foundation/export-file.ts";
import { findAccount, findInvoice } from "../foundation/find.ts";
import { invoiceFilters, withInvoiceOptions, type InvoiceFlags } from "./invoice-filters.ts";
import { comingCreditText, estimateText, figuresText, invoiceText } from "./invoice-text.ts";
import { writeNewFile } from "../foundation/new-file.ts";
import { addPdfCommand } from "./invoice-pdf-command.ts";
import { addIssueCommand } from "./issue-command.ts";
import { noteText } from "../foundation/note-text.ts";
import {
  bookOption,
  jsonOption,
  keyOption,
  noteOption,
  pathFromHere,
  withExamples,
  withRowOptions,
} from "../foundation/options.ts";
import { amountColumn, forPrograms, printRows, type Column, type RowFlags } from "../foundation/rows.ts";
import type { BookFlags, CommandLine, OpenBook } from "../foundation/run-command.ts";
import { codeText, said } from "../foundation/spoken.ts";

interface ListFlags extends BookFlags, RowFlags, TableFileFlags, InvoiceFlags {
  readonly json?: true;
}

interface VoidFlags extends BookFlags, AskFlags {
  readonly note?: string;
  readonly billAgain?: true;
}

const columns: readonly Column<InvoiceRow>[] = [
  { heading: "Number", name: "number", value: ({ number }) => number },
  { heading: "Account", name: "account_name", value: ({ accountName }) => accountName, shrinks: true },
  {
    heading: "State",
    name: "state",
    text: ({ state, isPastDue }) => codeText(isPastDue ? "past_due" : state).replace("_", " "),
    value: ({ state }) => state,
  },
  { heading: "Issued", name: "issued_on", value: ({ issuedOn }) => issuedOn },
  { heading: "Due", name: "due_on", value: ({ dueOn }) => dueOn },
  { heading: "Currency", name: "currency", value: ({ currency }) => currency },
  amountColumn("Total", "total", ({ totalMinor }) => totalMinor),
  amountColumn("Credit", "credit_applied", ({ creditAppliedMinor }) => creditAppliedMinor),
  amountColumn("To pay", "outstanding", ({ outstandingMinor }) => outstandingMinor),
  {
    heading: "Paid by",
    name: "paid_by",
    text: ({ paidBy }) => (paidBy === null ? "" : codeText(paidBy)),
    value: ({ paidBy }) => paidBy,
  },
];

/** `countinghouse invoices …` */
export function addInvoicesCommands(program: Command, line: CommandLine): void {
  const invoices = program
    .command("invoices")
    .description("List, show, preview, issue, pay, void and correct invoices, and charge for single things.");
  withExamples(invoices, "invoices list --state open", "invoices show INV-000042");
  addList(invoices, line);
  addWholeLists(invoices, line);
  addShow(invoices, line);
  addPreview(invoices, line);
  addChargeCommands(invoices, line);
  addIssueCommand(invoices, line);
  addPdfCommand(invoices, line);
  addVoid(invoices, line);
  addCollectionCommands(invoices, line);
  addCreditNoteCommand(invoices, line);
}

function addList(invoices: Command, line: CommandLine): void {
  const list = invoices
    .command("list")
    .description("List invoices, newest number first.")
    .action((flags: ListFlags) => line.withBook(flags, (book) => listInvoices(line, book, flags)));
  withExamples(
    withTableFileOption(withRowOptions(withInvoiceOptions(list))),
    "invoices list --state open",
    "invoices list --state open --to open.xlsx",
    "invoices list --account acme-inc --json",
    "invoices list --past-due --csv > past-due.csv",
    "invoices list --from 2026-03-01 --through 2026-03-31 --currency EUR --at-least 1,000",
    "invoices list --run run_01jd2x9k3mh6v8t4b7q0c5n1wz --outcome failed",
  );
}

async function listInvoices(line: CommandLine, book: OpenBook, flags: ListFlags) {
  const input = await invoiceFilters(book, flags);
  if (flags.to) return exportList(book, flags.to, { list: "invoices", ...input });
  const shown = flags.csv ? forPrograms(invoiceColumns) : columns;
  return printRows(line.terminal, flags, shown, async (after: string | null, limit) => {
    const { rows, nextCursor, total } = await book.ask("invoices.list", { ...input, after, limit });
    return { rows, next: nextCursor, total };
  });
}

interface ToFileFlags extends BookFlags {
  readonly to: TableFile;
}

/** Lists that are written to a file whole, and shown invoice by invoice. */
function addWholeLists(invoices: Command, line: CommandLine): void {
  const lists = [
    ["payments", "payments", "Write all payments, and all attempts at one, to a file."],
    ["credit-notes", "credit_notes", "Write all credit notes to a file."],
  ] as const;
  for (const [name, list, description] of lists) {
    const command = invoices
      .command(name)
      .description(description)
      .addOption(tableFileOption().makeOptionMandatory())
      .addOption(bookOption())
      .addOption(jsonOption())
      .action((flags: ToFileFlags) => line.withBook(flags, (book) => exportList(book, flags.to, { list })));
    withExamples(command, `invoices ${name} --to ${name}.xlsx`, `invoices ${name} --to ${name}.jsonl --json`);
  }
}

function addShow(invoices: Command, line: CommandLine): void {
  const show = invoices
    .command("show")
    .description("Show an invoice as it is printed, with what became of it.")
    .argument("<invoice>", "its number or id")
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((reference: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const invoice = await findInvoice(book, reference);
        return { ok: true, value: invoice, text: invoiceText(line.terminal, invoice) };
      }),
    );
  withExamples(show, "invoices show INV-000042", "invoices show 42 --json");
}

function addPreview(invoices: Command, line: CommandLine): void {
  const preview = invoices
    .command("preview")
    .description("Show an account's next invoice as it will be made on its day; writes nothing.")
    .argument("<account>", "its id, e-mail address or slug")
    .option("--now", "as it would be made today, with the credit that can be used today")
    .addOption(new Option("--pdf <file>", "save its paper, marked as a preview").argParser(pathFromHere))
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((reference: string, flags: BookFlags & { readonly now?: true; readonly pdf?: string }) =>
      line.withBook(flags, async (book) => {
        const account = await findAccount(book, reference);
        const asOf = flags.now ? "today" : "billing_date";
        if (flags.pdf !== undefined) {
          const { contentBase64 } = await book.ask("invoices.previewPdf", { accountId: account.id, asOf });
          writeNewFile(flags.pdf, Buffer.from(contentBase64, "base64"));
          return { ok: true, value: { path: flags.pdf }, text: said("Saved {path}.", { path: flags.pdf }) };
        }
        const value = await book.ask("invoices.preview", { accountId: account.id, asOf });
        const { issuedOn, dueOn } = value.figures;
        const head = said("The next invoice of {name}: {issuedOn}, due {dueOn}.", {
          name: account.name,
          issuedOn,
          dueOn,
        });
        const parts = [
          head,
          figuresText(line.terminal, value.figures),
          ...comingCreditText(value),
          ...(value.isEstimate ? [estimateText] : []),
        ];
        return { ok: true, value, text: parts.join("\n\n") };
      }),
    );
  withExamples(preview, "invoices preview acme-inc", "invoices preview ann@example.com --json");
}

function addVoid(invoices: Command, line: CommandLine): void {
  const voidCommand = invoices
    .command("void")
    .description("Void an open or uncollectible invoice; the credit it used goes back, entry by entry.")
    .argument("<invoice>", "its number or id")
    .option("--bill-again", "the periods and charges it billed are due again; left out: they are waived")
    .addOption(noteOption("why"))
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((reference: string, flags: VoidFlags) =>
      line.withBook(flags, async (book) => {
        const { id } = await findInvoice(book, reference);
        const note = await noteText(line.terminal, flags.note);
        const voided = { invoiceId: id, note, periods: flags.billAgain ? "bill_again" : "waive" } as const;
        if (flags.ask !== undefined) return askForApproval(line.terminal, book, flags, "invoices.void", voided);
        const { invoice } = await book.write("invoices.void", voided);
        const { number, creditAppliedMinor, currency } = invoice;
        const amount = money(creditAppliedMinor, currency);
        const text =
          creditAppliedMinor > 0
            ? said("{number} is void. {amount} went back to credit.", { number, amount })
            : said("{number} is void.", { number });
        return { ok: true, value: { invoice }, text };
      }),
    );
  withExamples(
    withAskOptions(voidCommand),
    'invoices void INV-000042 --note "Issued by mistake"',
    "invoices void 42 --bill-again --json",
  );
}
