import type { AuditEntry, ExportedAct } from "../../../../shared/contract/audit.ts";
import { canonicalActText, type Fields } from "../../../domain/access/act.ts";
import { insertApiCall, listApiCalls } from "../../../storage/access/api-call-store.ts";
import { findApiKey, touchApiKey } from "../../../storage/access/api-key-store.ts";
import { listActOperators, listActs, type ListedAct } from "../../../storage/access/audit-store.ts";
import type { HandlersOf } from "../../handler.ts";
import { requireAccount } from "../require.ts";
import { requireApiKey } from "./api-keys.ts";

/** When a key was used is told to the minute, so that using it writes nothing more often than that. */
const useResolutionMs = 60_000;

export const auditHandlers: HandlersOf<
  "audit.list" | "audit.operators" | "audit.export" | "audit.apiCalls" | "audit.record"
> = {
  "audit.list": ({ book, settings }, input) => {
    if (input.accountId !== null) requireAccount(book, input.accountId);
    const { rows, total } = listActs(book, input, settings.timeZone);
    return { ...pageOf(rows.map(toEntry), input.limit), total };
  },

  "audit.operators": ({ book }) => ({ operators: listActOperators(book) }),

  "audit.export": ({ book, settings }, input) => {
    if (input.accountId !== null) requireAccount(book, input.accountId);
    const { rows, total } = listActs(book, input, settings.timeZone);
    return { ...pageOf(rows.map(toExportedAct), input.limit), total };
  },

  "audit.apiCalls": ({ book }, input) => {
    const { rows, total } = listApiCalls(book, input);
    return { ...pageOf(rows, input.limit), total };
  },

  "audit.record": ({ book, nowMs, changed }, { calls }) => {
    for (const keyId of new Set(calls.flatMap((call) => call.keyId ?? []))) requireApiKey(book, keyId);
    for (const call of calls) insertApiCall(book, call, nowMs);
    const used = new Set(calls.flatMap(({ keyId, status }) => (keyId !== null && status !== 401 ? [keyId] : [])));
    for (const keyId of used) {
      const lastUsedAtMs = findApiKey(book, keyId)?.lastUsedAtMs ?? null;
      if (lastUsedAtMs !== null && lastUsedAtMs > nowMs - useResolutionMs) continue;
      touchApiKey(book, keyId, nowMs);
      changed("book");
    }
    return { recorded: calls.length };
  },
};

function pageOf<Row extends { readonly sequence: number }>(rows: Row[], limit: number) {
  const last = rows.at(-1)?.sequence;
  return { rows, nextBeforeSequence: last !== undefined && last > 1 && rows.length === limit ? last : null };
}

function toEntry({ previousHash: _previousHash, hash: _hash, before, after, ...act }: ListedAct): AuditEntry {
  return { ...act, before: toFields(before), after: toFields(after) };
}

/** An act with what it takes to check its hash elsewhere. */
export function toExportedAct(act: ListedAct): ExportedAct {
  return {
    ...toEntry(act),
    previousHash: toHex(act.previousHash),
    hash: toHex(act.hash),
    canonicalText: canonicalActText(act.sequence, act),
  };
}

const toFields = (json: string | null): Fields | null => (json === null ? null : (JSON.parse(json) as Fields));

const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
