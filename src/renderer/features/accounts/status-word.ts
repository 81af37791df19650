import type { AccountRow } from "../../../shared/contract/accounts.ts";
import type { StateWord } from "../../components/state-mark.tsx";
import { accountsText } from "./accounts-text.ts";

type Status = NonNullable<AccountRow["subscriptionStatus"]>;

const tones: Readonly<Record<Status, StateWord["tone"]>> = {
  active: "fine",
  past_due: "wrong",
  canceled: "over",
  ended: "over",
  abandoned: "over",
  incomplete: "waiting",
};

/** The state of a subscription as every list says it. */
export function statusWord(status: Status): StateWord {
  return { word: accountsText.status[status], tone: tones[status] };
}
