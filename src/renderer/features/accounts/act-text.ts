import type { MethodName } from "../../../shared/contract/index.ts";
import { accountsText } from "./accounts-text.ts";

/** What was done, in words; an act that no words were written for yet by its name in the contract. */
export function actText(act: string): string {
  const acts: Readonly<Partial<Record<MethodName, string>>> = accountsText.activity.acts;
  return acts[act as MethodName] ?? act;
}
