import { z } from "zod";
import type { ListedAccount } from "../../../../shared/contract/listings.ts";
import { momentMs } from "./answer-fields.ts";

const metadata = z.record(z.string(), z.unknown());
/** What is about signing in is always the same, and the schema says so. */
const none = z.array(z.unknown()).max(0);

const emailAddressObject = z
  .strictObject({
    id: z.string(),
    object: z.literal("email_address"),
    email_address: z.string(),
    reserved: z.literal(false),
    verification: z.strictObject({
      object: z.literal("verification_admin"),
      status: z.literal("verified"),
      strategy: z.literal("admin"),
      attempts: z.null(),
      expire_at: z.null(),
    }),
    linked_to: none,
    created_at: momentMs,
    updated_at: momentMs,
  })
  .meta({ id: "EmailAddress", description: "An e-mail address, as a person or a program wrote it down." });

export const userObject = z
  .strictObject({
    id: z.string(),
    object: z.literal("user"),
    external_id: z.string().nullable().describe("What the program's own records know the user by."),
    primary_email_address_id: z.string().nullable(),
    primary_phone_number_id: z.null(),
    primary_web3_wallet_id: z.null(),
    username: z.string().nullable(),
    first_name: z.string().nullable(),
    last_name: z.string().nullable(),
    locale: z.string().nullable(),
    image_url: z.string(),
    has_image: z.literal(false),
    public_metadata: metadata,
    private_metadata: metadata,
    unsafe_metadata: metadata,
    email_addresses: z.array(emailAddressObject).max(1),
    phone_numbers: none,
    web3_wallets: none,
    passkeys: none,
    password_enabled: z.literal(false),
    two_factor_enabled: z.literal(false),
    totp_enabled: z.literal(false),
    backup_code_enabled: z.literal(false),
    mfa_enabled_at: z.null(),
    mfa_disabled_at: z.null(),
    password_last_updated_at: z.null(),
    external_accounts: none,
    saml_accounts: none,
    enterprise_accounts: none,
    last_sign_in_at: z.null(),
    banned: z.literal(false),
    locked: z.literal(false),
    lockout_expires_in_seconds: z.null(),
    verification_attempts_remaining: z.null(),
    updated_at: momentMs,
    created_at: momentMs,
    delete_self_enabled: z.literal(false),
    create_organization_enabled: z.literal(false),
    last_active_at: z.null(),
    legal_accepted_at: z.null(),
  })
  .meta({ id: "User", description: "A person who is billed. People do not sign in here." });

/**
 * A user as Clerk's clients read it (`User`). Countinghouse bills people and does not sign them in, so whatever is about signing in
 * says that there is none of it.
 */
export function toUser(account: ListedAccount): z.output<typeof userObject> {
  const { id, contact, createdAtMs, profile } = account;
  const { firstName, lastName } = nameOf(account);
  const email = contact === null ? null : toEmailAddress(id, contact, createdAtMs);
  return {
    id,
    object: "user",
    external_id: profile?.externalId ?? null,
    primary_email_address_id: email?.id ?? null,
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    username: profile?.username ?? null,
    first_name: firstName,
    last_name: lastName,
    locale: profile?.locale ?? null,
    image_url: "",
    has_image: false,
    public_metadata: profile?.publicMetadata ?? {},
    private_metadata: profile?.privateMetadata ?? {},
    unsafe_metadata: profile?.unsafeMetadata ?? {},
    email_addresses: email ? [email] : [],
    phone_numbers: [],
    web3_wallets: [],
    passkeys: [],
    password_enabled: false,
    two_factor_enabled: false,
    totp_enabled: false,
    backup_code_enabled: false,
    mfa_enabled_at: null,
    mfa_disabled_at: null,
    password_last_updated_at: null,
    external_accounts: [],
    saml_accounts: [],
    enterprise_accounts: [],
    last_sign_in_at: null,
    banned: false,
    locked: false,
    lockout_expires_in_seconds: null,
    verification_attempts_remaining: null,
    updated_at: createdAtMs,
    created_at: createdAtMs,
    delete_self_enabled: false,
    create_organization_enabled: false,
    last_active_at: null,
    legal_accepted_at: null,
  };
}

/** The parts of a name: as the program gave them, or else what stands before and after the first space. */
export function nameOf({ name, contact, profile }: Pick<ListedAccount, "name" | "contact" | "profile">): {
  firstName: string | null;
  lastName: string | null;
} {
  if (profile) return { firstName: profile.firstName, lastName: profile.lastName };
  if (name === contact) return { firstName: null, lastName: null };
  const [first = "", ...rest] = name.split(" ");
  return { firstName: first, lastName: rest.length > 0 ? rest.join(" ") : null };
}

function toEmailAddress(userId: string, address: string, createdAtMs: number): z.output<typeof emailAddressObject> {
  return {
    id: `idn_${userId.slice(userId.indexOf("_") + 1)}`,
    object: "email_address",
    email_address: address,
    reserved: false,
    // An operator or a program wrote it down; nobody sent a mail to it.
    verification: {
      object: "verification_admin",
      status: "verified",
      strategy: "admin",
      attempts: null,
      expire_at: null,
    },
    linked_to: [],
    created_at: createdAtMs,
    updated_at: createdAtMs,
  };
}
