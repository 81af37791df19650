import { Group, Stack } from "@mantine/core";
import type { InvoiceView } from "../../../shared/contract/invoice-view.ts";
import { settlementOf } from "../../../shared/paper/settlement.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Page } from "../../components/page.tsx";
import { PageFigure } from "../../components/page-figure.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { Section } from "../../components/section.tsx";
import { ShortenedText } from "../../components/shortened-text.tsx";
import { StateMark } from "../../components/state-mark.tsx";
import { TestGatewayBadge } from "../accounts/test-gateway-badge.tsx";
import { CreditEntries } from "./credit-entries.tsx";
import { CreditNotes } from "./credit-notes.tsx";
import { InvoiceActions } from "./invoice-actions.tsx";
import { InvoiceFacts } from "./invoice-facts.tsx";
import { InvoicePaper } from "./invoice-paper.tsx";
import { InvoicePayments } from "./invoice-payments.tsx";
import { invoiceState } from "./invoice-state.ts";
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
      description={data && <Marks invoice={data} />}
      actions={
        data && (
          <>
            <Figure invoice={data} />
            <InvoiceActions invoice={data} />
          </>
        )
      }
    >
      {invoice.error && <ErrorNotice error={invoice.error} onRetry={() => void invoice.refetch()} />}
      {data && <Invoice invoice={data} />}
    </Page>
  );
}

/** Whose invoice it is, and how it stands. */
function Marks({ invoice }: { readonly invoice: InvoiceView }) {
  const usesTestGateway = useTestGatewayOf(invoice);
  return (
    <Group gap="xs" mt={2} fz="sm">
      <PlaceLink size="sm" maw={320} to={{ screen: "account", accountId: invoice.accountId, tab: "invoices" }}>
        <ShortenedText text={invoice.buyerName} />
      </PlaceLink>
      <StateMark {...invoiceState(invoice)} />
      {usesTestGateway && <TestGatewayBadge />}
    </Group>
  );
}

/** What is asked for: what is left of it while it is, and what was due once nothing is. For a void invoice nothing is, and nothing was. */
function Figure({ invoice: { state, outstandingMinor, dueMinor, currency } }: { readonly invoice: InvoiceView }) {
  if (state === "void") return null;
  return outstandingMinor === 0 ? (
    <PageFigure name={invoicesText.figures.dueMinor} amountMinor={dueMinor} currency={currency} />
  ) : (
    <PageFigure name={invoicesText.columns.outstanding} amountMinor={outstandingMinor} currency={currency} />
  );
}

/** Whether the test gateway was asked for its money, or will be (BEHAVIOUR 9.2). */
function useTestGatewayOf(invoice: InvoiceView): boolean {
  const account = useEngineQuery("accounts.get", { accountId: invoice.accountId });
  if (invoice.paidBy === "test" || invoice.payments.some(({ gateway }) => gateway === "test")) return true;
  return invoice.state === "open" && account.data?.usesTestGateway === true;
}

function Invoice({ invoice }: { readonly invoice: InvoiceView }) {
  const usesTestGateway = useTestGatewayOf(invoice);
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
