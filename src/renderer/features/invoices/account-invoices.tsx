import { useState } from "react";
import { emptyInvoiceFilterForm } from "./invoice-filters.ts";
import { InvoiceList } from "./invoice-list.tsx";

/** One account's invoices. */
export function AccountInvoices({ accountId }: { readonly accountId: string }) {
  const [form, setForm] = useState(emptyInvoiceFilterForm);
  return <InvoiceList accountId={accountId} form={form} onFormChange={setForm} />;
}
