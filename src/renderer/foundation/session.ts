import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { rolesWith, type Right } from "../../shared/contract/rights.ts";
import { callEngine, forgetAnswers, useEngineQuery } from "./engine.ts";
import { text } from "./text.ts";

/**
 * Who is at the desk, and what they may do. Undefined until it is known.
 *
 * @param isEnabled whether there is a book to ask.
 */
export function useSession(isEnabled = true) {
  return useEngineQuery("operators.current", {}, { isEnabled }).data;
}

/** Signs out whoever is at the desk. The screens stay as they are behind the lock. @returns undefined where nobody signs in at all. */
export function useLock(): (() => void) | undefined {
  const queryClient = useQueryClient();
  const isNeeded = useSession()?.asksForSignIn === true;
  const lock = useCallback(() => {
    // Where nobody answers the desk is away anyway, and shows that.
    void callEngine("operators.signOut", {}).then(
      () => forgetAnswers(queryClient),
      () => undefined,
    );
  }, [queryClient]);
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
