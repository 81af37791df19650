import type { ListedPrice } from "../../../shared/contract/listings.ts";
import { toMoney, toMoneyOrNull } from "./money.ts";

/** A price as Clerk's clients read it (`BillingPriceResponse`). */
export function toPrice(price: ListedPrice, instanceId: string) {
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
