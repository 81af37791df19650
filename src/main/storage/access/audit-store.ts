import type { AuditFilters } from "../../../shared/contract/audit.ts";
import { endOfDayMs, startOfDayMs } from "../../../shared/calendar.ts";
import { searchKey } from "../../../shared/folding.ts";
import type { AccountAct } from "../../domain/access/account-record-verification.ts";
import { sealAct, type ActDraft, type SealedAct } from "../../domain/access/act.ts";
import { emptyChain, type ChainHead } from "../../domain/ledger/entry.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { createConditions, type Conditions } from "../conditions.ts";
import { countUpTo, type RowTotal } from "../count-rows.ts";

const actColumns = `entry.sequence, entry.at_ms AS atMs, entry.operator_id AS operatorId, entry.operator, entry.origin, entry.act,
  entry.subject, entry.subject_id AS subjectId, entry.account_id AS accountId, entry.before, entry.after,
  entry.previous_hash AS previousHash, entry.hash`;

/** Write an act at the end of the log; it is never changed afterwards. */
export function appendAct(book: WritableBook, draft: ActDraft): void {
  const act = sealAct(draft, readAuditHead(book));
  book.run(
    `INSERT INTO audit_entry (sequence, at_ms, operator_id, operator, origin, act, subject, subject_id, account_id, before, after,
       previous_hash, hash, search_text)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    act.sequence,
    act.atMs,
    act.operatorId,
    act.operator,
    act.origin,
    act.act,
    act.subject,
    act.subjectId,
    act.accountId,
    act.before,
    act.after,
    act.previousHash,
    act.hash,
    searchKey([act.operator, act.act, act.subjectId, act.accountId, act.before, act.after].join(" ")),
  );
}

/** The last act of the log; the empty chain while there is none. */
export function readAuditHead(book: ReadableBook): ChainHead {
  return book.get<ChainHead>("SELECT sequence, hash FROM audit_entry ORDER BY sequence DESC LIMIT 1") ?? emptyChain;
}

/** An act as it is listed: with its hashes, and with the name that its account has now. */
export interface ListedAct extends SealedAct {
  readonly accountName: string | null;
}

/**
 * A page of the log, newest first, and how many acts match.
 *
 * @param timeZone the book's, in which days begin and end.
 */
export function listActs(
  book: ReadableBook,
  { skip = 0, ...filters }: AuditFilters & { readonly skip?: number },
  timeZone: string,
): { readonly rows: ListedAct[]; readonly total: RowTotal } {
  const { where, values } = conditionsOf(filters, timeZone);
  const rows = book.all<ListedAct>(
    `SELECT ${actColumns}, account.name AS accountName
     FROM audit_entry entry LEFT JOIN account ON account.id = entry.account_id
     WHERE ${[...where, "entry.sequence < ?"].join(" AND ")} ORDER BY entry.sequence DESC LIMIT ? OFFSET ?`,
    ...values,
    filters.beforeSequence ?? Number.MAX_SAFE_INTEGER,
    filters.limit,
    skip,
  );
  const total =
    where.length === 0
      ? { count: countActs(book), isExact: true }
      : countUpTo(book, `SELECT 1 FROM audit_entry entry WHERE ${where.join(" AND ")}`, values);
  return { rows, total };
}

function conditionsOf(filters: AuditFilters, timeZone: string): Conditions {
  const conditions = createConditions();
  const { add } = conditions;
  if (filters.accountId !== null) add("entry.account_id = ?", filters.accountId);
  if (filters.operatorId !== null) add("entry.operator_id = ?", filters.operatorId);
  if (filters.act !== null) add("entry.act = ?", filters.act);
  if (filters.fromOn !== null) add("entry.at_ms >= ?", startOfDayMs(filters.fromOn, timeZone));
  if (filters.throughOn !== null) add("entry.at_ms < ?", endOfDayMs(filters.throughOn, timeZone));
  for (const word of searchKey(filters.search).split(" "))
    if (word !== "") add("instr(entry.search_text, ?) > 0", word);
  return conditions;
}

/** So many acts of a kind are looked at, from the newest. */
const lookedAtForNote = 100;

/** Whether one of the newest acts of a kind names something in what it notes, such as a job. */
export function isActNoted(book: ReadableBook, act: string, id: string): boolean {
  const notes = book.all<{ after: string | null }>(
    "SELECT after FROM audit_entry WHERE act = ? ORDER BY sequence DESC LIMIT ?",
    act,
    lookedAtForNote,
  );
  return notes.some(({ after }) => after !== null && Object.values(JSON.parse(after) as object).includes(id));
}

/** Who is in the log, each by the name of their newest act. The ids are read by skipping from one to the next. */
export function listActOperators(book: ReadableBook): { readonly operatorId: string; readonly operator: string }[] {
  return book.all(
    `WITH RECURSIVE told (operator_id) AS (
       SELECT min(operator_id) FROM audit_entry
       UNION ALL
       SELECT (SELECT min(entry.operator_id) FROM audit_entry entry WHERE entry.operator_id > told.operator_id)
       FROM told WHERE told.operator_id IS NOT NULL)
     SELECT told.operator_id AS operatorId, (SELECT entry.operator FROM audit_entry entry
       WHERE entry.operator_id = told.operator_id ORDER BY entry.sequence DESC LIMIT 1) AS operator
     FROM told WHERE told.operator_id IS NOT NULL ORDER BY operator, operatorId`,
  );
}

/** Acts from a sequence number on, in order, so that the whole log is walked in steps. */
export function readActsFrom(book: ReadableBook, fromSequence: number, limit: number): SealedAct[] {
  return book.all<SealedAct>(
    `SELECT ${actColumns} FROM audit_entry entry WHERE entry.sequence >= ? ORDER BY entry.sequence LIMIT ?`,
    fromSequence,
    limit,
  );
}

/** Where the next acts about accounts begin that are read. */
export interface AccountActPlace {
  readonly accountId: string;
  readonly sequence: number;
}

/** No id begins with it, and every id comes before it. */
export const beforeAllAccounts: AccountActPlace = { accountId: "\u{10FFFF}", sequence: 0 };

/** Acts about accounts and what belongs to them, account by account, each account's newest first. */
export function readActsOfAccounts(book: ReadableBook, after: AccountActPlace, limit: number): AccountAct[] {
  return book.all<AccountAct>(
    `SELECT account_id AS accountId, sequence, subject, subject_id AS subjectId, before, after
     FROM audit_entry INDEXED BY audit_entry_account
     WHERE account_id <= ? AND (account_id, sequence) < (?, ?) ORDER BY account_id DESC, sequence DESC LIMIT ?`,
    after.accountId,
    after.accountId,
    after.sequence,
    limit,
  );
}

/** How many acts there are. */
function countActs(book: ReadableBook): number {
  return book.get<{ count: number }>("SELECT coalesce(max(sequence), 0) AS count FROM audit_entry")?.count ?? 0;
}
