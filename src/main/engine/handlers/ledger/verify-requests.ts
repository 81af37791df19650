import { hash } from "node:crypto";
import type { VerificationReport } from "../../../../shared/contract/ledger.ts";
import { isImport } from "../../../domain/approvals/request.ts";
import type { RequestFacts, RequestVerifier } from "../../../domain/approvals/request-verification.ts";
import type { StagedRow } from "../../../domain/imports/staged-row.ts";
import { createStagedRowSums } from "../../../domain/imports/waiting-row.ts";
import { findEvidence, listEvidence } from "../../../storage/approvals/evidence-store.ts";
import { findMisheldBlock, holdsCredit } from "../../../storage/approvals/hold-store.ts";
import {
  findEntryOfNoRequest,
  findRequest,
  listApprovedEntries,
  readRequestsFrom,
  sumApprovedEntries,
  type StoredRequest,
} from "../../../storage/approvals/request-store.ts";
import { listUnfinishedBatches } from "../../../storage/batches/batch-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import {
  findImportOfRequest,
  listStagedRows,
  type StagedImport,
} from "../../../storage/imports/staged-import-store.ts";
import { auditedRecords } from "../access/audited-records.ts";
import type { AskedImport } from "../imports/approved-import.ts";
import { rowsPerRead } from "../imports/staged-import.ts";
import { finding } from "../../../../shared/sentences/sentence.ts";

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
      const staged = isImport(act) ? findImportOfRequest(book, id) : undefined;
      yield {
        id,
        act,
        input,
        effects,
        fingerprint,
        state,
        fields: auditedRecords.approvalRequest(book, id)?.fields ?? {},
        entries: listApprovedEntries(book, id, comparedEntries),
        imported: isImport(act) && staged?.isAccepted !== 1 ? sumApprovedEntries(book, id) : null,
        rowsProblem: isImport(act) && state === "pending" ? problemOfRows(book, request, staged) : null,
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

const otherRows = finding("the rows of its import are not those that were asked for");

/** Whether the rows of an import that waits are those of which the request tells. */
function problemOfRows(book: ReadableBook, { input }: StoredRequest, staged: StagedImport | undefined): string | null {
  if (!staged) return otherRows;
  const asked = JSON.parse(input) as AskedImport;
  const sums = createStagedRowSums();
  for (let reached = 0; ;) {
    const rows = listStagedRows(book, staged.number, rowsPerRead, reached);
    const last = rows.at(-1);
    if (!last) break;
    for (const { content } of rows) sums.take(content, JSON.parse(content) as StagedRow);
    reached = last.position;
  }
  const { rowCount, digest } = sums.result();
  return rowCount === asked.rowCount && digest === asked.rowsDigest ? null : otherRows;
}

function problemOfEvidence(book: ReadableBook, requestNumber: number): string | null {
  for (const { name, sha256 } of listEvidence(book, requestNumber)) {
    const found = findEvidence(book, requestNumber, sha256);
    if (!found || hash("sha256", found.content) !== sha256) {
      return finding('its evidence "{name}" is not the file that was given', { name });
    }
  }
  return null;
}

/** What of approvals does not hold and belongs to no request that is there. */
export function problemBesideRequests(
  book: ReadableBook,
  { told }: RequestVerifier,
): VerificationReport["approvals"]["firstBroken"] {
  for (const requestId of told()) {
    if (!findRequest(book, requestId)) {
      return { requestId, problem: finding("the audit log tells of it, and it is not there") };
    }
  }
  const entry = findEntryOfNoRequest(book);
  if (entry) {
    return {
      requestId: entry.requestId,
      problem: finding("entry {sequence} names it, and it is not there", { sequence: String(entry.sequence) }),
    };
  }
  const block = findMisheldBlock(book);
  return block
    ? {
        requestId: null,
        problem: finding("what is held of the block {blockId} is not what requests hold", { blockId: block.blockId }),
      }
    : null;
}
