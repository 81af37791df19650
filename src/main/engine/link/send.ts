import type { MethodInput, MethodOutput } from "../../../shared/contract/index.ts";
import { verdictOf } from "../../domain/link/sending.ts";
import { payerPath } from "./read.ts";
import { UpstreamFailure, type UpstreamClient } from "./upstream-client.ts";
import { creditLedger } from "./wire.ts";
import { verbatim } from "../../../shared/sentences/sentence.ts";

type Item = MethodOutput<"outbox.take">["items"][number];

/** What came of sending an adjustment, as the book is told it; and what is wrong with the link, where that kept it from being decided. */
export interface SentItem {
  readonly attempt: MethodInput<"outbox.recordAttempts">["attempts"][number];
  readonly failure: UpstreamFailure | null;
}

/** Send an adjustment once, and never throw. It goes under the id of its entry, however often it is sent (BEHAVIOUR 12.2). */
export async function sendItem(client: UpstreamClient, item: Item): Promise<SentItem> {
  const startedAtMs = Date.now();
  const ended = () => ({ entryId: item.entryId, startedAtMs, endedAtMs: Date.now() });
  try {
    const body = {
      amount: item.amountMinor,
      action: item.action,
      currency: item.currency,
      idempotency_key: item.entryId,
      note: item.note,
    };
    const answer = await client.post(`${payerPath(item.kind, item.upstreamId)}/billing/credits`, body, creditLedger);
    const { status } = answer;
    const nothingMore = { status, askedWaitMs: null };
    if (!answer.ok) {
      const { code, problem } = answer;
      return {
        attempt: { ...ended(), ...nothingMore, outcome: verdictOf(status, code), problem, upstreamEntryId: null },
        failure: null,
      };
    }
    const { id, amount } = answer.value;
    const isSame = Math.abs(amount.amount) === item.amountMinor && amount.currency.toUpperCase() === item.currency;
    const outcome = isSame ? ("applied" as const) : ("refused" as const);
    const problem = isSame
      ? null
      : `It has another adjustment under this key, of ${amount.amount} ${amount.currency.slice(0, 10)}.`;
    return { attempt: { ...ended(), ...nothingMore, outcome, problem, upstreamEntryId: id }, failure: null };
  } catch (error) {
    const failure =
      error instanceof UpstreamFailure ? error : new UpstreamFailure("upstream_unreachable", verbatim(String(error)));
    const { status, askedWaitMs, message } = failure;
    return {
      attempt: {
        ...ended(),
        outcome: "unknown",
        status,
        problem: message.slice(0, 500),
        askedWaitMs,
        upstreamEntryId: null,
      },
      failure,
    };
  }
}
