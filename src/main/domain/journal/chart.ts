import type { CivilDate } from "../../../shared/calendar.ts";
import type { JournalAccount, JournalRole } from "../../../shared/contract/journal.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

/** Which account a role, or one subject of it, posts to from a day on. */
export interface AccountRule {
  readonly role: JournalRole;
  /** Empty: all subjects of the role that have none of their own. */
  readonly subject: string;
  readonly fromOn: CivilDate;
  /** Null: from that day on the subject has none of its own. */
  readonly account: JournalAccount | null;
}

/** Finds the account of a role, or of a subject of it, as it is on a day. */
export type Chart = (role: JournalRole, subject: string, on: CivilDate) => JournalAccount;

/**
 * The accounts of a book, day by day: a rule holds from its day until the next one of the same role and subject.
 *
 * @param rules in any order; each role has one from the first day on.
 */
export function createChart(rules: readonly AccountRule[]): Chart {
  const bySubject = new Map<string, AccountRule[]>();
  for (const rule of rules.toSorted((one, other) => (one.fromOn < other.fromOn ? 1 : -1))) {
    const key = keyOf(rule.role, rule.subject);
    bySubject.set(key, [...(bySubject.get(key) ?? []), rule]);
  }
  const find = (role: JournalRole, subject: string, on: CivilDate) =>
    bySubject.get(keyOf(role, subject))?.find((rule) => rule.fromOn <= on)?.account;
  return (role, subject, on) => {
    const account = (subject === "" ? null : find(role, subject, on)) ?? find(role, "", on);
    if (!account) throw new Error(`Nothing says where ${role} is posted on ${on}`);
    return account;
  };
}

const keyOf = (role: JournalRole, subject: string): string => `${role}/${subject}`;

/**
 * That each number means one account: the programs that read the journal know accounts by it.
 *
 * @throws AppError `journal_account_ambiguous` where a number has two names or two types.
 */
export function requireUnambiguous(accounts: readonly JournalAccount[]): void {
  const known = new Map<string, JournalAccount>();
  for (const account of accounts) {
    const other = known.get(account.number) ?? account;
    known.set(account.number, other);
    if (other.name === account.name && other.type === account.type) continue;
    throw new AppError(
      "journal_account_ambiguous",
      sentence("Number {accountNumber} would be both {otherName} ({otherType}) and {accountName} ({accountType}).", {
        accountNumber: account.number,
        otherName: other.name,
        otherType: other.type,
        accountName: account.name,
        accountType: account.type,
      }),
      { number: account.number },
    );
  }
}
