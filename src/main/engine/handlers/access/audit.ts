import { AppError } from "../../../../shared/errors.ts";
import { appendAuditEntry } from "../../../storage/access/audit-store.ts";
import type { CommandContext, QueryContext } from "../../handler.ts";

/** @throws AppError `unknown_method` for everybody but the host of the API, so that no page can take its place. */
export function requireApiHost({ caller }: QueryContext): void {
  if (caller.origin !== "api") throw new AppError("unknown_method", "Only the host of the API may ask this.");
}

/** Write down who did something that lets programs in or tells them things. */
export function recordAct({ book, caller, nowMs }: CommandContext, act: string, subjectId: string): void {
  const { operator, origin } = caller;
  appendAuditEntry(book, { atMs: nowMs, operator, origin, keyId: null, act, status: null, subjectId });
}
