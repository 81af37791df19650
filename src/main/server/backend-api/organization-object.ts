import type { ListedAccount } from "../../../shared/contract/listings.ts";

/** An organization as Clerk's clients read it (`Organization`). Who its members are is not known here. */
export function toOrganization(account: ListedAccount, { withMembersCount }: { withMembersCount: boolean }) {
  const { id, name, contact, createdAtMs, profile } = account;
  return {
    object: "organization",
    id,
    name,
    // One that the desk added without a slug goes by its id, which every path takes as well.
    slug: contact ?? id,
    image_url: "",
    has_image: false,
    ...(withMembersCount ? { members_count: 0 } : {}),
    max_allowed_memberships: profile?.maximumMemberships ?? 0,
    admin_delete_enabled: false,
    public_metadata: profile?.publicMetadata ?? {},
    private_metadata: profile?.privateMetadata ?? {},
    ...(profile && profile.createdBy !== null ? { created_by: profile.createdBy } : {}),
    created_at: createdAtMs,
    updated_at: createdAtMs,
  };
}
