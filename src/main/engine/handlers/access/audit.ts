import { appendAuditEntry } from "../../../storage/access/audit-store.ts";
import type { CommandContext } from "../../handler.ts";

/** Write down who did something that lets programs in or tells them things. */
export function recordAct({ book, caller, nowMs }: CommandContext, act: string, subjectId: string): void {
  const { operator, origin } = caller;
  appendAuditEntry(book, { atMs: nowMs, operator, origin, keyId: null, act, status: null, subjectId });
}
