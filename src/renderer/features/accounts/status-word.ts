import type { AccountRow } from "../../../shared/contract/accounts.ts";
import type { SubscriptionItemView } from "../../../shared/contract/subscriptions.ts";
import type { StateWord } from "../../components/state-mark.tsx";
import { accountsText } from "./accounts-text.ts";

/** How a state of a subscription, or of an item of one, stands in every list. */
export const statusTones: Readonly<Record<SubscriptionItemView["status"], StateWord["tone"]>> = {
  active: "fine",
  past_due: "wrong",
  canceled: "over",
  ended: "over",
  abandoned: "over",
  incomplete: "waiting",
  upcoming: "waiting",
  expired: "over",
};

/** The state of a subscription as every list says it. */
export function statusWord(status: NonNullable<AccountRow["subscriptionStatus"]>): StateWord {
  return { word: accountsText.status[status], tone: statusTones[status] };
}
