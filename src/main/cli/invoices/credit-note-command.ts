import { type Command, InvalidArgumentError, Option } from "commander";
import type { CreditNoteFigures } from "../../../shared/contract/credit-notes.ts";
import type { MethodInput, MethodOutput } from "../../../shared/contract/index.ts";
import type { InvoiceView } from "../../../shared/contract/invoice-view.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { money, readAmount } from "../foundation/amounts.ts";
import { askForApproval, withAskOptions, type AskFlags } from "../approvals/ask-for-approval.ts";
import { confirm } from "../foundation/confirm.ts";
import { findInvoice } from "../foundation/find.ts";
import { noteText } from "../foundation/note-text.ts";
import { noteOption, withChangeOptions, withExamples, yesOption } from "../foundation/options.ts";
import { amountColumn, tableOf, type Column } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { layOutFields, type Field } from "../foundation/table.ts";
import type { Terminal } from "../foundation/terminal.ts";
import { said } from "../foundation/spoken.ts";

type Content = MethodInput<"creditNotes.preview">;
type Destination = Content["destination"];

/** A line of the invoice, and how much of it as it was typed; null: what is left of it. */
interface ChosenLine {
  readonly position: number;
  readonly amount: string | null;
}

interface CreditNoteFlags extends BookFlags, AskFlags {
  readonly line?: readonly ChosenLine[];
  readonly toCredit?: true | string;
  readonly toPaymentMethod?: string;
  readonly outOfBand?: string;
  readonly note?: string;
  readonly dryRun?: true;
  readonly yes?: true;
}

type Row = CreditNoteFigures["lines"][number] & { readonly currency: string };
const columns: readonly Column<Row>[] = [
  { heading: "#", name: "position", align: "right", value: ({ position }) => position },
  { heading: "Line", name: "description", value: ({ description }) => description, shrinks: true },
  amountColumn("Net", "net", ({ netMinor }) => netMinor),
  amountColumn("Tax", "tax", ({ taxMinor }) => taxMinor),
];

/** `countinghouse invoices issue-credit-note`: previewed, asked, and issued as it was previewed (BEHAVIOUR 9.6, 9.11). */
export function addCreditNoteCommand(invoices: Command, line: CommandLine): void {
  const command = invoices
    .command("issue-credit-note")
    .description("Correct an invoice that was issued; shows what it comes to and asks first.")
    .argument("<invoice>", "its number or id")
    .addOption(
      new Option(
        "--line <position...>",
        "a line by its place from 1, or a part of it before its discount, such as 1=5.00; left out: what is left of every line",
      ).argParser(chosenLines),
    )
    .option(
      "--to-credit [amount]",
      "make credit of what is more than is still due, or of this part of it; left out: money goes back the way it came",
    )
    .option("--to-payment-method <amount>", "refund this part through the gateway that took it")
    .option("--out-of-band <amount>", "this part is paid back outside of the application")
    .addOption(noteOption("why"))
    .option("--dry-run", "show what it comes to and change nothing")
    .addOption(yesOption())
    .action((reference: string, flags: CreditNoteFlags) =>
      line.withBook(flags, async (book) => {
        const invoice = await findInvoice(book, reference);
        const content = {
          invoiceId: invoice.id,
          lines: linesOf(invoice, flags.line),
          destination: destinationOf(flags, invoice.currency),
          note: await noteText(line.terminal, flags.note),
        };
        const preview = await book.ask("creditNotes.preview", content);
        const shown = previewText(line.terminal, preview);
        if (flags.dryRun)
          return { ok: true, value: preview, text: `${shown}\n\n${said("Nothing was changed, as asked.")}` };
        const issued = { ...content, fingerprint: preview.fingerprint };
        if (flags.ask !== undefined) return askForApproval(line.terminal, book, flags, "creditNotes.issue", issued);
        const refusal = await confirm(line.terminal, flags.yes === true, { shown, question: said("Issue it?") });
        if (refusal) return refusal;
        const value = await book.write("creditNotes.issue", issued);
        const { number, totalMinor, currency, invoiceNumber } = value.creditNote;
        const given = { number, amount: money(totalMinor, currency), invoiceNumber };
        return { ok: true, value, text: said("{number}: {amount} of {invoiceNumber} corrected.", given) };
      }),
    );
  withExamples(
    withAskOptions(withChangeOptions(command)),
    "invoices issue-credit-note INV-000042 --dry-run",
    'invoices issue-credit-note 42 --line 1=5.00 --note "Three weeks without service"',
    "invoices issue-credit-note 42 --line 1 2 --to-credit --yes --json",
    "invoices issue-credit-note 42 --to-credit 10.00 --to-payment-method 20.00",
  );
}

function chosenLines(text: string, before: readonly ChosenLine[] = []): readonly ChosenLine[] {
  const [, position, amount] = /^([1-9]\d{0,3})(?:=(.+))?$/u.exec(text) ?? [];
  if (position === undefined)
    throw new InvalidArgumentError("It is a place, or a place and an amount, such as 1=5.00.");
  return [...before, { position: Number(position), amount: amount ?? null }];
}

/**
 * The lines that are corrected, and how much of each.
 *
 * @throws AppError `invalid_input` for a place that the invoice has no line at.
 */
function linesOf(invoice: InvoiceView, chosen: readonly ChosenLine[] | undefined): Content["lines"] {
  const left = new Map(invoice.creditableLines.map(({ position, leftMinor }) => [position, leftMinor]));
  if (!chosen) {
    return [...left].flatMap(([position, amountMinor]) => (amountMinor === 0 ? [] : [{ position, amountMinor }]));
  }
  return chosen.map(({ position, amount }) => {
    const leftMinor = left.get(position);
    if (leftMinor === undefined) {
      const refusal = sentence("{invoiceNumber} has no line {position}.", { invoiceNumber: invoice.number, position });
      throw new AppError("invalid_input", refusal);
    }
    return { position, amountMinor: amount === null ? leftMinor : readAmount(amount, invoice.currency) };
  });
}

/** Where what was paid goes: parts as they are named, all of it to credit, or back the way it came. */
function destinationOf(flags: CreditNoteFlags, currency: string): Destination {
  const { toCredit, toPaymentMethod, outOfBand } = flags;
  const hasParts = typeof toCredit === "string" || toPaymentMethod !== undefined || outOfBand !== undefined;
  if (!hasParts) return toCredit === true ? "credit" : "origin";
  if (toCredit === true) {
    throw new AppError("invalid_input", sentence("Beside other parts, say how much of it goes to credit."));
  }
  const partMinor = (amount: string | undefined) => (amount === undefined ? 0 : readAmount(amount, currency));
  return {
    toCreditMinor: partMinor(toCredit),
    toPaymentMethodMinor: partMinor(toPaymentMethod),
    outOfBandMinor: partMinor(outOfBand),
  };
}

function previewText(terminal: Terminal, { figures }: MethodOutput<"creditNotes.preview">): string {
  const { currency, lines } = figures;
  const fields = [
    ["Invoice", figures.invoiceNumber],
    ["Total", figures.totalMinor],
    ["Off what is due", figures.toDueMinor],
    ["To credit", figures.toCreditMinor],
    ["To the payment method", figures.toPaymentMethodMinor],
    ["Out of band", figures.outOfBandMinor],
  ] as const;
  const rows = lines.map((each) => ({ ...each, currency }));
  const shown = fields.filter(([, value]) => value !== 0);
  return [
    tableOf(terminal, columns, rows),
    layOutFields(
      shown.map(([name, value]): Field => [name, typeof value === "string" ? value : money(value, currency)]),
    ),
  ].join("\n\n");
}
