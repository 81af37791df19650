import { AppError } from "../../../../shared/errors.ts";
import { problemText, sentence } from "../../../../shared/sentences/sentence.ts";
import type { MethodInput } from "../../../../shared/contract/index.ts";
import type { SendAttempt } from "../../../../shared/contract/attempts.ts";
import type { OutboxItem } from "../../../../shared/contract/outbox.ts";
import { nextSendAtMs } from "../../../domain/link/sending.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { outboxAttempts } from "../../../storage/attempt-log.ts";
import { addToBalance, raiseVersion } from "../../../storage/link/linked-account-store.ts";
import { keepDifference } from "../../../storage/link/difference-store.ts";
import {
  addAttempt,
  findItemProgress,
  findNextDueAtMs,
  findOutboxItem,
  listDueItems,
  listOutbox,
  listWaitingFor,
  restartItems,
  setItemOutcome,
  setSending,
  settleItem,
  type DueItem,
  type ItemOutcome,
  type ItemProgress,
} from "../../../storage/link/outbox-store.ts";
import { findEntry, findReversalId } from "../../../storage/ledger/ledger-store.ts";
import type { CommandContext, HandlersOf } from "../../handler.ts";
import { adjustCredit } from "../credits/adjust-credit.ts";
import { reverseEntry } from "../credits/reverse-entry.ts";
import { requireLink } from "./requires-link.ts";

type Attempt = MethodInput<"outbox.recordAttempts">["attempts"][number];

/** What the upstream is sent, and what came of it. */
export const outboxHandlers: HandlersOf<
  "outbox.list" | "outbox.get" | "outbox.retry" | "outbox.settle" | "outbox.take" | "outbox.recordAttempts"
> = {
  "outbox.list": ({ book }, input) => listOutbox(book, input),

  "outbox.get": ({ book }, { entryId }) => ({
    item: requireItem(book, entryId),
    attempts: outboxAttempts.list(book, findItemProgress(book, entryId)?.number ?? 0),
  }),

  "outbox.retry": ({ book, changed }, { entryId }) => {
    requireLink(book);
    if (entryId !== null) requireOpenItem(book, entryId);
    const retriedCount = restartItems(book, entryId, Date.now());
    if (entryId !== null && retriedCount === 0) {
      throw new AppError(
        "outbox_item_settled",
        sentence("The other half of the transfer is settled: this one is settled as well."),
      );
    }
    for (const topic of ["link", "ledger"] as const) changed(topic);
    return { retriedCount };
  },

  "outbox.settle": (context, { entryId, as, amountMinor, note, idempotencyKey }) => {
    const { book, changed } = context;
    const item = requireOpenItem(book, entryId);
    if (item.state !== "refused") {
      throw new AppError(
        "outbox_item_settled",
        sentence("The adjustment {entryId} is still on its way, and was not refused.", { entryId }),
      );
    }
    if ((as === "change") !== (amountMinor !== null)) {
      throw new AppError("invalid_input", sentence("An amount goes with a change, and with nothing else."));
    }
    changed("link", item.accountId);
    changed("ledger", item.accountId);
    if (as === "keep") {
      settleItem(book, entryId, "kept");
      keepDifference(book, requireLink(book).id, item.accountId);
      return { item: requireItem(book, entryId), reversalEntryId: null, replacementEntryId: null };
    }
    // Undoing it settles it: what the upstream never had is not taken back there.
    const reversal = reverseEntry(context, entryId, { note, idempotencyKey });
    const replacementEntryId =
      amountMinor === null ? null : replace(context, entryId, amountMinor, note, idempotencyKey);
    return { item: requireItem(book, entryId), reversalEntryId: reversal.id, replacementEntryId };
  },

  "outbox.take": ({ book, changed }, { nowMs, limit }) => {
    const { id: linkId } = requireLink(book);
    const due = listDueItems(book, linkId, nowMs, limit);
    for (const { entryId, accountId, ...item } of due) {
      if (item.state === "sending") addAttempt(book, item, cutOff(item, nowMs));
      setSending(book, entryId, nowMs);
      raiseVersion(book, linkId, accountId);
      changed("link", accountId);
    }
    return {
      items: due.map(({ entryId, kind, upstreamId, amountMinor, currency, note, reasonName }) => ({
        entryId,
        kind,
        upstreamId,
        action: amountMinor > 0 ? ("increase" as const) : ("decrease" as const),
        amountMinor: Math.abs(amountMinor),
        currency,
        note: note ?? reasonName ?? "Adjusted in Countinghouse",
      })),
      nextDueAtMs: findNextDueAtMs(book, nowMs),
    };
  },

  "outbox.recordAttempts": (context, { attempts }) => {
    for (const attempt of attempts) recordAttempt(context, attempt);
    return {};
  },
};

function recordAttempt(context: CommandContext, attempt: Attempt): void {
  const { book, changed, happened } = context;
  const { entryId, outcome } = attempt;
  const item = findItemProgress(book, entryId);
  if (!item)
    throw new AppError("outbox_item_not_found", sentence("The entry {entryId} is not in the outbox.", { entryId }));
  addAttempt(book, item, attemptOf(attempt));
  // Its link may have been removed meanwhile, and an answer may come twice.
  if (item.settledAs !== null || item.state === "applied") return;
  setItemOutcome(book, entryId, outcomeOf(item, attempt));
  raiseVersion(book, item.linkId, item.accountId);
  if (outcome === "applied") addToBalance(book, item.linkId, item.accountId, item);
  if (outcome === "refused") refuse(context, entryId);
  keepDifference(book, item.linkId, item.accountId);
  if (outcome !== "unknown") happened(`outboxItem.${outcome}`, entryId);
  changed("link", item.accountId);
  changed("ledger", item.accountId);
}

function attemptOf({ startedAtMs, endedAtMs, status, problem }: Attempt): SendAttempt {
  // A clock that was set back meanwhile makes no attempt take less than no time.
  return { startedAtMs, tookMs: Math.max(0, endedAtMs - startedAtMs), status, problem };
}

/** An attempt that nobody was there any more to write down the end of. */
function cutOff({ lastAttemptAtMs }: Pick<DueItem, "lastAttemptAtMs">, nowMs: number): SendAttempt {
  const problem = problemText("The application was ended before there was an answer.");
  return { startedAtMs: lastAttemptAtMs ?? nowMs, tookMs: 0, status: null, problem };
}

function outcomeOf(item: ItemProgress, attempt: Attempt): ItemOutcome {
  const { outcome, status, problem, endedAtMs, askedWaitMs, upstreamEntryId } = attempt;
  const said = { status, problem, upstreamEntryId };
  if (outcome === "applied") return { ...said, state: "applied", failedTries: 0, nextAttemptAtMs: null };
  if (outcome === "refused") return { ...said, state: "refused", failedTries: 0, nextAttemptAtMs: null };
  const failedTries = item.failedTries + 1;
  // The upstream may have it, which the number of attempts says: the same key is sent again until an answer decides.
  return { ...said, state: "queued", failedTries, nextAttemptAtMs: nextSendAtMs(failedTries, endedAtMs, askedWaitMs) };
}

/** What an adjustment that was refused draws along: what has been undone here by one that waits, and the other half of a transfer. */
function refuse({ book, happened }: CommandContext, entryId: string): void {
  const reversalId = findReversalId(book, entryId);
  const reversal = reversalId === null ? undefined : findItemProgress(book, reversalId);
  if (reversalId !== null && reversal?.attemptCount === 0) {
    for (const each of [entryId, reversalId]) settleItem(book, each, "reversed");
  }
  for (const half of listWaitingFor(book, entryId)) {
    setItemOutcome(book, half.entryId, {
      state: "refused",
      failedTries: 0,
      nextAttemptAtMs: null,
      status: null,
      problem: problemText("The other half of the transfer was refused."),
      upstreamEntryId: null,
    });
    happened("outboxItem.refused", half.entryId);
  }
}

/** Make the adjustment anew with another amount, which is sent in place of the one that was refused. @returns the entry's id. */
function replace(
  context: CommandContext,
  entryId: string,
  amountMinor: number,
  note: string | null,
  idempotencyKey: string,
): string {
  const refused = findEntry(context.book, entryId);
  if (!refused) throw new Error(`The entry ${entryId} was reversed and is gone`);
  const { accountId, currency, reasonCode } = refused;
  const adjustment = {
    accountId,
    currency,
    amountMinor,
    action: refused.amountMinor > 0 ? ("increase" as const) : ("decrease" as const),
    reasonCode: reasonCode ?? "other",
    note: note ?? refused.note ?? `In place of ${entryId}`,
    terms: null,
    countsOn: null,
  };
  return adjustCredit(context, adjustment, { sourceId: idempotencyKey, idempotencyKey }).id;
}

/** @throws AppError `outbox_item_not_found`. */
function requireItem(book: ReadableBook, entryId: string): OutboxItem {
  const item = findOutboxItem(book, entryId);
  if (!item)
    throw new AppError("outbox_item_not_found", sentence("The entry {entryId} is not in the outbox.", { entryId }));
  return item;
}

/** @throws AppError `outbox_item_not_found`, `outbox_item_settled`. */
function requireOpenItem(book: ReadableBook, entryId: string): OutboxItem {
  const item = requireItem(book, entryId);
  if (item.state === "applied" || item.settledAs !== null) {
    throw new AppError(
      "outbox_item_settled",
      sentence("The adjustment {entryId} waits for nothing any more.", { entryId }),
    );
  }
  return item;
}
