import type { AccountStatement } from "./contract/account-statement.ts";
import { toCsv, type CsvCell } from "./csv.ts";

const heading = [
  "kind",
  "date",
  "number",
  "reason",
  "currency",
  "amount",
  "balance",
  "due_on",
  "state",
  "credit_applied",
  "outstanding",
];

/** A statement as CSV: the opening balance, a row for each movement, the closing balance, and a row for each invoice. */
export function statementCsv(statement: AccountStatement): string {
  const { currency, fromOn, throughOn, openingMinor, closingMinor, movements, invoices } = statement;
  const amount = (amountMinor: number): CsvCell => ({ amountMinor, currency });
  const balance = (kind: string, on: string, amountMinor: number): CsvCell[] => [
    kind,
    on,
    null,
    null,
    currency,
    null,
    amount(amountMinor),
    ...nothing(4),
  ];
  return toCsv([
    heading,
    balance("opening_balance", fromOn, openingMinor),
    ...movements.map((movement) => [
      movement.sourceType,
      movement.on,
      movement.invoiceNumber,
      movement.reasonName,
      currency,
      amount(movement.amountMinor),
      amount(movement.balanceMinor),
      ...nothing(4),
    ]),
    balance("closing_balance", throughOn, closingMinor),
    ...invoices.map((invoice) => [
      "invoice",
      invoice.issuedOn,
      invoice.number,
      null,
      currency,
      amount(invoice.totalMinor),
      null,
      invoice.dueOn,
      invoice.state,
      amount(invoice.creditAppliedMinor),
      amount(invoice.outstandingMinor),
    ]),
  ]);
}

function nothing(count: number): null[] {
  return Array.from({ length: count }, () => null);
}
