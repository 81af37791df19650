import { Anchor, Checkbox, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { PlanView } from "../../../shared/contract/plans.ts";
import { isCivilDate } from "../../../shared/civil-date.ts";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { addressOf } from "../../foundation/router.ts";
import type { ChangeFormContext } from "./form-context.ts";
import { ChangeForm } from "./change-form.tsx";
import { DateField } from "./date-field.tsx";
import { plansFor, readPlanChoice, type PlanChoiceForm } from "./plan-choice.ts";
import { PlanFields } from "./plan-fields.tsx";
import { subscriptionsText } from "./subscriptions-text.ts";

interface StartFormProps extends ChangeFormContext {
  readonly plans: readonly PlanView[];
  /** Whether the account has yet to have its free trial (BEHAVIOUR 6.12). */
  readonly isEligibleForTrial: boolean;
}

const words = subscriptionsText.choice;

/** Subscribes an account that pays for nothing yet, after the plan's free trial where it has one and the account has not had one. */
export function StartForm({ account, today, plans, isEligibleForTrial, onClose }: StartFormProps) {
  const [form, setForm] = useState<PlanChoiceForm>(() => {
    const [first, ...others] = plansFor(account, plans, []);
    // Where there is one plan only, there is nothing to choose.
    return { planId: first && others.length === 0 ? first.id : null, priceId: null, period: "month", seats: "1" };
  });
  const offered = plansFor(account, plans, [form.planId]);
  const [startOn, setStartOn] = useState(today);
  const [withTrial, setWithTrial] = useState(isEligibleForTrial);
  const prices = useEngineQuery("prices.list", { planId: form.planId ?? "" }, { isEnabled: form.planId !== null });
  const read = readPlanChoice(form, prices.data?.prices ?? [], account.currency);
  const plan = offered.find(({ id }) => id === form.planId) ?? null;

  if (offered.length === 0) {
    return (
      <Stack gap="xs" align="flex-start">
        <Text>{words.noPlans}</Text>
        <Anchor href={addressOf({ screen: "billing", tab: "plans" })}>{words.openBilling}</Anchor>
      </Stack>
    );
  }
  const change =
    read.choice !== null && isCivilDate(startOn)
      ? {
          type: "start" as const,
          ...read.choice,
          startOn,
          withTrial: withTrial && plan?.trialDays !== null,
          ...(!isEligibleForTrial && withTrial && { anotherTrial: true }),
        }
      : null;
  return (
    <ChangeForm account={account} type="start" change={change} onClose={onClose}>
      <PlanFields
        plans={offered}
        currentPlanId={null}
        form={form}
        read={read}
        onChange={(changed) => setForm((before) => ({ ...before, ...changed }))}
      />
      <DateField label={words.startOn} description={words.startOnHint} value={startOn} onChange={setStartOn} />
      {plan !== null && plan.trialDays !== null && (
        <Checkbox
          label={(isEligibleForTrial ? words.withTrial : words.anotherTrial)(countText(plan.trialDays))}
          description={isEligibleForTrial ? undefined : words.hadTrial}
          checked={withTrial}
          onChange={({ currentTarget }) => setWithTrial(currentTarget.checked)}
        />
      )}
    </ChangeForm>
  );
}
