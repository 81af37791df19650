import type { MethodName } from "../../shared/contract/index.ts";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { findAcceptedCommand, insertAcceptedCommand } from "../storage/book/accepted-command-store.ts";
import { acceptedContentHash } from "./accepted-content.ts";
import { auditedWork } from "./acts.ts";
import type { AcceptedContent, CommandContext } from "./handler.ts";
import { requireNotWaiting } from "./limits.ts";

/** What came of work that is done once for a key. */
export interface Accepted<Answer> {
  readonly answer: Answer;
  /** Whether it was done before, and this is what was answered then. */
  readonly isReplay: boolean;
}

/**
 * Run the work once per key, in the caller's transaction: with what the audit log is told, and with the answer, which is remembered under
 * the key (BEHAVIOUR 3.2, 11.6).
 *
 * @throws AppError `idempotency_conflict` where the key was used for something else; what {@link requireNotWaiting} and the work throw.
 */
export function acceptOnce<Answer>(
  context: CommandContext,
  method: MethodName,
  input: { readonly idempotencyKey: string } | AcceptedContent,
  work: () => Answer,
): Accepted<Answer> {
  const { book, caller, nowMs } = context;
  const { idempotencyKey } = input;
  const contentHash = "contentHash" in input ? input.contentHash : acceptedContentHash(method, input);
  const earlier = findAcceptedCommand(book, idempotencyKey);
  if (earlier) {
    if (!contentHash.equals(earlier.contentHash)) {
      throw new AppError("idempotency_conflict", sentence("The idempotency key was used before, with other content."));
    }
    return { answer: JSON.parse(earlier.answer) as Answer, isReplay: true };
  }
  requireNotWaiting(context, idempotencyKey, contentHash);
  const answer = auditedWork(method, input, context, work);
  insertAcceptedCommand(book, {
    idempotencyKey,
    method,
    contentHash,
    answer: JSON.stringify(answer),
    operatorId: caller.actorId,
    operator: caller.operator,
    origin: caller.origin,
    createdAtMs: nowMs,
  });
  return { answer, isReplay: false };
}
