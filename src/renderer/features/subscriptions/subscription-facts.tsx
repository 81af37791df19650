import type { ReactNode } from "react";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import { countText } from "../../foundation/count-text.ts";
import { shareText } from "../../foundation/share-text.ts";
import { DateText } from "../../components/date-text.tsx";
import { dateText } from "../../foundation/day-text.ts";
import { Fact, Facts } from "../../components/facts.tsx";
import { Money } from "../../components/money.tsx";
import { StateMark } from "../../components/state-mark.tsx";
import { discountsText } from "../plans/discounts-text.ts";
import { statusWord } from "../accounts/status-word.ts";
import { subscriptionsText } from "./subscriptions-text.ts";

interface SubscriptionFactsProps {
  readonly account: AccountView;
  readonly action?: ReactNode;
}

type Subscription = NonNullable<AccountView["subscription"]>;

const words = subscriptionsText.tab;

/** What the account pays for. */
export function SubscriptionFacts({ account: { subscription, planName }, action }: SubscriptionFactsProps) {
  return (
    <Facts title={words.subscription} action={action} none={subscription ? null : words.none(planName)}>
      {subscription && (
        <>
          <Fact name={words.plan}>{subscription.planName}</Fact>
          <Fact name={words.status}>
            <StateMark {...statusWord(subscription.status)} />
          </Fact>
          <Fact name={words.fee}>
            <Money amountMinor={subscription.feeMinor} currency={subscription.currency} />{" "}
            {subscription.period === "month" ? words.perMonth : words.perYear}
          </Fact>
          {subscription.seats !== null && (
            <Fact name={words.seats}>
              {countText(subscription.seats)}
              {subscription.nextSeats !== null && `, ${words.nextSeats(countText(subscription.nextSeats))}`}
            </Fact>
          )}
          {subscription.discount !== null && (
            <Fact name={words.discount}>
              <Discount discount={subscription.discount} currency={subscription.currency} />
            </Fact>
          )}
          {subscription.trialEndsOn !== null && (
            <Fact name={words.trialEnds}>
              <DateText on={subscription.trialEndsOn} />
            </Fact>
          )}
          <Fact name={words.anchor}>
            <DateText on={subscription.anchorOn} />
          </Fact>
          {subscription.endsOn !== null && (
            <Fact name={words.endsOn}>
              <DateText on={subscription.endsOn} />
            </Fact>
          )}
        </>
      )}
    </Facts>
  );
}

interface DiscountProps {
  readonly discount: NonNullable<Subscription["discount"]>;
  readonly currency: string;
}

function Discount({ discount: { name, partsPerMillion, amountMinor, periodsLeft }, currency }: DiscountProps) {
  return (
    <>
      {name},{" "}
      {partsPerMillion === null ? <Money amountMinor={amountMinor} currency={currency} /> : shareText(partsPerMillion)}
      {", "}
      {periodsLeft === null ? discountsText.forGood.toLowerCase() : discountsText.periodsLeft(countText(periodsLeft))}
    </>
  );
}

/** What is in force on the day this one ends; only where something waits. */
export function UpcomingFacts({ account: { subscription } }: SubscriptionFactsProps) {
  const upcoming = subscription?.upcoming ?? null;
  return (
    <Facts title={words.follows} none={upcoming === null ? sentenceFor(subscription) : null}>
      {subscription && upcoming && (
        <>
          <Fact name={words.from}>
            <DateText on={upcoming.startsOn} />
          </Fact>
          <Fact name={words.plan}>{upcoming.planName}</Fact>
          <Fact name={words.fee}>
            <Money amountMinor={upcoming.feeMinor} currency={subscription.currency} />{" "}
            {upcoming.period === "month" ? words.perMonth : words.perYear}
          </Fact>
          {upcoming.seats !== null && <Fact name={words.seats}>{countText(upcoming.seats)}</Fact>}
          {upcoming.discount !== null && (
            <Fact name={words.discount}>
              <Discount discount={upcoming.discount} currency={subscription.currency} />
            </Fact>
          )}
        </>
      )}
    </Facts>
  );
}

function sentenceFor(subscription: Subscription | null): string {
  if (subscription === null || subscription.endsOn === null) return words.nothingFollows;
  return words.endsWithout(dateText(subscription.endsOn));
}
