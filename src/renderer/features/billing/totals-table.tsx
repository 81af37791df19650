import { Table } from "@mantine/core";
import type { BillingTotals } from "../../../shared/contract/billing.ts";
import { Money } from "../../components/money.tsx";
import { billingText } from "./billing-text.ts";
import { countText } from "../../app/count-text.ts";

interface TotalsTableProps {
  readonly caption: string;
  readonly totals: readonly BillingTotals[];
  /** `planned` for what a run would do, `done` for what it did. */
  readonly tense: "planned" | "done";
}

/** Sums by currency, side by side and never added up (BEHAVIOUR 1.7). */
export function TotalsTable({ caption, totals, tense }: TotalsTableProps) {
  const words = billingText.totals;
  return (
    <Table.ScrollContainer minWidth={440} maw={800} type="native">
      <Table verticalSpacing={6} className="tabular" captionSide="top">
        <Table.Caption ta="start">{caption}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.currency}</Table.Th>
            <Table.Th scope="col" ta="end">
              {words.invoices}
            </Table.Th>
            <Table.Th scope="col" ta="end">
              {words.invoiced}
            </Table.Th>
            <Table.Th scope="col" ta="end">
              {tense === "planned" ? words.creditToBeUsed : words.creditUsed}
            </Table.Th>
            <Table.Th scope="col" ta="end">
              {tense === "planned" ? words.toBeCharged : words.charged}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {totals.map((total) => (
            <Table.Tr key={total.currency}>
              <Table.Th scope="row">{total.currency}</Table.Th>
              <Table.Td ta="end">{countText(total.invoiceCount)}</Table.Td>
              <Table.Td ta="end">
                <Money amountMinor={total.invoicedMinor} currency={total.currency} />
              </Table.Td>
              <Table.Td ta="end">
                <Money amountMinor={total.creditAppliedMinor} currency={total.currency} />
              </Table.Td>
              <Table.Td ta="end">
                <Money amountMinor={total.dueMinor} currency={total.currency} emphasis="strong" />
              </Table.Td>
            </Table.Tr>
          ))}
          {totals.length === 0 && (
            <Table.Tr>
              <Table.Td colSpan={5}>{words.none}</Table.Td>
            </Table.Tr>
          )}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** What a job under way came to so far; nothing before its first batch. */
export function TotalsSoFar({ totals, tense }: Omit<TotalsTableProps, "caption">) {
  return totals.length === 0 ? null : <TotalsTable caption={billingText.soFar} totals={totals} tense={tense} />;
}
