import { startOfDayMs, type CivilDate } from "../../../../shared/calendar.ts";
import type { ApprovalRequest, RequestEffect } from "../../../../shared/contract/approvals.ts";
import type { LimitExcess } from "../../../../shared/contract/limits.ts";
import { listEvidence } from "../../../storage/approvals/evidence-store.ts";
import {
  countApprovedEntries,
  listApprovedEntries,
  type StoredRequest,
} from "../../../storage/approvals/request-store.ts";
import { isImport } from "../../../domain/approvals/request.ts";
import { findAccount } from "../../../storage/accounts/account-store.ts";
import { findImportOfRequest } from "../../../storage/imports/staged-import-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import type { QueryContext } from "../../handler.ts";

const namedAccounts = 10;
const namedEntries = 20;

/** What a request comes to, as it is kept. */
export function readEffects({ effects }: { readonly effects: string }): RequestEffect[] {
  return JSON.parse(effects) as RequestEffect[];
}

/** A request as the contract shows it. */
export function toRequestView(context: QueryContext, asStored: StoredRequest): ApprovalRequest {
  const { book } = context;
  const stored = asOfToday(context, asStored);
  const { number, id, act, fingerprint, comment, requesterId, operator, origin, requestedAtMs, expiresOn, state } =
    stored;
  const effects = readEffects(stored);
  return {
    id,
    number,
    state,
    act,
    input: JSON.parse(stored.input) as Record<string, unknown>,
    effects,
    accounts: accountsOf(book, effects),
    excesses: JSON.parse(stored.excesses) as LimitExcess[],
    fingerprint,
    comment,
    operatorId: requesterId,
    operator,
    origin,
    requestedAtMs,
    expiresOn,
    evidence: listEvidence(book, number),
    decision: decisionOf(stored),
    entryCount: state === "approved" ? countApprovedEntries(book, id) : 0,
    entryIds: state === "approved" ? listApprovedEntries(book, id, namedEntries).map((entry) => entry.id) : [],
    problem: problemOf(book, stored),
  };
}

/** Why nothing of an import was written that was approved. */
function problemOf(book: ReadableBook, { id, act }: StoredRequest): ApprovalRequest["problem"] {
  const problem = isImport(act) ? findImportOfRequest(book, id)?.problem : null;
  return typeof problem === "string" ? (JSON.parse(problem) as ApprovalRequest["problem"]) : null;
}

/** A request as it stands on the day: it is over with its time, whether or not somebody has written that down yet. */
function asOfToday({ today, settings }: QueryContext, stored: StoredRequest): StoredRequest {
  if (!isOver(stored, today)) return stored;
  return { ...stored, state: "expired", decidedAtMs: overAtMs(stored, settings.timeZone) };
}

/** Whether a request has waited too long on a day, and nobody has written that down. */
export function isOver({ state, expiresOn }: StoredRequest, today: CivilDate): boolean {
  return state === "pending" && expiresOn <= today;
}

/** When a request has waited too long. */
export function overAtMs({ expiresOn }: StoredRequest, timeZone: string): number {
  return startOfDayMs(expiresOn, timeZone);
}

function accountsOf(book: ReadableBook, effects: readonly RequestEffect[]): ApprovalRequest["accounts"] {
  return accountIdsOf(effects)
    .slice(0, namedAccounts)
    .map((accountId) => ({ accountId, name: findAccount(book, accountId)?.name ?? accountId }));
}

/** The accounts that effects are about; none of a batch. */
export function accountIdsOf(effects: readonly RequestEffect[]): string[] {
  return [...new Set(effects.flatMap(({ accountId }) => accountId ?? []))];
}

function decisionOf({ deciderId, decider, decisionComment, decidedAtMs }: StoredRequest): ApprovalRequest["decision"] {
  if (decidedAtMs === null) return null;
  return { operatorId: deciderId, operator: decider, comment: decisionComment, atMs: decidedAtMs };
}
