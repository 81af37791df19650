import type { BillingRunView } from "../../../shared/contract/billing.ts";
import { billingText } from "./billing-text.ts";
import classes from "./run-state.module.css";

/** A run's state, in words first and in colour second. */
export function RunState({ state }: { readonly state: BillingRunView["state"] }) {
  return (
    <span className={classes.state} data-state={state}>
      {billingText.runStates[state]}
    </span>
  );
}
