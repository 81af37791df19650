import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "commander";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { findInvoice } from "../foundation/find.ts";
import { invoiceFilters, withInvoiceOptions, type ChosenInvoices, type InvoiceFlags } from "./invoice-filters.ts";
import { writeNewFile } from "../foundation/new-file.ts";
import { bookOption, jsonOption, pathFromHere, withExamples } from "../foundation/options.ts";
import type { BookFlags, CommandLine, OpenBook, Outcome } from "../foundation/run-command.ts";
import { said } from "../foundation/spoken.ts";

interface PdfFlags extends BookFlags, InvoiceFlags {
  readonly to?: string;
  readonly creditNote?: string;
}

/** `countinghouse invoices pdf` */
export function addPdfCommand(invoices: Command, line: CommandLine): void {
  const pdf = invoices
    .command("pdf")
    .description(
      "Save an invoice's paper as PDF, or the papers of all invoices that are chosen. No file is written over.",
    )
    .argument("[invoice]", "its number or id; left out: all that the options choose")
    .addOption(
      new Option(
        "--to <file>",
        "where it goes; left out: here, under its number. For several: a new file whose name ends with .zip, or a folder",
      ).argParser(pathFromHere),
    )
    .option("--credit-note <number>", "the paper of this credit note of the invoice instead")
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((reference: string | undefined, flags: PdfFlags) =>
      line.withBook(flags, (book) =>
        reference === undefined ? saveChosenPdfs(book, flags) : savePdf(book, reference, flags),
      ),
    );
  withExamples(
    withInvoiceOptions(pdf),
    "invoices pdf INV-000042",
    "invoices pdf 42 --to march.pdf",
    "invoices pdf 42 --credit-note CN-000007",
    "invoices pdf --run run_01jd2x9k3mh6v8t4b7q0c5n1wz --to run.zip",
    "invoices pdf --account acme-inc --from 2026-01-01 --to acme-2026",
  );
}

async function savePdf(book: OpenBook, reference: string, flags: PdfFlags): Promise<Outcome> {
  const { id, creditNotes } = await findInvoice(book, reference);
  const note = creditNotes.find(({ number }) => number === flags.creditNote);
  const { fileName, contentBase64 } =
    flags.creditNote === undefined
      ? await book.ask("invoices.pdf", { invoiceId: id })
      : await book.ask("creditNotes.pdf", { invoiceId: id, creditNoteId: note?.id ?? flags.creditNote });
  const path = flags.to ?? pathFromHere(fileName);
  writeNewFile(path, Buffer.from(contentBase64, "base64"));
  return { ok: true, value: { path }, text: said("Saved {path}.", { path }) };
}

/** @throws AppError `invalid_input` where it is not said where they go, or a file is there already. */
async function saveChosenPdfs(book: OpenBook, flags: PdfFlags): Promise<Outcome> {
  if (flags.to === undefined) {
    throw new AppError("invalid_input", sentence("Name an invoice, or say by --to where the papers of several go."));
  }
  const of = await invoiceFilters(book, flags);
  if (flags.to.toLowerCase().endsWith(".zip")) {
    const value = await book.job("invoices.exportPdfs", { of, toPath: flags.to }, "Making PDFs");
    return { ok: true, value, text: savedText(value.rowCount, value.path) };
  }
  const savedCount = await fillFolder(book, flags.to, of);
  const value = { path: flags.to, count: savedCount };
  return { ok: true, value, text: savedText(savedCount, flags.to) };
}

function savedText(pdfCount: number, path: string): string {
  return said("Saved {count} {count|PDF|PDFs} in {path}.", { count: pdfCount, path });
}

/** Save each paper under its number. @returns how many there are. */
async function fillFolder(book: OpenBook, folder: string, of: ChosenInvoices): Promise<number> {
  mkdirSync(folder, { recursive: true });
  let savedCount = 0;
  let after: string | null = null;
  do {
    const page: MethodOutput<"invoices.list"> = await book.ask("invoices.list", { ...of, after, limit: 500 });
    for (const { id } of page.rows) {
      const { fileName, contentBase64 } = await book.ask("invoices.pdf", { invoiceId: id });
      writeNewFile(join(folder, fileName), Buffer.from(contentBase64, "base64"));
      savedCount += 1;
    }
    after = page.nextCursor;
  } while (after !== null);
  return savedCount;
}
