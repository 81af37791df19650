import { Table, Text } from "@mantine/core";
import type { EntrySourceType } from "../../../shared/contract/ledger.ts";
import type { InvoiceView } from "../../../shared/contract/invoice-view.ts";
import { countText } from "../../foundation/count-text.ts";
import { MoneyFigure } from "../../components/money-figure.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { ledgerText } from "../ledger/ledger-text.ts";
import { invoicesText } from "./invoices-text.ts";
import layout from "./paper-layout.module.css";

const words = invoicesText.invoice;

/** The ledger entries that paid an invoice, came back from it or came of it, oldest first. */
export function CreditEntries({ invoice: { creditEntries, currency } }: { readonly invoice: InvoiceView }) {
  return (
    <Table verticalSpacing={6} horizontalSpacing={0} className={`tabular ${layout.topAligned}`}>
      <Table.Thead className="visually-hidden">
        <Table.Tr>
          <Table.Th scope="col">{words.creditEntryColumns.entry}</Table.Th>
          <Table.Th scope="col">{words.creditEntryColumns.amount}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {creditEntries.map(({ id, sequence, sourceType, amountMinor, blocks }) => (
          <Table.Tr key={id}>
            <Table.Td className="free-text">
              <PlaceLink size="sm" to={{ screen: "entry", entryId: id }}>
                {words.creditEntry(countText(sequence))}
              </PlaceLink>
              <Text size="xs" c="dimmed">
                {ledgerText.sources[sourceType as EntrySourceType]}
                {blocks.length > 1 && ` · ${words.creditEntryBlocks(countText(blocks.length))}`}
              </Text>
            </Table.Td>
            <Table.Td ta="end">
              <MoneyFigure amountMinor={amountMinor} currency={currency} showsPlus />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
