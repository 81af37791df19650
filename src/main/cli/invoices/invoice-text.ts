import { sentence } from "../../../shared/sentences/sentence.ts";
import type {
  InvoiceFigures,
  InvoiceLine,
  InvoicePreview,
  InvoiceView,
} from "../../../shared/contract/invoice-view.ts";
import { figure, money } from "../foundation/amounts.ts";
import { tableOf, type Column } from "../foundation/rows.ts";
import { layOutFields, type Field } from "../foundation/table.ts";
import { toldText, type Terminal } from "../foundation/terminal.ts";
import { codeText, said } from "../foundation/spoken.ts";

type Line = InvoiceLine & { readonly currency: string };
const lineColumns: readonly Column<Line>[] = [
  { heading: "Line", name: "description", value: ({ description }) => description, shrinks: true },
  {
    heading: "Period",
    name: "period",
    value: ({ period }) => (period ? said("{startOn} to {endOn}", period) : null),
  },
  { heading: "Quantity", name: "quantity", align: "right", value: ({ quantity }) => quantity },
  {
    heading: "Each",
    name: "unit",
    align: "right",
    value: ({ unitMinor, currency }) => (unitMinor === null ? said("in tiers") : figure(unitMinor, currency)),
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
export const estimateText = said(
  "An estimate: the book is linked, and its upstream bills. Discounts there are not in it.",
);

/** What is on the paper of an invoice or its preview, for people. */
export function figuresText(terminal: Terminal, figures: InvoiceFigures): string {
  const { currency, lines } = figures;
  const rows = lines.map((line) => ({ ...line, currency }));
  return `${tableOf(terminal, lineColumns, rows)}\n\n${layOutFields(sums(figures))}`;
}

/** Which credit will have expired or begun by the day of a coming invoice; none where that is nothing (BEHAVIOUR 5.3). */
export function comingCreditText({ comingCredit, figures: { currency } }: InvoicePreview): string[] {
  if (comingCredit.length === 0) return [];
  const sentences = comingCredit.map(({ amountMinor, change, on }) => {
    const given = { amount: money(amountMinor, currency), on };
    return change === "expires"
      ? said("  {amount} expires on {on}", given)
      : said("  {amount} can be used from {on}", given);
  });
  return [[said("By then the credit is another than today:"), ...sentences].join("\n")];
}

/** An invoice that was issued, with what became of it. */
export function invoiceText(terminal: Terminal, invoice: InvoiceView): string {
  const { currency, payments, creditNotes } = invoice;
  const { issuedOn, dueOn } = invoice;
  const state = invoice.isPastDue
    ? said("{state}, past due", { state: codeText(invoice.state) })
    : codeText(invoice.state);
  const paid =
    invoice.paidOn === null ? "" : said(" on {on} by {by}", { on: invoice.paidOn, by: paidByText(invoice.paidBy) });
  const head = layOutFields([
    ["Invoice", invoice.number],
    ["Id", invoice.id],
    ["Account", `${invoice.buyerName} (${invoice.accountId})`],
    ["State", state + paid],
    ["Issued", said("{issuedOn}, due {dueOn}", { issuedOn, dueOn })],
  ]);
  const after: Field[] = [
    ...payments.map((payment): Field => [
      "Payment",
      said("{amount} on {on} by {by}: {status}", {
        amount: money(payment.amountMinor, currency),
        on: payment.paidOn,
        by: payment.methodLabel === null ? codeText(payment.gateway) : toldText({ message: payment.methodLabel }),
        status: codeText(payment.status).replace("_", " "),
      }) +
        (payment.failureReason === null ? "" : `, ${payment.failureReason}`) +
        (payment.takenBackOn === null
          ? ""
          : said(", taken back on {on}: {reason}", { on: payment.takenBackOn, reason: payment.takenBackReason ?? "" })),
    ]),
    ...creditNotes.map((note): Field => [
      "Credit note",
      `${note.number}, ${money(note.totalMinor, currency)}` +
        (note.toDueMinor === 0
          ? ""
          : said(", of which {amount} off what was due", { amount: money(note.toDueMinor, currency) })),
    ]),
    ...(invoice.writtenOffOn === null
      ? []
      : [
          [
            "Written off",
            said("{amount} on {on}: {reason}", {
              amount: money(invoice.writtenOffMinor, currency),
              on: invoice.writtenOffOn,
              reason: invoice.writeOffReason ?? "",
            }),
          ] as const,
        ]),
    ["Still to pay", money(invoice.outstandingMinor, currency)],
  ];
  return `${head}\n\n${figuresText(terminal, invoice)}\n\n${layOutFields(after)}`;
}

function paidByText(paidBy: InvoiceView["paidBy"]): string {
  return paidBy === "none" ? said("nothing, as nothing was asked") : paidBy === null ? said("hand") : codeText(paidBy);
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
