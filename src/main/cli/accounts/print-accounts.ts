import type { AccountRow } from "../../../shared/contract/accounts.ts";
import type { MethodInput } from "../../../shared/contract/index.ts";
import { accountColumns } from "../../../shared/exports/account-columns.ts";
import { exportList, type TableFileFlags } from "../foundation/export-file.ts";
import { amountColumn, forPrograms, printRows, type Column, type RowFlags } from "../foundation/rows.ts";
import type { OpenBook, Outcome } from "../foundation/run-command.ts";
import type { Terminal } from "../foundation/terminal.ts";
import { codeText } from "../foundation/spoken.ts";

const columns: readonly Column<AccountRow>[] = [
  { heading: "Id", name: "id", value: ({ id }) => id },
  { heading: "Name", name: "name", value: ({ name }) => name, shrinks: true },
  { heading: "Kind", name: "kind", text: ({ kind }) => codeText(kind), value: ({ kind }) => kind },
  { heading: "E-mail or slug", name: "contact", value: ({ contact }) => contact, shrinks: true },
  { heading: "Plan", name: "plan", value: ({ planName }) => planName, shrinks: true },
  {
    heading: "Status",
    name: "subscription_status",
    text: ({ subscriptionStatus: status }) => (status === null ? "" : codeText(status)),
    value: ({ subscriptionStatus }) => subscriptionStatus,
  },
  { heading: "Currency", name: "currency", value: ({ currency }) => currency },
  amountColumn("Credit", "credit", ({ creditBalanceMinor }) => creditBalanceMinor),
  { heading: "Next on", name: "next_charge_on", value: ({ nextChargeOn }) => nextChargeOn },
  amountColumn("Next charge", "next_charge", ({ nextChargeMinor }) => nextChargeMinor),
  amountColumn("Past due", "past_due", ({ pastDueMinor }) => pastDueMinor),
];

/** Print accounts: for people what the list shows, as CSV what can be imported into another book too (docs/csv.md). */
export function printAccounts(
  terminal: Terminal,
  book: OpenBook,
  flags: RowFlags & TableFileFlags,
  input: Omit<MethodInput<"accounts.list">, "after" | "skip" | "limit">,
): Promise<Outcome> {
  if (flags.to) return exportList(book, flags.to, { list: "accounts", ...input });
  if (!flags.csv) {
    return printRows(terminal, flags, columns, async (after: string | null, limit) => {
      const { rows, nextCursor, total } = await book.ask("accounts.list", { ...input, after, limit });
      return { rows, next: nextCursor, total };
    });
  }
  return printRows(terminal, flags, forPrograms(accountColumns), async (after: string | null, limit) => {
    const { rows, nextCursor, total } = await book.ask("accounts.export", { ...input, after, limit });
    return { rows, next: nextCursor, total };
  });
}
