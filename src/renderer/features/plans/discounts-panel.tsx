import { Group, Skeleton, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { DiscountView } from "../../../shared/contract/plans.ts";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { ExportButton } from "../../components/export-button.tsx";
import { Section } from "../../components/section.tsx";
import { DiscountOff } from "./discount-off.tsx";
import { discountsText as words } from "./discounts-text.ts";
import { NewDiscountDialog } from "./new-discount-dialog.tsx";
import { ActionButton } from "../../components/action-button.tsx";

/** The discounts of the book, and the way to a new one. */
export function DiscountsPanel() {
  const discounts = useEngineQuery("discounts.list", {});
  const [isCreating, setCreating] = useState(false);
  const actions = (
    <Group gap="xs">
      {discounts.data && discounts.data.discounts.length > 0 && <ExportButton of={{ list: "discounts" }} />}
      <ActionButton takes="catalog" size="compact-sm" onClick={() => setCreating(true)}>
        {words.create}
      </ActionButton>
    </Group>
  );
  return (
    <Section title={words.title} action={actions}>
      {discounts.isPending && <Skeleton h={200} />}
      {discounts.error && <ErrorNotice error={discounts.error} onRetry={() => void discounts.refetch()} />}
      {discounts.data?.discounts.length === 0 && <EmptyState title={words.emptyTitle}>{words.empty}</EmptyState>}
      {discounts.data && discounts.data.discounts.length > 0 && (
        <>
          <Text size="sm" c="dimmed" my="xs">
            {words.explain}
          </Text>
          <DiscountsTable discounts={discounts.data.discounts} />
        </>
      )}
      {isCreating && <NewDiscountDialog onClose={() => setCreating(false)} />}
    </Section>
  );
}

function DiscountsTable({ discounts }: { readonly discounts: readonly DiscountView[] }) {
  return (
    <Table.ScrollContainer minWidth={440} maw={720} type="native">
      <Table verticalSpacing={6} className="tabular" aria-label={words.caption}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.name}</Table.Th>
            <Table.Th scope="col" ta="end">
              {words.off}
            </Table.Th>
            <Table.Th scope="col">{words.length}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {discounts.map((discount) => (
            <Table.Tr key={discount.id}>
              <Table.Th scope="row">{discount.name}</Table.Th>
              <Table.Td ta="end">
                <DiscountOff {...discount} />
              </Table.Td>
              <Table.Td>
                {discount.periods === null ? words.forGood : words.periods(countText(discount.periods))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
