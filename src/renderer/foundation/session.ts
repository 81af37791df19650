import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { rolesWith, type Right } from "../../shared/contract/rights.ts";
import { callEngine, EngineError, unansweredCodes, untilAskedAgain, useEngineQuery } from "./engine.ts";
import { forgetAnswers } from "./engine-events.ts";
import { text } from "./text.ts";
import { useUpstream } from "./upstream.ts";

/**
 * Who is at the desk, and what they may do. Undefined until it is known.
 *
 * @param isEnabled whether there is a book to ask.
 */
export function useSession(isEnabled = true) {
  return useEngineQuery("operators.current", {}, { isEnabled }).data;
}

/** Where nobody answers the desk is away, and shows that; it is locked as soon as somebody does (BEHAVIOUR 13.4). */
async function signOut(): Promise<void> {
  for (;;) {
    try {
      await callEngine("operators.signOut", {});
      return;
    } catch (error) {
      if (!(error instanceof EngineError && unansweredCodes.has(error.view.code))) return;
      await untilAskedAgain();
    }
  }
}

/** Signs out whoever is at the desk. The screens stay as they are behind the lock. @returns undefined where nobody signs in at all. */
export function useLock(): (() => void) | undefined {
  const queryClient = useQueryClient();
  const isNeeded = useSession()?.asksForSignIn === true;
  const lock = useCallback(() => void signOut().then(() => forgetAnswers(queryClient)), [queryClient]);
  return isNeeded ? lock : undefined;
}

/**
 * Why something cannot be done here by whoever is at the desk: they may not, and who could; or the upstream of a linked book does it
 * (BEHAVIOUR 12.4). Null where it can be.
 *
 * @returns asks for the right that it takes; null where it takes none.
 */
export function useWhyNotOf(): (right: Right | null, isLeftToUpstream?: boolean) => string | null {
  const session = useSession();
  const upstream = useUpstream();
  return (right, isLeftToUpstream = false) => {
    if (right !== null && session !== undefined && !session.rights.includes(right)) {
      return text.rights.whyNot(rolesWith(right));
    }
    return isLeftToUpstream && upstream ? text.rights.upstreamDoes(upstream.name) : null;
  };
}

/** The same for one thing. */
export function useWhyNot(right: Right | null, isLeftToUpstream = false): string | null {
  return useWhyNotOf()(right, isLeftToUpstream);
}
