import { z } from "zod";
import type { ListedItem } from "../../../../shared/contract/listings.ts";
import { moneyObject, toMoney } from "../money.ts";
import { momentMs } from "./answer-fields.ts";
import { nameOf } from "./user-object.ts";

/** An account with its available credit in its billing currency. */
type Payer = Pick<ListedItem, "account" | "creditMinor">;

const commonFields = {
  object: z.literal("commerce_payer"),
  id: z.string(),
  instance_id: z.string(),
  image_url: z.string(),
  credits_balance: moneyObject
    .optional()
    .describe("The credit that can be used now, in the billing currency; not there where there never was any."),
  created_at: momentMs,
  updated_at: momentMs,
};

export const payerObject = z
  .strictObject({
    ...commonFields,
    user_id: z.string().optional().describe("There where a user pays."),
    first_name: z.string().nullable().optional(),
    last_name: z.string().nullable().optional(),
    email: z.string().nullable().optional(),
    organization_id: z.string().optional().describe("There where an organization pays."),
    organization_name: z.string().optional(),
  })
  .meta({ id: "CommercePayer", description: "The user or the organization that pays." });

/** Whoever pays (`CommercePayerResponse`). */
export function toPayer(payer: Payer, instanceId: string): z.output<typeof payerObject> {
  const { account } = payer;
  const { firstName, lastName } = nameOf(account);
  return {
    ...common(payer, instanceId),
    ...(account.kind === "user"
      ? { user_id: account.id, first_name: firstName, last_name: lastName, email: account.contact }
      : { organization_id: account.id, organization_name: account.name }),
  };
}

export const payerOfChangeObject = z
  .strictObject({
    ...commonFields,
    user_id: z.string().optional().describe("There where a user pays."),
    first_name: z.string(),
    last_name: z.string(),
    email: z.string(),
    organization_id: z.string().optional().describe("There where an organization pays."),
    organization_name: z.string().optional(),
  })
  .meta({
    id: "CommercePayerOfChange",
    description: "A payer in the older shape that changes of an item answer with.",
  });

/** The same in the older shape that changes of an item answer with (`CommercePayerResponse-2`), which knows no nulls. */
export function toPayerOfChange(payer: Payer, instanceId: string): z.output<typeof payerOfChangeObject> {
  const { account } = payer;
  const { firstName, lastName } = nameOf(account);
  const isUser = account.kind === "user";
  return {
    ...common(payer, instanceId),
    ...(isUser ? { user_id: account.id } : { organization_id: account.id, organization_name: account.name }),
    first_name: isUser ? (firstName ?? "") : "",
    last_name: isUser ? (lastName ?? "") : "",
    email: isUser ? (account.contact ?? "") : "",
  };
}

type Common = Pick<z.output<typeof payerObject>, keyof typeof commonFields>;

function common({ account, creditMinor }: Payer, instanceId: string): Common {
  const { id, createdAtMs, currency } = account;
  return {
    object: "commerce_payer",
    id,
    instance_id: instanceId,
    image_url: "",
    ...(creditMinor === null ? {} : { credits_balance: toMoney(creditMinor, currency) }),
    created_at: createdAtMs,
    updated_at: createdAtMs,
  };
}
