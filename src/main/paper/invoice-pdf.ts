import { addDays, civilDate } from "../../shared/calendar.ts";
import type { InvoiceLine, InvoiceView } from "../../shared/contract/invoice-view.ts";
import { formatMoney } from "../../shared/money/format.ts";
import { paperLocales } from "../../shared/paper/paper-language.ts";
import { isAddress } from "../../shared/paper/paper-lines.ts";
import { paperSums, type PaperSum } from "../../shared/paper/paper-sums.ts";
import { paperWords, type PaperWords } from "../../shared/paper/paper-words.ts";
import { isRestOfPeriod } from "../../shared/paper/rest-of-period.ts";
import { settlementOf, type Settlement } from "../../shared/paper/settlement.ts";
import { taxLabelIn } from "../../shared/paper/tax-label.ts";
import { paperDate } from "./paper-date.ts";
import { contentLeft, contentWidth, createSheet, ink, type Place, type Sheet, type TextStyle } from "./sheet.ts";
import { writeTable, type TableColumn } from "./table.ts";

/** What stands on the paper of an invoice beside what the invoice itself says. */
export interface InvoicePaperDetails {
  readonly invoice: InvoiceView;
  readonly logo: Uint8Array | null;
  /** It alone is written with its symbol, because "$" belongs to a dozen currencies. */
  readonly bookCurrency: string;
  /** The gateway only pretends to charge, and the paper says so (BEHAVIOUR 9.2). */
  readonly usesTestGateway: boolean;
}

/** What the parts of a paper have in common. */
interface Paper extends InvoicePaperDetails {
  readonly sheet: Sheet;
  readonly words: PaperWords;
  readonly settlement: Settlement;
  readonly locale: string;
  readonly money: (amountMinor: number, showsPlus?: boolean) => string;
}

const text = {
  title: { size: 18, weight: "strong" },
  state: { size: 11, weight: "strong" },
  normal: { size: 9.5 },
  strong: { size: 9.5, weight: "strong" },
  label: { size: 8, color: ink.quiet },
  due: { size: 11, weight: "strong" },
} as const satisfies Record<string, TextStyle>;

/**
 * The paper of an invoice as PDF: the same words and sums as on the desk, with a head on every page and every amount to the last minor
 * unit. The same invoice in the same state is the same bytes on every host.
 */
export function invoicePdf(details: InvoicePaperDetails): Uint8Array {
  const { invoice, bookCurrency } = details;
  const words = paperWords(invoice.language, invoice.wordsEdition);
  const locale = paperLocales[invoice.language];
  const title = invoice.state === "draft" ? words.preview : `${words.invoice} ${invoice.number}`;
  const sheet = createSheet({
    title,
    author: invoice.sellerName,
    language: invoice.language,
    madeAtMs: invoice.createdAtMs,
    pageHead: `${title} · ${invoice.sellerName}`,
    pageFoot: words.page,
  });
  const money = (amountMinor: number, showsPlus = false) =>
    formatMoney(amountMinor, invoice.currency, {
      locale,
      currencyDisplay: invoice.currency === bookCurrency ? "symbol" : "code",
      showsPlus,
    });
  const paper: Paper = { ...details, sheet, words, settlement: settlementOf(invoice), locale, money };
  writeHead(paper);
  writeParties(paper);
  writeLines(paper);
  writeSums(paper);
  writeFoot(paper);
  return sheet.finish();
}

const whole = { x: contentLeft, width: contentWidth };

function writeHead({ sheet, words, invoice, logo }: Paper): void {
  const top = sheet.y;
  const logoSize = { width: 170, height: 56 };
  const textPlace = { x: contentLeft, width: contentWidth - logoSize.width - 16 };
  if (logo) sheet.picture(logo, { x: contentLeft + contentWidth - logoSize.width, y: top, ...logoSize });
  sheet.flow(invoice.state === "draft" ? words.preview : words.invoice, textPlace, text.title);
  if (invoice.state !== "draft") sheet.flow(invoice.number, textPlace, { size: 11 });
  if (invoice.state !== "draft") {
    const state = words.states[invoice.isPastDue ? "pastDue" : invoice.state];
    sheet.flow(state, textPlace, { ...text.state, color: ink.quiet });
  }
  sheet.y = Math.max(sheet.y, logo ? top + logoSize.height : 0) + 20;
}

/** Seller, buyer and the days, beside each other; as high as the highest of them. */
function writeParties({ sheet, words, invoice, locale }: Paper): void {
  const gap = 18;
  const width = (contentWidth - 2 * gap) / 3;
  const top = sheet.y;
  const column = (index: number): Place => ({ x: contentLeft + index * (width + gap), width });
  const write = (place: Place, parts: readonly (readonly [string | null, TextStyle])[]) => {
    let y = top;
    for (const [part, style] of parts) {
      if (part !== null) y += sheet.put(part, { ...place, y }, style);
    }
    return y;
  };
  const seller = write(column(0), [
    [words.from, text.label],
    [invoice.sellerName, text.strong],
    [invoice.sellerAddress, text.normal],
    [invoice.sellerTaxNumbers, text.normal],
  ]);
  const buyer = write(column(1), [
    [words.billTo, text.label],
    [invoice.buyerName, text.strong],
    [invoice.buyerAddress, text.normal],
    [isAddress(invoice.buyerContact) ? invoice.buyerContact : null, text.normal],
    [invoice.buyerTaxNumbers, text.normal],
  ]);
  const facts = write(column(2), [
    [words.number, text.label],
    [invoice.number, text.normal],
    [words.issued, text.label],
    [paperDate(invoice.issuedOn, locale), text.normal],
    [words.due, text.label],
    [paperDate(invoice.dueOn, locale), text.normal],
    ...(invoice.buyerReference === null
      ? []
      : ([
          [words.buyerReference, text.label],
          [invoice.buyerReference, text.normal],
        ] as const)),
  ]);
  sheet.y = Math.max(seller, buyer, facts) + 22;
}

function writeLines({ sheet, words, invoice, locale, money }: Paper): void {
  const count = new Intl.NumberFormat(locale);
  const hasPeriods = invoice.lines.some(({ period }) => period !== null);
  const hasDiscounts = invoice.lines.some(({ discountMinor }) => discountMinor !== 0);
  const columns: TableColumn<InvoiceLine>[] = [
    { heading: words.description, cell: (line) => describe(line, words) },
    ...(hasPeriods
      ? [
          {
            heading: words.period,
            cell: ({ period }: InvoiceLine) => periodText(period, locale, words),
            maximumWidth: 150,
          },
        ]
      : []),
    { heading: words.quantity, align: "end", cell: ({ quantity }) => count.format(quantity) },
    {
      heading: words.unitPrice,
      align: "end",
      cell: ({ unitMinor }) => (unitMinor === null ? words.unitInTiers : money(unitMinor)),
    },
    ...(hasDiscounts
      ? [
          {
            heading: words.discount,
            align: "end" as const,
            cell: ({ discountMinor }: InvoiceLine) => (discountMinor === 0 ? "" : money(-discountMinor)),
          },
        ]
      : []),
    { heading: words.amount, align: "end", cell: ({ netMinor }) => money(netMinor) },
  ];
  writeTable(sheet, columns, invoice.lines, { ...whole, style: text.normal, headStyle: text.label });
}

function describe(line: InvoiceLine, words: PaperWords): string {
  return isRestOfPeriod(line) ? `${line.description}\n${words.restOfPeriod}` : line.description;
}

/** A half-open period, printed with its last day as people read periods: Mar 1 – Mar 31. */
function periodText(period: InvoiceLine["period"], locale: string, words: PaperWords): string {
  if (period === null) return words.noPeriod;
  return `${paperDate(period.startOn, locale)} – ${paperDate(addDays(civilDate(period.endOn), -1), locale)}`;
}

function writeSums({ sheet, words, invoice, settlement, locale, money }: Paper): void {
  const width = 270;
  const left = contentLeft + contentWidth - width;
  const sums = paperSums(invoice, settlement).map((sum) => {
    const style = sum.kind === "amountDue" ? text.due : text.normal;
    const amount = money(sum.amountMinor, sum.showsPlus);
    const label = labelOf(sum, words, locale, money);
    const labelWidth = width - sheet.widthOf(amount, style) - 12;
    return { ...sum, style, amount, label, labelWidth, height: sheet.heightOf(label, labelWidth, style) };
  });
  sheet.y += 10;
  // Sums that a page parts from what they come to are read wrongly.
  sheet.makeRoom(sums.reduce((sum, { height }) => sum + height + 8, 0));
  for (const { kind, style, amount, label, labelWidth, height } of sums) {
    const isDue = kind === "amountDue";
    if (isDue || kind === "total" || kind === "outstanding") {
      sheet.y += 3;
      sheet.rule({ x: left, width }, isDue ? { color: ink.black, width: 0.8 } : { color: ink.rule, width: 0.5 });
      sheet.y += 3;
    }
    sheet.put(label, { x: left, width: labelWidth, y: sheet.y }, style);
    sheet.put(amount, { x: left, width, y: sheet.y, align: "end" }, style);
    sheet.y += height;
    if (isDue) {
      sheet.y += 3;
      sheet.rule({ x: left, width }, { color: ink.black, width: 0.8 });
      sheet.y += 3;
    }
  }
  sheet.y += 18;
}

function labelOf(sum: PaperSum, words: PaperWords, locale: string, money: Paper["money"]): string {
  if (sum.kind !== "tax") return words[sum.kind];
  return `${taxLabelIn(locale, sum.tax.name, sum.tax.ratePartsPerMillion)} ${words.taxOn} ${money(sum.tax.baseMinor)}`;
}

function writeFoot({ sheet, words, invoice, settlement, usesTestGateway, money }: Paper): void {
  if (settlement.isVoid) sheet.flow(words.voidNotice, whole, text.strong);
  else sheet.flow(`${words.creditLeft}: ${money(invoice.creditLeftMinor)}`, whole, text.normal);
  if (usesTestGateway) sheet.flow(words.testGateway, whole, text.strong);
  if (invoice.paymentDetails !== null) {
    sheet.y += 12;
    sheet.flow(words.payTo, whole, text.label);
    sheet.flow(invoice.paymentDetails, whole, text.normal);
    if (invoice.state !== "draft") sheet.flow(`${words.paymentReference}: ${invoice.number}`, whole, text.normal);
  }
  if (invoice.note !== null) {
    sheet.y += 12;
    sheet.flow(invoice.note, whole, text.normal);
  }
}
