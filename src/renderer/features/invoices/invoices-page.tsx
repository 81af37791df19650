import { useBook } from "../../foundation/book.ts";
import { useScreenFilters } from "../../foundation/view-store.ts";
import { readInvoiceFilterForm } from "./invoice-filters.ts";
import { InvoiceList } from "./invoice-list.tsx";
import { invoicesText } from "./invoices-text.ts";

/** The book's invoices. Its filters come back at the next start. */
export function InvoicesPage() {
  const book = useBook();
  const [form, setForm] = useScreenFilters("invoices", readInvoiceFilterForm);
  return (
    <InvoiceList
      accountId={null}
      heading={{ title: invoicesText.title }}
      defaultCurrency={book.currency}
      form={form}
      onFormChange={setForm}
    />
  );
}
