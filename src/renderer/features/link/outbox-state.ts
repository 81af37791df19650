import type { LinkedAccountView, LinkedPlanView } from "../../../shared/contract/link.ts";
import type { OutboxItem } from "../../../shared/contract/outbox.ts";
import type { LedgerRow } from "../../../shared/contract/ledger.ts";
import { linkedAccountState } from "../../../shared/exports/link-columns.ts";
import type { StateWord } from "../../components/state-mark.tsx";
import { linkText } from "./link-text.ts";
import { outboxText } from "./outbox-text.ts";

/** What an adjustment on its way has come to: what was done about it, where something was. */
export function itemState({ state, settledAs }: Pick<OutboxItem, "state" | "settledAs">): StateWord {
  return settledAs === null ? outboxText.states[state] : outboxText.settlements[settledAs];
}

/** Whether the upstream does not have it, and nobody has settled that. */
export function isOpenItem({ state, settledAs }: Pick<OutboxItem, "state" | "settledAs">): boolean {
  return state !== "applied" && settledAs === null;
}

/** How an account of the upstream stands to those that are here. */
export function accountState(account: Pick<LinkedAccountView, "doubt" | "goneAtMs">): StateWord {
  return outboxText.accounts.states[linkedAccountState(account)];
}

/** Whether a plan of the upstream, and each price of it, is one here. */
export function planState({
  planId,
  goneAtMs,
  prices,
}: Pick<LinkedPlanView, "planId" | "goneAtMs" | "prices">): StateWord {
  const { states } = outboxText.plans;
  if (goneAtMs !== null) return states.gone;
  if (planId === null) return states.none;
  return prices.some(({ problem }) => problem !== null) ? states.partly : states.here;
}

/**
 * What marks an entry that the upstream does not have (BEHAVIOUR 12.2).
 *
 * @param upstream what the book is linked to, by its name.
 * @returns null where it has it, and where nothing was meant for it.
 */
export function upstreamMark({ upstreamState }: Pick<LedgerRow, "upstreamState">, upstream: string): StateWord | null {
  const { waiting, refused, kept } = linkText.marks;
  switch (upstreamState) {
    case null:
      return null;
    case "queued":
    case "sending":
      return { word: waiting(upstream), tone: "waiting" };
    case "refused":
      return { word: refused(upstream), tone: "wrong" };
    case "kept":
      return { word: kept(upstream), tone: "over" };
  }
}

/** The same where a title says of what: in a column of a list. */
export function shortUpstreamMark({ upstreamState }: Pick<LedgerRow, "upstreamState">): StateWord | null {
  return upstreamState === null ? null : linkText.shortMarks[upstreamState];
}
