import type { VerificationReport } from "../../../../shared/contract/ledger.ts";
import { createAccountRecordVerifier } from "../../../domain/access/account-record-verification.ts";
import type { Fields } from "../../../domain/access/act.ts";
import type { PresentSubscription } from "../../../domain/access/subscription-verification.ts";
import { beforeAllAccounts, readActsOfAccounts } from "../../../storage/access/audit-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { isEverLinked } from "../../../storage/link/linked-account-store.ts";
import { listPaymentMethods } from "../../../storage/payments/payment-method-store.ts";
import { readRecord } from "./read-record.ts";
import { entriesPerStep } from "./verification-steps.ts";

/** What the log tells of that changes records without an act about each of them. */
export interface ChangedByOthers {
  /** Whether the book was ever linked to something else, which then says how its accounts are called and what they subscribe to. */
  readonly wasLinked: boolean;
  /** The number of the newest act that tells of an import; 0 for none. */
  readonly lastImport: number;
}

/**
 * Compare what hangs on accounts with the acts about them, account by account.
 *
 * @yields 0 for each step.
 */
export function* verifyAccountRecords(
  book: ReadableBook,
  { wasLinked, lastImport }: ChangedByOthers,
): Generator<number, VerificationReport["audit"]["firstBroken"], void> {
  const isLinked = (accountId: string) => wasLinked && isEverLinked(book, accountId);
  const verifier = createAccountRecordVerifier(
    {
      find: (subject, id) =>
        subject === "account" ? readAccount(book, id, isLinked(id)) : readRecord(book, subject, id),
      findSubscription: (accountId) => (isLinked(accountId) ? undefined : readSubscription(book, accountId)),
    },
    lastImport,
  );
  for (let place = beforeAllAccounts; ;) {
    const acts = readActsOfAccounts(book, place, entriesPerStep);
    const last = acts.at(-1);
    if (!last) return verifier.firstBroken();
    acts.forEach(verifier.take);
    place = last;
    yield 0;
  }
}

function readAccount(book: ReadableBook, accountId: string, isLinked: boolean): Fields | "unreadable" | null {
  const read = readRecord(book, "account", accountId);
  if (read === null || read === "unreadable") return read;
  const method = listPaymentMethods(book, accountId).find(({ isDefault }) => isDefault);
  const fields = { ...read, defaultPaymentMethodId: method?.id ?? null };
  if (!isLinked) return fields;
  const theirs: readonly string[] = ["name", "contact", "currency"];
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !theirs.includes(name)));
}

function readSubscription(book: ReadableBook, accountId: string): PresentSubscription | "unreadable" | null {
  const read = readRecord(book, "subscription", accountId);
  if (read === null || read === "unreadable") return read;
  const { upcoming, ...item } = read;
  return { item, upcoming: upcoming as Fields | null };
}
