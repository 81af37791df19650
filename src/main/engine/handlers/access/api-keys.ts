import { timingSafeEqual } from "node:crypto";
import type { ApiKeyView } from "../../../../shared/contract/api-keys.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import {
  findApiKey,
  hasApiKeys,
  insertApiKey,
  isApiKeyTaken,
  listApiKeys,
  readInstanceId,
  revokeApiKey,
  type StoredApiKey,
} from "../../../storage/access/api-key-store.ts";
import { findOperator } from "../../../storage/access/operator-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import type { HandlersOf } from "../../handler.ts";

export const apiKeyHandlers: HandlersOf<"apiKeys.list" | "apiKeys.authenticate" | "apiKeys.create" | "apiKeys.revoke"> =
  {
    "apiKeys.list": ({ book, nowMs }) => ({ keys: listApiKeys(book).map((key) => toView(book, key, nowMs)) }),

    "apiKeys.authenticate": ({ book, nowMs }, { credential }) => {
      const stored = credential && findApiKey(book, credential.keyId);
      const isKnown =
        credential && stored && timingSafeEqual(stored.secretHash, Buffer.from(credential.secretHash, "hex"));
      const view = stored && isKnown ? toView(book, stored, nowMs) : null;
      return {
        isOn: hasApiKeys(book),
        instanceId: readInstanceId(book),
        key: view?.state === "active" ? view : null,
        refusedName: view?.state === "active" ? null : (stored?.name ?? null),
      };
    },

    "apiKeys.create": ({ book, caller, nowMs, changed }, { keyId, secretHash, name, scopes, expiresAtMs }) => {
      const digest = Buffer.from(secretHash, "hex");
      if (isApiKeyTaken(book, keyId, digest)) {
        throw new AppError("api_key_exists", sentence("There is a key with this id or this secret."));
      }
      if (expiresAtMs !== null && expiresAtMs <= nowMs) {
        throw new AppError("expiry_not_ahead", sentence("The key would have expired before it was made."));
      }
      const key: StoredApiKey = {
        id: keyId,
        name,
        secretHash: digest,
        operatorId: caller.operatorId,
        scopes,
        createdAtMs: nowMs,
        expiresAtMs,
        lastUsedAtMs: null,
        revokedAtMs: null,
      };
      insertApiKey(book, key);
      changed("book");
      return { key: toView(book, key, nowMs) };
    },

    "apiKeys.revoke": ({ book, nowMs, changed }, { keyId }) => {
      const key = requireApiKey(book, keyId);
      if (key.revokedAtMs !== null) return { key: toView(book, key, nowMs) };
      revokeApiKey(book, keyId, nowMs);
      changed("book");
      return { key: toView(book, { ...key, revokedAtMs: nowMs }, nowMs) };
    },
  };

/** @throws AppError `api_key_not_found`. */
export function requireApiKey(book: ReadableBook, keyId: string): StoredApiKey {
  const key = findApiKey(book, keyId);
  if (!key) throw new AppError("api_key_not_found", sentence("There is no key {keyId}.", { keyId }));
  return key;
}

function toView(book: ReadableBook, { secretHash: _secretHash, ...key }: StoredApiKey, nowMs: number): ApiKeyView {
  return { ...key, state: stateOf(book, key, nowMs) };
}

function stateOf(
  book: ReadableBook,
  { revokedAtMs, expiresAtMs, operatorId }: Omit<StoredApiKey, "secretHash">,
  nowMs: number,
): ApiKeyView["state"] {
  if (revokedAtMs !== null) return "revoked";
  if (expiresAtMs !== null && expiresAtMs <= nowMs) return "expired";
  return operatorId !== null && findOperator(book, operatorId)?.isSuspended ? "suspended" : "active";
}
