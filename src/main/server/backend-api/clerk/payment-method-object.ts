import { z } from "zod";
import type { ListedItem } from "../../../../shared/contract/listings.ts";
import { momentMs } from "./answer-fields.ts";

type PaymentMethod = NonNullable<ListedItem["paymentMethod"]>;

export const paymentMethodObject = z
  .strictObject({
    object: z.literal("commerce_payment_method"),
    id: z.string(),
    payer_id: z.string(),
    payment_type: z
      .enum(["card", "link", "payer-credits"])
      .describe("A bank account or a transfer is a link; payer-credits is the account's own credit."),
    is_default: z.boolean(),
    gateway: z.string(),
    gateway_external_id: z.string(),
    gateway_external_account_id: z.null(),
    last4: z.string().nullable(),
    status: z.literal("active"),
    wallet_type: z.null(),
    card_type: z.null(),
    created_at: momentMs.optional(),
    is_removable: z.boolean().optional(),
  })
  .meta({ id: "CommercePaymentMethod", description: "What an account pays with." });

/** What payment methods of every kind have in common. */
export const paymentMethodCommon = {
  object: "commerce_payment_method",
  gateway_external_account_id: null,
  status: "active",
  wallet_type: null,
  card_type: null,
} as const;

/** A method that the account has (`CommercePaymentMethodResponse`). */
export function toPaymentMethod(method: PaymentMethod, payerId: string): z.output<typeof paymentMethodObject> {
  return {
    ...paymentMethodCommon,
    id: method.id,
    payer_id: payerId,
    payment_type: paymentTypeOf(method),
    is_default: method.isDefault,
    gateway: method.gateway,
    // What the gateway knows it by is nobody's business but the gateway's.
    gateway_external_id: method.id,
    last4: lastDigitsOf(method.label),
    created_at: method.createdAtMs,
    is_removable: true,
  };
}

/** The description knows cards, links and credit; money by transfer or from a bank account is nearest to a link. */
function paymentTypeOf({ kind }: Pick<PaymentMethod, "kind">): "card" | "link" {
  return kind === "card" ? "card" : "link";
}

/** The last digits of a card or an account, where its label tells them. */
export function lastDigitsOf(label: string): string | null {
  return /ending (\d{4})/u.exec(label)?.[1] ?? null;
}

export const paymentSourceObject = z
  .strictObject({
    object: z.literal("commerce_source"),
    id: z.string(),
    payer_id: z.string(),
    payment_method: z.literal("card"),
    is_default: z.boolean(),
    gateway: z.string(),
    gateway_external_id: z.string(),
    last4: z.string(),
    status: z.literal("active"),
    wallet_type: z.literal(""),
    card_type: z.literal(""),
    created_at: momentMs,
    updated_at: momentMs,
    is_removable: z.boolean(),
  })
  .meta({ id: "CommercePaymentSource", description: "A card in the older shape that changes of an item answer with." });

/** The same in the older shape (`CommercePaymentSourceResponse`), which knows cards and wallets only; null for anything else. */
export function toPaymentSource(
  method: PaymentMethod | null,
  payerId: string,
): z.output<typeof paymentSourceObject> | null {
  if (method?.kind !== "card") return null;
  return {
    object: "commerce_source",
    id: method.id,
    payer_id: payerId,
    payment_method: "card",
    is_default: method.isDefault,
    gateway: method.gateway,
    gateway_external_id: method.id,
    last4: lastDigitsOf(method.label) ?? "",
    status: "active",
    wallet_type: "",
    card_type: "",
    created_at: method.createdAtMs,
    updated_at: method.createdAtMs,
    is_removable: true,
  };
}
