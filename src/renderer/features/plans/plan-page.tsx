import { Badge, Group, List, Skeleton, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { PlanView } from "../../../shared/contract/plans.ts";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { CopyId } from "../../components/copy-id.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { ExportButton } from "../../components/export-button.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Page } from "../../components/page.tsx";
import { Section } from "../../components/section.tsx";
import { ArchiveDialog } from "./archive-dialog.tsx";
import { EditPlanDialog } from "./edit-plan-dialog.tsx";
import { NewPriceDialog } from "./new-price-dialog.tsx";
import classes from "./plan-page.module.css";
import { plansText } from "./plans-text.ts";
import { PricesTable } from "./prices-table.tsx";
import { ActionButton } from "../../components/action-button.tsx";

type Question = "edit" | "price" | "archive";

const words = plansText.plan;

/** One plan: what it says of itself, and every price it has. */
export function PlanPage({ planId }: { readonly planId: string }) {
  const plans = useEngineQuery("plans.list", {});
  const [question, setQuestion] = useState<Question | null>(null);
  const plan = plans.data?.plans.find(({ id }) => id === planId);
  const close = () => setQuestion(null);
  return (
    <Page
      title={plan?.name ?? words.loading}
      breadcrumbs={[{ label: words.breadcrumb, place: { screen: "billing", tab: "plans" } }]}
      description={plan && <Marks plan={plan} />}
      actions={
        plan &&
        !plan.isFree && (
          <>
            <ActionButton takes="catalog" size="sm" variant="default" onClick={() => setQuestion("archive")}>
              {plan.isArchived ? words.restore : words.archive}
            </ActionButton>
            <ActionButton takes="catalog" size="sm" variant="default" onClick={() => setQuestion("edit")}>
              {words.edit}
            </ActionButton>
            <ActionButton takes="prices" size="sm" onClick={() => setQuestion("price")}>
              {words.newPrice}
            </ActionButton>
          </>
        )
      }
    >
      {plans.isPending && <Skeleton h={320} />}
      {plans.error && <ErrorNotice error={plans.error} onRetry={() => void plans.refetch()} />}
      {plans.data && !plan && <ErrorNotice error={{ message: words.notFound, remedy: words.notFoundHint }} />}
      {plan && <Plan plan={plan} />}
      {plan && question === "edit" && <EditPlanDialog plan={plan} onClose={close} />}
      {plan && question === "price" && <NewPriceDialog plan={plan} onClose={close} />}
      {plan && question === "archive" && <ArchiveDialog plan={plan} onClose={close} />}
    </Page>
  );
}

function Marks({ plan }: { readonly plan: PlanView }) {
  return (
    <Group gap="xs" mt={2}>
      <Badge variant="default" tt="none" fw={500}>
        {plansText.kinds[plan.forKind]}
      </Badge>
      {plan.isFree && (
        <Badge variant="default" tt="none" fw={500}>
          {words.free}
        </Badge>
      )}
      {plan.isArchived && (
        <Badge variant="light" color="yellow" tt="none" fw={600}>
          {words.archived}
        </Badge>
      )}
      <Text size="sm" c="dimmed">
        {plan.slug}
      </Text>
    </Group>
  );
}

function Plan({ plan }: { readonly plan: PlanView }) {
  return (
    <div className={classes.plan}>
      <Stack gap="lg">
        <Facts title={words.details}>
          <Fact name={words.description}>{plan.description ?? words.none}</Fact>
          {!plan.isFree && (
            <Fact name={words.trial}>
              {plan.trialDays === null ? words.none : plansText.list.trialDays(countText(plan.trialDays))}
            </Fact>
          )}
          <Fact name={words.subscribers}>{countText(plan.subscriberCount)}</Fact>
          <Fact name={words.id}>
            <CopyId id={plan.id} />
          </Fact>
        </Facts>
        <Section title={words.features}>
          {plan.features.length === 0 ? (
            <Text size="sm" c="dimmed" py={6}>
              {words.noFeatures}
            </Text>
          ) : (
            <List size="sm" py={6}>
              {plan.features.map(({ id, name }) => (
                <List.Item key={id}>{name}</List.Item>
              ))}
            </List>
          )}
        </Section>
      </Stack>
      <Section title={words.prices} action={!plan.isFree && <ExportButton of={{ list: "prices", planId: plan.id }} />}>
        <Text size="sm" c="dimmed" py={6}>
          {plan.isFree ? words.freePlanExplain : words.pricesExplain}
        </Text>
        {!plan.isFree && <PricesTable planId={plan.id} />}
      </Section>
    </div>
  );
}
