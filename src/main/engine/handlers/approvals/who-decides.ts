import { methodDefinition } from "../../../../shared/contract/index.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { isImport } from "../../../domain/approvals/request.ts";
import type { StoredRequest } from "../../../storage/approvals/request-store.ts";
import { lacking } from "../../access.ts";
import type { QueryContext } from "../../handler.ts";
import { approvalNeeded, approversBeside, type Approver } from "../../limits.ts";
import { movedOf, type StoredAct } from "./requested-acts.ts";
import { isOver, readEffects } from "./request-view.ts";

/** Whether a request can be decided on the day: its time may be over before catching up has come to it. */
export function isWaiting({ today }: QueryContext, stored: StoredRequest): boolean {
  return stored.state === "pending" && !isOver(stored, today);
}

/** The act of a request, as its method takes it: a field that the method did not have when it was asked for says nothing. */
export function toAct({ act, input }: StoredRequest): StoredAct {
  const asked: unknown = JSON.parse(input);
  const taken = isImport(act) ? asked : methodDefinition(act).input.parse(asked);
  return { method: act, input: taken } as StoredAct;
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
  return new AppError(
    "approval_not_allowed",
    sentence('It is above the limits of "{operator}", too.', { operator: context.caller.operator }),
    {
      excesses: above.details?.["excesses"],
      couldApprove: couldApprove(context, stored),
    },
  );
}

/** Why the caller can neither approve nor reject a request. */
export function whyNotDecide(context: QueryContext, stored: StoredRequest): AppError | null {
  const { caller } = context;
  if (!isWaiting(context, stored)) return alreadyDecided(stored);
  if (!caller.rights.includes("approvals")) return lacking(caller, "approvals");
  if (caller.operatorId !== null && caller.operatorId !== stored.requesterId) return null;
  const why =
    caller.operatorId === null
      ? sentence('Nobody answers for what "{operator}" decides.', { operator: caller.operator })
      : sentence("What somebody asks for is decided by somebody else.");
  return new AppError("approval_not_allowed", why, { couldApprove: couldApprove(context, stored) });
}

/** The refusal of what comes after the decision, or when time has decided. */
const decided = {
  approved: 'Request {number} has been approved by "{decider}".',
  rejected: 'Request {number} has been rejected by "{decider}".',
  withdrawn: 'Request {number} has been withdrawn by "{decider}".',
} as const;

const undecided = {
  approved: "Request {number} has been approved.",
  rejected: "Request {number} has been rejected.",
  withdrawn: "Request {number} has been withdrawn.",
} as const;

export function alreadyDecided({ number, state: stored, decider, decidedAtMs }: StoredRequest): AppError {
  const state = stored === "pending" ? "expired" : stored;
  return new AppError(
    "request_already_decided",
    state === "expired"
      ? sentence("Request {number} has expired.", { number })
      : decider === null
        ? sentence(undecided[state], { number })
        : sentence(decided[state], { number, decider }),
    { state, decidedAtMs },
  );
}

/** Active operators who could approve a request, beside whoever asked. */
export function couldApprove(context: QueryContext, stored: StoredRequest): Approver[] {
  if (!isWaiting(context, stored)) return [];
  const moved = movedOf(context.book, toAct(stored), readEffects(stored));
  return approversBeside(context, stored.requesterId, moved);
}
