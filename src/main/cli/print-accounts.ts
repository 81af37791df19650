import type { AccountRow, ExportedAccount } from "../../shared/contract/accounts.ts";
import type { MethodInput } from "../../shared/contract/index.ts";
import { amountColumn, printRows, type Column, type RowFlags } from "./rows.ts";
import type { OpenBook, Outcome } from "./run-command.ts";
import type { Terminal } from "./terminal.ts";

const columns: readonly Column<AccountRow>[] = [
  { heading: "Id", name: "id", value: ({ id }) => id },
  { heading: "Name", name: "name", value: ({ name }) => name, shrinks: true },
  { heading: "Kind", name: "kind", value: ({ kind }) => kind },
  { heading: "E-mail or slug", name: "contact", value: ({ contact }) => contact, shrinks: true },
  { heading: "Plan", name: "plan", value: ({ planName }) => planName, shrinks: true },
  { heading: "Status", name: "subscription_status", value: ({ subscriptionStatus }) => subscriptionStatus },
  { heading: "Currency", name: "currency", value: ({ currency }) => currency },
  amountColumn("Credit", "credit", ({ creditBalanceMinor }) => creditBalanceMinor),
  { heading: "Next on", name: "next_charge_on", value: ({ nextChargeOn }) => nextChargeOn },
  amountColumn("Next charge", "next_charge", ({ nextChargeMinor }) => nextChargeMinor),
  amountColumn("Past due", "past_due", ({ pastDueMinor }) => pastDueMinor),
];

/** What CSV has beside that, so that an import makes the same accounts of it (docs/csv.md). */
const exportColumns: readonly Column<ExportedAccount>[] = [
  ...columns,
  { heading: "Time zone", name: "time_zone", value: ({ timeZone }) => timeZone },
  {
    heading: "Tax",
    name: "tax_rate_percent",
    // At most four decimals of a percent, which a quotient by 10,000 writes exactly.
    value: ({ taxRatePartsPerMillion: parts }) => (parts === null ? null : parts / 10_000),
  },
  { heading: "Tax rate", name: "tax_rate_name", value: ({ taxRateName }) => taxRateName },
  { heading: "Exempt", name: "tax_exempt", value: ({ isTaxExempt }) => (isTaxExempt ? "yes" : "no") },
  { heading: "Pays by", name: "payment_method", value: ({ paymentMethod }) => paymentMethod },
  { heading: "Terms", name: "payment_terms_days", value: ({ paymentTermsDays }) => paymentTermsDays },
  { heading: "Invoice note", name: "invoice_note", value: ({ invoiceNote }) => invoiceNote },
  { heading: "Billing name", name: "billing_name", value: ({ billingName }) => billingName },
  { heading: "Address", name: "billing_address", value: ({ billingAddress }) => billingAddress },
  { heading: "Tax numbers", name: "tax_numbers", value: ({ taxNumbers }) => taxNumbers },
  { heading: "Reference", name: "buyer_reference", value: ({ buyerReference }) => buyerReference },
  { heading: "Language", name: "paper_language", value: ({ paperLanguage }) => paperLanguage },
  { heading: "Since", name: "created_at", value: ({ createdAtMs }) => new Date(createdAtMs).toISOString() },
];

/** Print accounts: for people what the list shows, as CSV what can be imported into another book too (docs/csv.md). */
export function printAccounts(
  terminal: Terminal,
  book: OpenBook,
  flags: RowFlags,
  input: Omit<MethodInput<"accounts.list">, "after" | "skip" | "limit">,
): Promise<Outcome> {
  if (!flags.csv) {
    return printRows(terminal, flags, columns, async (after: string | null, limit) => {
      const { rows, nextCursor, total } = await book.ask("accounts.list", { ...input, after, limit });
      return { rows, next: nextCursor, total };
    });
  }
  return printRows(terminal, flags, exportColumns, async (after: string | null, limit) => {
    const { rows, nextCursor, total } = await book.ask("accounts.export", { ...input, after, limit });
    return { rows, next: nextCursor, total };
  });
}
