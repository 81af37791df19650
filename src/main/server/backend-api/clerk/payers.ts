import type { ListedAccount } from "../../../../shared/contract/listings.ts";
import type { ApiCall } from "../route.ts";

/** Where a payer of a kind stands in the paths of the API. */
export interface PayerPath {
  readonly kind: "user" | "organization";
  readonly path: string;
  readonly parameter: string;
}

export const payerPaths: readonly PayerPath[] = [
  { kind: "user", path: "/users/{user_id}", parameter: "user_id" },
  { kind: "organization", path: "/organizations/{organization_id}", parameter: "organization_id" },
];

/** What a sentence calls a payer of the kind. */
export function nameOfKind({ kind }: PayerPath): string {
  return kind === "user" ? "a user" : "an organization";
}

/** The account that a path names. @throws ApiRefusal 404, also for the id of the other kind. */
export async function requirePayer(call: ApiCall, { kind, parameter }: PayerPath): Promise<ListedAccount> {
  return await call.ask("listings.account", { kind, idOrSlug: call.path[parameter] ?? "" });
}
