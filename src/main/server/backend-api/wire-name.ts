/** Names that would say too little without their unit, or nothing at all. */
const ownNames: Readonly<Record<string, string>> = { unitMinor: "unit_amount", atMs: "at", nowMs: "now" };

/** `amountMinor` is `amount`, `createdAtMs` is `created_at`, `accountId` is `account_id`. */
export function wireNameOf(field: string): string {
  const plain = ownNames[field] ?? field.replace(/Minor$|(?<=At)Ms$/u, "");
  return plain.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * A word of the contract as the API says it: `effectiveOn` is `effective_on`, `beforeRestore` is `before_restore`. Names that are put
 * together with full stops, of methods and of events, are the same everywhere.
 */
export function wireWordOf(word: string): string {
  return /^[a-z]+(?:[A-Z][a-z0-9]*)+$/u.test(word) ? wireNameOf(word) : word;
}

/** Where a field is, by the API's names: `terms.expiresOn` is `terms.expires_on`. */
export function wirePathOf(path: string): string {
  return path.split(".").map(wireWordOf).join(".");
}
