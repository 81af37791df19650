import { z } from "zod";
import { problemText, sentence } from "../../../../shared/sentences/sentence.ts";
import type { listedAccountOrder } from "../../../../shared/contract/listings.ts";
import { paging, readOrder, text } from "../parameters.ts";
import { unfit } from "../refusal.ts";
import { route, type ApiRoute } from "../route.ts";
import { toListingFilters, userFilterParameters } from "./user-filters.ts";
import { toUser, userObject } from "./user-object.ts";

/** By what the description orders users, and what that is here. Nobody has ever signed in, so by that all are equal. */
const orders: Readonly<Record<string, z.infer<typeof listedAccountOrder>>> = {
  created_at: "createdAt",
  updated_at: "createdAt",
  email_address: "contact",
  first_name: "firstName",
  last_name: "lastName",
  username: "username",
  phone_number: "none",
  web3wallet: "none",
  last_active_at: "none",
  last_sign_in_at: "none",
};

const listParameters = z.object({ ...userFilterParameters, ...paging, starting_after: text, order_by: text });

const nullableText = z.string().max(255).nullish();
/** A switch for checks that are not made here, so that either position of it is kept to. */
const harmless = z.boolean().nullish();
const metadata = z.record(z.string(), z.unknown()).nullish();
const moment = z.iso.datetime({ offset: true, error: problemText("must be a date and time (RFC 3339)") }).nullish();
const addressStatuses = z.array(z.enum(["verified", "reserved"])).nullish();

const newUser = z.strictObject({
  external_id: nullableText,
  first_name: nullableText,
  last_name: nullableText,
  locale: nullableText,
  email_address: z.array(z.email({ error: problemText("must be a valid email address") })).nullish(),
  email_address_identification_status: addressStatuses,
  phone_number: z.array(z.string()).nullish(),
  phone_number_identification_status: addressStatuses,
  web3_wallet: z.array(z.string()).nullish(),
  username: nullableText,
  password: z.string().nullish(),
  password_digest: z.string().nullish(),
  password_hasher: z.string().nullish(),
  skip_password_checks: harmless,
  skip_password_requirement: harmless,
  totp_secret: z.string().nullish(),
  backup_codes: z.array(z.string()).nullish(),
  public_metadata: metadata,
  private_metadata: metadata,
  unsafe_metadata: metadata,
  delete_self_enabled: harmless,
  legal_accepted_at: moment,
  skip_legal_checks: harmless,
  skip_user_requirement: harmless,
  create_organization_enabled: harmless,
  create_organizations_limit: z.int().nullish(),
  created_at: moment,
  bypass_client_trust: harmless,
  banned: z.boolean().nullish(),
  locked: z.boolean().nullish(),
});
type NewUser = z.output<typeof newUser>;

const totalCountObject = z
  .strictObject({ object: z.literal("total_count"), total_count: z.int() })
  .meta({ id: "TotalCount", description: "How many there are." });

export const userRoutes: readonly ApiRoute[] = [
  route({
    method: "GET",
    path: "/users",
    asks: "listings.accounts",
    summary: "Lists users.",
    query: listParameters,
    answer: z.array(userObject),
    async respond({ query, ask }) {
      const { by, direction } = readOrder(query.order_by ?? "-created_at");
      const order = Object.hasOwn(orders, by) ? orders[by] : undefined;
      if (order === undefined) throw unfit("order_by", sentence('Users cannot be ordered by "{by}".', { by }));
      if (query.starting_after !== undefined && by !== "created_at") {
        throw unfit("starting_after", sentence("starting_after goes with the order by created_at only."));
      }
      if (query.starting_after !== undefined && query.offset > 0) {
        throw unfit("starting_after", sentence("starting_after cannot be combined with an offset."));
      }
      const filters = toListingFilters(query);
      if (filters === null) return [];
      const { rows } = await ask("listings.accounts", {
        kind: "user",
        limit: query.limit,
        offset: query.offset,
        order: { by: order, direction },
        afterAccountId: query.starting_after ?? null,
        filters,
      });
      return rows.map(toUser);
    },
  }),
  route({
    method: "GET",
    path: "/users/count",
    asks: "listings.accounts",
    summary: "Counts users.",
    query: z.object(userFilterParameters),
    answer: totalCountObject,
    async respond({ query, ask }) {
      const filters = toListingFilters(query);
      const total = filters === null ? 0 : (await ask("listings.accounts", { kind: "user", limit: 1, filters })).total;
      return { object: "total_count" as const, total_count: total };
    },
  }),
  route({
    method: "GET",
    path: "/users/{user_id}",
    asks: "listings.account",
    summary: "Shows a user.",
    answer: userObject,
    async respond({ path, ask }) {
      return toUser(await ask("listings.account", { kind: "user", idOrSlug: path["user_id"] ?? "" }));
    },
  }),
  route({
    method: "POST",
    path: "/users",
    asks: "accounts.create",
    summary: "Adds a user.",
    body: newUser,
    answer: userObject,
    async respond({ body, ask, ownKey }) {
      requireKeepable(body);
      const [email = null] = body.email_address ?? [];
      const names = [body.first_name, body.last_name].map((part) => part?.trim() ?? "").filter((part) => part !== "");
      const name = names.length > 0 ? names.join(" ") : (email ?? body.username ?? body.external_id ?? "");
      if (name.trim() === "") {
        throw unfit("email_address", sentence("A user needs a name, an email address, a username or an external id."));
      }
      const { accountId } = await ask("accounts.create", {
        kind: "user",
        name,
        contact: email,
        createdAtMs: typeof body.created_at === "string" ? Date.parse(body.created_at) : null,
        profile: {
          externalId: textOrNull(body.external_id),
          username: textOrNull(body.username),
          firstName: textOrNull(body.first_name),
          lastName: textOrNull(body.last_name),
          locale: textOrNull(body.locale),
          publicMetadata: body.public_metadata ?? {},
          privateMetadata: body.private_metadata ?? {},
          unsafeMetadata: body.unsafe_metadata ?? {},
        },
        idempotencyKey: ownKey,
      });
      return toUser(await ask("listings.account", { kind: "user", idOrSlug: accountId }));
    },
  }),
];

const textOrNull = (value: string | null | undefined): string | null => {
  const trimmed = value?.trim() ?? "";
  return trimmed === "" ? null : trimmed;
};

/** What a program would have to find again and this application has no place for: a secret to sign in with, a second address. */
const notKept = ["password", "password_digest", "password_hasher", "totp_secret", "legal_accepted_at"] as const;

/** @throws ApiRefusal 422, so that nobody believes that a password or a ban is in force. */
function requireKeepable(body: NewUser): void {
  for (const name of notKept) if ((body[name] ?? null) !== null) throw notSupported(name);
  for (const name of ["phone_number", "web3_wallet", "backup_codes"] as const) {
    if ((body[name]?.length ?? 0) > 0) throw notSupported(name);
  }
  for (const name of ["banned", "locked", "delete_self_enabled", "create_organization_enabled"] as const) {
    if (body[name] === true) throw notSupported(name);
  }
  if ((body.email_address?.length ?? 0) > 1) {
    throw unfit("email_address", sentence("An account here has one email address."), "feature_not_supported");
  }
  const statuses = body.email_address_identification_status ?? [];
  if (statuses.length > 0 && statuses.length !== (body.email_address?.length ?? 0)) {
    throw unfit("email_address_identification_status", sentence("There must be one status for each email address."));
  }
  if (statuses.includes("reserved")) throw notSupported("email_address_identification_status");
}

function notSupported(name: string) {
  return unfit(
    name,
    sentence("{name} is about signing in, which this application does not do.", { name }),
    "feature_not_supported",
  );
}
