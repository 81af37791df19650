import type { AccountProfile } from "../../../shared/contract/account-profile.ts";
import type { ListedAccount } from "../../../shared/contract/listings.ts";
import type { ParsedInput } from "../../../shared/contract/index.ts";
import { equalityKey, searchKey } from "../../../shared/folding.ts";
import { accountSearch, type AccountSearch } from "./account-search.ts";
import type { AccountKind } from "./account-store.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";
import { accountCount } from "../book/book-store.ts";
import { createConditions, type Conditions } from "../conditions.ts";
import { given } from "../given.ts";

/** Keep what a program says of an account. */
export function insertProfile(book: WritableBook, accountId: string, profile: AccountProfile): void {
  book.run(
    `INSERT INTO account_profile (account_id, external_id, username, username_key, first_name, last_name, locale,
       public_metadata, private_metadata, unsafe_metadata, created_by, maximum_memberships)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    accountId,
    profile.externalId,
    profile.username,
    usernameKeyOf(profile),
    profile.firstName,
    profile.lastName,
    profile.locale,
    JSON.stringify(profile.publicMetadata),
    JSON.stringify(profile.privateMetadata),
    JSON.stringify(profile.unsafeMetadata),
    profile.createdBy,
    profile.maximumMemberships,
  );
}

function usernameKeyOf({ username }: Pick<AccountProfile, "username">): string | null {
  return username === null ? null : equalityKey(username);
}

/** The account that has a program's own id or a username already, whatever the username's capitals. */
export function findProfileHolder(
  book: ReadableBook,
  profile: Pick<AccountProfile, "externalId" | "username">,
): { readonly accountId: string; readonly field: "externalId" | "username" } | undefined {
  return book.get(
    `SELECT account_id AS accountId, CASE WHEN external_id = ? THEN 'externalId' ELSE 'username' END AS field
     FROM account_profile WHERE external_id = ? OR username_key = ?`,
    profile.externalId,
    profile.externalId,
    usernameKeyOf(profile),
  );
}

interface ListedRow extends Omit<ListedAccount, "profile"> {
  readonly profiledId: string | null;
  readonly externalId: string | null;
  readonly username: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly locale: string | null;
  readonly publicMetadata: string;
  readonly privateMetadata: string;
  readonly unsafeMetadata: string;
  readonly createdBy: string | null;
  readonly maximumMemberships: number | null;
}

const columns = `account_listing.account_id AS id, kind, name, contact, currency, account_listing.created_at_ms AS createdAtMs,
    profile.account_id AS profiledId, external_id AS externalId, username, first_name AS firstName, last_name AS lastName, locale,
    public_metadata AS publicMetadata, private_metadata AS privateMetadata, unsafe_metadata AS unsafeMetadata,
    created_by AS createdBy, maximum_memberships AS maximumMemberships`;
const profileJoin = "LEFT JOIN account_profile profile ON profile.account_id = account_listing.account_id";

function toListedAccount({
  id,
  kind,
  name,
  contact,
  currency,
  createdAtMs,
  profiledId,
  ...row
}: ListedRow): ListedAccount {
  const profile = {
    ...row,
    publicMetadata: JSON.parse(row.publicMetadata ?? "{}") as AccountProfile["publicMetadata"],
    privateMetadata: JSON.parse(row.privateMetadata ?? "{}") as AccountProfile["privateMetadata"],
    unsafeMetadata: JSON.parse(row.unsafeMetadata ?? "{}") as AccountProfile["unsafeMetadata"],
  };
  return { id, kind, name, contact, currency, createdAtMs, profile: profiledId === null ? null : profile };
}

const accountById = `SELECT ${columns} FROM account_listing ${profileJoin}
  WHERE account_listing.account_id = ${given} AND kind = ${given}`;

/** An account of a kind by its id, or, for an organization, by its slug, whatever its capitals. */
export function findListedAccount(book: ReadableBook, kind: AccountKind, idOrSlug: string): ListedAccount | undefined {
  const row =
    book.get<ListedRow>(accountById, idOrSlug, kind) ??
    book.get<ListedRow>(
      // Of those that an earlier version let differ in capitals only, the one that is written so.
      `SELECT ${columns} FROM account_listing ${profileJoin}
       WHERE account_listing.account_id IN (SELECT id FROM account WHERE contact_key = ?) AND kind = ? AND kind = 'organization'
       ORDER BY contact = ? DESC`,
      equalityKey(idOrSlug),
      kind,
      idOrSlug,
    );
  return row && toListedAccount(row);
}

type ListingInput = ParsedInput<"listings.accounts">;

/** What each order compares before the moment of creation; people's names are kept as one, so a last name is what follows the first space. */
const orderExpressions: Readonly<Record<ListingInput["order"]["by"], string | null>> = {
  createdAt: null,
  contact: "contact_search_key",
  firstName: "name_key",
  lastName: "substr(name_key, instr(name_key || ' ', ' ') + 1)",
  name: "name_key",
  username: "coalesce(username, '')",
  none: null,
};

/** A page of users or of organizations, with how many there are in all. */
export function listAccountsByOffset(
  book: ReadableBook,
  input: ListingInput,
): { rows: ListedAccount[]; total: number } {
  const search = accountSearch(input.filters.search ?? "", input.kind);
  const { where, values, add } = listingConditions(input, search);
  const from = `FROM ${search ? `${search.hits.sql} CROSS JOIN account_listing USING (number)` : "account_listing"} ${profileJoin}`;
  const hitValues = search?.hits.values ?? [];
  const total = where.length === 1 && !search ? accountCount(book, input.kind) : countMatches();
  function countMatches(): number {
    const sql = `SELECT count(*) AS count ${from} WHERE ${where.join(" AND ")}`;
    return book.get<{ count: number }>(sql, ...hitValues, ...values)?.count ?? 0;
  }
  const isAscending = input.order.direction === "ascending";
  const order = isAscending ? "ASC" : "DESC";
  if (input.afterAccountId !== null) {
    add(
      `(account_listing.created_at_ms, number) ${isAscending ? ">" : "<"}
       (SELECT created_at_ms, number FROM account_listing WHERE account_id = ?)`,
      input.afterAccountId,
    );
  }
  const byCreation = input.order.by === "createdAt" ? order : "DESC";
  const compared = orderExpressions[input.order.by];
  const rows = book.all<ListedRow>(
    `SELECT ${columns} ${from} WHERE ${where.join(" AND ")}
     ORDER BY ${compared === null ? "" : `${compared} ${order}, `}account_listing.created_at_ms ${byCreation}, number ${byCreation}
     LIMIT ? OFFSET ?`,
    ...hitValues,
    ...values,
    input.limit,
    input.offset,
  );
  return { rows: rows.map(toListedAccount), total };
}

function listingConditions({ kind, filters }: ListingInput, search: AccountSearch | null): Conditions {
  const conditions = createConditions();
  const { add } = conditions;
  const among = (expression: string, wanted: readonly string[] | undefined, isWanted = true) => {
    if (wanted === undefined) return;
    const list = JSON.stringify(wanted.filter((value) => value !== ""));
    // What is null is among nothing, so it has to be said that it passes where something is to be left out.
    if (isWanted) add(`${expression} IN (SELECT value FROM json_each(?))`, list);
    else add(`coalesce(${expression}, '') NOT IN (SELECT value FROM json_each(?))`, list);
  };
  const contains = (expression: string, part: string | undefined) => {
    if (part !== undefined) add(`instr(${expression}, ?) > 0`, part);
  };
  add(`kind = ${given}`, kind);
  if (search?.needsTest) add(search.test.sql, ...search.test.values);
  among("account_listing.account_id", filters.ids);
  among("account_listing.account_id", filters.withoutIds, false);
  if (filters.contacts !== undefined) {
    const keys = JSON.stringify(filters.contacts.map(equalityKey));
    add(
      "account_listing.account_id IN (SELECT id FROM account WHERE contact_key IN (SELECT value FROM json_each(?)))",
      keys,
    );
  }
  among("external_id", filters.externalIds);
  among("external_id", filters.withoutExternalIds, false);
  among("username_key", filters.usernames?.map(equalityKey));
  contains("contact_search_key", filters.partOfContact && searchKey(filters.partOfContact));
  contains("coalesce(username_key, '')", filters.partOfUsername && equalityKey(filters.partOfUsername));
  contains("name_key", filters.partOfName && searchKey(filters.partOfName));
  if (filters.createdBeforeMs !== undefined) add("account_listing.created_at_ms < ?", filters.createdBeforeMs);
  if (filters.createdAfterMs !== undefined) add("account_listing.created_at_ms > ?", filters.createdAfterMs);
  return conditions;
}
