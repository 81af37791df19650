import { Table, Text } from "@mantine/core";
import type { ClosingFigures } from "../../../shared/contract/periods.ts";
import { countText } from "../../foundation/count-text.ts";
import { useReasonName } from "../../foundation/reason-names.ts";
import { FigureColumns, MoneyFigure } from "../../components/money-figure.tsx";
import { ledgerText } from "../ledger/ledger-text.ts";
import { periodsText } from "./periods-text.ts";

interface FigureRow {
  readonly name: string;
  readonly entryCount: number | null;
  readonly amountMinor: number;
  readonly isBalance: boolean;
}

const words = periodsText.closing;

/** What a month comes to: opening, what moved by source and reason, closing, each currency by itself. */
export function ClosingFiguresTable({ currencies }: { readonly currencies: readonly ClosingFigures[] }) {
  const reasonName = useReasonName();
  if (currencies.length === 0) return <Text size="sm">{words.noCredit}</Text>;
  return (
    <Table verticalSpacing={4} className="tabular" aria-label={words.caption}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{words.currency}</Table.Th>
          <Table.Th scope="col">{words.movement}</Table.Th>
          <Table.Th scope="col" ta="end">
            {words.entries}
          </Table.Th>
          <Table.Th scope="col" ta="end">
            {words.amount}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        <FigureColumns currencies={currencies.map(({ currency }) => currency)}>
          {currencies.flatMap((figures) =>
            rowsOf(figures, reasonName).map(({ name, entryCount, amountMinor, isBalance }) => (
              <Table.Tr key={`${figures.currency} ${name}`}>
                <Table.Td>{figures.currency}</Table.Td>
                <Table.Th scope="row" fw={isBalance ? 600 : 400}>
                  {name}
                </Table.Th>
                <Table.Td ta="end">{entryCount === null ? "" : countText(entryCount)}</Table.Td>
                <Table.Td ta="end">
                  <MoneyFigure
                    amountMinor={amountMinor}
                    currency={figures.currency}
                    isCurrencyTold
                    showsPlus={!isBalance}
                    isStrong={isBalance}
                  />
                </Table.Td>
              </Table.Tr>
            )),
          )}
        </FigureColumns>
      </Table.Tbody>
    </Table>
  );
}

function rowsOf(
  { openingMinor, movements, closingMinor }: ClosingFigures,
  reasonName: (code: string) => string,
): FigureRow[] {
  const balance = (name: string, amountMinor: number) => ({ name, entryCount: null, amountMinor, isBalance: true });
  return [
    balance(words.opening, openingMinor),
    ...movements.map(({ sourceType, reasonCode, entryCount, amountMinor }) => {
      const source = ledgerText.sources[sourceType];
      const name = reasonCode === null ? source : `${source} · ${reasonName(reasonCode)}`;
      return { name, entryCount, amountMinor, isBalance: false };
    }),
    balance(words.closing, closingMinor),
  ];
}
