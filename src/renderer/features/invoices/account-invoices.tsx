import { useState } from "react";
import { useEngineQuery } from "../../foundation/engine.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { emptyInvoiceFilterForm } from "./invoice-filters.ts";
import { InvoiceList } from "./invoice-list.tsx";

/** One account's invoices. Its filters last as long as the account is open. */
export function AccountInvoices({ accountId }: { readonly accountId: string }) {
  const account = useEngineQuery("accounts.get", { accountId });
  const [form, setForm] = useState(emptyInvoiceFilterForm);
  if (account.error) return <ErrorNotice error={account.error} />;
  if (!account.data) return null;
  return (
    <InvoiceList accountId={accountId} defaultCurrency={account.data.currency} form={form} onFormChange={setForm} />
  );
}
