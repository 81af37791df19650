import { z } from "zod";
import type { ListedAccount } from "../../../../shared/contract/listings.ts";
import { momentMs } from "./answer-fields.ts";

const metadata = z.record(z.string(), z.unknown());

export const organizationObject = z
  .strictObject({
    object: z.literal("organization"),
    id: z.string(),
    name: z.string(),
    slug: z.string(),
    image_url: z.string(),
    has_image: z.literal(false),
    members_count: z.int().optional().describe("There where it was asked for. Members are not kept here."),
    max_allowed_memberships: z.int().describe("As it was given; 0 where nothing was."),
    admin_delete_enabled: z.literal(false),
    public_metadata: metadata,
    private_metadata: metadata,
    created_by: z.string().optional(),
    created_at: momentMs,
    updated_at: momentMs,
  })
  .meta({ id: "Organization", description: "An organization that is billed." });

/** An organization as Clerk's clients read it (`Organization`). Who its members are is not known here. */
export function toOrganization(
  account: ListedAccount,
  { withMembersCount }: { withMembersCount: boolean },
): z.output<typeof organizationObject> {
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
