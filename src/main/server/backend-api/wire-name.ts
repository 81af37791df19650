/** Names that would say too little without their unit, or nothing at all. */
const ownNames: Readonly<Record<string, string>> = { unitMinor: "unit_amount", atMs: "at", nowMs: "now" };

/** `amountMinor` is `amount`, `createdAtMs` is `created_at`, `accountId` is `account_id`. */
export function wireNameOf(field: string): string {
  const plain = ownNames[field] ?? field.replace(/Minor$|(?<=At)Ms$/u, "");
  return plain.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}
