import { Table, Text } from "@mantine/core";
import type { SubscriptionItemView } from "../../../shared/contract/subscriptions.ts";
import { countText } from "../../foundation/count-text.ts";
import { DateText } from "../../components/date-text.tsx";
import { NoValue } from "../../components/no-value.tsx";
import { Section } from "../../components/section.tsx";
import { StateMark } from "../../components/state-mark.tsx";
import { statusTones } from "../accounts/status-word.ts";
import { subscriptionsText } from "./subscriptions-text.ts";

const words = subscriptionsText.tab;
const { choice } = subscriptionsText;

/** Everything the account was, is and will be subscribed to. */
export function ItemHistory({ items }: { readonly items: readonly SubscriptionItemView[] }) {
  return (
    <Section title={words.items}>
      {items.length === 0 ? (
        <Text size="sm" c="dimmed" py={6}>
          {words.noItems}
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={620} type="native">
          <Table verticalSpacing={6} className="tabular" aria-label={words.itemsCaption}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{words.itemPlan}</Table.Th>
                <Table.Th scope="col">{words.itemBilled}</Table.Th>
                <Table.Th scope="col" ta="end">
                  {words.seats}
                </Table.Th>
                <Table.Th scope="col">{words.itemStarted}</Table.Th>
                <Table.Th scope="col">{words.itemEnds}</Table.Th>
                <Table.Th scope="col">{words.itemStatus}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((item) => (
                <Table.Tr key={item.id}>
                  <Table.Th scope="row">{item.planName}</Table.Th>
                  <Table.Td>{item.period === "month" ? choice.month : choice.annual}</Table.Td>
                  <Table.Td ta="end">
                    {item.seats === null ? <NoValue meaning={words.noSeats} /> : countText(item.seats)}
                  </Table.Td>
                  <Table.Td>
                    <DateText on={item.startedOn} />
                  </Table.Td>
                  <Table.Td>
                    {item.endsOn === null ? <NoValue meaning={words.open} /> : <DateText on={item.endsOn} />}
                  </Table.Td>
                  <Table.Td>
                    <StateMark word={words.itemStatuses[item.status]} tone={statusTones[item.status]} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  );
}
