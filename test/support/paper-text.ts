import type { CreditNoteView } from "../../src/shared/contract/credit-notes.ts";
import type { InvoiceView } from "../../src/shared/contract/invoice-view.ts";
import { toDecimalString } from "../../src/shared/money/format.ts";

/** Invoices as text, one after another, each with everything on its paper. */
export function papersText(invoices: readonly InvoiceView[]): string {
  return invoices.map(paperText).join("\n");
}

/**
 * An invoice as text that a person can check with pencil and paper: every line, every sum, how it stands, and what was taken back of
 * it. Amounts are plain decimals of the currency, and nothing that is made up anew on each run, such as an id, is in it.
 */
function paperText(invoice: InvoiceView): string {
  const amount = (minor: number) => toDecimalString(minor, invoice.currency);
  const orNone = (minor: number | null) => (minor === null ? "-" : amount(minor));
  const lines = table(
    ["#", "kind", "description", "from", "to", ">quantity", ">unit", ">gross", ">discount", ">net", ">tax", "rate"],
    invoice.lines.map((line) => [
      String(line.position),
      line.kind,
      line.description,
      line.period?.startOn ?? "-",
      line.period?.endOn ?? "-",
      String(line.quantity),
      orNone(line.unitMinor),
      amount(line.grossMinor),
      amount(line.discountMinor),
      amount(line.netMinor),
      amount(line.taxMinor),
      line.taxRateName ?? "-",
    ]),
  );
  const taxes = invoice.taxes.map(
    ({ name, ratePartsPerMillion, baseMinor, taxMinor }) =>
      `tax ${name} (${ratePartsPerMillion / 10_000} %) on ${amount(baseMinor)}: ${amount(taxMinor)}`,
  );
  const sums = table(
    ["sum", ">amount"],
    [
      ["discount", amount(invoice.discountMinor)],
      ["subtotal", amount(invoice.subtotalMinor)],
      ["tax", amount(invoice.taxMinor)],
      ["total", amount(invoice.totalMinor)],
      ["credit created", amount(invoice.creditCreatedMinor)],
      ["credit applied", amount(invoice.creditAppliedMinor)],
      ["carried", amount(invoice.carriedMinor)],
      ["due", amount(invoice.dueMinor)],
      ["credit left", amount(invoice.creditLeftMinor)],
      ["outstanding", amount(invoice.outstandingMinor)],
      ["credited", amount(invoice.creditedMinor)],
    ],
  );
  const credit = invoice.creditEntries.map(
    ({ sourceType, amountMinor, blocks }) =>
      `credit ${sourceType} ${amount(amountMinor)}, blocks ${blocks.map((each) => amount(each.amountMinor)).join(" ")}`,
  );
  const payments = invoice.payments.map(
    ({ gateway, status, amountMinor, overpaidMinor, refundedMinor, paidOn }) =>
      `payment ${gateway} ${status} ${amount(amountMinor)} on ${paidOn}, overpaid ${amount(overpaidMinor)}, refunded ${amount(refundedMinor)}`,
  );
  return [
    `${invoice.number} ${invoice.buyerName}, ${invoice.currency}, issued ${invoice.issuedOn}, due ${invoice.dueOn}`,
    `${invoice.state}, paid by ${invoice.paidBy ?? "-"} on ${invoice.paidOn ?? "-"}`,
    ...(invoice.note === null ? [] : [`note ${invoice.note}`]),
    ...lines,
    ...taxes,
    ...sums,
    ...credit,
    ...payments,
    ...invoice.creditNotes.flatMap((creditNote) => creditNoteText(creditNote, amount)),
    "",
  ].join("\n");
}

function creditNoteText(creditNote: CreditNoteView, amount: (minor: number) => string): string[] {
  return [
    `${creditNote.number} of ${creditNote.invoiceNumber}, issued ${creditNote.issuedOn}`,
    ...table(
      ["#", "description", ">gross", ">discount", ">net", ">tax"],
      creditNote.lines.map((line) => [
        String(line.position),
        line.description,
        amount(line.grossMinor),
        amount(line.discountMinor),
        amount(line.netMinor),
        amount(line.taxMinor),
      ]),
    ),
    ...table(
      ["sum", ">amount"],
      [
        ["net", amount(creditNote.netMinor)],
        ["tax", amount(creditNote.taxMinor)],
        ["total", amount(creditNote.totalMinor)],
        ["to credit", amount(creditNote.toCreditMinor)],
        ["to payment method", amount(creditNote.toPaymentMethodMinor)],
        ["out of band", amount(creditNote.outOfBandMinor)],
      ],
    ),
  ];
}

/** Rows in columns, each as wide as its widest cell. A heading that begins with ">" puts its column to the right. */
function table(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const isRight = headings.map((heading) => heading.startsWith(">"));
  const all = [headings.map((heading) => heading.replace(/^>/u, "")), ...rows];
  const widths = headings.map((_heading, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => (isRight[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
