import type { z } from "zod";
import type { MethodInput } from "../../../../shared/contract/index.ts";
import { flag, milliseconds, text, texts, wantedAndUnwanted } from "../parameters.ts";

/** What users can be filtered by, as the description lists it for the list and for the count. */
export const userFilterParameters = {
  email_address: texts,
  phone_number: texts,
  external_id: texts,
  username: texts,
  web3_wallet: texts,
  user_id: texts,
  organization_id: texts,
  query: text,
  email_address_query: text,
  phone_number_query: text,
  username_query: text,
  name_query: text,
  banned: flag,
  last_active_at_before: milliseconds,
  last_active_at_after: milliseconds,
  last_active_at_since: milliseconds,
  created_at_before: milliseconds,
  created_at_after: milliseconds,
  last_sign_in_at_before: milliseconds,
  last_sign_in_at_after: milliseconds,
  provider: text,
  provider_user_id: texts,
} as const satisfies Record<string, z.ZodType>;

type UserFilters = {
  readonly [Name in keyof typeof userFilterParameters]?: z.output<(typeof userFilterParameters)[Name]>;
};

type ListingFilters = NonNullable<MethodInput<"listings.accounts">["filters"]>;

/**
 * What the engine is to look for, or null where no user can match: nobody here has a phone number, a wallet, a membership or a
 * sign-in, so whoever filters by one of those finds nobody, as with any other value that nobody has.
 */
export function toListingFilters(query: UserFilters): ListingFilters | null {
  const memberships = wantedAndUnwanted(query.organization_id);
  const isAboutSigningIn = [
    query.phone_number,
    query.web3_wallet,
    memberships.wanted,
    query.phone_number_query,
    query.last_active_at_before,
    query.last_active_at_after,
    query.last_active_at_since,
    query.last_sign_in_at_before,
    query.last_sign_in_at_after,
    query.provider,
    query.provider_user_id,
  ].some((value) => value !== undefined);
  if (isAboutSigningIn || query.banned === true) return null;
  const ids = wantedAndUnwanted(query.user_id);
  const externalIds = wantedAndUnwanted(query.external_id);
  return {
    ids: ids.wanted,
    withoutIds: ids.unwanted,
    contacts: query.email_address,
    externalIds: externalIds.wanted,
    withoutExternalIds: externalIds.unwanted,
    usernames: query.username,
    search: query.query,
    partOfContact: query.email_address_query,
    partOfUsername: query.username_query,
    partOfName: query.name_query,
    createdBeforeMs: query.created_at_before,
    createdAfterMs: query.created_at_after,
  };
}
