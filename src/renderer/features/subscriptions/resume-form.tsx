import { Text } from "@mantine/core";
import { useState } from "react";
import type { SubscriptionView } from "../../../shared/contract/accounts.ts";
import { countText } from "../../foundation/count-text.ts";
import { dateText } from "../../foundation/day-text.ts";
import type { SubscriptionFormContext } from "./form-context.ts";
import { ChangeForm } from "./change-form.tsx";
import { subscriptionsText } from "./subscriptions-text.ts";

const words = subscriptionsText.resume;
const change = { type: "resume" } as const;

/** Takes back a cancellation, or a change that waits for the period's end. */
export function ResumeForm({ account, subscription, onClose }: SubscriptionFormContext) {
  // The subscription on the screen behind may be the resumed one before the answer is here.
  const [sentence] = useState(() => sentenceFor(subscription));
  return (
    <ChangeForm account={account} type="resume" change={change} onClose={onClose} isQuestion>
      <Text size="sm">{sentence}</Text>
    </ChangeForm>
  );
}

function sentenceFor({ planName, endsOn, upcoming, nextSeats }: SubscriptionView): string {
  if (upcoming !== null) return words.upcoming(planName, upcoming.planName, dateText(upcoming.startsOn));
  if (endsOn !== null) return words.cancelled(planName, dateText(endsOn));
  return nextSeats === null ? words.generic : words.seats(countText(nextSeats));
}
