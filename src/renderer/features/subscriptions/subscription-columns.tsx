import type { SubscriptionRow } from "../../../shared/contract/subscriptions.ts";
import { assertNever } from "../../../shared/errors.ts";
import type { ListColumn } from "../../components/list/list-column.ts";
import { countText } from "../../foundation/count-text.ts";
import { statusWord } from "../accounts/status-word.ts";
import { subscriptionsText } from "./subscriptions-text.ts";

const words = subscriptionsText.list;
const periods = { month: subscriptionsText.choice.month, annual: subscriptionsText.choice.annual };

/** What comes on the next day beside another period; null where nothing does. */
function comingText({ waiting, trialEndsOn }: SubscriptionRow): string | null {
  if (waiting === null) return trialEndsOn === null ? null : words.trialEnds;
  switch (waiting.what) {
    case "end":
      return words.ends;
    case "plan":
      return words.toPlan(
        waiting.planName,
        periods[waiting.period],
        waiting.seats === null ? null : countText(waiting.seats),
      );
    case "seats":
      return words.toSeats(countText(waiting.seats));
    default:
      return assertNever(waiting);
  }
}

/** The columns of the list of subscriptions. */
export const subscriptionColumns: readonly ListColumn<SubscriptionRow>[] = [
  {
    id: "account",
    kind: "text",
    title: words.columns.account,
    isLead: true,
    minimumWidth: 180,
    growth: 2,
    text: ({ accountName }) => accountName,
    place: ({ accountId }) => ({ screen: "account", accountId, tab: "subscription" }),
  },
  {
    id: "plan",
    kind: "text",
    title: words.columns.plan,
    minimumWidth: 120,
    growth: 1,
    text: ({ planName }) => planName,
    place: ({ planId }) => ({ screen: "plan", planId }),
  },
  {
    id: "status",
    kind: "state",
    title: words.columns.status,
    state: ({ status, trialEndsOn }) =>
      status === "active" && trialEndsOn !== null ? { word: words.trial, tone: "waiting" } : statusWord(status),
  },
  {
    id: "next",
    kind: "date",
    title: words.columns.next,
    hint: words.columns.nextHint,
    on: ({ waiting, nextBillingOn }) => waiting?.on ?? nextBillingOn,
  },
  {
    id: "waiting",
    kind: "text",
    title: words.columns.waiting,
    minimumWidth: 110,
    growth: 1,
    text: comingText,
  },
  {
    id: "fee",
    kind: "money",
    title: words.columns.fee,
    hint: words.columns.feeHint,
    money: ({ feeMinor, currency }) => ({ amountMinor: feeMinor, currency }),
  },
  {
    id: "period",
    kind: "text",
    title: words.columns.period,
    minimumWidth: 84,
    growth: 0,
    text: ({ period }) => periods[period],
  },
  {
    id: "seats",
    kind: "text",
    title: words.columns.seats,
    isFigure: true,
    minimumWidth: 60,
    growth: 0,
    text: ({ seats }) => (seats === null ? null : countText(seats)),
  },
];
