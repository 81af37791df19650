import type { VerificationReport } from "../../../../shared/contract/ledger.ts";
import { createActVerifier } from "../../../domain/access/act-verification.ts";
import type { SealedAct } from "../../../domain/access/act.ts";
import { createKeyVerifier } from "../../../domain/access/key-verification.ts";
import { createBatchVerifier } from "../../../domain/batches/batch-verification.ts";
import { createRequestVerifier } from "../../../domain/approvals/request-verification.ts";
import { listApiKeys } from "../../../storage/access/api-key-store.ts";
import { readActsFrom } from "../../../storage/access/audit-store.ts";
import { listUnfinishedBatches } from "../../../storage/batches/batch-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { entriesPerStep } from "./verification-steps.ts";
import { problemBesideRequests, walkRequests } from "./verify-requests.ts";

/**
 * Verify the chain of the audit log (BEHAVIOUR 11.6), and compare with its acts what stands beside it: whose the keys of the API are, in whose
 * name batches go on, and the requests for approval (11.2).
 *
 * @yields 0 for each step, because it takes no entries.
 */
export function* verifyActs(
  book: ReadableBook,
): Generator<number, Pick<VerificationReport, "audit" | "approvals">, void> {
  const acts = createActVerifier();
  const keys = createKeyVerifier();
  const batches = createBatchVerifier();
  const requests = createRequestVerifier();
  for (const slice of readActs(book)) {
    slice.forEach(acts.take);
    slice.forEach(keys.take);
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
  const firstBroken = audit.firstBroken ?? keys.firstBroken(listApiKeys(book)) ?? batches.firstBroken(begunBatches);
  return { audit: { ...audit, firstBroken }, approvals };
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
