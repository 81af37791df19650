import { createHash } from "node:crypto";
import type { ImportReport } from "../../../../shared/contract/account-import.ts";
import type { RequestEffect } from "../../../../shared/contract/approvals.ts";
import type { AskedFor } from "../../../../shared/contract/evidence.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence, told, type Sentence } from "../../../../shared/sentences/sentence.ts";
import { movedBy } from "../../../domain/access/limits.ts";
import type { InspectedFile } from "../../../domain/imports/batch.ts";
import { claimsOf, type StagedRow } from "../../../domain/imports/staged-row.ts";
import { createStagedRowSums, whyOutdated, type StagedRows } from "../../../domain/imports/waiting-row.ts";
import { takeFromMovedOn, type CountedDay } from "../../../storage/access/limit-store.ts";
import { findRequest, type StoredRequest } from "../../../storage/approvals/request-store.ts";
import {
  acceptStagedImport,
  findImportOfRequest,
  giveUpStagedImport,
  insertClaims,
  leaveToApproval,
  listStagedRows,
  noteCounted,
  type StagedImport,
} from "../../../storage/imports/staged-import-store.ts";
import { acceptOnce } from "../../accept-once.ts";
import { requireRight } from "../../access.ts";
import { auditedChange } from "../../acts.ts";
import { JobCancelled, type CommandContext, type JobSteps, type WriterJobContext } from "../../handler.ts";
import { requireOwnBusiness } from "../../left-to-upstream.ts";
import { readEffects } from "../approvals/request-view.ts";
import {
  makeRequest,
  readEvidence,
  requirePerson,
  requireUnusedKey,
  type MadeRequest,
} from "../approvals/make-request.ts";
import { rememberChoices } from "./import-choices.ts";
import { importFacts } from "./import-facts.ts";
import { discardRows, rowsDone, rowsPerClaim, sliceMs, writeStagedRows } from "./staged-import.ts";

/** So many rows are looked at again before an import is approved; those behind them, before anything is written. */
const rowsBeforeDeciding = 1000;

/** What a request keeps of an import: what its files hold, and what names just its rows. */
export interface AskedImport {
  readonly files: readonly Pick<InspectedFile, "kind" | "name">[];
  readonly counts: ImportReport["counts"];
  readonly updates: Pick<NonNullable<ImportReport["updates"]>, "newCount" | "changedCount"> | null;
  readonly rowCount: number;
  /** SHA-256 of the staged rows. */
  readonly rowsDigest: string;
  /** What the key stands for, as of an import that nobody has to approve. */
  readonly contentHash: string;
  readonly idempotencyKey: string;
}

/** An import that approval is asked for. */
export interface ImportToAsk {
  readonly ask: AskedFor;
  readonly idempotencyKey: string;
  readonly contentHash: Buffer;
}

/** @throws AppError `not_allowed`, `approval_not_allowed`: before anything is read, where the caller may not ask at all. */
export function requireMayAsk({ caller }: Pick<CommandContext, "caller">): void {
  requireRight("approvals.request", caller);
  requirePerson(caller);
}

/** The key that asking is remembered under; the import itself is written under its own. */
export function keyOfAsking(idempotencyKey: string): string {
  return `${idempotencyKey}/request`;
}

/**
 * Ask for approval of an import whose rows are staged, once for its key. The request shows what they come to, by currency.
 *
 * @returns the request; of an import that was asked for before, that of then.
 * @throws AppError what making a request throws.
 */
export function askOnce(
  job: WriterJobContext,
  { ask, idempotencyKey, contentHash }: ImportToAsk,
  make: (context: CommandContext) => MadeRequest,
): MadeRequest {
  const { comment, evidence } = ask;
  const said = JSON.stringify({ comment, evidence: evidence.map(({ name }) => name) });
  const accepted = job.transaction((context) =>
    acceptOnce(
      context,
      "approvals.request",
      {
        idempotencyKey: keyOfAsking(idempotencyKey),
        contentHash: createHash("sha256").update(contentHash).update(said).digest(),
      },
      () => ({ request: make(context) }),
    ),
  );
  return accepted.answer.request;
}

/** What is told of an import that was asked for: that it was, or that it is written. */
export function reportOfRequest(request: StoredRequest, outcome: "asked" | "written"): ImportReport {
  const { counts } = JSON.parse(request.input) as AskedImport;
  const openingCredit = readEffects(request).map(({ currency, amountMinor }) => ({ currency, amountMinor }));
  return { outcome, counts, openingCredit, problems: [], problemCount: 0 };
}

/** Make the request of an import whose rows are staged. */
export function requestImport(
  context: CommandContext,
  { ask, idempotencyKey, contentHash }: ImportToAsk,
  files: readonly InspectedFile[],
  { number, staged, report }: { readonly number: number; readonly staged: StagedRows; readonly report: ImportReport },
): MadeRequest {
  const { book, caller } = context;
  const requesterId = requirePerson(caller);
  requireUnusedKey(book, idempotencyKey);
  const effects = effectsOfRows(staged);
  const input: AskedImport = {
    files: files.map(({ kind, name }) => ({ kind, name })),
    counts: report.counts,
    updates: report.updates ? { newCount: report.updates.newCount, changedCount: report.updates.changedCount } : null,
    rowCount: staged.rowCount,
    rowsDigest: staged.digest,
    contentHash: contentHash.toString("hex"),
    idempotencyKey,
  };
  const made = makeRequest(context, requesterId, {
    act: "accounts.import",
    input,
    effects,
    moved: movedBy(effects),
    comment: ask.comment,
    evidence: readEvidence(context, ask.evidence),
  });
  leaveToApproval(book, number, made.id);
  rememberChoices(book, files);
  return made;
}

/** What staged rows write to the ledger, by currency; what comes to nothing is left out. */
function effectsOfRows({ credit }: StagedRows): RequestEffect[] {
  return credit
    .filter(({ amountMinor }) => amountMinor !== 0)
    .map((moved) => ({
      ...moved,
      accountId: null,
      sourceType: "opening",
      reasonCode: null,
      invoiceId: null,
      reversesEntryId: null,
    }));
}

/**
 * Let an import through that was approved: a job claims what its rows take, and writes all of them or none. Its first rows are looked at
 * before, so that most of what cannot be written any more is refused and goes on waiting.
 *
 * @param counted against whose day it is counted.
 * @throws AppError `request_stale`; `book_is_linked`.
 */
export function letImportThrough(context: CommandContext, request: StoredRequest, counted: CountedDay | null): void {
  const { book } = context;
  requireOwnBusiness(book, "accounts.import");
  const staged = findImportOfRequest(book, request.id);
  if (!staged) throw notTheseRows();
  const facts = importFacts(context);
  for (const { content } of listStagedRows(book, staged.number, rowsBeforeDeciding)) {
    const why = whyOutdated(JSON.parse(content) as StagedRow, facts);
    if (why !== null) throw new AppError("request_stale", why);
  }
  if (counted) noteCounted(book, staged.number, counted);
}

function notTheseRows(): AppError {
  return new AppError("request_stale", sentence("The rows of the import are not those that were asked for."));
}

/**
 * Write an import that was approved, or give it up as a whole where the book does not allow it any more. It can be broken off anywhere.
 *
 * @param job in the name of who asked, with the approval.
 */
export function* writeApproved(job: WriterJobContext, staged: StagedImport): JobSteps<ImportReport> {
  const request = job.read(({ book }) => findRequest(book, staged.approvalId ?? ""));
  if (!request) throw new Error(`The request of the staged import ${staged.number} is gone`);
  const asked = JSON.parse(request.input) as AskedImport;
  const problem = (yield* claimRows(job, staged.number, asked)) ?? acceptApproved(job, staged, request, asked);
  if (problem === null) return yield* writeStagedRows(job, staged);
  job.transaction((context) => giveUp(context, staged, request, problem));
  yield* discardRows(job, staged.number);
  throw new AppError("request_stale", problem);
}

/** Claim what the rows take. @returns why they cannot be written; null where they can. */
function* claimRows(job: WriterJobContext, number: number, asked: AskedImport): JobSteps<Sentence | null> {
  const sums = createStagedRowSums();
  let reached = 0;

  function claimSlice(context: CommandContext): Sentence | "more" | "all" {
    const { book } = context;
    const facts = importFacts(context);
    const endsAt = performance.now() + sliceMs;
    while (performance.now() < endsAt) {
      const stored = listStagedRows(book, number, rowsPerClaim, reached);
      if (stored.length === 0) return "all";
      const rows = stored.map(({ content }) => JSON.parse(content) as StagedRow);
      const claimed = insertClaims(book, number, rows.flatMap(claimsOf));
      const outdated = rows.values().map((row) => whyOutdated(row, facts));
      const why = outdated.find((each) => each !== null);
      if (why) return why;
      if (claimed === null) return sentence("Another import takes what this one would take.");
      for (const [index, row] of rows.entries()) sums.take(stored[index]?.content ?? "", row);
      reached = stored.at(-1)?.position ?? reached;
    }
    return "more";
  }

  for (;;) {
    yield rowsDone(reached, asked.rowCount);
    if (job.isClosing()) throw new JobCancelled();
    if (job.isCancelRequested()) return sentence("The import was stopped before anything of it was written.");
    const state = job.transaction(claimSlice);
    if (state === "more") continue;
    if (state !== "all") return state;
    const { rowCount, digest } = sums.result();
    return rowCount === asked.rowCount && digest === asked.rowsDigest ? null : notTheseRows().sentence;
  }
}

/** Accept an approved import under its key, once all that its rows take is claimed. @returns why it cannot be; null where it is. */
function acceptApproved(
  job: WriterJobContext,
  { number }: StagedImport,
  request: StoredRequest,
  { idempotencyKey, contentHash }: AskedImport,
): Sentence | null {
  const report = reportOfRequest(request, "written");
  try {
    const { isReplay } = job.accept(
      { idempotencyKey, contentHash: Buffer.from(contentHash, "hex") },
      ({ book }): ImportReport => {
        acceptStagedImport(book, number);
        return report;
      },
    );
    return isReplay ? sentence("Something was done under the key of the act before.") : null;
  } catch (error) {
    if (error instanceof AppError) return error.sentence;
    throw error;
  }
}

/** Write nothing of an import that was approved, and say why: nothing of it counts against anybody's day. */
function giveUp(context: CommandContext, staged: StagedImport, request: StoredRequest, problem: Sentence): void {
  const { book, changed } = context;
  const { countedOperatorId: operatorId, countedOn: on } = staged;
  auditedChange("accounts.import", { about: "approvalRequest", id: request.id }, context, () =>
    giveUpStagedImport(book, staged.number, JSON.stringify(told(problem))),
  );
  if (operatorId !== null && on !== null) {
    for (const moved of movedBy(readEffects(request))) takeFromMovedOn(book, { operatorId, on }, moved);
  }
  changed("approvals");
}
