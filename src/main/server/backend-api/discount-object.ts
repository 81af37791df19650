import type { ListedItem } from "../../../shared/contract/listings.ts";
import { toMoney } from "./money.ts";

/** A discount as an item carries it, or carried it (`CommerceDiscountRedemptionResponse`). */
export function toRedemption(
  item: ListedItem,
  discount: NonNullable<ListedItem["discount"]>,
  status: "active" | "removed",
) {
  const { partsPerMillion, amountMinor } = discount;
  const nextMinor = status === "active" ? (item.nextInvoice?.discountMinor ?? null) : null;
  return {
    object: "commerce_discount_redemption",
    id: discount.redemptionId,
    subscription_item_id: item.id,
    discount_id: discount.discountId,
    name: discount.name,
    source: "manual",
    effect: amountMinor === null ? "percentage" : "fixed_amount",
    // A share for people to read; what is taken off is computed from the whole parts.
    percent_off: partsPerMillion === null ? null : partsPerMillion / 10_000,
    amount_off: amountMinor === null ? null : toMoney(amountMinor, item.currency),
    amount: nextMinor === null ? null : toMoney(nextMinor, item.currency),
    cycles_remaining: discount.periodsLeft,
    cycles_applied: discount.periodsApplied,
    status,
    redeemed_at: discount.redeemedAtMs,
    redeemed_by: discount.operator,
  };
}
