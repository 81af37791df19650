import type { BillingRunView } from "../../../shared/contract/billing.ts";
import { StateMark, type StateWord } from "../../components/state-mark.tsx";
import { billingText } from "./billing-text.ts";

const tones: Readonly<Record<BillingRunView["state"], StateWord["tone"]>> = {
  running: "waiting",
  complete: "fine",
  stopped: "wrong",
  interrupted: "wrong",
};

/** A run's state; one that was stopped waits for somebody to resume it. */
export function RunState({ state }: { readonly state: BillingRunView["state"] }) {
  return <StateMark word={billingText.runStates[state]} tone={tones[state]} />;
}
