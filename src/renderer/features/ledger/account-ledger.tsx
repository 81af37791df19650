import { useState } from "react";
import { useEngineQuery } from "../../foundation/engine.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { emptyLedgerFilterForm } from "./ledger-filters.ts";
import { LedgerList } from "./ledger-list.tsx";

/**
 * One account's ledger. Its filters last as long as the account is open: coming back to another account with a filter from
 * last week would look as if entries were missing.
 */
export function AccountLedger({ accountId }: { readonly accountId: string }) {
  const account = useEngineQuery("accounts.get", { accountId });
  const [form, setForm] = useState(emptyLedgerFilterForm);
  if (account.error) return <ErrorNotice error={account.error} />;
  if (!account.data) return null;
  return (
    <LedgerList accountId={accountId} defaultCurrency={account.data.currency} form={form} onFormChange={setForm} />
  );
}
