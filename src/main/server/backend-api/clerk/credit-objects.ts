import { z } from "zod";
import type { LedgerEntry } from "../../../../shared/contract/ledger.ts";
import { moneyObject, toMoney, type MoneyObject } from "../money.ts";

export const creditBalanceObject = z
  .strictObject({
    object: z.literal("commerce_credit_balance"),
    balance: moneyObject.nullable().describe("Null where the account never had credit, which is not the same as 0."),
  })
  .meta({
    id: "CommerceCreditBalance",
    description: "The credit that an account can use now, in its billing currency.",
  });

/** `CommerceCreditBalanceResponse`; null where the account never had credit. */
export function toCreditBalance(balance: MoneyObject | null): z.output<typeof creditBalanceObject> {
  return { object: "commerce_credit_balance", balance };
}

export const creditLedgerObject = z
  .strictObject({
    object: z.literal("commerce_credit_ledger"),
    id: z.string(),
    payer_id: z.string(),
    amount: moneyObject.describe("Below zero where credit was taken."),
    source_type: z.string().describe("What kind of movement it is, such as grant or deduction."),
    source_id: z.string().describe("What it came from."),
    note: z.string().nullable(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: "CommerceCreditLedgerEntry", description: "One movement of an account's credit." });

/** `CommerceCreditLedgerResponse`. @param note what the program said, which the book may have had to add to. */
export function toCreditLedgerEntry(entry: LedgerEntry, note: string | null): z.output<typeof creditLedgerObject> {
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
