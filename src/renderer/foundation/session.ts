import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { rolesWith, type Right } from "../../shared/contract/rights.ts";
import { callEngine, EngineError, forgetAnswers, unansweredCodes, untilAskedAgain, useEngineQuery } from "./engine.ts";
import { text } from "./text.ts";

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
 * Why the operator at the desk may not do what takes a right, with who could; null where they may, and where nothing is taken.
 *
 * @returns asks for a right.
 */
export function useWhyNotOf(): (right: Right | null) => string | null {
  const session = useSession();
  return (right) =>
    right === null || session === undefined || session.rights.includes(right)
      ? null
      : text.rights.whyNot(rolesWith(right));
}

/** The same for one right. */
export function useWhyNot(right: Right | null): string | null {
  return useWhyNotOf()(right);
}
