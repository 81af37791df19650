import { useEngineQuery } from "./engine.ts";
import { inLanguage } from "./language.ts";

/** By the name that a book has for a reason, which is in English. */
const names: Readonly<Record<string, string>> = inLanguage<Readonly<Record<string, string>>>("reasonNames", {});

/** What a reason is called in the language of the desk; null where there is none. */
export function reasonText<Name extends string | null>(name: Name): string | Name {
  return name === null ? name : (names[name] ?? name);
}

/** A choice of reasons. */
export function reasonChoices(reasons: readonly { readonly code: string; readonly name: string }[]) {
  return reasons.map(({ code, name }) => ({ value: code, label: reasonText(name) }));
}

/** The names of the reasons that credit is adjusted for. @returns what a code is called; the code itself until that is known. */
export function useReasonName(): <Code extends string | null>(code: Code) => string | Code {
  const reasons = useEngineQuery("credits.reasons", {}).data?.reasons;
  return (code) => reasonText(reasons?.find((reason) => reason.code === code)?.name ?? code);
}
