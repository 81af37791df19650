import { Table } from "@mantine/core";
import type { BatchTotal } from "../../../shared/contract/batches.ts";
import { FigureColumns, MoneyFigure } from "../../components/money-figure.tsx";
import { Section } from "../../components/section.tsx";
import { countText } from "../../foundation/count-text.ts";
import { useReasonName } from "../../foundation/reason-names.ts";
import { batchesText } from "./batches-text.ts";

const words = batchesText;

interface BatchTotalsProps {
  readonly title: string;
  readonly label: string;
  readonly totals: readonly BatchTotal[];
}

/** What rows come to by reason and currency; nothing where there are none. */
export function BatchTotals({ title, label, totals }: BatchTotalsProps) {
  const reasonName = useReasonName();
  if (totals.length === 0) return null;
  return (
    <Section title={title}>
      <Table verticalSpacing={4} className="tabular" aria-label={label} w="auto" miw={480}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.reason}</Table.Th>
            {[words.rows, words.added, words.rows, words.removed].map((heading, index) => (
              <Table.Th key={index} scope="col" ta="end">
                {heading}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <FigureColumns currencies={totals.map(({ currency }) => currency)}>
            {totals.map((total) => (
              <Table.Tr key={`${total.currency} ${total.reasonCode}`}>
                <Table.Th scope="row">{reasonName(total.reasonCode)}</Table.Th>
                <Sum count={total.increaseCount} amountMinor={total.increaseMinor} currency={total.currency} />
                <Sum count={total.decreaseCount} amountMinor={-total.decreaseMinor} currency={total.currency} />
              </Table.Tr>
            ))}
          </FigureColumns>
        </Table.Tbody>
      </Table>
    </Section>
  );
}

interface SumProps {
  readonly count: number;
  readonly amountMinor: number;
  readonly currency: string;
}

/** How many rows, and what they come to; blank where there are none. */
function Sum({ count, amountMinor, currency }: SumProps) {
  return (
    <>
      <Table.Td ta="end">{count > 0 && countText(count)}</Table.Td>
      <Table.Td ta="end">
        {count > 0 && <MoneyFigure amountMinor={amountMinor} currency={currency} showsPlus />}
      </Table.Td>
    </>
  );
}
