import { listExpiredRequests } from "../../../storage/approvals/request-store.ts";
import { auditedChange } from "../../acts.ts";
import type { CommandContext } from "../../handler.ts";
import { endRequest } from "./end-request.ts";
import { overAtMs } from "./request-view.ts";

const requestsAtOnce = 500;

/** Give up all that has waited for a decision for too long (BEHAVIOUR 11.2). */
export function expireAllRequests(context: CommandContext): void {
  while (expireRequests(context, requestsAtOnce) > 0);
}

/** Give up some of them, those first that were over first. @returns how many requests that was. */
export function expireRequests(context: CommandContext, limit: number): number {
  const expired = listExpiredRequests(context.book, context.today, limit);
  for (const request of expired) {
    auditedChange("billing.catchUp", { about: "approvalRequest", id: request.id }, context, () =>
      endRequest(context, request, "expired", {
        deciderId: null,
        decider: null,
        decisionComment: null,
        decidedAtMs: overAtMs(request, context.settings.timeZone),
      }),
    );
  }
  return expired.length;
}
