import { hash } from "node:crypto";
import type { BatchRowReading } from "../../../shared/contract/batches.ts";

/** What a row asks for, without how the file wrote it. */
type AskedFor = Pick<
  BatchRowReading,
  | "accountId"
  | "currency"
  | "amountMinor"
  | "reasonCode"
  | "note"
  | "effectiveOn"
  | "expiresOn"
  | "priority"
  | "category"
> &
  Partial<Pick<BatchRowReading, "countsOn">>;

/** A digest of what a row asks for, by which the rows of a corrected file are known again: 16 bytes. */
export function adjustmentKey(row: AskedFor): Uint8Array {
  const { accountId, currency, amountMinor, reasonCode, note, effectiveOn, expiresOn, priority, category } = row;
  const asked = [accountId, currency, amountMinor, reasonCode, note, effectiveOn, expiresOn, priority, category];
  // A row that names no day has the digest that it had before rows could.
  const { countsOn = null } = row;
  if (countsOn !== null) asked.push(countsOn);
  return hash("sha256", JSON.stringify(asked), "buffer").subarray(0, 16);
}
