import { useBook } from "../../foundation/book.ts";
import { useScreenFilters } from "../../foundation/view-store.ts";
import { readLedgerFilterForm } from "./ledger-filters.ts";
import { LedgerList } from "./ledger-list.tsx";
import { ledgerText } from "./ledger-text.ts";

/** The book's ledger. Its filters come back at the next start. */
export function LedgerPage() {
  const book = useBook();
  const [form, setForm] = useScreenFilters("ledger", readLedgerFilterForm);
  return (
    <LedgerList
      accountId={null}
      heading={{ title: ledgerText.title }}
      defaultCurrency={book.currency}
      form={form}
      onFormChange={setForm}
    />
  );
}
