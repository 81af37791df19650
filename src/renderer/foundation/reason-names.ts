import { useEngineQuery } from "./engine.ts";

/** The names of the reasons that credit is adjusted for. @returns what a code is called; the code itself until that is known. */
export function useReasonName(): <Code extends string | null>(code: Code) => string | Code {
  const reasons = useEngineQuery("credits.reasons", {}).data?.reasons;
  return (code) => reasons?.find((reason) => reason.code === code)?.name ?? code;
}
