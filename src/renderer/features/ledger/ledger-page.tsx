import { useBook } from "../../foundation/book.ts";
import { useScreenFilters } from "../../foundation/view-store.ts";
import { Page } from "../../components/page.tsx";
import { readLedgerFilterForm } from "./ledger-filters.ts";
import { LedgerList } from "./ledger-list.tsx";
import { ledgerText } from "./ledger-text.ts";

/** The book's ledger. Its filters come back at the next start. */
export function LedgerPage() {
  const book = useBook();
  const [form, setForm] = useScreenFilters("ledger", readLedgerFilterForm);
  return (
    <Page title={ledgerText.title} isFilled>
      <LedgerList accountId={null} defaultCurrency={book.currency} form={form} onFormChange={setForm} />
    </Page>
  );
}
