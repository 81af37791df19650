import { useState } from "react";
import type { PlanView } from "../../../shared/contract/plans.ts";
import { isCivilDate } from "../../../shared/civil-date.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { dateText } from "../../foundation/day-text.ts";
import type { SubscriptionFormContext } from "./form-context.ts";
import { ChangeForm } from "./change-form.tsx";
import { DateField } from "./date-field.tsx";
import { isInForce, plansFor, readPlanChoice, type PlanChoice, type PlanChoiceForm } from "./plan-choice.ts";
import { PlanFields } from "./plan-fields.tsx";
import { subscriptionsText } from "./subscriptions-text.ts";
import { TimingChoice } from "./timing-choice.tsx";

interface PlanFormProps extends SubscriptionFormContext {
  readonly plans: readonly PlanView[];
}

const words = subscriptionsText.timing;

/** Another plan, another price, or month ↔ year (BEHAVIOUR 6.6). */
export function PlanForm({ account, subscription, today, plans, onClose }: PlanFormProps) {
  const [form, setForm] = useState<PlanChoiceForm>({
    planId: subscription.planId,
    priceId: subscription.priceId,
    period: subscription.period,
    seats: String(subscription.seats ?? 1),
  });
  const [timing, setTiming] = useState<"by_rule" | "now" | "period_end">("by_rule");
  const [changeOn, setChangeOn] = useState(today);
  const prices = useEngineQuery("prices.list", { planId: form.planId ?? "" }, { isEnabled: form.planId !== null });
  const read = readPlanChoice(form, prices.data?.prices ?? [], account.currency);
  const choice = read.choice !== null && isInForce(read.choice, subscription) ? null : read.choice;
  const ruleOn = useDateOfRule(account.id, choice);
  const isDateGood = timing !== "now" || isCivilDate(changeOn);
  const change =
    choice !== null && isDateGood
      ? {
          type: "plan" as const,
          ...choice,
          timing,
          ...(timing === "now" && isCivilDate(changeOn) && changeOn !== today && { changeOn }),
        }
      : null;
  return (
    <ChangeForm account={account} type="plan" change={change} onClose={onClose}>
      <PlanFields
        plans={plansFor(account, plans, [subscription.planId, form.planId])}
        currentPlanId={subscription.planId}
        form={form}
        read={read}
        onChange={(changed) => setForm((before) => ({ ...before, ...changed }))}
      />
      <TimingChoice
        value={timing}
        onChange={setTiming}
        options={[
          {
            timing: "by_rule",
            label: words.by_rule,
            hint: ruleOn === null ? words.byRuleHint : words.byRuleOn(dateText(ruleOn)),
          },
          {
            timing: "now",
            label: words.now,
            hint: words.nowOn(dateText(isCivilDate(changeOn) ? changeOn : today)),
            fields: (
              <DateField
                label={words.changeOn}
                description={words.changeOnHint}
                value={changeOn}
                onChange={setChangeOn}
              />
            ),
          },
          {
            timing: "period_end",
            label: words.period_end,
            hint: words.periodEndOn(dateText(subscription.nextBillingOn)),
          },
        ]}
      />
    </ChangeForm>
  );
}

/** The day that the rule means for a choice, from the engine; null until it is known, and where the choice is refused. */
function useDateOfRule(accountId: string, choice: PlanChoice | null): string | null {
  const change =
    choice === null ? { type: "resume" as const } : { type: "plan" as const, ...choice, timing: "by_rule" as const };
  const preview = useEngineQuery("subscriptions.previewChange", { accountId, change }, { isEnabled: choice !== null });
  return preview.error ? null : (preview.data?.effectiveOn ?? null);
}
