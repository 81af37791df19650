/** The kinds of CSV file that are imported, in the order in which their rows depend on each other: what is referred to comes first. */
export const importFileKinds = [
  "plans",
  "users",
  "organizations",
  "subscriptions",
  "opening_balances",
  "ledger_entries",
] as const;
