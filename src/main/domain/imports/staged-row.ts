import { equalityKey } from "../../../shared/folding.ts";
import type {
  ImportBatch,
  ImportedAccount,
  ImportedChange,
  ImportedLedgerEntry,
  ImportedOpeningBalance,
  ImportedPlan,
  ImportedSubscription,
  ImportFacts,
} from "./batch.ts";

/** A good row as it waits to be written. */
export type StagedRow =
  | { readonly kind: "plan"; readonly plan: ImportedPlan }
  | { readonly kind: "account"; readonly account: ImportedAccount }
  /** `before`: what it changes as it was when approval of it was asked for. */
  | { readonly kind: "change"; readonly change: ImportedChange; readonly before?: ImportedChange["fields"] }
  /** `index` counts the entries of the import from 1. */
  | { readonly kind: "entry"; readonly index: number; readonly entry: ImportedLedgerEntry }
  | { readonly kind: "opening"; readonly opening: ImportedOpeningBalance }
  | { readonly kind: "subscription"; readonly subscription: ImportedSubscription };

/**
 * A batch in the order in which it is written. Subscriptions come last: whatever is billed between two slices is billed for accounts
 * whose credit is there.
 */
export function* stagedRowsOf(batch: ImportBatch): Generator<StagedRow, void, void> {
  for (const plan of batch.plans) yield { kind: "plan", plan };
  for (const account of batch.accounts) yield { kind: "account", account };
  for (const change of batch.changes) yield { kind: "change", change };
  let index = 0;
  for (const entry of batch.ledgerEntries) {
    index += 1;
    yield { kind: "entry", index, entry };
  }
  for (const opening of batch.openingBalances) yield { kind: "opening", opening };
  for (const subscription of batch.subscriptions) yield { kind: "subscription", subscription };
}

/** The names of what a row can take; whoever would take the same asks for them. */
export const claims = {
  account: (id: string) => `account ${id}`,
  contact: (contact: string) => `contact ${equalityKey(contact)}`,
  plan: (id: string) => `plan ${id}`,
  planSlug: (slug: string) => `plan slug ${slug}`,
  credit: (accountId: string, currency: string) => `credit ${accountId} ${currency}`,
  subscription: (accountId: string) => `subscription ${accountId}`,
} as const;

/** What a row takes that must be nobody else's until it is written. */
export function claimsOf(row: StagedRow): readonly string[] {
  switch (row.kind) {
    case "plan":
      return [claims.plan(row.plan.id), claims.planSlug(row.plan.slug)];
    case "account":
      return [
        claims.account(row.account.id),
        ...(row.account.contact === null ? [] : [claims.contact(row.account.contact)]),
      ];
    case "change":
      return typeof row.change.fields.contact === "string" ? [claims.contact(row.change.fields.contact)] : [];
    case "entry":
      return [claims.credit(row.entry.accountId, row.entry.currency)];
    case "opening":
      return [claims.credit(row.opening.accountId, row.opening.currency)];
    case "subscription":
      return [claims.subscription(row.subscription.accountId)];
  }
}

/** Whether the month of a row has been closed since it was read. */
export function isClosed(row: StagedRow, { closedThroughOn }: ImportFacts): boolean {
  return row.kind === "entry" && closedThroughOn !== null && row.entry.effectiveOn <= closedThroughOn;
}

/**
 * Whether the book has taken meanwhile what the row would take. Nothing else that a row was checked for changes: accounts, plans and
 * prices stay, and a row may still name a plan that is archived a moment later.
 *
 * @param facts of the book as it is now.
 */
export function isTaken(row: StagedRow, facts: ImportFacts): boolean {
  switch (row.kind) {
    case "plan":
      return facts.hasPlanId(row.plan.id) || facts.findPlan(row.plan.slug) !== null;
    case "account": {
      const { id, contact } = row.account;
      const isContactTaken = contact !== null && facts.findAccountsByContact(contact).length > 0;
      return isContactTaken || facts.findAccount(id) !== null;
    }
    case "change": {
      const { accountId, fields } = row.change;
      const isContactTaken =
        typeof fields.contact === "string" &&
        facts.findAccountsByContact(fields.contact).some(({ id }) => id !== accountId);
      const isFixed = fields.currency !== undefined && facts.whatFixesCurrency(accountId) !== null;
      return isContactTaken || isFixed;
    }
    case "entry":
      return facts.findCredit(row.entry.accountId, row.entry.currency) !== null;
    case "opening": {
      const { accountId, currency, amountMinor } = row.opening;
      const credit = facts.findCredit(accountId, currency);
      return credit !== null && (credit.hasOpening || !Number.isSafeInteger(credit.ledgerMinor + amountMinor));
    }
    case "subscription": {
      const { accountId, currency } = row.subscription;
      // An account of the same files is not there yet.
      const account = facts.findAccount(accountId);
      return account !== null && (account.currency !== currency || facts.hasSubscription(accountId));
    }
  }
}
