import { Alert, Stack } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import type { InvoiceView } from "../../../shared/contract/invoices.ts";
import { settlementOf } from "../../../shared/paper/settlement.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Page } from "../../components/page.tsx";
import { Section } from "../../components/section.tsx";
import { CreditEntries } from "./credit-entries.tsx";
import { CreditNotes } from "./credit-notes.tsx";
import { InvoiceActions } from "./invoice-actions.tsx";
import { InvoiceFacts } from "./invoice-facts.tsx";
import { InvoicePaper } from "./invoice-paper.tsx";
import { InvoicePayments } from "./invoice-payments.tsx";
import { invoicesText } from "./invoices-text.ts";
import layout from "./paper-layout.module.css";

const words = invoicesText.invoice;

/** One invoice as it is printed, with its payments, its credit notes and where it came from. */
export function InvoicePage({ invoiceId }: { readonly invoiceId: string }) {
  const invoice = useEngineQuery("invoices.get", { invoiceId });
  const data = invoice.data;

  return (
    <Page
      title={data?.number ?? words.titleLoading}
      breadcrumbs={[{ label: words.breadcrumb, place: { screen: "invoices" } }]}
      actions={data && <InvoiceActions invoice={data} />}
    >
      {invoice.error && <ErrorNotice error={invoice.error} onRetry={() => void invoice.refetch()} />}
      {data && <Invoice invoice={data} />}
    </Page>
  );
}

function Invoice({ invoice }: { readonly invoice: InvoiceView }) {
  const account = useEngineQuery("accounts.get", { accountId: invoice.accountId });
  const wentThroughTestGateway =
    invoice.paidBy === "test" || invoice.payments.some(({ gateway }) => gateway === "test");
  const usesTestGateway =
    wentThroughTestGateway || (invoice.state === "open" && account.data?.usesTestGateway === true);

  return (
    <div className={layout.columns}>
      <Stack gap="lg">
        <InvoicePaper
          figures={invoice}
          number={invoice.number}
          state={invoice.state}
          isPastDue={invoice.isPastDue}
          settlement={settlementOf(invoice)}
          usesTestGateway={usesTestGateway}
        />
        {invoice.creditNotes.length > 0 && <CreditNotes invoice={invoice} />}
      </Stack>
      <Stack gap="lg" className={layout.aside}>
        {usesTestGateway && (
          <Alert color="yellow" icon={<IconFlask aria-hidden="true" />}>
            {invoicesText.testGateway}
          </Alert>
        )}
        <InvoiceFacts invoice={invoice} />
        <Section title={words.payments}>
          <InvoicePayments invoice={invoice} />
        </Section>
        {invoice.creditEntries.length > 0 && (
          <Section title={words.creditEntries}>
            <CreditEntries invoice={invoice} />
          </Section>
        )}
      </Stack>
    </div>
  );
}
