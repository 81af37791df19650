import { useState } from "react";
import type { InvoiceView } from "../../../shared/contract/invoice-view.ts";
import { Fact, FactList } from "../../components/facts.tsx";
import { Money } from "../../components/money.tsx";

interface BuyerAndAmountProps {
  readonly invoice: InvoiceView;
  readonly names: { readonly account: string; readonly amount: string };
}

/** Whose invoice a dialog asks about, and what it still asks for. */
export function BuyerAndAmount({ invoice, names }: BuyerAndAmountProps) {
  // The invoice on the screen behind may have nothing left before the answer is here.
  const [amountMinor] = useState(invoice.outstandingMinor);
  return (
    <FactList>
      <Fact name={names.account}>{invoice.buyerName}</Fact>
      <Fact name={names.amount}>
        <Money amountMinor={amountMinor} currency={invoice.currency} emphasis="strong" />
      </Fact>
    </FactList>
  );
}
