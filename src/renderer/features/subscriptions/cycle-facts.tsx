import { Progress, Text } from "@mantine/core";
import type { SubscriptionView } from "../../../shared/contract/accounts.ts";
import type { MethodAnswer } from "../../../shared/contract/index.ts";
import { addDays, civilDate } from "../../../shared/civil-date.ts";
import { countText } from "../../foundation/count-text.ts";
import { DateText } from "../../components/date-text.tsx";
import { dateText } from "../../foundation/day-text.ts";
import { Fact, Facts } from "../../components/facts.tsx";
import { subscriptionsText } from "./subscriptions-text.ts";

interface CycleFactsProps {
  readonly subscription: SubscriptionView;
  readonly cycle: MethodAnswer<"subscriptions.get">["cycle"];
}

const words = subscriptionsText.tab;

/** The period under way, and how much of it is left. */
export function CycleFacts({ subscription, cycle }: CycleFactsProps) {
  const { currentPeriod, nextBillingOn, trialEndsOn, endsOn } = subscription;
  const hint = trialEndsOn === null ? words.notBilledHint : words.inTrialHint;
  return (
    <Facts title={words.cycle} none={currentPeriod === null ? hint(dateText(nextBillingOn)) : null}>
      {currentPeriod && (
        <>
          <Fact name={words.period}>
            {/* The day that a period ends on is not part of it. */}
            {words.range(dateText(currentPeriod.startOn), dateText(addDays(civilDate(currentPeriod.endOn), -1)))}
          </Fact>
          {cycle && <DaysLeft cycle={cycle} />}
          {(endsOn === null || endsOn > nextBillingOn) && (
            <Fact name={words.nextBilling}>
              <DateText on={nextBillingOn} />
            </Fact>
          )}
        </>
      )}
    </Facts>
  );
}

function DaysLeft({ cycle }: { readonly cycle: NonNullable<CycleFactsProps["cycle"]> }) {
  const { cycleDaysRemaining: left, cycleDaysTotal: total, cycleRemainingPercent } = cycle;
  const counted = words.daysOf(countText(left), countText(total));
  return (
    <Fact name={words.daysLeft}>
      <Text size="sm" ta="end" className="tabular">
        {counted}
      </Text>
      <Progress.Root size="sm" mt={6} w={160}>
        <Progress.Section value={cycleRemainingPercent} aria-label={words.progress} aria-valuetext={counted} />
      </Progress.Root>
    </Fact>
  );
}
