import type { CreditNoteView } from "../../shared/contract/credit-notes.ts";
import type { InvoiceView } from "../../shared/contract/invoice-view.ts";
import { formatMoney } from "../../shared/money/format.ts";
import { creditNoteWords } from "../../shared/paper/credit-note-words.ts";
import { paperLocales } from "../../shared/paper/paper-language.ts";
import { isAddress } from "../../shared/paper/paper-lines.ts";
import { paperWords } from "../../shared/paper/paper-words.ts";
import { paperDate } from "./paper-date.ts";
import { writeBlocks, writeSums, type PaperBlock } from "./parts.ts";
import { contentLeft, contentWidth, createSheet, ink, type TextStyle } from "./sheet.ts";
import { writeTable } from "./table.ts";

/** What stands on the paper of a credit note. */
export interface CreditNotePaperDetails {
  readonly creditNote: CreditNoteView;
  /** The one that it corrects: seller, buyer and language are those of it. */
  readonly invoice: InvoiceView;
  readonly logo: Uint8Array | null;
  readonly bookCurrency: string;
}

const text = {
  title: { size: 18, weight: "strong" },
  normal: { size: 9.5 },
  label: { size: 8, color: ink.quiet },
} as const satisfies Record<string, TextStyle>;

const whole = { x: contentLeft, width: contentWidth };

/** The paper of a credit note as PDF: what it takes back of which lines, and where the money goes. */
export function creditNotePdf({ creditNote, invoice, logo, bookCurrency }: CreditNotePaperDetails): Uint8Array {
  const words = creditNoteWords[invoice.language];
  const invoiceWords = paperWords(invoice.language, invoice.wordsEdition);
  const locale = paperLocales[invoice.language];
  const { currency } = creditNote;
  const money = (amountMinor: number) =>
    formatMoney(amountMinor, currency, { locale, currencyDisplay: currency === bookCurrency ? "symbol" : "code" });
  const title = `${words.creditNote} ${creditNote.number}`;
  const sheet = createSheet({
    title,
    author: invoice.sellerName,
    language: invoice.language,
    madeAtMs: creditNote.createdAtMs,
    pageHead: `${title} · ${invoice.sellerName}`,
    pageFoot: invoiceWords.page,
  });
  const top = sheet.y;
  const logoSize = { width: 170, height: 56 };
  if (logo) sheet.picture(logo, { x: contentLeft + contentWidth - logoSize.width, y: top, ...logoSize });
  sheet.flow(words.creditNote, whole, text.title);
  sheet.flow(creditNote.number, whole, { size: 11 });
  sheet.flow(paperDate(creditNote.issuedOn, locale), whole, text.normal);
  sheet.y = Math.max(sheet.y, logo ? top + logoSize.height : 0) + 20;

  const contact = isAddress(invoice.buyerContact) ? invoice.buyerContact : null;
  const blocks: readonly PaperBlock[] = [
    {
      label: invoiceWords.from,
      name: invoice.sellerName,
      lines: [invoice.sellerAddress, invoice.sellerTaxNumbers],
    },
    {
      label: invoiceWords.billTo,
      name: invoice.buyerName,
      lines: [invoice.buyerAddress, contact, invoice.buyerTaxNumbers],
    },
    { label: words.forInvoice, name: invoice.number, lines: [paperDate(invoice.issuedOn, locale)] },
  ];
  writeBlocks(sheet, blocks);
  writeTable(
    sheet,
    [
      { heading: invoiceWords.description, cell: ({ description }) => description },
      { heading: words.net, align: "end", cell: ({ netMinor }) => money(netMinor) },
      { heading: words.tax, align: "end", cell: ({ taxMinor }) => money(taxMinor) },
      { heading: invoiceWords.amount, align: "end", cell: ({ netMinor, taxMinor }) => money(netMinor + taxMinor) },
    ],
    creditNote.lines,
    { ...whole, style: text.normal, headStyle: text.label },
  );
  sheet.y += 10;
  writeSums(sheet, contentLeft + contentWidth - 270, [
    [words.net, money(creditNote.netMinor)],
    [words.tax, money(creditNote.taxMinor)],
    [invoiceWords.total, money(creditNote.totalMinor)],
  ]);
  const destinations = [
    [words.toDue, creditNote.toDueMinor],
    [words.toCredit, creditNote.toCreditMinor],
    [words.toPaymentMethod, creditNote.toPaymentMethodMinor],
    [words.outOfBand, creditNote.outOfBandMinor],
  ] as const;
  for (const [label, amountMinor] of destinations) {
    if (amountMinor > 0) sheet.flow(`${label}: ${money(amountMinor)}`, whole, text.normal);
  }
  if (creditNote.note !== null) {
    sheet.y += 12;
    sheet.flow(creditNote.note, whole, text.normal);
  }
  return sheet.finish();
}
