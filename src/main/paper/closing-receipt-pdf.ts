import type { ClosingFigures, ClosingReceipt } from "../../shared/contract/periods.ts";
import { formatMoney } from "../../shared/money/format.ts";
import { closingWords, type ClosingWords } from "../../shared/paper/closing-words.ts";
import { paperLocales, type PaperLanguage } from "../../shared/paper/paper-language.ts";
import { reasonNameIn } from "../../shared/paper/reason-name.ts";
import { paperDate } from "./paper-date.ts";
import { contentLeft, contentWidth, createSheet, ink, type Sheet, type TextStyle } from "./sheet.ts";
import { writeTable } from "./table.ts";

const whole = { x: contentLeft, width: contentWidth };
const text = {
  title: { size: 18, weight: "strong" },
  heading: { size: 11, weight: "strong" },
  normal: { size: 9.5 },
  label: { size: 8, color: ink.quiet },
} as const satisfies Record<string, TextStyle>;

/**
 * The receipt of a closing as PDF: what the month comes to in every currency, who closed it when, and the hashes by which anybody can
 * check later that the ledger behind it is the same (BEHAVIOUR 11.8). The same receipt in one language is the same bytes on every host.
 *
 * @param reasonNames what the book calls its reasons, by their codes.
 */
export function closingReceiptPdf(
  receipt: ClosingReceipt,
  language: PaperLanguage,
  reasonNames: ReadonlyMap<string, string>,
): Uint8Array {
  const [words, locale] = [closingWords[language], paperLocales[language]];
  const title = words.title(receipt.month);
  const sheet = createSheet({
    title,
    author: receipt.bookName,
    language,
    madeAtMs: receipt.atMs,
    pageHead: `${title} · ${receipt.bookName}`,
    pageFoot: words.page,
  });
  sheet.flow(title, whole, text.title);
  sheet.flow(receipt.bookName, whole, text.heading);
  sheet.y += 10;
  const days = `${paperDate(receipt.fromOn, locale)} – ${paperDate(receipt.throughOn, locale)} (${receipt.timeZone})`;
  sheet.flow(words.whose(days), whole, text.normal);
  sheet.flow(words.closedBy(receipt.operator, new Date(receipt.atMs).toISOString()), whole, text.normal);
  if (receipt.currencies.length === 0) {
    sheet.y += 14;
    sheet.flow(words.noCredit, whole, text.normal);
  }
  const reasonText = (code: string) => reasonNameIn(language, reasonNames.get(code) ?? code);
  for (const figures of receipt.currencies) writeCurrency(sheet, figures, { words, locale, reasonText });
  writeProof(sheet, receipt, words);
  return sheet.finish();
}

interface FigureRow {
  readonly name: string;
  readonly entryCount: number | null;
  readonly amountMinor: number;
}

interface CurrencyTelling {
  readonly words: ClosingWords;
  readonly locale: string;
  readonly reasonText: (code: string) => string;
}

function writeCurrency(
  sheet: Sheet,
  { currency, openingMinor, movements, closingMinor }: ClosingFigures,
  { words, locale, reasonText }: CurrencyTelling,
): void {
  const rows: FigureRow[] = [
    { name: words.opening, entryCount: null, amountMinor: openingMinor },
    ...movements.map(({ sourceType, reasonCode, entryCount, amountMinor }) => ({
      name: reasonCode === null ? words.sources[sourceType] : `${words.sources[sourceType]}: ${reasonText(reasonCode)}`,
      entryCount,
      amountMinor,
    })),
    { name: words.closing, entryCount: null, amountMinor: closingMinor },
  ];
  const count = new Intl.NumberFormat(locale);
  sheet.y += 16;
  sheet.makeRoom(60);
  sheet.flow(currency, whole, text.heading);
  sheet.y += 4;
  writeTable(
    sheet,
    [
      { heading: words.movement, cell: ({ name }) => name },
      {
        heading: words.entries,
        align: "end",
        cell: ({ entryCount }) => (entryCount === null ? "" : count.format(entryCount)),
      },
      {
        heading: words.amount,
        align: "end",
        cell: ({ amountMinor }) => formatMoney(amountMinor, currency, { locale, currencyDisplay: "code" }),
      },
    ],
    rows,
    { ...whole, style: text.normal, headStyle: text.label },
  );
}

function writeProof(sheet: Sheet, receipt: ClosingReceipt, words: ClosingWords): void {
  const facts: readonly (readonly [label: string, value: string])[] = [
    [words.ledgerHash(receipt.headSequence), receipt.headHash],
    [words.auditHash(receipt.auditHeadSequence), receipt.auditHeadHash],
    ...(receipt.attributionHeadHash === undefined
      ? []
      : [[words.attributionHash(receipt.attributionHeadSequence ?? 0), receipt.attributionHeadHash] as const]),
    [words.hashBefore(receipt.sequence), receipt.previousHash],
    [words.ownHash(receipt.sequence), receipt.hash],
  ];
  sheet.y += 18;
  for (const [label, value] of facts) {
    sheet.makeRoom(28);
    sheet.flow(label, whole, text.label);
    sheet.flow(value, whole, text.normal);
  }
  sheet.y += 8;
  sheet.flow(words.check("countinghouse ledger verify --receipt FILE"), whole, text.label);
}
