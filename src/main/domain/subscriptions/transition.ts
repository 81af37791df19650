import type { SubscriptionChange } from "../../../shared/contract/subscriptions.ts";
import { assertNever } from "../../../shared/errors.ts";
import { cancel, resume } from "./cancel.ts";
import { addDiscount, removeDiscount } from "./carry-discount.ts";
import { changePlan } from "./change-plan.ts";
import { changeSeats } from "./change-seats.ts";
import { effectsOf } from "./effects.ts";
import type { ChangeFacts, DecidedTransition, NewIds, SubscriptionTransition } from "./facts.ts";
import { start } from "./start.ts";
import { endTrial, extendTrial } from "./trial.ts";

/**
 * What a change of a subscription comes to. The preview and the command call this one function, so they cannot differ
 * (BEHAVIOUR 8.9).
 *
 * @throws AppError one of the refusals that `subscriptions.previewChange` lists.
 */
export function decideTransition(facts: ChangeFacts, change: SubscriptionChange, ids: NewIds): DecidedTransition {
  const transition = transitionOf(facts, change, ids);
  return { ...transition, effects: effectsOf(facts, change, transition.subscription) };
}

function transitionOf(facts: ChangeFacts, change: SubscriptionChange, ids: NewIds): SubscriptionTransition {
  switch (change.type) {
    case "start":
      return start(facts, change, ids);
    case "plan":
      return changePlan(facts, change, ids);
    case "seats":
      return changeSeats(facts, change);
    case "cancel":
      return cancel(facts, change);
    case "resume":
      return resume(facts);
    case "extend_trial":
      return extendTrial(facts, change, ids);
    case "end_trial":
      return endTrial(facts, ids);
    case "add_discount":
      return addDiscount(facts, ids);
    case "remove_discount":
      return removeDiscount(facts, change);
    default:
      return assertNever(change);
  }
}
