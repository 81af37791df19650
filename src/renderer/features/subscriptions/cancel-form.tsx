import { Checkbox } from "@mantine/core";
import { useState } from "react";
import { isCivilDate } from "../../../shared/civil-date.ts";
import { dateText } from "../../foundation/day-text.ts";
import type { SubscriptionFormContext } from "./form-context.ts";
import { ChangeForm } from "./change-form.tsx";
import { DateField } from "./date-field.tsx";
import { subscriptionsText } from "./subscriptions-text.ts";
import { TimingChoice } from "./timing-choice.tsx";

const words = subscriptionsText.timing;

/** The end of a subscription: at the period's end, or now with or without giving back the rest of the current period (BEHAVIOUR 6.6). */
export function CancelForm({ account, subscription, today, onClose }: SubscriptionFormContext) {
  // What is cancelled for the period's end already can only end sooner.
  const isCancelled = subscription.endsOn !== null && subscription.upcoming === null;
  const isBilledAhead =
    subscription.currentPeriod !== null && subscription.nextBillingOn > subscription.currentPeriod.endOn;
  const [timing, setTiming] = useState<"now" | "period_end">(isCancelled ? "now" : "period_end");
  const [withCredit, setWithCredit] = useState(false);
  const [changeOn, setChangeOn] = useState(today);
  const [isCollected, setIsCollected] = useState(true);
  const cancel = { type: "cancel" as const, timing, ...(!isCollected && { openInvoices: "stop" as const }) };
  const change =
    timing === "period_end"
      ? cancel
      : isCivilDate(changeOn)
        ? { ...cancel, withCredit, ...(changeOn !== today && { changeOn }) }
        : null;
  return (
    <ChangeForm account={account} type="cancel" change={change} onClose={onClose} isQuestion>
      <TimingChoice
        value={timing}
        onChange={setTiming}
        options={[
          ...(isCancelled
            ? []
            : [
                {
                  timing: "period_end" as const,
                  label: words.period_end,
                  hint: words.cancelPeriodEndOn(dateText(subscription.nextBillingOn)),
                },
              ]),
          {
            timing: "now",
            label: words.now,
            hint: words.cancelNowOn(dateText(isCivilDate(changeOn) ? changeOn : today)),
            fields: (
              <>
                <Checkbox
                  label={words.withCredit}
                  description={isBilledAhead ? words.withCreditHint : null}
                  checked={withCredit}
                  onChange={({ currentTarget }) => setWithCredit(currentTarget.checked)}
                />
                <DateField
                  label={words.changeOn}
                  description={words.changeOnHint}
                  value={changeOn}
                  onChange={setChangeOn}
                />
              </>
            ),
          },
        ]}
      />
      {account.openInvoiceCount > 0 && (
        <Checkbox
          label={words.isCollected}
          description={words.isCollectedHint}
          checked={isCollected}
          onChange={({ currentTarget }) => setIsCollected(currentTarget.checked)}
        />
      )}
    </ChangeForm>
  );
}
