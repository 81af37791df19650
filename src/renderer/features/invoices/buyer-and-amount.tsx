import { DataList } from "@mantine/core";
import { useState } from "react";
import type { InvoiceView } from "../../../shared/contract/invoices.ts";
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
    <DataList size="sm" labelWidth={130}>
      <DataList.Item>
        <DataList.ItemLabel>{names.account}</DataList.ItemLabel>
        <DataList.ItemValue>{invoice.buyerName}</DataList.ItemValue>
      </DataList.Item>
      <DataList.Item>
        <DataList.ItemLabel>{names.amount}</DataList.ItemLabel>
        <DataList.ItemValue>
          <Money amountMinor={amountMinor} currency={invoice.currency} emphasis="strong" />
        </DataList.ItemValue>
      </DataList.Item>
    </DataList>
  );
}
