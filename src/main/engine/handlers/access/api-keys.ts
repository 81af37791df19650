import { timingSafeEqual } from "node:crypto";
import type { ApiKeyView } from "../../../../shared/contract/api-keys.ts";
import { AppError } from "../../../../shared/errors.ts";
import {
  findApiKey,
  hasApiKeys,
  insertApiKey,
  isApiKeyTaken,
  listApiKeys,
  readInstanceId,
  revokeApiKey,
  touchApiKey,
  type StoredApiKey,
} from "../../../storage/access/api-key-store.ts";
import { appendAuditEntry, listAuditEntries } from "../../../storage/access/audit-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import type { HandlersOf } from "../../handler.ts";
import { recordAct } from "./audit.ts";

/** When a key was used is told to the minute, so that using it writes nothing more often than that. */
const useResolutionMs = 60_000;

export const apiKeyHandlers: HandlersOf<
  "apiKeys.list" | "apiKeys.authenticate" | "apiKeys.create" | "apiKeys.revoke" | "audit.list" | "audit.record"
> = {
  "apiKeys.list": ({ book, nowMs }) => ({ keys: listApiKeys(book).map((key) => toView(key, nowMs)) }),

  "apiKeys.authenticate": ({ book, nowMs }, { credential }) => {
    const stored = credential && findApiKey(book, credential.keyId);
    const isKnown =
      credential && stored && timingSafeEqual(stored.secretHash, Buffer.from(credential.secretHash, "hex"));
    const view = stored && isKnown ? toView(stored, nowMs) : null;
    return {
      isOn: hasApiKeys(book),
      instanceId: readInstanceId(book),
      key: view?.state === "active" ? view : null,
      refusedName: view?.state === "active" ? null : (stored?.name ?? null),
    };
  },

  "apiKeys.create": (context, { keyId, secretHash, name, scopes, expiresAtMs }) => {
    const { book, nowMs, changed } = context;
    const digest = Buffer.from(secretHash, "hex");
    if (isApiKeyTaken(book, keyId, digest)) {
      throw new AppError("api_key_exists", "There is a key with this id or this secret.");
    }
    if (expiresAtMs !== null && expiresAtMs <= nowMs) {
      throw new AppError("expiry_not_ahead", "The key would have expired before it was made.");
    }
    const key: StoredApiKey = {
      id: keyId,
      name,
      secretHash: digest,
      scopes,
      createdAtMs: nowMs,
      expiresAtMs,
      lastUsedAtMs: null,
      revokedAtMs: null,
    };
    insertApiKey(book, key);
    recordAct(context, "apiKeys.create", keyId);
    changed("book");
    return { key: toView(key, nowMs) };
  },

  "apiKeys.revoke": (context, { keyId }) => {
    const { book, nowMs, changed } = context;
    const key = requireApiKey(book, keyId);
    if (key.revokedAtMs !== null) return { key: toView(key, nowMs) };
    revokeApiKey(book, keyId, nowMs);
    recordAct(context, "apiKeys.revoke", keyId);
    changed("book");
    return { key: toView({ ...key, revokedAtMs: nowMs }, nowMs) };
  },

  "audit.list": ({ book }, input) => {
    const rows = listAuditEntries(book, input);
    const last = rows.at(-1)?.sequence;
    return { rows, nextBeforeSequence: last !== undefined && last > 1 && rows.length === input.limit ? last : null };
  },

  "audit.record": ({ book, nowMs, changed }, { calls }) => {
    for (const keyId of new Set(calls.flatMap((call) => call.keyId ?? []))) requireApiKey(book, keyId);
    for (const call of calls) appendAuditEntry(book, { ...call, atMs: nowMs, origin: "api" });
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

/** @throws AppError `api_key_not_found`. */
function requireApiKey(book: ReadableBook, keyId: string): StoredApiKey {
  const key = findApiKey(book, keyId);
  if (!key) throw new AppError("api_key_not_found", `There is no key ${keyId}.`);
  return key;
}

function toView({ secretHash: _secretHash, ...key }: StoredApiKey, nowMs: number): ApiKeyView {
  const isExpired = key.expiresAtMs !== null && key.expiresAtMs <= nowMs;
  return { ...key, state: key.revokedAtMs !== null ? "revoked" : isExpired ? "expired" : "active" };
}
