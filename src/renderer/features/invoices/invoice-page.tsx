import { Alert, Stack, Table, Text } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import type { InvoiceView } from "../../../shared/contract/invoices.ts";
import { useBook } from "../../app/book.ts";
import { useEngineQuery } from "../../app/engine.ts";
import { CopyId } from "../../components/copy-id.tsx";
import { DateText, MomentText } from "../../components/date-text.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Money } from "../../components/money.tsx";
import { Page } from "../../components/page.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { Section } from "../../components/section.tsx";
import { InvoiceActions } from "./invoice-actions.tsx";
import { InvoicePaper } from "./invoice-paper.tsx";
import { invoicesText } from "./invoices-text.ts";
import layout from "./paper-layout.module.css";
import { StateStamp, stateWord } from "./state-stamp.tsx";

const words = invoicesText.invoice;

/** One invoice as it is printed, with its payments and where it came from. */
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
  // Not what is due minus what is outstanding: of a void invoice nothing is outstanding, and nothing was paid.
  const paidMinor = invoice.payments
    .filter(({ status }) => status === "succeeded")
    .reduce((sumMinor, { amountMinor }) => sumMinor + amountMinor, 0);

  return (
    <div className={layout.columns}>
      <InvoicePaper
        figures={invoice}
        number={invoice.number}
        stamp={<StateStamp state={invoice.state} isPastDue={invoice.isPastDue} isLarge />}
        settlement={{ paidMinor, outstandingMinor: invoice.outstandingMinor }}
        usesTestGateway={usesTestGateway}
      />
      <Stack gap="lg" className={layout.aside}>
        {usesTestGateway && (
          <Alert color="yellow" icon={<IconFlask aria-hidden="true" />}>
            {invoicesText.paper.testGateway}
          </Alert>
        )}
        <InvoiceFacts invoice={invoice} />
        <Section title={words.payments}>
          <Payments invoice={invoice} />
        </Section>
      </Stack>
    </div>
  );
}

function InvoiceFacts({ invoice }: { readonly invoice: InvoiceView }) {
  const { timeZone } = useBook();
  return (
    <Facts title={words.facts}>
      <Fact name={words.account}>
        <PlaceLink size="sm" to={{ screen: "account", accountId: invoice.accountId, tab: "invoices" }}>
          {invoice.buyerName}
        </PlaceLink>
      </Fact>
      <Fact name={words.state}>{stateWord(invoice.state, invoice.isPastDue)}</Fact>
      {invoice.paidBy !== null && <Fact name={words.paidBy}>{invoicesText.paidBy[invoice.paidBy]}</Fact>}
      {invoice.paidOn !== null && (
        <Fact name={words.paidOn}>
          <DateText on={invoice.paidOn} />
        </Fact>
      )}
      {invoice.creditEntryId !== null && (
        <Fact name={words.creditEntry}>
          <PlaceLink size="sm" to={{ screen: "entry", entryId: invoice.creditEntryId }}>
            {words.creditEntryLink}
          </PlaceLink>
        </Fact>
      )}
      {invoice.state === "void" && invoice.creditAppliedMinor !== 0 && (
        <Fact name={words.creditReturned}>
          <Money amountMinor={invoice.creditAppliedMinor} currency={invoice.currency} />
        </Fact>
      )}
      <Fact name={words.billingRun}>
        {invoice.billingRunId === null ? (
          words.byHand
        ) : (
          <PlaceLink size="sm" to={{ screen: "run", runId: invoice.billingRunId }}>
            {words.billingRunLink}
          </PlaceLink>
        )}
      </Fact>
      <Fact name={words.created}>
        <MomentText atMs={invoice.createdAtMs} timeZone={timeZone} />
      </Fact>
      <Fact name={words.id}>
        <CopyId id={invoice.id} />
      </Fact>
    </Facts>
  );
}

function Payments({ invoice }: { readonly invoice: InvoiceView }) {
  if (invoice.payments.length === 0) {
    return (
      <Text size="sm" py={6}>
        {invoice.paidBy === "payer-credits" ? words.paidByCreditOnly : words.noPayments}
      </Text>
    );
  }
  const columns = words.paymentColumns;
  return (
    <Table.ScrollContainer minWidth={300} type="native">
      <Table verticalSpacing={6} horizontalSpacing="xs" className="tabular">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{columns.date}</Table.Th>
            <Table.Th scope="col">{columns.gateway}</Table.Th>
            <Table.Th scope="col" ta="end">
              {columns.amount}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {invoice.payments.map((payment) => (
            <Table.Tr key={payment.id}>
              <Table.Td className={layout.oneLine}>
                <DateText on={payment.paidOn} />
              </Table.Td>
              <Table.Td>
                {words.gateways[payment.gateway]}
                <Text size="xs" c="dimmed">
                  {[words.paymentStatus[payment.status], payment.failureReason, payment.reference]
                    .filter(Boolean)
                    .join(" · ")}
                </Text>
              </Table.Td>
              <Table.Td ta="end">
                <Money amountMinor={payment.amountMinor} currency={invoice.currency} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
