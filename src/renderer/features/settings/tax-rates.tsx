import { Group, Skeleton, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useEngineQuery } from "../../foundation/engine.ts";
import { shareText } from "../../foundation/share-text.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { ExportButton } from "../../components/export-button.tsx";
import { Section } from "../../components/section.tsx";
import { NewTaxRateDialog } from "./new-tax-rate-dialog.tsx";
import { settingsText } from "./settings-text.ts";
import { ActionButton } from "../../components/action-button.tsx";

const words = settingsText.taxRates;

/** The tax rates of the book, and the way to a new one. */
export function TaxRates() {
  const rates = useEngineQuery("taxRates.list", {});
  const [isAdding, setAdding] = useState(false);
  return (
    <Section
      title={words.title}
      action={
        <Group gap="xs">
          {rates.data && rates.data.taxRates.length > 0 && <ExportButton of={{ list: "tax_rates" }} />}
          <ActionButton takes="catalog" size="compact-sm" variant="default" onClick={() => setAdding(true)}>
            {words.add}
          </ActionButton>
        </Group>
      }
    >
      <Text size="sm" c="dimmed" py="xs">
        {words.explain}
      </Text>
      {rates.isPending && <Skeleton h={80} />}
      {rates.error && <ErrorNotice error={rates.error} onRetry={() => void rates.refetch()} />}
      {rates.data?.taxRates.length === 0 && <Text size="sm">{words.none}</Text>}
      {rates.data && rates.data.taxRates.length > 0 && (
        <Table verticalSpacing={6} className="tabular" aria-label={words.caption}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.name}</Table.Th>
              <Table.Th scope="col" ta="end">
                {words.rate}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rates.data.taxRates.map(({ id, name, ratePartsPerMillion }) => (
              <Table.Tr key={id}>
                <Table.Th scope="row">{name}</Table.Th>
                <Table.Td ta="end">{shareText(ratePartsPerMillion)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {isAdding && <NewTaxRateDialog onClose={() => setAdding(false)} />}
    </Section>
  );
}
