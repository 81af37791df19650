import { hash } from "node:crypto";
import type { VerificationReport } from "../../../../shared/contract/ledger.ts";
import type { RequestFacts, RequestVerifier } from "../../../domain/approvals/request-verification.ts";
import { findEvidence, listEvidence } from "../../../storage/approvals/evidence-store.ts";
import { findMisheldBlock, holdsCredit } from "../../../storage/approvals/hold-store.ts";
import {
  findEntryOfNoRequest,
  findRequest,
  listApprovedEntries,
  readRequestsFrom,
} from "../../../storage/approvals/request-store.ts";
import { listUnfinishedBatches } from "../../../storage/batches/batch-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { auditedRecords } from "../access/audited-records.ts";

const requestsPerRead = 100;
/** More entries than any act writes that is not a batch. */
const comparedEntries = 1000;

/** Every request for approval with what it is compared with, in order. */
export function* walkRequests(book: ReadableBook): Generator<RequestFacts, void, void> {
  for (let from = 1; ;) {
    const slice = readRequestsFrom(book, from, requestsPerRead);
    const last = slice.at(-1);
    if (!last) return;
    for (const request of slice) {
      const { id, number, act, input, effects, fingerprint, state } = request;
      yield {
        id,
        act,
        input,
        effects,
        fingerprint,
        state,
        fields: auditedRecords.approvalRequest(book, id)?.fields ?? {},
        entries: listApprovedEntries(book, id, comparedEntries),
        evidenceProblem: problemOfEvidence(book, number),
        holdsForNothing: state !== "pending" && holdsCredit(book, number) && !isUnderWay(book, id),
      };
    }
    from = last.number + 1;
  }
}

/** Whether the batch that was approved has rows to come, for which credit is held. */
function isUnderWay(book: ReadableBook, requestId: string): boolean {
  return listUnfinishedBatches(book).some(({ approvalId }) => approvalId === requestId);
}

function problemOfEvidence(book: ReadableBook, requestNumber: number): string | null {
  for (const { name, sha256 } of listEvidence(book, requestNumber)) {
    const found = findEvidence(book, requestNumber, sha256);
    if (!found || hash("sha256", found.content) !== sha256)
      return `its evidence "${name}" is not the file that was given`;
  }
  return null;
}

/** What of approvals does not hold and belongs to no request that is there. */
export function problemBesideRequests(
  book: ReadableBook,
  { told }: RequestVerifier,
): VerificationReport["approvals"]["firstBroken"] {
  for (const requestId of told()) {
    if (!findRequest(book, requestId)) return { requestId, problem: "the audit log tells of it, and it is not there" };
  }
  const entry = findEntryOfNoRequest(book);
  if (entry) {
    return { requestId: entry.requestId, problem: `entry ${entry.sequence} names it, and it is not there` };
  }
  const block = findMisheldBlock(book);
  return block
    ? { requestId: null, problem: `what is held of the block ${block.blockId} is not what requests hold` }
    : null;
}
