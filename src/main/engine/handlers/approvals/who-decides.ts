import { AppError } from "../../../../shared/errors.ts";
import type { RequestedAct } from "../../../../shared/contract/approvals.ts";
import type { StoredRequest } from "../../../storage/approvals/request-store.ts";
import { lacking } from "../../access.ts";
import type { QueryContext } from "../../handler.ts";
import { approvalNeeded, approversBeside, type Approver } from "../../limits.ts";
import { movedOf } from "./requested-acts.ts";
import { isOver, readEffects } from "./request-view.ts";

/** Whether a request can be decided on the day: its time may be over before catching up has come to it. */
export function isWaiting({ today }: QueryContext, stored: StoredRequest): boolean {
  return stored.state === "pending" && !isOver(stored, today);
}

/** The act of a request, as its method takes it. */
export function toAct({ act, input }: StoredRequest): RequestedAct {
  return { method: act, input: JSON.parse(input) as unknown } as RequestedAct;
}

/**
 * Why the caller cannot approve a request as things stand: it is decided, it is their own by whatever door, or it is above what they could
 * do by themselves (BEHAVIOUR 11.2). Null where they can, as far as that goes.
 */
export function whyNotApprove(context: QueryContext, stored: StoredRequest): AppError | null {
  const refusal = whyNotDecide(context, stored);
  if (refusal) return refusal;
  const above = approvalNeeded(context, movedOf(context.book, toAct(stored), readEffects(stored)));
  if (!above) return null;
  return new AppError("approval_not_allowed", `It is above the limits of "${context.caller.operator}", too.`, {
    excesses: above.details?.["excesses"],
    couldApprove: couldApprove(context, stored),
  });
}

/** Why the caller can neither approve nor reject a request. */
export function whyNotDecide(context: QueryContext, stored: StoredRequest): AppError | null {
  const { caller } = context;
  if (!isWaiting(context, stored)) return alreadyDecided(stored);
  if (!caller.rights.includes("approvals")) return lacking(caller, "approvals");
  if (caller.operatorId !== null && caller.operatorId !== stored.requesterId) return null;
  const message =
    caller.operatorId === null
      ? `Nobody answers for what "${caller.operator}" decides.`
      : "What somebody asks for is decided by somebody else.";
  return new AppError("approval_not_allowed", message, { couldApprove: couldApprove(context, stored) });
}

/** The refusal of what comes after the decision, or when time has decided. */
export function alreadyDecided({ number, state: stored, decider, decidedAtMs }: StoredRequest): AppError {
  const state = stored === "pending" ? "expired" : stored;
  const by = decider === null ? "" : ` by "${decider}"`;
  return new AppError(
    "request_already_decided",
    `Request ${number} has ${state === "expired" ? "" : "been "}${state}${by}.`,
    { state, decidedAtMs },
  );
}

/** Active operators who could approve a request, beside whoever asked. */
export function couldApprove(context: QueryContext, stored: StoredRequest): Approver[] {
  if (!isWaiting(context, stored)) return [];
  const moved = movedOf(context.book, toAct(stored), readEffects(stored));
  return approversBeside(context, stored.requesterId, moved);
}
