import { z } from "zod";
import { problemText, sentence } from "../../../../shared/sentences/sentence.ts";
import { searchKey } from "../../../../shared/folding.ts";
import type { listedAccountOrder } from "../../../../shared/contract/listings.ts";
import { flag, paging, readOrder, text, texts, wantedAndUnwanted } from "../parameters.ts";
import { pageOf } from "./answer-fields.ts";
import { organizationObject, toOrganization } from "./organization-object.ts";
import { unfit } from "../refusal.ts";
import { route, type ApiRoute } from "../route.ts";

/** Nobody's memberships are known, so by their number all are equal. */
const orders: Readonly<Record<string, z.infer<typeof listedAccountOrder>>> = {
  created_at: "createdAt",
  name: "name",
  members_count: "none",
};

const shown = { include_members_count: flag, include_missing_member_with_elevated_permissions: flag };

const metadata = z.record(z.string(), z.unknown()).nullish();

/** The description does not close this object, so what it does not know is passed over. */
const newOrganization = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .max(200, { error: problemText("is longer than 200 characters") }),
  created_by: z.string().max(64).nullish(),
  private_metadata: metadata,
  public_metadata: metadata,
  slug: z
    .string()
    .regex(/^[a-z0-9-]{1,255}$/u, { error: problemText("may have lower-case letters, digits and dashes") })
    .nullish(),
  max_allowed_memberships: z.int().min(0).nullish(),
  created_at: z.iso.datetime({ offset: true, error: problemText("must be a date and time (RFC 3339)") }).nullish(),
  role_set_key: z.string().nullish(),
});

export const organizationRoutes: readonly ApiRoute[] = [
  route({
    method: "GET",
    path: "/organizations",
    asks: "listings.accounts",
    summary: "Lists organizations.",
    query: z.object({ ...shown, query: text, user_id: texts, organization_id: texts, order_by: text, ...paging }),
    answer: pageOf(organizationObject, "OrganizationPage"),
    async respond({ query, ask }) {
      const { by, direction } = readOrder(query.order_by ?? "-created_at");
      const order = Object.hasOwn(orders, by) ? orders[by] : undefined;
      if (order === undefined) throw unfit("order_by", sentence('Organizations cannot be ordered by "{by}".', { by }));
      // Nobody's memberships are known here, so no organization has a wanted member.
      if (wantedAndUnwanted(query.user_id).wanted !== undefined) return { data: [], total_count: 0 };
      const ids = wantedAndUnwanted(query.organization_id);
      const { rows, total } = await ask("listings.accounts", {
        kind: "organization",
        limit: query.limit,
        offset: query.offset,
        order: { by: order, direction },
        filters: { ids: ids.wanted, withoutIds: ids.unwanted, search: query.query },
      });
      const withMembersCount = query.include_members_count === true;
      return { data: rows.map((row) => toOrganization(row, { withMembersCount })), total_count: total };
    },
  }),
  route({
    method: "GET",
    path: "/organizations/{organization_id}",
    asks: "listings.account",
    summary: "Shows an organization, by its id or its slug.",
    query: z.object(shown),
    answer: organizationObject,
    async respond({ path, query, ask }) {
      const idOrSlug = path["organization_id"] ?? "";
      const account = await ask("listings.account", { kind: "organization", idOrSlug });
      return toOrganization(account, { withMembersCount: query.include_members_count === true });
    },
  }),
  route({
    method: "POST",
    path: "/organizations",
    asks: "accounts.create",
    summary: "Adds an organization.",
    body: newOrganization,
    answer: organizationObject,
    async respond({ body, ask, ownKey }) {
      if (typeof body.created_by === "string") {
        await ask("listings.account", { kind: "user", idOrSlug: body.created_by });
      }
      const { accountId } = await ask("accounts.create", {
        kind: "organization",
        name: body.name,
        contact: body.slug ?? slugOf(body.name, ownKey),
        createdAtMs: typeof body.created_at === "string" ? Date.parse(body.created_at) : null,
        profile: {
          createdBy: body.created_by ?? null,
          maximumMemberships: body.max_allowed_memberships ?? null,
          publicMetadata: body.public_metadata ?? {},
          privateMetadata: body.private_metadata ?? {},
        },
        idempotencyKey: ownKey,
      });
      const account = await ask("listings.account", { kind: "organization", idOrSlug: accountId });
      return toOrganization(account, { withMembersCount: false });
    },
  }),
];

/** A slug for an organization that was given none: its name, and something that no other one has. */
function slugOf(name: string, ownKey: string): string {
  const words = searchKey(name)
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-|-$/gu, "");
  return `${words.slice(0, 60) || "organization"}-${ownKey.slice(0, 8)}`;
}
