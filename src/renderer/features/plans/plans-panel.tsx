import { Group, Skeleton, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { PlanView } from "../../../shared/contract/plans.ts";
import { countOrBlank, countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { ExportButton } from "../../components/export-button.tsx";
import { FigureColumns } from "../../components/money-figure.tsx";
import { NoValue } from "../../components/no-value.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { Section } from "../../components/section.tsx";
import { NewPlanDialog } from "./new-plan-dialog.tsx";
import classes from "./plans-panel.module.css";
import { plansText } from "./plans-text.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { BaseFee, useSeatFeeText } from "./base-fee.tsx";

const words = plansText.list;

/** The plans of the book with what they cost, the way into each, and the way to a new one. */
export function PlansPanel() {
  const plans = useEngineQuery("plans.list", {});
  const [isCreating, setCreating] = useState(false);
  return (
    <Section
      title={words.title}
      action={
        <Group gap="xs">
          <ExportButton of={{ list: "plans" }} />
          <ActionButton takes="catalog" size="compact-sm" onClick={() => setCreating(true)}>
            {words.create}
          </ActionButton>
        </Group>
      }
    >
      {plans.isPending && <Skeleton h={200} />}
      {plans.error && <ErrorNotice error={plans.error} onRetry={() => void plans.refetch()} />}
      {plans.data?.plans.length === 0 && <EmptyState title={words.emptyTitle}>{words.empty}</EmptyState>}
      {plans.data && plans.data.plans.length > 0 && <PlansTable plans={plans.data.plans} />}
      {isCreating && <NewPlanDialog onClose={() => setCreating(false)} />}
    </Section>
  );
}

function PlansTable({ plans }: { readonly plans: readonly PlanView[] }) {
  const seatFee = useSeatFeeText();
  return (
    <Table.ScrollContainer minWidth={760} type="native">
      <Table verticalSpacing={6} className={`tabular ${classes.plans}`} highlightOnHover aria-label={words.caption}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.name}</Table.Th>
            <Table.Th scope="col">{words.slug}</Table.Th>
            <Table.Th scope="col">{words.kind}</Table.Th>
            <Table.Th scope="col" ta="end">
              {words.monthly}
            </Table.Th>
            <Table.Th scope="col" ta="end">
              {words.annual}
            </Table.Th>
            <Table.Th scope="col">{words.seats}</Table.Th>
            <Table.Th scope="col">{words.trial}</Table.Th>
            <Table.Th scope="col" ta="end">
              {words.subscribers}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <FigureColumns currencies={plans.map(({ currency }) => currency)}>
            {plans.map((plan) => (
              <Table.Tr key={plan.id}>
                <Table.Th scope="row">
                  <PlaceLink size="sm" fw={600} to={{ screen: "plan", planId: plan.id }}>
                    {plan.name}
                  </PlaceLink>
                  {plan.isArchived && (
                    <Text span size="sm" c="dimmed">
                      {" "}
                      ({words.archived})
                    </Text>
                  )}
                </Table.Th>
                <Table.Td className="free-text">{plan.slug}</Table.Td>
                <Table.Td>{plansText.kinds[plan.forKind]}</Table.Td>
                <Table.Td ta="end">
                  {plan.isFree ? words.free : <BaseFee amountMinor={plan.monthlyMinor} price={plan} />}
                </Table.Td>
                <Table.Td ta="end">
                  <BaseFee amountMinor={plan.annualMinor} price={plan} />
                </Table.Td>
                <Table.Td>
                  {plan.seatPrice ? seatFee(plan.seatPrice, plan.currency) : <NoValue meaning={words.noSeats} />}
                </Table.Td>
                <Table.Td>
                  {plan.trialDays === null ? (
                    <NoValue meaning={words.noTrial} />
                  ) : (
                    words.trialDays(countText(plan.trialDays))
                  )}
                </Table.Td>
                <Table.Td ta="end">{countOrBlank(plan.subscriberCount)}</Table.Td>
              </Table.Tr>
            ))}
          </FigureColumns>
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
