import type { AuditedRecord } from "../../../../shared/contract/definition.ts";
import type { VerificationReport } from "../../../../shared/contract/ledger.ts";
import { AppError } from "../../../../shared/errors.ts";
import { createActVerifier } from "../../../domain/access/act-verification.ts";
import type { Fields, SealedAct } from "../../../domain/access/act.ts";
import { createRecordVerifier, type RecordVerifier } from "../../../domain/access/record-verification.ts";
import { createBatchVerifier } from "../../../domain/batches/batch-verification.ts";
import { createRequestVerifier } from "../../../domain/approvals/request-verification.ts";
import { listApiKeys } from "../../../storage/access/api-key-store.ts";
import { readActsFrom } from "../../../storage/access/audit-store.ts";
import { listOperators } from "../../../storage/access/operator-store.ts";
import { listUnfinishedBatches } from "../../../storage/batches/batch-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { listEndpoints } from "../../../storage/webhooks/webhook-endpoint-store.ts";
import { auditedRecords } from "../access/audited-records.ts";
import { entriesPerStep } from "./verification-steps.ts";
import { problemBesideRequests, walkRequests } from "./verify-requests.ts";

/**
 * Verify the chain of the audit log (BEHAVIOUR 11.6), and compare with its acts what stands beside it: the records on which authority and prices
 * hang, in whose name batches go on, and the requests for approval (11.2).
 *
 * @yields 0 for each step, because it takes no entries.
 */
export function* verifyActs(
  book: ReadableBook,
): Generator<number, Pick<VerificationReport, "audit" | "approvals">, void> {
  const acts = createActVerifier();
  const records = createRecordVerifier();
  const batches = createBatchVerifier();
  const requests = createRequestVerifier();
  for (const slice of readActs(book)) {
    slice.forEach(acts.take);
    slice.forEach(records.take);
    slice.forEach(batches.take);
    slice.forEach(requests.take);
    yield 0;
  }
  const approvals = { checkedRequests: 0, firstBroken: problemBesideRequests(book, requests) };
  for (const request of walkRequests(book)) {
    approvals.checkedRequests += 1;
    const problem = requests.problemOf(request);
    if (problem !== null) approvals.firstBroken ??= { requestId: request.id, problem };
    yield 0;
  }
  const audit = acts.report();
  const begunBatches = listUnfinishedBatches(book).filter(({ state }) => state !== "checking");
  const firstBroken =
    audit.firstBroken ?? (yield* firstBrokenRecord(book, records)) ?? batches.firstBroken(begunBatches);
  return { audit: { ...audit, firstBroken }, approvals };
}

/** @yields 0 after so many records as a step takes. */
function* firstBrokenRecord(
  book: ReadableBook,
  records: RecordVerifier,
): Generator<number, VerificationReport["audit"]["firstBroken"], void> {
  const listed = [
    // Whoever made the book was an operator before there was a log.
    ...listOperators(book)
      .slice(1)
      .map(({ id }) => ({ subject: "operator", id })),
    ...listApiKeys(book).map(({ id }) => ({ subject: "apiKey", id })),
    ...listEndpoints(book).map(({ id }) => ({ subject: "webhook", id })),
  ];
  const comparing = records.findFirstBroken({
    find: ({ subject, id }) => readRecord(book, subject as AuditedRecord, id ?? ""),
    listed,
    limitNames: Object.keys(auditedRecords.limits(book, "")?.fields ?? {}),
  });
  for (let compared = 1; ; compared += 1) {
    const step = comparing.next();
    if (step.done) return step.value;
    if (compared % entriesPerStep === 0) yield 0;
  }
}

/** A record that was made to be nothing that can be put together is one to be found, and no reason to stop. */
function readRecord(book: ReadableBook, subject: AuditedRecord, id: string): Fields | "unreadable" | null {
  try {
    return auditedRecords[subject](book, id)?.fields ?? null;
  } catch (error) {
    if (error instanceof AppError) throw error;
    return "unreadable";
  }
}

/** The acts of the audit log in their order, some at a time. */
function* readActs(book: ReadableBook): Generator<SealedAct[], void, void> {
  for (let from = 1; ;) {
    const slice = readActsFrom(book, from, entriesPerStep);
    const last = slice.at(-1);
    if (!last) return;
    yield slice;
    from = last.sequence + 1;
  }
}
