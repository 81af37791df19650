import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { MethodAnswer, MethodInput } from "../../../shared/contract/index.ts";
import type { SubscriptionChangePreview } from "../../../shared/contract/subscriptions.ts";
import { EngineError, useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";

/** A change as a form makes it: fields with a default may be left out. */
export type Change = MethodInput<"subscriptions.change">["change"];

const previewDelayMs = 150;

/** Stands in a query that is not asked. */
const noChange: Change = { type: "resume" };

/** A change under way, from what is typed to what is written. */
export interface ChangeUnderWay {
  /** What the change does; while the next preview is computed, the one before. Null where there is none to show. */
  readonly preview: SubscriptionChangePreview | null;
  /** What was read before the preview became another one by itself; null while it is the same. */
  readonly before: SubscriptionChangePreview | null;
  /** Whether the change was sent and refused because the preview was stale. */
  readonly wasRefused: boolean;
  readonly isWaiting: boolean;
  /** Why it cannot be done, from the preview or from the try to do it. */
  readonly problem: EngineError | null;
  /** Whether what is shown is what confirming would do. */
  readonly canConfirm: boolean;
  readonly isPending: boolean;
  /** Do what is shown (BEHAVIOUR 8.9). @returns null where it was refused, and everything stays as it is. */
  readonly confirm: () => Promise<MethodAnswer<"subscriptions.change"> | null>;
}

/**
 * Preview a change while it is being typed and make it when it is confirmed, exactly as it was shown.
 *
 * @param change null while the form is not complete.
 */
export function useChange(accountId: string, change: Change | null): ChangeUnderWay {
  const asked = change === null ? null : JSON.stringify(change);
  const [settled] = useDebouncedValue(asked, previewDelayMs);
  const settledChange = settled === null ? null : (JSON.parse(settled) as Change);
  const query = useEngineQuery(
    "subscriptions.previewChange",
    { accountId, change: settledChange ?? noChange },
    { isEnabled: settledChange !== null, keepsPrevious: true },
  );
  const changing = useEngineCommand("subscriptions.change");
  const [read, setRead] = useState<{ asked: string; preview: SubscriptionChangePreview } | null>(null);
  const [wasRefused, setWasRefused] = useState(false);
  const [sent, setSent] = useState<string | null>(null);

  const isAnswered = asked !== null && asked === settled && !query.isPlaceholderData && !query.isPending;
  const fresh = isAnswered ? (query.data ?? null) : null;
  // The first answer to what is asked is what the operator starts to read.
  if (asked !== null && fresh !== null && read?.asked !== asked) {
    setRead({ asked, preview: fresh });
    setWasRefused(false);
  }
  // The change moves the account on before its answer is here; until then, what was confirmed stays in view.
  const isHeld = changing.isPending && read !== null;
  const preview = isHeld ? read.preview : asked === null ? null : (fresh ?? query.data ?? null);
  const readBefore = read?.asked === asked ? read.preview : null;
  const previewProblem = isAnswered && !isHeld ? query.error : null;
  // A refusal is about what was sent; it does not stay beside something else.
  const problem = (sent === asked && !isHeld ? changing.error : null) ?? previewProblem;

  const confirm = async () => {
    if (change === null || asked === null || fresh === null) return null;
    setRead({ asked, preview: fresh });
    setWasRefused(false);
    setSent(asked);
    const { pinnedOn, fingerprint } = fresh;
    try {
      return await changing.run({ accountId, change, pinnedOn, fingerprint });
    } catch (error) {
      if (!(error instanceof EngineError) || error.view.code !== "preview_stale") return null;
      changing.clearError();
      await query.refetch();
      setWasRefused(true);
      return null;
    }
  };

  return {
    preview,
    before:
      fresh !== null && readBefore !== null && !isHeld && readBefore.fingerprint !== fresh.fingerprint
        ? readBefore
        : null,
    wasRefused,
    isWaiting: asked !== null && !isAnswered && !isHeld,
    problem,
    canConfirm: fresh !== null && previewProblem === null,
    isPending: changing.isPending,
    confirm,
  };
}
