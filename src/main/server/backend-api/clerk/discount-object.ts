import { z } from "zod";
import type { ListedItem } from "../../../../shared/contract/listings.ts";
import { moneyObject, toMoney } from "../money.ts";
import { momentMs } from "./answer-fields.ts";

export const redemptionObject = z
  .strictObject({
    object: z.literal("commerce_discount_redemption"),
    id: z.string(),
    subscription_item_id: z.string(),
    discount_id: z.string(),
    name: z.string(),
    source: z.literal("manual"),
    effect: z.enum(["percentage", "fixed_amount"]),
    percent_off: z.number().nullable().describe("Null for a discount of a fixed amount."),
    amount_off: moneyObject.nullable().describe("Null for a discount of a share."),
    amount: moneyObject.nullable().describe("What it takes off the next invoice; null where there is none to come."),
    cycles_remaining: z.int().nullable().describe("Billing periods that it is still good for; null for all of them."),
    cycles_applied: z.int(),
    status: z.enum(["active", "removed"]),
    redeemed_at: momentMs,
    redeemed_by: z.string().describe("The person or the program that gave it."),
  })
  .meta({
    id: "CommerceDiscountRedemption",
    description: "A discount as a subscription item carries it, or carried it.",
  });

/** A discount as an item carries it, or carried it (`CommerceDiscountRedemptionResponse`). */
export function toRedemption(
  item: ListedItem,
  discount: NonNullable<ListedItem["discount"]>,
  status: "active" | "removed",
): z.output<typeof redemptionObject> {
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
