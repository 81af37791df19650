import type { CivilDate } from "../../../shared/calendar.ts";
import type { JournalAccount, JournalRole } from "../../../shared/contract/journal.ts";
import type { AccountRule } from "../../domain/journal/chart.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

interface RuleRow {
  readonly role: JournalRole;
  readonly subject: string;
  readonly fromOn: CivilDate;
  readonly number: string | null;
  readonly name: string | null;
  readonly type: JournalAccount["type"] | null;
}

/** Every rule that there ever was of where something is posted. */
export function listAccountRules(book: ReadableBook): AccountRule[] {
  return book
    .all<RuleRow>("SELECT role, subject, from_on AS fromOn, number, name, type FROM journal_account")
    .map(({ number, name, type, ...rule }) => ({
      ...rule,
      account: number === null || name === null || type === null ? null : { number, name, type },
    }));
}

/** Say where a role, or a subject of it, is posted from a day on; what was said from that day or a later one gives way. */
export function writeAccountRule(book: WritableBook, { role, subject, fromOn, account }: AccountRule): void {
  book.run("DELETE FROM journal_account WHERE role = ? AND subject = ? AND from_on >= ?", role, subject, fromOn);
  book.run(
    "INSERT INTO journal_account (role, subject, from_on, number, name, type) VALUES (?, ?, ?, ?, ?, ?)",
    role,
    subject,
    fromOn,
    account?.number ?? null,
    account?.name ?? null,
    account?.type ?? null,
  );
}

/** What can have an account of its own within a role, and what people call it now, in the order in which they know it. */
export interface JournalSubject {
  readonly role: JournalRole;
  readonly subject: string;
  readonly name: string;
}

export function listJournalSubjects(book: ReadableBook): JournalSubject[] {
  return book.all<JournalSubject>(
    `SELECT role, subject, name FROM (
       SELECT 'reason' AS role, code AS subject, name, position AS place FROM reason_code
       UNION ALL SELECT 'tax', id, name, row_number() OVER (ORDER BY rate_parts_per_million) FROM tax_rate
       UNION ALL SELECT 'plan', id, name, row_number() OVER (ORDER BY name, id) FROM plan WHERE is_free = 0
     ) ORDER BY role, place`,
  );
}
