import { Text } from "@mantine/core";
import { useState } from "react";
import { isCivilDate } from "../../../shared/civil-date.ts";
import { countText } from "../../foundation/count-text.ts";
import { readWholeNumber } from "../../foundation/whole-number.ts";
import type { SubscriptionFormContext } from "./form-context.ts";
import { ChangeForm } from "./change-form.tsx";
import { DateField } from "./date-field.tsx";
import { SeatsField } from "./plan-fields.tsx";
import { subscriptionsText } from "./subscriptions-text.ts";

const words = subscriptionsText.seats;

/** More or fewer seats (BEHAVIOUR 6.9). */
export function SeatsForm({ account, subscription, today, onClose }: SubscriptionFormContext) {
  const { seats: seatsNow } = subscription;
  const followingSeats = subscription.upcoming?.seats ?? subscription.nextSeats;
  const nextSeats = followingSeats === seatsNow ? null : followingSeats;
  const [typed, setTyped] = useState(String(nextSeats ?? seatsNow ?? 1));
  const [changeOn, setChangeOn] = useState(today);
  const seats = readWholeNumber(typed);
  const isAdded = seats !== null && seats > (seatsNow ?? 0);
  const change =
    seats !== null && seats !== (nextSeats ?? seatsNow) && (!isAdded || isCivilDate(changeOn))
      ? { type: "seats" as const, seats, ...(isAdded && isCivilDate(changeOn) && changeOn !== today && { changeOn }) }
      : null;
  const now = countText(seatsNow ?? 0);
  return (
    <ChangeForm account={account} type="seats" change={change} onClose={onClose}>
      <SeatsField
        isFirst
        value={typed}
        description={nextSeats === null ? words.now(now) : words.nowAndNext(now, countText(nextSeats))}
        problem={seats === null ? subscriptionsText.choice.seatsWrong : null}
        onChange={setTyped}
      />
      <Text size="sm" c="dimmed">
        {words.rule}
      </Text>
      {isAdded && (
        <DateField
          label={subscriptionsText.timing.changeOn}
          description={words.dayHint}
          value={changeOn}
          onChange={setChangeOn}
        />
      )}
    </ChangeForm>
  );
}
