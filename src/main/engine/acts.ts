import type { AuditedRecord } from "../../shared/contract/definition.ts";
import { methodDefinition, type MethodName } from "../../shared/contract/index.ts";
import { changedFields, type Fields } from "../domain/access/act.ts";
import { appendAct } from "../storage/access/audit-store.ts";
import type { CommandContext } from "./handler.ts";
import { auditedRecords, type AuditedFields } from "./handlers/access/audited-records.ts";

/** Do what a method does and leave in the audit log what its definition asks for (BEHAVIOUR 11.6), in the same transaction. */
export function auditedWork<Answer>(
  method: MethodName,
  input: object,
  context: CommandContext,
  work: () => Answer,
): Answer {
  const { audit } = methodDefinition(method);
  if (audit === "nothing" || audit === "ledger") return work();
  if ("notes" in audit) {
    const answer = work();
    writeAct(context, method, { after: ownFields(audit.notes, { ...(answer as object), ...input }) });
    return answer;
  }
  const { about, id } = audit;
  const known = id === null ? "" : idIn(input, id);
  const before = known === null ? null : auditedRecords[about](context.book, known);
  const answer = work();
  writeChange(context, method, { about, id: id === null ? null : (known ?? idIn(answer, id)), before });
  return answer;
}

/** Do what changes a record by itself and leave in the audit log that a method has done it. */
export function auditedChange(
  method: MethodName,
  { about, id }: { readonly about: AuditedRecord; readonly id: string },
  context: CommandContext,
  work: () => void,
): void {
  const before = auditedRecords[about](context.book, id);
  work();
  writeChange(context, method, { about, id, before });
}

function writeChange(
  context: CommandContext,
  method: MethodName,
  { about, id, before }: { about: AuditedRecord; id: string | null; before: AuditedFields | null },
): void {
  const after = auditedRecords[about](context.book, id ?? "");
  writeAct(context, method, {
    subject: about,
    subjectId: id,
    accountId: (after ?? before)?.accountId ?? null,
    ...changedFields(before?.fields ?? null, after?.fields ?? null),
  });
}

/** What an act says beside who did it and when. */
interface ActContent {
  readonly subject?: string | null;
  readonly subjectId?: string | null;
  readonly accountId?: string | null;
  readonly before?: Fields | null;
  readonly after: Fields | null;
}

function writeAct(
  { book, caller, nowMs, changed }: CommandContext,
  method: MethodName,
  { subject = null, subjectId = null, accountId = null, before = null, after }: ActContent,
): void {
  appendAct(book, {
    atMs: nowMs,
    operatorId: caller.actorId,
    operator: caller.operator,
    origin: caller.origin,
    act: method,
    subject,
    subjectId,
    accountId,
    before: before && JSON.stringify(before),
    after: after && JSON.stringify(after),
  });
  changed("audit");
}

function ownFields(names: readonly string[], values: Fields): Fields {
  return Object.fromEntries(names.flatMap((name) => (name in values ? [[name, values[name]]] : [])));
}

/** @param path a field, or a field of a field, such as `endpoint.id`. */
function idIn(values: unknown, path: string | null): string | null {
  if (path === null) return null;
  const found = path.split(".").reduce<unknown>((value, name) => (value as Fields | null | undefined)?.[name], values);
  return typeof found === "string" ? found : null;
}
