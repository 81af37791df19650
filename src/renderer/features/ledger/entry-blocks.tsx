import { Table, Text } from "@mantine/core";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { CopyId } from "../../components/copy-id.tsx";
import { DateText } from "../../components/date-text.tsx";
import { MoneyFigure } from "../../components/money-figure.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import classes from "./entry-page.module.css";
import { ledgerText } from "./ledger-text.ts";

const words = ledgerText.entry;

/** What an entry put into blocks of credit or took out of them, in order (BEHAVIOUR 5.4), with how these blocks stand now. */
export function EntryBlocks({ details: { entry, blocks } }: { readonly details: MethodOutput<"ledger.get"> }) {
  const { accountId, currency } = entry;
  const known = useEngineQuery("credits.blocks", { accountId, currency });
  const blockOf = new Map(known.data?.blocks.map((block) => [block.id, block]));
  return (
    <div className={classes.blocks}>
      <Text size="sm" c="dimmed" py={4}>
        {words.blocksExplain}{" "}
        <PlaceLink size="sm" underline="always" to={{ screen: "account", accountId, tab: "credit" }}>
          {words.openBlocks}
        </PlaceLink>
      </Text>
      <Table.ScrollContainer minWidth={520} type="native">
        <Table verticalSpacing={4} horizontalSpacing="xs" className="tabular" aria-label={words.blocks}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.block.id}</Table.Th>
              <Table.Th scope="col" ta="end">
                {words.block.amount}
              </Table.Th>
              <Table.Th scope="col" ta="end">
                {words.block.left}
              </Table.Th>
              <Table.Th scope="col" ta="end">
                {words.block.priority}
              </Table.Th>
              <Table.Th scope="col">{words.block.expires}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {blocks.map(({ blockId, amountMinor }, index) => {
              const block = blockOf.get(blockId);
              return (
                // An entry may take from a block and put back into it; only its place tells the two apart.
                <Table.Tr key={index}>
                  <Table.Td>
                    <CopyId id={blockId} />
                  </Table.Td>
                  <Table.Td ta="end">
                    <MoneyFigure amountMinor={amountMinor} currency={currency} showsPlus />
                  </Table.Td>
                  <Table.Td ta="end">
                    <MoneyFigure amountMinor={block?.remainingMinor ?? null} currency={currency} />
                  </Table.Td>
                  <Table.Td ta="end">{block && countText(block.priority)}</Table.Td>
                  <Table.Td>
                    {block && (block.expiresOn === null ? words.block.never : <DateText on={block.expiresOn} />)}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  );
}
