import type { ClosingFigures, ClosingReceipt } from "../../shared/contract/periods.ts";
import { formatMoney } from "../../shared/money/format.ts";
import { paperDate } from "./paper-date.ts";
import { contentLeft, contentWidth, createSheet, ink, type Sheet, type TextStyle } from "./sheet.ts";
import { writeTable } from "./table.ts";

const locale = "en";
const whole = { x: contentLeft, width: contentWidth };
const text = {
  title: { size: 18, weight: "strong" },
  heading: { size: 11, weight: "strong" },
  normal: { size: 9.5 },
  label: { size: 8, color: ink.quiet },
} as const satisfies Record<string, TextStyle>;

/** What an entry's source is called on the paper. */
const sourceNames: Readonly<Record<ClosingFigures["movements"][number]["sourceType"], string>> = {
  grant: "Added",
  deduction: "Removed",
  invoice_applied: "Used by invoices",
  invoice_returned: "Returned by void invoices",
  proration: "From unused time",
  refund_to_credit: "Refunded to credit",
  expiry: "Expired",
  reversal: "Reversed",
  transfer_in: "Transferred in",
  transfer_out: "Transferred out",
  opening: "Opening balances",
};

/**
 * The receipt of a closing as PDF: what the month comes to in every currency, who closed it when, and the hashes by which anybody can
 * check later that the ledger behind it is the same (BEHAVIOUR 11.8). The same receipt is the same bytes on every host.
 */
export function closingReceiptPdf(receipt: ClosingReceipt): Uint8Array {
  const title = `Closing of ${receipt.month}`;
  const sheet = createSheet({
    title,
    author: receipt.bookName,
    language: locale,
    madeAtMs: receipt.atMs,
    pageHead: `${title} · ${receipt.bookName}`,
    pageFoot: (page, of) => `Page ${page} of ${of}`,
  });
  sheet.flow(title, whole, text.title);
  sheet.flow(receipt.bookName, whole, text.heading);
  sheet.y += 10;
  const days = `${paperDate(receipt.fromOn, locale)} – ${paperDate(receipt.throughOn, locale)} (${receipt.timeZone})`;
  sheet.flow(`Credit of all accounts by effective date, ${days}`, whole, text.normal);
  sheet.flow(`Closed by ${receipt.operator} at ${new Date(receipt.atMs).toISOString()}`, whole, text.normal);
  if (receipt.currencies.length === 0) {
    sheet.y += 14;
    sheet.flow("No account has had credit up to then.", whole, text.normal);
  }
  for (const figures of receipt.currencies) writeCurrency(sheet, figures);
  writeProof(sheet, receipt);
  return sheet.finish();
}

interface FigureRow {
  readonly name: string;
  readonly entryCount: number | null;
  readonly amountMinor: number;
}

function writeCurrency(sheet: Sheet, { currency, openingMinor, movements, closingMinor }: ClosingFigures): void {
  const rows: FigureRow[] = [
    { name: "Opening", entryCount: null, amountMinor: openingMinor },
    ...movements.map(({ sourceType, reasonCode, entryCount, amountMinor }) => ({
      name: reasonCode === null ? sourceNames[sourceType] : `${sourceNames[sourceType]}, ${reasonCode}`,
      entryCount,
      amountMinor,
    })),
    { name: "Closing", entryCount: null, amountMinor: closingMinor },
  ];
  const count = new Intl.NumberFormat(locale);
  sheet.y += 16;
  sheet.makeRoom(60);
  sheet.flow(currency, whole, text.heading);
  sheet.y += 4;
  writeTable(
    sheet,
    [
      { heading: "Movement", cell: ({ name }) => name },
      {
        heading: "Entries",
        align: "end",
        cell: ({ entryCount }) => (entryCount === null ? "" : count.format(entryCount)),
      },
      {
        heading: "Amount",
        align: "end",
        cell: ({ amountMinor }) => formatMoney(amountMinor, currency, { locale, currencyDisplay: "code" }),
      },
    ],
    rows,
    { ...whole, style: text.normal, headStyle: text.label },
  );
}

function writeProof(sheet: Sheet, receipt: ClosingReceipt): void {
  const facts: readonly (readonly [label: string, value: string])[] = [
    [`Ledger: hash of entry ${receipt.headSequence}`, receipt.headHash],
    [`Audit log: hash of act ${receipt.auditHeadSequence}`, receipt.auditHeadHash],
    [`Closing ${receipt.sequence}: hash before it`, receipt.previousHash],
    [`Closing ${receipt.sequence}: its own hash`, receipt.hash],
  ];
  sheet.y += 18;
  for (const [label, value] of facts) {
    sheet.makeRoom(28);
    sheet.flow(label, whole, text.label);
    sheet.flow(value, whole, text.normal);
  }
  sheet.y += 8;
  const check = "countinghouse ledger verify --receipt FILE compares the book with the JSON of this receipt.";
  sheet.flow(check, whole, text.label);
}
