import type { CivilDate } from "../../../shared/calendar.ts";
import type { ClosingFigures } from "../../../shared/contract/periods.ts";
import { firstDayOf, lastDayOf, type Month } from "../../../shared/months.ts";
import { emptyChain, type ChainHead } from "../../domain/ledger/entry.ts";
import {
  closedThrough,
  sealPeriodAct,
  standingClosings,
  type PeriodActDraft,
  type SealedPeriodAct,
} from "../../domain/periods/period-act.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { sumDayTotals } from "../ledger/day-total-store.ts";
import { listCreditMovements, readOpenings } from "../reports/credit-movement-store.ts";

interface PeriodActRow extends Omit<SealedPeriodAct, "head" | "auditHead" | "attributionHead"> {
  readonly headSequence: number;
  readonly headHash: Uint8Array;
  readonly auditHeadSequence: number;
  readonly auditHeadHash: Uint8Array;
  readonly attributionHeadSequence: number | null;
  readonly attributionHeadHash: Uint8Array | null;
}

/** All that was closed and reopened, in order. There is one a month, so they are few. */
export function listPeriodActs(book: ReadableBook): SealedPeriodAct[] {
  return book
    .all<PeriodActRow>(
      `SELECT sequence, kind, month, book_name AS bookName, time_zone AS timeZone, at_ms AS atMs, operator_id AS operatorId, operator,
         reason, head_sequence AS headSequence, head_hash AS headHash, audit_head_sequence AS auditHeadSequence,
         audit_head_hash AS auditHeadHash, attribution_head_sequence AS attributionHeadSequence,
         attribution_head_hash AS attributionHeadHash, figures, previous_hash AS previousHash, hash
       FROM period_act ORDER BY sequence`,
    )
    .map(({ headSequence, headHash, auditHeadSequence, auditHeadHash, ...row }) => {
      const { attributionHeadSequence, attributionHeadHash, ...act } = row;
      return {
        ...act,
        head: { sequence: headSequence, hash: headHash },
        auditHead: { sequence: auditHeadSequence, hash: auditHeadHash },
        attributionHead: attributionHeadHash && { sequence: attributionHeadSequence ?? 0, hash: attributionHeadHash },
      };
    });
}

/** Write down that a month was closed or reopened, and up to when the book is closed now. */
export function appendPeriodAct(book: WritableBook, draft: PeriodActDraft): SealedPeriodAct {
  const earlier = listPeriodActs(book);
  const act = sealPeriodAct(draft, earlier.at(-1) ?? emptyChain);
  book.run(
    `INSERT INTO period_act (sequence, kind, month, book_name, time_zone, at_ms, operator_id, operator, reason, head_sequence, head_hash,
       audit_head_sequence, audit_head_hash, attribution_head_sequence, attribution_head_hash, figures, previous_hash, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    act.sequence,
    act.kind,
    act.month,
    act.bookName,
    act.timeZone,
    act.atMs,
    act.operatorId,
    act.operator,
    act.reason,
    act.head.sequence,
    act.head.hash,
    act.auditHead.sequence,
    act.auditHead.hash,
    act.attributionHead?.sequence ?? null,
    act.attributionHead?.hash ?? null,
    act.figures,
    act.previousHash,
    act.hash,
  );
  book.run("UPDATE book SET closed_through_on = ?", closedThrough(standingClosings([...earlier, act])));
  return act;
}

/** The day of the earliest entry or invoice; null where there is none. */
export function findFirstDatedOn(book: ReadableBook): CivilDate | null {
  return (
    book.get<{ firstOn: CivilDate | null }>(
      `SELECT min(day_on) AS firstOn FROM (
         SELECT min(counted_on) AS day_on FROM ledger_day_total WHERE counted_by = 'effective'
         UNION ALL SELECT min(issued_on) FROM invoice)`,
    )?.firstOn ?? null
  );
}

/** What a month comes to, by currency, source and reason (BEHAVIOUR 11.5), out of the totals that are kept for each day. */
export function readMonthFigures(book: ReadableBook, month: Month): ClosingFigures[] {
  const span = { fromOn: firstDayOf(month), throughOn: lastDayOf(month) };
  const openings = readOpenings(book, "effective", span.fromOn);
  const moved = listCreditMovements(book, "effective", span);
  return sumDayTotals(book, "effective", span.throughOn).map(({ currency, ledgerMinor }) => ({
    currency,
    openingMinor: openings.get(currency) ?? 0,
    movements: moved
      .filter((movement) => movement.currency === currency)
      .map(({ sourceType, reasonCode, entryCount, amountMinor }) => {
        return { sourceType, reasonCode, entryCount, amountMinor };
      }),
    closingMinor: ledgerMinor,
  }));
}

/** The hash of an entry by its number; undefined where there is none. */
export function findEntryHash(book: ReadableBook, sequence: number): Uint8Array | undefined {
  return book.get<ChainHead>("SELECT hash FROM ledger_entry WHERE sequence = ?", sequence)?.hash;
}

/** The hash of an act of the audit log by its number; undefined where there is none. */
export function findActHash(book: ReadableBook, sequence: number): Uint8Array | undefined {
  return book.get<ChainHead>("SELECT hash FROM audit_entry WHERE sequence = ?", sequence)?.hash;
}

/** How much is undone of what a month up to its last day would have had. */
export interface UndoneCounts {
  readonly parkedAccounts: number;
  readonly unfinishedRuns: number;
  readonly unexpiredCredit: number;
  readonly untriedPayments: number;
  readonly waitingApprovals: number;
  readonly unverifiedEntries: number;
}

export function countUndone(book: ReadableBook, throughOn: CivilDate, today: CivilDate): UndoneCounts {
  const counts = book.get<UndoneCounts>(
    `SELECT
       (SELECT count(DISTINCT item.account_id) FROM billing_run_problem problem JOIN subscription_item item
          ON item.account_id = problem.account_id AND item.status IN ('active', 'past_due') AND item.next_billing_on <= ?) AS parkedAccounts,
       (SELECT count(*) FROM billing_run WHERE state IN ('running', 'interrupted')) AS unfinishedRuns,
       (SELECT count(*) FROM credit_block WHERE state = 'open' AND remaining_minor > 0 AND expires_on <= ?) AS unexpiredCredit,
       (SELECT count(*) FROM invoice WHERE next_attempt_on <= ?) AS untriedPayments,
       (SELECT count(*) FROM approval_request WHERE state = 'pending' AND expires_on > ?) AS waitingApprovals,
       (SELECT coalesce(max(sequence), 0) FROM ledger_entry)
         - (SELECT iif(verified_ok = 1, coalesce(verified_sequence, 0), 0) FROM book) AS unverifiedEntries`,
    throughOn,
    throughOn,
    throughOn,
    today,
  );
  if (!counts) throw new Error("A question that counts is answered");
  return counts;
}
