import type { AccountStatement } from "../../shared/contract/account-statement.ts";
import { formatMoney } from "../../shared/money/format.ts";
import { paperLocales, type PaperLanguage } from "../../shared/paper/paper-language.ts";
import { paperWords } from "../../shared/paper/paper-words.ts";
import { reasonNameIn } from "../../shared/paper/reason-name.ts";
import { statementWords, type StatementWords } from "../../shared/paper/statement-words.ts";
import { paperDate } from "./paper-date.ts";
import { writeBlocks, writeSums } from "./parts.ts";
import { contentLeft, contentWidth, createSheet, ink, type TextStyle } from "./sheet.ts";
import { writeTable, type TableColumn } from "./table.ts";

/** What stands on the paper of a statement. */
export interface StatementPaperDetails {
  readonly statement: AccountStatement;
  readonly account: {
    readonly name: string;
    readonly billingName: string | null;
    readonly billingAddress: string | null;
  };
  readonly seller: {
    readonly sellerName: string;
    readonly sellerAddress: string | null;
    readonly sellerTaxNumbers: string | null;
  };
  readonly logo: Uint8Array | null;
  /** It alone is written with its symbol. */
  readonly bookCurrency: string;
  readonly madeAtMs: number;
}

const text = {
  title: { size: 18, weight: "strong" },
  heading: { size: 11, weight: "strong" },
  normal: { size: 9.5 },
  label: { size: 8, color: ink.quiet },
} as const satisfies Record<string, TextStyle>;

const whole = { x: contentLeft, width: contentWidth };

/** The paper of an account's statement as PDF: parties, sums, every movement and every invoice, page by page. */
export function statementPdf({ statement, account, seller, logo, bookCurrency, madeAtMs }: StatementPaperDetails) {
  const { language, currency } = statement;
  const words = statementWords[language];
  const invoiceWords = paperWords(language);
  const locale = paperLocales[language];
  const date = (on: string) => paperDate(on, locale);
  const money = (amountMinor: number, showsPlus = false) =>
    formatMoney(amountMinor, currency, {
      locale,
      currencyDisplay: currency === bookCurrency ? "symbol" : "code",
      showsPlus,
    });
  const span = `${date(statement.fromOn)} – ${date(statement.throughOn)}`;
  const sheet = createSheet({
    title: `${words.statement} ${statement.accountName}`,
    author: seller.sellerName,
    language,
    madeAtMs,
    pageHead: `${words.statement} · ${statement.accountName} · ${span}`,
    pageFoot: invoiceWords.page,
  });

  const top = sheet.y;
  const logoSize = { width: 170, height: 56 };
  if (logo) sheet.picture(logo, { x: contentLeft + contentWidth - logoSize.width, y: top, ...logoSize });
  sheet.flow(words.statement, whole, text.title);
  sheet.flow(span, whole, { size: 11 });
  sheet.y = Math.max(sheet.y, logo ? top + logoSize.height : 0) + 20;

  writeBlocks(sheet, [
    { label: invoiceWords.from, name: seller.sellerName, lines: [seller.sellerAddress, seller.sellerTaxNumbers] },
    { label: words.account, name: account.billingName ?? account.name, lines: [account.billingAddress] },
  ]);
  writeSums(sheet, contentLeft, [
    [words.opening, money(statement.openingMinor)],
    [words.added, money(statement.addedMinor)],
    [words.taken, money(statement.takenMinor)],
    [words.closing, money(statement.closingMinor)],
  ]);

  sheet.flow(words.movements, whole, text.heading);
  sheet.y += 6;
  if (statement.movements.length === 0) sheet.flow(words.noMovements, whole, text.normal);
  else {
    const columns: TableColumn<AccountStatement["movements"][number]>[] = [
      { heading: words.what, cell: (movement) => movementText(movement, words, language) },
      { heading: words.date, cell: ({ on }) => date(on) },
      { heading: words.amount, align: "end", cell: ({ amountMinor }) => money(amountMinor, true) },
      { heading: words.balance, align: "end", cell: ({ balanceMinor }) => money(balanceMinor) },
    ];
    writeTable(sheet, columns, statement.movements, { ...whole, style: text.normal, headStyle: text.label });
  }
  if (statement.invoices.length > 0) {
    sheet.y += 18;
    sheet.makeRoom(60);
    sheet.flow(words.invoices, whole, text.heading);
    sheet.y += 6;
    const columns: TableColumn<AccountStatement["invoices"][number]>[] = [
      { heading: invoiceWords.number, cell: ({ number }) => number },
      { heading: invoiceWords.issued, cell: ({ issuedOn }) => date(issuedOn) },
      { heading: invoiceWords.due, cell: ({ dueOn }) => date(dueOn) },
      { heading: words.state, cell: ({ state }) => (state === "draft" ? "" : invoiceWords.states[state]) },
      { heading: words.total, align: "end", cell: ({ totalMinor }) => money(totalMinor) },
      { heading: words.credit, align: "end", cell: ({ creditAppliedMinor }) => money(-creditAppliedMinor) },
      { heading: words.outstanding, align: "end", cell: ({ outstandingMinor }) => money(outstandingMinor) },
    ];
    writeTable(sheet, columns, statement.invoices, { ...whole, style: text.normal, headStyle: text.label });
    sheet.y += 6;
    sheet.flow(words.asOfToday, whole, text.label);
  }
  return sheet.finish();
}

function movementText(
  { sourceType, reasonName, invoiceNumber }: AccountStatement["movements"][number],
  words: StatementWords,
  language: PaperLanguage,
): string {
  const source = words.sources[sourceType];
  if (invoiceNumber !== null) return `${source} ${invoiceNumber}`;
  return reasonName === null ? source : `${source}: ${reasonNameIn(language, reasonName)}`;
}
