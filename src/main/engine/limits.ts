import type { MethodName } from "../../shared/contract/index.ts";
import { limitedActs, settlingActs, type CreditLimit, type LimitExcess } from "../../shared/contract/limits.ts";
import { rolesWith } from "../../shared/contract/rights.ts";
import { AppError } from "../../shared/errors.ts";
import { addToMovedOn, findMovedOn, listLimits, type CountedDay } from "../storage/access/limit-store.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { excessesOver, excessSentence, movedBy, type MovedCredit } from "../domain/access/limits.ts";
import { isImport } from "../domain/approvals/request.ts";
import { findPendingByKey, type StoredRequest } from "../storage/approvals/request-store.ts";
import { findOperator, listOperators, type StoredOperator } from "../storage/access/operator-store.ts";
import { acceptedContentHash } from "./accepted-content.ts";
import type { CommandContext, QueryContext } from "./handler.ts";
import { readEffects } from "./handlers/approvals/request-view.ts";

const limited: ReadonlySet<string> = new Set(limitedActs);
const approvingRoles = rolesWith("approvals");
const counted: ReadonlySet<string> = new Set([...limitedActs, ...settlingActs]);

/**
 * Do what a method does within the limits of whoever does it (BEHAVIOUR 11.1). What it has written to the ledger is what counts, so that no
 * method can say less than it does.
 *
 * @throws AppError `approval_required`, which undoes it.
 */
export function withinLimits<Answer>(method: MethodName, context: CommandContext, work: () => Answer): Answer {
  const answer = work();
  if (counted.has(method)) countAgainstLimits(context, movedBy(context.ledger.written()));
  return answer;
}

/**
 * Leave the key of an act that waits for approval to the act, and the act to whoever decides: it is neither done beside its request, which
 * holds what it would take, nor is anything else done under its key, which nothing could be approved under then.
 *
 * @throws AppError `approval_required` where it is the act that is sent again; `idempotency_conflict` where it is something else.
 */
export function requireNotWaiting(context: CommandContext, idempotencyKey: string, contentHash: Buffer): void {
  const waiting = findPendingByKey(context.book, idempotencyKey);
  if (!waiting) return;
  const { id: requestId, number, act, excesses, requesterId } = waiting;
  if (!contentHashOf(waiting).equals(contentHash)) {
    const conflict = sentence("The key is that of an act that waits for approval, by request {number}.", { number });
    throw new AppError("idempotency_conflict", conflict, { requestId });
  }
  // A batch is refused by itself, and names its request, whatever the key.
  if (!limited.has(act) && !isImport(act)) return;
  throw new AppError("approval_required", sentence("It waits for approval, by request {number}.", { number }), {
    excesses: JSON.parse(excesses) as LimitExcess[],
    couldApprove: approversBeside(context, requesterId, movedBy(readEffects(waiting))),
    requestId,
  });
}

/** What the key of a request's act stands for. An import keeps it, because its files are gone. */
function contentHashOf({ act, input }: StoredRequest): Buffer {
  const asked = JSON.parse(input) as { readonly idempotencyKey: string; readonly contentHash?: string };
  return isImport(act) ? Buffer.from(asked.contentHash ?? "", "hex") : acceptedContentHash(act, asked);
}

/**
 * Count what somebody gives or takes by hand against the limits of their role.
 *
 * @returns whose day it is counted against; null where nobody's is.
 * @throws AppError `approval_required` where it is above one.
 */
export function countAgainstLimits(context: CommandContext, moved: readonly MovedCredit[]): CountedDay | null {
  const needed = approvalNeeded(context, moved);
  if (needed) throw needed;
  const { book, today: on, caller } = context;
  const { operatorId } = caller;
  if (operatorId === null) return null;
  for (const each of moved) addToMovedOn(book, { operatorId, on }, each);
  return { operatorId, on };
}

/**
 * Why what somebody would move needs approval; null where it is within the limits of their role, or of the role of who made their key. What
 * the engine does by itself has none.
 */
export function approvalNeeded(context: QueryContext, moved: readonly MovedCredit[]): AppError | null {
  const { operatorId, operator } = context.caller;
  const limits = listLimits(context.book);
  if (operatorId === null || limits.length === 0) return null;
  const by = findOperator(context.book, operatorId);
  const excesses = by ? excessesOf(context, by, limits, moved) : [];
  const [first] = excesses;
  if (!first) return null;
  return new AppError(
    "approval_required",
    sentence('{excess} "{operator}" needs approval for it.', { excess: excessSentence(first), operator }),
    {
      excesses,
      couldApprove: approversBeside(context, operatorId, moved),
    },
  );
}

/** Where what an operator would move is above a limit of their role. */
function excessesOf(
  { book, today }: QueryContext,
  { id, role }: StoredOperator,
  limits: readonly CreditLimit[],
  moved: readonly MovedCredit[],
): readonly LimitExcess[] {
  const ofRole = limits.filter((limit) => limit.role === role);
  return excessesOver(ofRole, moved, (currency) => findMovedOn(book, id, today, currency));
}

/** Somebody who could approve what somebody else asks for. */
export interface Approver {
  readonly operatorId: string;
  readonly name: string;
}

/** Active operators beside one who may approve what would be moved, and could do it themselves. */
export function approversBeside(
  context: QueryContext,
  exceptId: string | null,
  moved: readonly MovedCredit[],
): Approver[] {
  const limits = listLimits(context.book);
  return listOperators(context.book)
    .filter(({ id, role, isSuspended }) => id !== exceptId && !isSuspended && approvingRoles.includes(role))
    .filter((operator) => excessesOf(context, operator, limits, moved).length === 0)
    .map(({ id, name }) => ({ operatorId: id, name: name ?? "Owner" }));
}
