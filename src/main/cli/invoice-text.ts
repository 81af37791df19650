import { sentence } from "../../shared/sentences/sentence.ts";
import type { InvoiceFigures, InvoiceLine, InvoicePreview, InvoiceView } from "../../shared/contract/invoices.ts";
import { figure, money } from "./amounts.ts";
import { tableOf, type Column } from "./rows.ts";
import { layOutFields, type Field } from "./table.ts";
import type { Terminal } from "./terminal.ts";

type Line = InvoiceLine & { readonly currency: string };
const lineColumns: readonly Column<Line>[] = [
  { heading: "Line", name: "description", value: ({ description }) => description, shrinks: true },
  {
    heading: "Period",
    name: "period",
    value: ({ period }) => (period ? `${period.startOn} to ${period.endOn}` : null),
  },
  { heading: "Quantity", name: "quantity", align: "right", value: ({ quantity }) => quantity },
  {
    heading: "Each",
    name: "unit",
    align: "right",
    value: ({ unitMinor, currency }) => (unitMinor === null ? "in tiers" : figure(unitMinor, currency)),
  },
  {
    heading: "Discount",
    name: "discount",
    align: "right",
    value: ({ discountMinor, currency }) => (discountMinor === 0 ? "" : figure(-discountMinor, currency)),
  },
  { heading: "Amount", name: "net", align: "right", value: ({ netMinor, currency }) => figure(netMinor, currency) },
];

/** What is said below figures of coming invoices in a linked book (BEHAVIOUR 12.4). */
export const estimateText = "An estimate: the book is linked, and its upstream bills. Discounts there are not in it.";

/** What is on the paper of an invoice or its preview, for people. */
export function figuresText(terminal: Terminal, figures: InvoiceFigures): string {
  const { currency, lines } = figures;
  const rows = lines.map((line) => ({ ...line, currency }));
  return `${tableOf(terminal, lineColumns, rows)}\n\n${layOutFields(sums(figures))}`;
}

/** Which credit will have expired or begun by the day of a coming invoice; none where that is nothing (BEHAVIOUR 5.3). */
export function comingCreditText({ comingCredit, figures: { currency } }: InvoicePreview): string[] {
  if (comingCredit.length === 0) return [];
  const sentences = comingCredit.map(
    ({ amountMinor, change, on }) =>
      `  ${money(amountMinor, currency)} ${change === "expires" ? "expires on" : "can be used from"} ${on}`,
  );
  return [["By then the credit is another than today:", ...sentences].join("\n")];
}

/** An invoice that was issued, with what became of it. */
export function invoiceText(terminal: Terminal, invoice: InvoiceView): string {
  const { currency, payments, creditNotes } = invoice;
  const state = invoice.isPastDue ? `${invoice.state}, past due` : invoice.state;
  const paid = invoice.paidOn === null ? "" : ` on ${invoice.paidOn} by ${paidByText(invoice.paidBy)}`;
  const head = layOutFields([
    ["Invoice", invoice.number],
    ["Id", invoice.id],
    ["Account", `${invoice.buyerName} (${invoice.accountId})`],
    ["State", state + paid],
    ["Issued", `${invoice.issuedOn}, due ${invoice.dueOn}`],
  ]);
  const after: Field[] = [
    ...payments.map((payment): Field => [
      "Payment",
      `${money(payment.amountMinor, currency)} on ${payment.paidOn} by ${payment.methodLabel ?? payment.gateway}: ${payment.status.replace("_", " ")}` +
        (payment.failureReason === null ? "" : `, ${payment.failureReason}`) +
        (payment.takenBackOn === null ? "" : `, taken back on ${payment.takenBackOn}: ${payment.takenBackReason}`),
    ]),
    ...creditNotes.map((note): Field => [
      "Credit note",
      `${note.number}, ${money(note.totalMinor, currency)}` +
        (note.toDueMinor === 0 ? "" : `, of which ${money(note.toDueMinor, currency)} off what was due`),
    ]),
    ...(invoice.writtenOffOn === null
      ? []
      : [
          [
            "Written off",
            `${money(invoice.writtenOffMinor, currency)} on ${invoice.writtenOffOn}: ${invoice.writeOffReason}`,
          ] as const,
        ]),
    ["Still to pay", money(invoice.outstandingMinor, currency)],
  ];
  return `${head}\n\n${figuresText(terminal, invoice)}\n\n${layOutFields(after)}`;
}

function paidByText(paidBy: InvoiceView["paidBy"]): string {
  return paidBy === "none" ? "nothing, as nothing was asked" : (paidBy ?? "hand");
}

function sums(figures: InvoiceFigures): Field[] {
  const { currency, taxes } = figures;
  const amount = (amountMinor: number): string => money(amountMinor, currency);
  const fields: Field[] = [["Subtotal", amount(figures.subtotalMinor)]];
  for (const tax of taxes) fields.push([sentence("Tax {name}", { name: tax.name }), amount(tax.taxMinor)]);
  fields.push(["Total", amount(figures.totalMinor)]);
  if (figures.creditCreatedMinor > 0) fields.push(["Becomes credit", amount(figures.creditCreatedMinor)]);
  fields.push(["From account credit", amount(-figures.creditAppliedMinor)]);
  if (figures.carriedMinor !== 0) fields.push(["On the next invoice", amount(figures.carriedMinor)]);
  fields.push(["Amount due", amount(figures.dueMinor)], ["Credit left", amount(figures.creditLeftMinor)]);
  return fields;
}
