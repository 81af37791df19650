import { Button, Group, SegmentedControl, Select, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import type { PlanView } from "../../../shared/contract/billing.ts";
import { isCivilDate } from "../../../shared/calendar.ts";
import { useBook } from "../../app/book.ts";
import { useEngineCommand, useEngineQuery } from "../../app/engine.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Money } from "../../components/money.tsx";
import { accountsText } from "./accounts-text.ts";
import { Dialog } from "../../components/dialog.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";

interface SubscribeDialogProps {
  readonly accountId: string;
  readonly onClose: () => void;
}

const words = accountsText.subscribe;

/** Subscribes an account that pays for nothing yet. */
export function SubscribeDialog({ accountId, onClose }: SubscribeDialogProps) {
  const account = useEngineQuery("accounts.get", { accountId });
  const plans = useEngineQuery("plans.list", {});
  const error = account.error ?? plans.error;
  return (
    <Dialog onClose={onClose} title={words.title(account.data?.name ?? "")}>
      {error && <ErrorNotice error={error} />}
      {account.data && plans.data ? (
        <SubscribeForm account={account.data} plans={plans.data.plans} onClose={onClose} />
      ) : (
        !error && <Skeleton h={280} />
      )}
    </Dialog>
  );
}

interface SubscribeFormProps {
  readonly account: AccountView;
  readonly plans: readonly PlanView[];
  readonly onClose: () => void;
}

function SubscribeForm({ account, plans, onClose }: SubscribeFormProps) {
  const { today } = useBook();
  const [planId, setPlanId] = useState<string | null>(null);
  const [period, setPeriod] = useState<"month" | "annual">("month");
  const [startOn, setStartOn] = useState<string>(today);
  const subscribe = useEngineCommand("subscriptions.create");
  const offered = plans.filter(
    (plan) => plan.forKind === account.kind && plan.currency === account.currency && !plan.isFree && !plan.isArchived,
  );
  const plan = offered.find(({ id }) => id === planId) ?? null;
  const offersAnnual = plan !== null && plan.annualMinor !== null;
  const chosenPeriod = offersAnnual ? period : "month";
  const chargeMinor = plan && (chosenPeriod === "annual" ? plan.annualMinor : plan.monthlyMinor);

  if (offered.length === 0) return <Text>{words.noPlans}</Text>;

  const save = async () => {
    if (!plan) return;
    try {
      await subscribe.run({ accountId: account.id, planId: plan.id, period: chosenPeriod, startOn });
    } catch {
      // The refusal is shown from the command's state; the form stays as it is.
      return;
    }
    notifications.show({ message: words.saved(plan.name) });
    onClose();
  };

  return (
    <SubmitForm onSubmit={save}>
      <Stack gap="md">
        <Select
          label={words.plan}
          placeholder={words.choosePlan}
          data={offered.map(({ id, name }) => ({ value: id, label: name }))}
          value={planId}
          onChange={setPlanId}
          required
          data-autofocus
        />
        <SegmentedControl
          fullWidth
          aria-label={words.period}
          value={chosenPeriod}
          onChange={(value) => setPeriod(value === "annual" ? "annual" : "month")}
          data={[
            { value: "month", label: words.month },
            { value: "annual", label: words.annual, disabled: !offersAnnual },
          ]}
        />
        <TextInput
          type="date"
          label={words.startOn}
          description={words.startOnHint}
          value={startOn}
          onChange={({ currentTarget }) => setStartOn(currentTarget.value)}
          required
        />
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {words.charge}
          </Text>
          <Money amountMinor={chargeMinor} currency={account.currency} emphasis="strong" />
        </Group>
        {subscribe.error && <ErrorNotice error={subscribe.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={subscribe.isPending} disabled={!plan || !isCivilDate(startOn)}>
            {words.save}
          </Button>
        </Group>
      </Stack>
    </SubmitForm>
  );
}
