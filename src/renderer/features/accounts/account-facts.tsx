import type { ReactNode } from "react";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import { countText } from "../../foundation/count-text.ts";
import { text } from "../../foundation/text.ts";
import { useUpstream } from "../../foundation/upstream.ts";
import { CopyId } from "../../components/copy-id.tsx";
import { DateText, MomentText } from "../../components/date-text.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { MoneyBar, Swatch } from "../../components/money-parts.tsx";
import { Money } from "../../components/money.tsx";
import { accountsText } from "./accounts-text.ts";
import { toldText } from "../../foundation/refusal-text.ts";

interface AccountFactsProps {
  readonly account: AccountView;
  readonly action?: ReactNode;
}

/** What the next invoice comes to as things stand. */
export function NextInvoiceFacts({ account: { nextInvoice }, action }: AccountFactsProps) {
  const words = accountsText.nextInvoice;
  const upstream = useUpstream();
  return (
    <Facts
      title={nextInvoice?.isEstimate === true ? words.estimateTitle : words.title}
      action={action}
      picture={
        nextInvoice && (
          <MoneyBar
            isSlim
            parts={[
              { dress: "credit", amountMinor: nextInvoice.creditAppliedMinor },
              { dress: "charged", amountMinor: nextInvoice.dueMinor },
            ]}
          />
        )
      }
      none={nextInvoice ? null : words.none}
      note={nextInvoice?.isEstimate === true && upstream ? text.estimates.withoutDiscounts(upstream.name) : null}
    >
      {nextInvoice && (
        <>
          <Fact name={words.on}>
            <DateText on={nextInvoice.on} />
          </Fact>
          <Fact name={words.total}>
            <Money amountMinor={nextInvoice.totalMinor} currency={nextInvoice.currency} />
          </Fact>
          <Fact name={words.credit} mark={<Swatch dress="credit" />}>
            <Money amountMinor={-nextInvoice.creditAppliedMinor} currency={nextInvoice.currency} />
          </Fact>
          <Fact name={words.due} mark={<Swatch dress="charged" />} isTotal>
            <Money amountMinor={nextInvoice.dueMinor} currency={nextInvoice.currency} emphasis="strong" />
          </Fact>
          <Fact name={words.left}>
            <Money amountMinor={nextInvoice.creditLeftMinor} currency={nextInvoice.currency} />
          </Fact>
        </>
      )}
    </Facts>
  );
}

/** Everything else that is known about the account. */
export function AccountDetailFacts({ account, action }: AccountFactsProps) {
  const words = accountsText.account;
  return (
    <Facts title={words.details} action={action}>
      <Fact name={words.kind}>{accountsText.kindNames[account.kind]}</Fact>
      <Fact name={words.contact[account.kind]}>{account.contact ?? words.none}</Fact>
      <Fact name={words.currency}>{account.currency}</Fact>
      <Fact name={words.openInvoices}>
        {account.openInvoiceCount === 0 ? words.none : words.openInvoiceCount(countText(account.openInvoiceCount))}
        {account.openDueMinor !== 0 && (
          <>
            , <Money amountMinor={account.openDueMinor} currency={account.currency} />
          </>
        )}
        {account.pastDueMinor !== 0 && (
          <>
            {" "}
            (<Money amountMinor={account.pastDueMinor} currency={account.currency} /> {words.pastDue})
          </>
        )}
      </Fact>
      <Fact name={words.timeZone}>{account.timeZone}</Fact>
      <Fact name={words.taxRate}>{account.isTaxExempt ? words.taxExempt : (account.taxRateName ?? words.none)}</Fact>
      <Fact name={words.paymentTerms}>
        {account.paymentTermsDays === null
          ? words.termsOfBook
          : words.paymentTermsDays(countText(account.paymentTermsDays))}
      </Fact>
      {account.billingName !== null && <Fact name={words.billingName}>{account.billingName}</Fact>}
      {account.billingAddress !== null && <Fact name={words.billingAddress}>{account.billingAddress}</Fact>}
      {account.taxNumbers !== null && <Fact name={words.taxNumbers}>{account.taxNumbers}</Fact>}
      {account.buyerReference !== null && <Fact name={words.buyerReference}>{account.buyerReference}</Fact>}
      {account.invoiceNote !== null && <Fact name={words.invoiceNote}>{account.invoiceNote}</Fact>}
      <Fact name={words.paymentMethod}>{toldText({ message: account.paymentMethodName })}</Fact>
      <Fact name={words.created}>
        <MomentText atMs={account.createdAtMs} />
      </Fact>
      <Fact name={words.lastActivity}>
        {account.lastActivityOn === null ? words.neverActive : <DateText on={account.lastActivityOn} />}
      </Fact>
      <Fact name={words.id}>
        <CopyId id={account.id} />
      </Fact>
    </Facts>
  );
}
