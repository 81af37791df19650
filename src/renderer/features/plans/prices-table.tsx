import { Badge, Group, Skeleton, Table, Text } from "@mantine/core";
import type { PriceView } from "../../../shared/contract/plans.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { CopyId } from "../../components/copy-id.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { useCodedMoneyText } from "../../components/money.tsx";
import { FigureColumns } from "../../components/money-figure.tsx";
import { NoValue } from "../../components/no-value.tsx";
import classes from "./prices-table.module.css";
import { plansText } from "./plans-text.ts";
import { SeatTiers } from "./seat-tiers.tsx";
import { BaseFee } from "./base-fee.tsx";

const words = plansText.plan;

/** Every price of a plan, the default one first. */
export function PricesTable({ planId }: { readonly planId: string }) {
  const prices = useEngineQuery("prices.list", { planId });
  if (prices.error) return <ErrorNotice error={prices.error} onRetry={() => void prices.refetch()} />;
  if (!prices.data) return <Skeleton h={120} />;
  return (
    <Table.ScrollContainer minWidth={640} type="native">
      <Table verticalSpacing={8} className="tabular" aria-label={words.pricesCaption}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.price}</Table.Th>
            <Table.Th scope="col" ta="end">
              {words.monthly}
            </Table.Th>
            <Table.Th scope="col" ta="end">
              {words.annual}
            </Table.Th>
            <Table.Th scope="col" w={280}>
              {words.seats}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <FigureColumns currencies={prices.data.prices.map(({ currency }) => currency)}>
            {prices.data.prices.map((price) => (
              <PriceRow key={price.id} price={price} />
            ))}
          </FigureColumns>
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function PriceRow({ price }: { readonly price: PriceView }) {
  const { currency } = price;
  const moneyText = useCodedMoneyText();
  return (
    <Table.Tr {...(classes.top !== undefined && { className: classes.top })}>
      <Table.Th scope="row">
        <Group gap="xs">
          {price.description ?? (price.isDefault ? words.standardPrice : words.customPrice)}
          {price.isDefault && (
            <Badge variant="light" tt="none" fw={600}>
              {words.defaultPrice}
            </Badge>
          )}
        </Group>
        <CopyId id={price.id} />
      </Table.Th>
      <Table.Td ta="end">
        <BaseFee amountMinor={price.monthlyMinor} price={price} />
      </Table.Td>
      <Table.Td ta="end">
        <BaseFee amountMinor={price.annualMinor} price={price} />
        {price.annualMonthlyMinor !== null && price.annualMonthlyMinor > 0 && (
          <Text size="xs" c="dimmed" className={classes.aMonth}>
            {moneyText(price.annualMonthlyMinor, currency)} {words.aMonth}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {price.seatPrice ? (
          <SeatTiers seatPrice={price.seatPrice} currency={currency} />
        ) : (
          <NoValue meaning={plansText.list.noSeats} />
        )}
      </Table.Td>
    </Table.Tr>
  );
}
