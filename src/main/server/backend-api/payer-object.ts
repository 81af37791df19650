import type { ListedAccount } from "../../../shared/contract/listings.ts";
import { nameOf } from "./user-object.ts";

/** Whoever pays (`CommercePayerResponse`). */
export function toPayer(account: ListedAccount, instanceId: string) {
  const { firstName, lastName } = nameOf(account);
  return {
    ...common(account, instanceId),
    ...(account.kind === "user"
      ? { user_id: account.id, first_name: firstName, last_name: lastName, email: account.contact }
      : { organization_id: account.id, organization_name: account.name }),
  };
}

/** The same in the older shape that changes of an item answer with (`CommercePayerResponse-2`), which knows no nulls. */
export function toPayerOfChange(account: ListedAccount, instanceId: string) {
  const { firstName, lastName } = nameOf(account);
  const isUser = account.kind === "user";
  return {
    ...common(account, instanceId),
    ...(isUser ? { user_id: account.id } : { organization_id: account.id, organization_name: account.name }),
    first_name: isUser ? (firstName ?? "") : "",
    last_name: isUser ? (lastName ?? "") : "",
    email: isUser ? (account.contact ?? "") : "",
  };
}

function common({ id, createdAtMs }: ListedAccount, instanceId: string) {
  return {
    object: "commerce_payer",
    id,
    instance_id: instanceId,
    image_url: "",
    created_at: createdAtMs,
    updated_at: createdAtMs,
  };
}
