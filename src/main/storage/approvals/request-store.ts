import type { CivilDate } from "../../../shared/calendar.ts";
import type { ApprovalRequest } from "../../../shared/contract/approvals.ts";
import type { LedgerEntry } from "../../../shared/contract/ledger.ts";
import type { AskedAct } from "../../domain/approvals/request.ts";
import type { ImportedSum } from "../../domain/approvals/request-verification.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { entryColumns } from "../ledger/ledger-store.ts";

/** A request for approval as the book keeps it (BEHAVIOUR 11.2). */
export interface StoredRequest extends AskedAct {
  readonly number: number;
  readonly id: string;
  readonly act: ApprovalRequest["act"];
  /** The idempotency key that the act is done under. */
  readonly actKey: string;
  readonly fingerprint: string;
  /** JSON of how it is above the limits. */
  readonly excesses: string;
  readonly comment: string | null;
  /** The person who asks, whatever the door. */
  readonly requesterId: string;
  /** Whom the entries name, by id and by name. */
  readonly operatorId: string;
  readonly operator: string;
  readonly origin: ApprovalRequest["origin"];
  readonly requestedAtMs: number;
  readonly expiresOn: CivilDate;
  readonly state: ApprovalRequest["state"];
  readonly deciderId: string | null;
  readonly decider: string | null;
  readonly decisionComment: string | null;
  readonly decidedAtMs: number | null;
}

type Undecided = "number" | "state" | "deciderId" | "decider" | "decisionComment" | "decidedAtMs";
export type RequestDecision = Pick<StoredRequest, Exclude<Undecided, "number">>;

const requestSelect = `SELECT number, id, act, input, act_key AS actKey, effects, fingerprint, excesses, comment,
    requester_id AS requesterId, operator_id AS operatorId, operator, origin, requested_at_ms AS requestedAtMs,
    expires_on AS expiresOn, state, decider_id AS deciderId, decider, decision_comment AS decisionComment,
    decided_at_ms AS decidedAtMs
  FROM approval_request`;

/** @returns its number. */
export function insertRequest(book: WritableBook, request: Omit<StoredRequest, Undecided>): number {
  const row = book.get<{ number: number }>(
    `INSERT INTO approval_request (id, act, input, act_key, effects, fingerprint, excesses, comment, requester_id, operator_id,
       operator, origin, requested_at_ms, expires_on)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number`,
    request.id,
    request.act,
    request.input,
    request.actKey,
    request.effects,
    request.fingerprint,
    request.excesses,
    request.comment,
    request.requesterId,
    request.operatorId,
    request.operator,
    request.origin,
    request.requestedAtMs,
    request.expiresOn,
  );
  return row?.number ?? 0;
}

export function findRequest(book: ReadableBook, requestId: string): StoredRequest | undefined {
  return book.get<StoredRequest>(`${requestSelect} WHERE id = ?`, requestId);
}

// Every command asks for it. Both conditions on the state are there for the index of keys.
const pendingByKey = `${requestSelect} WHERE act_key = ? AND state IN ('pending', 'approved') AND state = 'pending'`;

/** The request by which the act with the key waits. Most of the time none does, and that is known of all keys at once. */
export function findPendingByKey(book: ReadableBook, actKey: string): StoredRequest | undefined {
  const isAnyPending =
    book.get("SELECT 1 AS found FROM approval_request WHERE state = 'pending' LIMIT 1") !== undefined;
  return isAnyPending ? book.get<StoredRequest>(pendingByKey, actKey) : undefined;
}

/** The request by which something about a batch waits. */
export function findPendingOfBatch(book: ReadableBook, batchId: string): StoredRequest | undefined {
  return book.get<StoredRequest>(
    `${requestSelect} WHERE state = 'pending' AND act IN ('batches.apply', 'batches.undo') AND input ->> 'batchId' = ?`,
    batchId,
  );
}

/** Say what became of a request that waits. */
export function decideRequest(book: WritableBook, number: number, decision: RequestDecision): void {
  book.run(
    `UPDATE approval_request SET state = ?, decider_id = ?, decider = ?, decision_comment = ?, decided_at_ms = ?
     WHERE number = ?`,
    decision.state,
    decision.deciderId,
    decision.decider,
    decision.decisionComment,
    decision.decidedAtMs,
    number,
  );
}

/** Which requests are listed: how they stand, and whether they are somebody's or everybody else's. */
export interface RequestFilter {
  readonly today: CivilDate;
  readonly states: readonly StoredRequest["state"][];
  readonly ofOperatorId: string | null;
  readonly notOfOperatorId: string | null;
}

/** What has waited too long is over, whether or not somebody has written that down yet. */
const stateOn = "CASE WHEN state = 'pending' AND expires_on <= ? THEN 'expired' ELSE state END";
const filtered = `${stateOn} IN (SELECT value FROM json_each(?)) AND requester_id = coalesce(?, requester_id)
  AND requester_id <> coalesce(?, '')`;

/** Newest first, below a number. */
export function listRequests(
  book: ReadableBook,
  filter: RequestFilter,
  beforeNumber: number,
  limit: number,
): StoredRequest[] {
  return book.all<StoredRequest>(
    `${requestSelect} WHERE ${filtered} AND number < ? ORDER BY number DESC LIMIT ?`,
    ...valuesOf(filter),
    beforeNumber,
    limit,
  );
}

export function countRequests(book: ReadableBook, filter: RequestFilter): number {
  const sql = `SELECT count(*) AS count FROM approval_request WHERE ${filtered}`;
  return book.get<{ count: number }>(sql, ...valuesOf(filter))?.count ?? 0;
}

function valuesOf({ today, states, ofOperatorId, notOfOperatorId }: RequestFilter): (string | null)[] {
  return [today, JSON.stringify(states), ofOperatorId, notOfOperatorId];
}

/** Requests from a number on, in order, so that all of them are walked in steps. */
export function readRequestsFrom(book: ReadableBook, fromNumber: number, limit: number): StoredRequest[] {
  return book.all<StoredRequest>(`${requestSelect} WHERE number >= ? ORDER BY number LIMIT ?`, fromNumber, limit);
}

/** Requests that wait and have waited too long on a day. */
export function listExpiredRequests(book: ReadableBook, today: CivilDate, limit: number): StoredRequest[] {
  return book.all<StoredRequest>(
    `${requestSelect} WHERE state = 'pending' AND expires_on <= ? ORDER BY expires_on, number LIMIT ?`,
    today,
    limit,
  );
}

/** The entries that a request let through, the first of them in order. */
export function listApprovedEntries(book: ReadableBook, requestId: string, limit: number): LedgerEntry[] {
  return book.all<LedgerEntry>(
    `SELECT ${entryColumns} FROM ledger_entry e WHERE e.approval_id = ? ORDER BY e.sequence LIMIT ?`,
    requestId,
    limit,
  );
}

export function countApprovedEntries(book: ReadableBook, requestId: string): number {
  const sql = "SELECT count(*) AS count FROM ledger_entry WHERE approval_id = ?";
  return book.get<{ count: number }>(sql, requestId)?.count ?? 0;
}

/** What the entries that a request let through come to, by currency. */
export function sumApprovedEntries(book: ReadableBook, requestId: string): ImportedSum[] {
  return book.all<ImportedSum>(
    "SELECT currency, sum(amount_minor) AS amountMinor FROM ledger_entry WHERE approval_id = ? GROUP BY currency",
    requestId,
  );
}

/** An entry that names a request which there is not. */
export function findEntryOfNoRequest(
  book: ReadableBook,
): { readonly sequence: number; readonly requestId: string } | undefined {
  return book.get(
    // In the order of the ledger all of it would be read.
    `SELECT sequence, approval_id AS requestId FROM ledger_entry e INDEXED BY ledger_entry_approval WHERE e.approval_id IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM approval_request r WHERE r.id = e.approval_id) ORDER BY sequence LIMIT 1`,
  );
}

/** The request that let an entry through; undefined where none had to. */
export function findRequestOfEntry(book: ReadableBook, entryId: string): StoredRequest | undefined {
  return book.get<StoredRequest>(
    `${requestSelect} WHERE id = (SELECT approval_id FROM ledger_entry WHERE id = ?)`,
    entryId,
  );
}
