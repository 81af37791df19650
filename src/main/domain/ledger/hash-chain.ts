import { hash } from "node:crypto";
import type { LedgerEntry } from "../../../shared/contract/ledger.ts";

/**
 * The text of an entry that its hash covers (BEHAVIOUR 4.2): a JSON array in RFC 8785 form.
 *
 * `JSON.stringify` of an array that holds only strings, safe integers and nulls is that form already: RFC 8785 adopts
 * ECMAScript's own serialization of strings and numbers, and leaves nothing else to decide without objects and floats.
 * Strings with half a surrogate pair, the one exception, are refused where input enters.
 */
export function canonicalText(entry: LedgerEntry): string {
  return JSON.stringify([
    entry.sequence,
    entry.id,
    entry.accountId,
    entry.currency,
    entry.amountMinor,
    entry.balanceAfterMinor,
    entry.sourceType,
    entry.sourceId,
    entry.reasonCode,
    entry.note,
    entry.operator,
    entry.origin,
    entry.idempotencyKey,
    entry.reversesEntryId,
    entry.effectiveOn,
    entry.createdAtMs,
  ]);
}

/** How long a hash is. */
export const hashBytes = 32;

/** SHA-256 of the previous entry's 32 hash bytes followed by the canonical text's UTF-8 bytes (BEHAVIOUR 4.1). */
export function chainHash(previousHash: Uint8Array, canonical: string): Uint8Array {
  return hash("sha256", Buffer.concat([previousHash, Buffer.from(canonical, "utf8")]), "buffer");
}
