import type { ChangeTopic, EngineEvent } from "../../shared/contract/events.ts";
import type { MethodNameOf } from "../../shared/contract/index.ts";

/** What each query shows: a change to one of these makes its answer old. Jobs tell of themselves in events of their own. */
const topicsByQuery: Readonly<Record<MethodNameOf<"query">, readonly ChangeTopic[]>> = {
  "book.info": ["book", "accounts", "ledger"],
  "book.search": ["accounts", "ledger", "invoices"],
  "accounts.list": ["accounts", "ledger", "invoices", "plans", "book"],
  "accounts.get": ["accounts", "ledger", "invoices", "plans", "book"],
  "accounts.balanceHistory": ["ledger"],
  "credits.reasons": ["book"],
  "credits.balance": ["ledger"],
  "credits.preview": ["accounts", "ledger", "invoices", "plans", "book"],
  "ledger.list": ["ledger"],
  "ledger.get": ["ledger", "invoices"],
  "invoices.list": ["invoices", "book"],
  "invoices.get": ["invoices", "ledger", "book"],
  "invoices.preview": ["accounts", "ledger", "invoices", "plans", "book"],
  "plans.list": ["plans", "accounts"],
  "billing.runs": ["billingRuns"],
  "billing.getRun": ["billingRuns"],
  "jobs.get": [],
  "jobs.list": [],
};

type ChangedEvent = Extract<EngineEvent, { type: "changed" }>;

/**
 * Whether a change makes the answer to a query old.
 *
 * @param name the query's method; one that the table does not know is never touched.
 * @param input what it was asked with; a query about one account is left alone by changes to others.
 */
export function isMadeOldBy(name: string, input: unknown, change: ChangedEvent): boolean {
  if (!Object.hasOwn(topicsByQuery, name)) return false;
  const topics = topicsByQuery[name as MethodNameOf<"query">];
  if (!topics.some((topic) => change.topics.includes(topic))) return false;
  const accountId = accountIdOf(input);
  return accountId === null || change.accountIds === null || change.accountIds.includes(accountId);
}

function accountIdOf(input: unknown): string | null {
  const accountId = (input as { accountId?: unknown } | null | undefined)?.accountId;
  return typeof accountId === "string" ? accountId : null;
}
