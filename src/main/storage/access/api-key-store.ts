import type { ApiKeyView } from "../../../shared/contract/api-keys.ts";
import type { ApiScope } from "../../../shared/contract/rights.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** A key as it is stored: of its secret only the digest. */
export interface StoredApiKey extends Omit<ApiKeyView, "state"> {
  readonly secretHash: Uint8Array;
}

type ApiKeyRow = Omit<StoredApiKey, "scopes"> & { readonly scopes: string };

const keySelect = `SELECT id, name, secret_hash AS secretHash, operator_id AS operatorId, scopes, created_at_ms AS createdAtMs, expires_at_ms AS expiresAtMs,
    last_used_at_ms AS lastUsedAtMs, revoked_at_ms AS revokedAtMs
  FROM api_key`;

const toApiKey = (row: ApiKeyRow): StoredApiKey => ({ ...row, scopes: JSON.parse(row.scopes) as ApiScope[] });

/** Every key there ever was, newest first. */
export function listApiKeys(book: ReadableBook): StoredApiKey[] {
  return book.all<ApiKeyRow>(`${keySelect} ORDER BY created_at_ms DESC, id DESC`).map(toApiKey);
}

export function findApiKey(book: ReadableBook, keyId: string): StoredApiKey | undefined {
  const row = book.get<ApiKeyRow>(`${keySelect} WHERE id = ?`, keyId);
  return row && toApiKey(row);
}

/** Whether a key has the id, or another one the secret. */
export function isApiKeyTaken(book: ReadableBook, keyId: string, secretHash: Uint8Array): boolean {
  return book.get("SELECT 1 FROM api_key WHERE id = ? OR secret_hash = ?", keyId, secretHash) !== undefined;
}

/** Whether there is any key, in force or not: then there is an API. */
export function hasApiKeys(book: ReadableBook): boolean {
  return book.get("SELECT 1 FROM api_key LIMIT 1") !== undefined;
}

export function insertApiKey(book: WritableBook, key: StoredApiKey): void {
  book.run(
    `INSERT INTO api_key (id, name, secret_hash, operator_id, scopes, created_at_ms, expires_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    key.id,
    key.name,
    key.secretHash,
    key.operatorId,
    JSON.stringify(key.scopes),
    key.createdAtMs,
    key.expiresAtMs,
  );
}

export function revokeApiKey(book: WritableBook, keyId: string, revokedAtMs: number): void {
  book.run("UPDATE api_key SET revoked_at_ms = ? WHERE id = ?", revokedAtMs, keyId);
}

/** Note when a key was used last. */
export function touchApiKey(book: WritableBook, keyId: string, usedAtMs: number): void {
  book.run("UPDATE api_key SET last_used_at_ms = ? WHERE id = ?", usedAtMs, keyId);
}

/** What programs know the book by. */
export function readInstanceId(book: ReadableBook): string {
  const row = book.get<{ id: string }>("SELECT id FROM api_instance");
  if (!row) throw new Error("The book has no instance id");
  return row.id;
}
