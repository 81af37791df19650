import { Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { readWholeNumber } from "../../foundation/whole-number.ts";
import { dateText } from "../../foundation/day-text.ts";
import type { SubscriptionFormContext } from "./form-context.ts";
import { ChangeForm } from "./change-form.tsx";
import { subscriptionsText } from "./subscriptions-text.ts";

const words = subscriptionsText.trial;

/** More days of free trial (BEHAVIOUR 6.7). */
export function ExtendTrialForm({ account, subscription, onClose }: SubscriptionFormContext) {
  const [typed, setTyped] = useState("7");
  const [trialEndsOn] = useState(subscription.trialEndsOn);
  const days = readWholeNumber(typed);
  const change = days === null ? null : { type: "extend_trial" as const, days };
  return (
    <ChangeForm account={account} type="extend_trial" change={change} onClose={onClose}>
      {trialEndsOn !== null && <Text size="sm">{words.endsOn(dateText(trialEndsOn))}</Text>}
      <TextInput
        data-autofocus
        required
        label={words.days}
        description={words.daysHint}
        inputMode="numeric"
        autoComplete="off"
        value={typed}
        error={days === null && typed.trim() !== "" ? words.daysWrong : null}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
    </ChangeForm>
  );
}

const endTrial = { type: "end_trial" } as const;

/** The trial is over today (BEHAVIOUR 6.7). */
export function EndTrialForm({ account, onClose }: SubscriptionFormContext) {
  return (
    <ChangeForm account={account} type="end_trial" change={endTrial} onClose={onClose} isQuestion>
      <Text size="sm">{words.end}</Text>
    </ChangeForm>
  );
}
