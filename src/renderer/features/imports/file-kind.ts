import type { ImportFileKind } from "../../../shared/contract/account-import.ts";

const patterns: readonly (readonly [RegExp, ImportFileKind])[] = [
  [/ledger|histor/u, "ledger_entries"],
  [/opening|balance|credit/u, "opening_balances"],
  [/subscription/u, "subscriptions"],
  [/organi[sz]ation|compan/u, "organizations"],
  [/plan/u, "plans"],
  [/user/u, "users"],
];

/**
 * What a file most likely holds, from its name alone: `Users (2).csv` holds users. Null where the name says nothing; then
 * the operator chooses, because a wrong guess would read like a file full of errors.
 */
export function guessFileKind(fileName: string): ImportFileKind | null {
  const name = fileName.toLowerCase().replaceAll(/[\s-]+/gu, "_");
  return patterns.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
