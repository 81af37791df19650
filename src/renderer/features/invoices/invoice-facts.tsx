import type { InvoiceView } from "../../../shared/contract/invoice-view.ts";
import { countText } from "../../foundation/count-text.ts";
import { CopyId } from "../../components/copy-id.tsx";
import { DateText, MomentText } from "../../components/date-text.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Money } from "../../components/money.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { StateMark } from "../../components/state-mark.tsx";
import { invoiceState } from "./invoice-state.ts";
import { invoicesText } from "./invoices-text.ts";

const words = invoicesText.invoice;

/** What is known about an invoice beside its paper. */
export function InvoiceFacts({ invoice }: { readonly invoice: InvoiceView }) {
  const moved = invoice.steps.find((step) => step.kind === "moved");
  return (
    <Facts title={words.facts}>
      <Fact name={words.account}>
        <PlaceLink size="sm" to={{ screen: "account", accountId: invoice.accountId, tab: "invoices" }}>
          {invoice.buyerName}
        </PlaceLink>
      </Fact>
      <Fact name={words.state}>
        <StateMark {...invoiceState(invoice)} />
      </Fact>
      {moved && (
        <Fact name={words.movedFrom}>
          <DateText on={moved.fallsOn} />
        </Fact>
      )}
      <SettlementFacts invoice={invoice} />
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
        <MomentText atMs={invoice.createdAtMs} />
      </Fact>
      <Fact name={words.id}>
        <CopyId id={invoice.id} />
      </Fact>
    </Facts>
  );
}

function SettlementFacts({ invoice }: { readonly invoice: InvoiceView }) {
  const { currency } = invoice;
  const isVoid = invoice.state === "void";
  return (
    <>
      {invoice.paidBy !== null && invoice.totalMinor !== 0 && (
        <Fact name={words.paidBy}>{invoicesText.paidBy[invoice.paidBy]}</Fact>
      )}
      {invoice.paidOn !== null && (
        <Fact name={words.paidOn}>
          <DateText on={invoice.paidOn} />
        </Fact>
      )}
      {invoice.failedAttempts > 0 && <Fact name={words.failedAttempts}>{countText(invoice.failedAttempts)}</Fact>}
      {invoice.nextAttemptOn !== null && (
        <Fact name={words.nextAttempt}>
          <DateText on={invoice.nextAttemptOn} />
        </Fact>
      )}
      {invoice.creditedMinor !== 0 && (
        <Fact name={words.credited}>
          <Money amountMinor={invoice.creditedMinor} currency={currency} />
        </Fact>
      )}
      {invoice.reducedMinor !== 0 && (
        <Fact name={words.reduced}>
          <Money amountMinor={invoice.reducedMinor} currency={currency} />
        </Fact>
      )}
      {invoice.writtenOffMinor !== 0 && (
        <Fact name={words.writtenOff}>
          <Money amountMinor={invoice.writtenOffMinor} currency={currency} />
        </Fact>
      )}
      {invoice.writtenOffOn !== null && (
        <Fact name={words.writtenOffOn}>
          <DateText on={invoice.writtenOffOn} />
        </Fact>
      )}
      {invoice.writeOffReason !== null && <Fact name={words.writeOffReason}>{invoice.writeOffReason}</Fact>}
      {isVoid && invoice.creditAppliedMinor !== 0 && (
        <Fact name={words.creditReturned}>
          <Money amountMinor={invoice.creditAppliedMinor} currency={currency} />
        </Fact>
      )}
      {isVoid && invoice.creditCreatedMinor !== 0 && (
        <Fact name={words.creditTakenBack}>
          <Money amountMinor={invoice.creditCreatedMinor} currency={currency} />
        </Fact>
      )}
      {invoice.voidNote !== null && <Fact name={words.voidNote}>{invoice.voidNote}</Fact>}
    </>
  );
}
