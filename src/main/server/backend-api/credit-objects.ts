import type { LedgerEntry } from "../../../shared/contract/ledger.ts";
import { toMoney, type MoneyObject } from "./money.ts";

/** `CommerceCreditBalanceResponse`; null where the account never had credit. */
export function toCreditBalance(balance: MoneyObject | null) {
  return { object: "commerce_credit_balance", balance };
}

/** `CommerceCreditLedgerResponse`. @param note what the program said, which the book may have had to add to. */
export function toCreditLedgerEntry(entry: LedgerEntry, note: string | null) {
  return {
    object: "commerce_credit_ledger",
    id: entry.id,
    payer_id: entry.accountId,
    amount: toMoney(entry.amountMinor, entry.currency),
    source_type: entry.sourceType,
    source_id: entry.sourceId,
    note,
    created_at: new Date(entry.createdAtMs).toISOString(),
  };
}
