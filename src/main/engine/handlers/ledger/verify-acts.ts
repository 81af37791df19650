import type { AuditedRecord } from "../../../../shared/contract/definition.ts";
import type { VerificationReport } from "../../../../shared/contract/ledger.ts";
import { createActVerifier } from "../../../domain/access/act-verification.ts";
import type { SealedAct } from "../../../domain/access/act.ts";
import { createRecordVerifier, type RecordVerifier } from "../../../domain/access/record-verification.ts";
import { createBatchVerifier } from "../../../domain/batches/batch-verification.ts";
import { createRequestVerifier } from "../../../domain/approvals/request-verification.ts";
import { listApiKeys } from "../../../storage/access/api-key-store.ts";
import { readActsFrom } from "../../../storage/access/audit-store.ts";
import { listOperators } from "../../../storage/access/operator-store.ts";
import { listUnfinishedBatches } from "../../../storage/batches/batch-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { isPlanEverLinked } from "../../../storage/link/linked-plan-store.ts";
import { listEndpoints } from "../../../storage/webhooks/webhook-endpoint-store.ts";
import { auditedRecords } from "../access/audited-records.ts";
import { readRecord } from "./read-record.ts";
import { entriesPerStep } from "./verification-steps.ts";
import { verifyAccountRecords, type ChangedByOthers } from "./verify-account-records.ts";
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
  const others = { wasLinked: false, lastImport: 0 };
  for (const slice of readActs(book)) {
    others.wasLinked ||= slice.some(({ act }) => act.startsWith("link."));
    others.lastImport = slice.findLast(({ act }) => act === "accounts.import")?.sequence ?? others.lastImport;
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
    audit.firstBroken ??
    (yield* firstBrokenRecord(book, records, others)) ??
    (yield* verifyAccountRecords(book, others)) ??
    batches.firstBroken(begunBatches);
  return { audit: { ...audit, firstBroken }, approvals };
}

/** @yields 0 after so many records as a step takes. */
function* firstBrokenRecord(
  book: ReadableBook,
  records: RecordVerifier,
  { wasLinked }: ChangedByOthers,
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
    find: ({ subject, id }) => readBookRecord(book, subject as AuditedRecord, id ?? "", wasLinked),
    listed,
    limitNames: Object.keys(auditedRecords.limits(book, "")?.fields ?? {}),
  });
  for (let compared = 1; ; compared += 1) {
    const step = comparing.next();
    if (step.done) return step.value;
    if (compared % entriesPerStep === 0) yield 0;
  }
}

/** The price of a plan that is somebody else's is as it is there. */
function readBookRecord(book: ReadableBook, subject: AuditedRecord, id: string, wasLinked: boolean) {
  const read = readRecord(book, subject, id);
  if (subject !== "plan" || !wasLinked || typeof read !== "object" || !isPlanEverLinked(book, id)) return read;
  const { price: _price, ...fields } = read ?? {};
  return read && fields;
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
