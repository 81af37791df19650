import { hash } from "node:crypto";
import type { ApprovalRequest, RequestEffect } from "../../../../shared/contract/approvals.ts";
import { largestEvidenceBytes, type AskedFor } from "../../../../shared/contract/evidence.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import type { MovedCredit } from "../../../domain/access/limits.ts";
import { evidenceName, expiryOf, requestFingerprint } from "../../../domain/approvals/request.ts";
import { insertEvidence } from "../../../storage/approvals/evidence-store.ts";
import { findPendingByKey, insertRequest } from "../../../storage/approvals/request-store.ts";
import { findAcceptedCommand } from "../../../storage/book/accepted-command-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { readUploadedBytes, sentFileId } from "../../../storage/imports/import-uploads.ts";
import type { Actor } from "../../access.ts";
import type { CommandContext, QueryContext } from "../../handler.ts";
import { approvalNeeded } from "../../limits.ts";
import { noteOrNone } from "../note-or-none.ts";
import { tellChanged } from "./end-request.ts";

/** A request before it is made. */
export interface NewRequest {
  readonly act: ApprovalRequest["act"];
  /** What is kept of what the act is given, with the key that it is done under. */
  readonly input: { readonly idempotencyKey: string };
  readonly effects: readonly RequestEffect[];
  /** What limits count. */
  readonly moved: readonly MovedCredit[];
  readonly comment: string | null;
  readonly evidence: readonly EvidenceFile[];
}

/** Where a request stands that has just been made. */
export interface MadeRequest {
  readonly id: string;
  readonly number: number;
}

/**
 * Write a request into the book, in the name of the caller (BEHAVIOUR 11.2). What it holds is for whoever makes it.
 *
 * @param requesterId the person who asks.
 * @throws AppError `invalid_input` where nobody has to approve it.
 */
export function makeRequest(context: CommandContext, requesterId: string, request: NewRequest): MadeRequest {
  const { book, caller, makeId, nowMs, today, happened } = context;
  const { act, input, moved, comment, evidence } = request;
  if (request.effects.length === 0)
    throw new AppError("invalid_input", sentence("It moves no credit, so nobody has to approve it."));
  const asked = { act, input: JSON.stringify(input), effects: JSON.stringify(request.effects) };
  const id = makeId("approvalRequest");
  const number = insertRequest(book, {
    ...asked,
    id,
    act,
    actKey: input.idempotencyKey,
    fingerprint: requestFingerprint(asked),
    excesses: JSON.stringify(approvalNeeded(context, moved)?.details?.["excesses"] ?? []),
    comment: noteOrNone(comment),
    requesterId,
    operatorId: caller.actorId,
    operator: caller.operator,
    origin: caller.origin,
    requestedAtMs: nowMs,
    expiresOn: expiryOf(today),
  });
  evidence.forEach((file, index) => insertEvidence(book, number, index + 1, file));
  happened("approval.requested", id);
  tellChanged(context, asked);
  return { id, number };
}

/** @throws AppError `approval_not_allowed` of a program that nobody answers for. */
export function requirePerson({ operator, operatorId }: Actor): string {
  if (operatorId !== null) return operatorId;
  throw new AppError("approval_not_allowed", sentence('Nobody answers for what "{operator}" asks for.', { operator }));
}

/**
 * @param exceptId the request that the act is of.
 * @throws AppError `idempotency_conflict` where an act was done under the key, or waits under it.
 */
export function requireUnusedKey(book: ReadableBook, actKey: string, exceptId: string | null = null): void {
  const pending = findPendingByKey(book, actKey);
  if (findAcceptedCommand(book, actKey)) {
    throw new AppError("idempotency_conflict", sentence("Something was done under the key of the act before."));
  }
  if (!pending || pending.id === exceptId) return;
  const conflict = sentence("The act waits for approval already, by request {number}.", { number: pending.number });
  throw new AppError("idempotency_conflict", conflict, { requestId: pending.id });
}

/** A file that was given with a request. */
interface EvidenceFile {
  readonly name: string;
  readonly content: Buffer;
  readonly sha256: string;
}

/**
 * The files of evidence that the caller has sent before.
 *
 * @throws AppError `upload_not_found`; `evidence_invalid` of a file without a byte, or with too many.
 */
export function readEvidence({ book, caller }: QueryContext, evidence: AskedFor["evidence"]): EvidenceFile[] {
  return evidence.map(({ uploadId, name }) => readFile(book, sentFileId(caller.actorId, uploadId), name));
}

function readFile(book: ReadableBook, fileId: string, name: string): EvidenceFile {
  const pieces: Buffer[] = [];
  let size = 0;
  for (const bytes of readUploadedBytes(book.workPath, fileId)) {
    size += bytes.length;
    if (size > largestEvidenceBytes) {
      throw new AppError(
        "evidence_invalid",
        sentence('"{name}" has more than {megabytes} MB.', { name, megabytes: largestEvidenceBytes / 1024 / 1024 }),
      );
    }
    pieces.push(Buffer.from(bytes));
  }
  if (size === 0) throw new AppError("evidence_invalid", sentence('"{name}" is empty.', { name }));
  const content = Buffer.concat(pieces);
  return { name: evidenceName(name), content, sha256: hash("sha256", content) };
}
