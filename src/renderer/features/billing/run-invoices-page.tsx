import { useState } from "react";
import { useBook } from "../../foundation/book.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import type { RunInvoices } from "../../foundation/router.ts";
import { dateText } from "../../foundation/day-text.ts";
import { emptyInvoiceFilterForm } from "../invoices/invoice-filters.ts";
import { InvoiceList } from "../invoices/invoice-list.tsx";
import { billingText } from "./billing-text.ts";

const words = billingText.runInvoices;

interface RunInvoicesPageProps {
  readonly runId: string;
  readonly invoices: RunInvoices;
}

/** The invoices that a billing run made, or those of one sum of its report, as they stand by now. */
export function RunInvoicesPage({ runId, invoices }: RunInvoicesPageProps) {
  const book = useBook();
  const run = useEngineQuery("billing.getRun", { runId });
  const [form, setForm] = useState(emptyInvoiceFilterForm);
  const name = run.data ? billingText.report.title(dateText(run.data.throughOn)) : billingText.report.titleLoading;
  return (
    <InvoiceList
      accountId={null}
      heading={{
        title: words.titles[invoices],
        breadcrumbs: [
          { label: billingText.title, place: { screen: "billing", tab: "runs" } },
          { label: name, place: { screen: "run", runId } },
        ],
      }}
      ofRun={{ billingRunId: runId, outcome: invoices === "all" ? null : invoices }}
      defaultCurrency={book.currency}
      form={form}
      onFormChange={setForm}
    />
  );
}
