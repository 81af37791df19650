import { z } from "zod";
import type { ListedPrice } from "../../../../shared/contract/listings.ts";
import { moneyObject, toMoney, toMoneyOrNull } from "../money.ts";
import { momentMs } from "./answer-fields.ts";

export const priceObject = z
  .strictObject({
    object: z.literal("commerce_price"),
    id: z.string(),
    plan_id: z.string(),
    instance_id: z.string(),
    currency: z.string(),
    currency_symbol: z.string(),
    amount: z.int().describe("A month that is billed monthly, in minor units; 0 where that is not offered."),
    annual_monthly_amount: z
      .int()
      .describe("A month of a year that is billed at once, in minor units; 0 where that is not offered."),
    fee: moneyObject.nullable().describe("Null where the price is not offered by the month."),
    annual_monthly_fee: moneyObject.nullable().describe("Null where the price is not offered by the year."),
    description: z.string().nullable(),
    is_default: z.boolean(),
    created_at: momentMs,
    supported_billing_periods: z.enum(["month", "annual", "both"]),
  })
  .meta({ id: "BillingPrice", description: "One of the prices of a plan; it never changes." });

/** A price as Clerk's clients read it (`BillingPriceResponse`). */
export function toPrice(price: ListedPrice, instanceId: string): z.output<typeof priceObject> {
  const { currency, monthlyMinor, annualMonthlyMinor } = price;
  return {
    object: "commerce_price",
    id: price.id,
    plan_id: price.planId,
    instance_id: instanceId,
    currency,
    currency_symbol: toMoney(0, currency).currency_symbol,
    amount: monthlyMinor ?? 0,
    annual_monthly_amount: annualMonthlyMinor ?? 0,
    fee: toMoneyOrNull(monthlyMinor, currency),
    annual_monthly_fee: toMoneyOrNull(annualMonthlyMinor, currency),
    description: price.description,
    is_default: price.isDefault,
    created_at: price.createdAtMs,
    supported_billing_periods: annualMonthlyMinor === null ? "month" : monthlyMinor === null ? "annual" : "both",
  };
}
