import type { MethodInput } from "../../src/shared/contract/index.ts";

type Files = MethodInput<"accounts.import">["files"];

/**
 * How many users the import brings unless it is told: so many that it is written in many slices. A slice ends by the clock, so that a fast
 * machine takes fewer of them; even one that is several times as fast takes enough.
 */
export const importedUserCount = 2000;

/** Each with 7.00 of credit left from a history of two entries, which stand in the order of the whole ledger. */
export const importedCreditMinor = 7_00;

export const importedContact = (index: number): string => `user-${index}@example.com`;

/** An import of many users and their histories. */
export function largeImport(userCount = importedUserCount): Files {
  const indexes = Array.from({ length: userCount }, (_each, index) => index);
  const users = indexes.map((index) => `user_${index},User ${index},${importedContact(index)}`);
  const given = indexes.map((index) => `user_${index},USD,10.00,2025-01-01`);
  const used = indexes.map((index) => `user_${index},USD,-3.00,2025-01-02`);
  return [
    { kind: "users", name: "users.csv", text: `id,name,email\n${users.join("\n")}\n` },
    {
      kind: "ledger_entries",
      name: "ledger.csv",
      text: `account_id,currency,amount,effective_on\n${[...given, ...used].join("\n")}\n`,
    },
  ];
}
