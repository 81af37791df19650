import type { CsvCell } from "../../../shared/csv.ts";
import type { Chart } from "./chart.ts";
import type { JournalTransaction } from "./postings.ts";

/** The columns of a journal as a table: a row for each posting. */
export const journalColumns = [
  { name: "date" },
  { name: "code" },
  { name: "payee" },
  { name: "description" },
  { name: "account_number" },
  { name: "account_name" },
  { name: "account_type" },
  { name: "currency" },
  { name: "debit", isAmount: true },
  { name: "credit", isAmount: true },
  { name: "customer_account_id" },
] as const;

/** The rows of a transaction. Either debit or credit is empty, as accounting packages have it. */
export function toJournalRows(
  { on, currency, code, payee, description, accountId, postings }: JournalTransaction,
  chart: Chart,
): CsvCell[][] {
  return postings.map(({ role, subject, amountMinor }) => {
    const { number, name, type } = chart(role, subject, on);
    const debit = amountMinor > 0 ? { amountMinor, currency } : null;
    const credit = amountMinor < 0 ? { amountMinor: -amountMinor, currency } : null;
    return [on, code, payee, description, number, name, type, currency, debit, credit, accountId];
  });
}
