import { expect, test } from "vitest";
import { startTestApi } from "../support/api.ts";

const ada = {
  external_id: "crm-1",
  first_name: "Ada Augusta",
  last_name: "Lovelace",
  email_address: ["ada@example.com"],
  username: "ada",
  public_metadata: { team: "engine" },
  private_metadata: { note: "first" },
  skip_password_requirement: true,
  created_at: "2025-12-10T08:00:00Z",
};

test("a user that a program adds is found again as it was given, and stands on the desk", async () => {
  const api = await startTestApi();
  const created = await api.call("POST", "/users", { body: ada });
  expect(created.status).toBe(200);
  expect(created.body).toMatchObject({
    object: "user",
    external_id: "crm-1",
    first_name: "Ada Augusta",
    last_name: "Lovelace",
    username: "ada",
    public_metadata: { team: "engine" },
    private_metadata: { note: "first" },
    created_at: Date.parse(ada.created_at),
    email_addresses: [{ email_address: "ada@example.com" }],
    primary_email_address_id: created.body.email_addresses[0].id,
  });
  expect((await api.call("GET", `/users/${created.body.id}`)).body).toEqual(created.body);
  const { rows } = await api.book.ask("accounts.list", { search: "Lovelace" });
  expect(rows).toMatchObject([{ id: created.body.id, name: "Ada Augusta Lovelace", contact: "ada@example.com" }]);
});

test("users are found by what the description lists, and counted alike", async () => {
  const api = await startTestApi();
  await api.call("POST", "/users", { body: ada });
  await api.book.ask("accounts.create", { kind: "user", name: "Grace Hopper", contact: "grace@example.com" });
  await api.book.ask("accounts.create", { kind: "organization", name: "Grace Incorporated", contact: "grace" });
  const found = async (query: string) => {
    const { body } = await api.call("GET", `/users?${query}`);
    const { body: count } = await api.call("GET", `/users/count?${query}`);
    expect([query, count]).toEqual([query, { object: "total_count", total_count: body.length }]);
    return body.map((user: { first_name: string }) => user.first_name);
  };
  const adaId = (await api.call("GET", "/users?username=ada")).body[0].id as string;
  expect(await found("")).toEqual(["Grace", "Ada Augusta"]);
  expect(await found("email_address=ada@example.com&email_address=nobody@example.com")).toEqual(["Ada Augusta"]);
  expect(await found("external_id=crm-1")).toEqual(["Ada Augusta"]);
  expect(await found("external_id=-crm-1")).toEqual(["Grace"]);
  expect(await found(`user_id=%2B${adaId}`)).toEqual(["Ada Augusta"]);
  expect(await found(`user_id=-${adaId}`)).toEqual(["Grace"]);
  expect(await found("query=lovelace")).toEqual(["Ada Augusta"]);
  expect(await found("query=hopper")).toEqual(["Grace"]);
  expect(await found("email_address_query=GRACE")).toEqual(["Grace"]);
  expect(await found("name_query=hop")).toEqual(["Grace"]);
  expect(await found("username_query=AD")).toEqual(["Ada Augusta"]);
  expect(await found(`created_at_before=${Date.parse("2025-12-31")}`)).toEqual(["Ada Augusta"]);
  expect(await found(`created_at_after=${Date.parse("2025-12-31")}`)).toEqual(["Grace"]);
  // Nobody here has a phone, a wallet, a membership or a sign-in.
  for (const query of ["phone_number=1", "web3_wallet=0x", "organization_id=org_1", "banned=true", "provider=x"]) {
    expect(await found(query)).toEqual([]);
  }
  expect(await found("banned=false")).toHaveLength(2);
});

test("users are paged by offset, by cursor and in the order that is asked for", async () => {
  const api = await startTestApi();
  for (const name of ["Carol", "Alice", "Bob"]) {
    await api.book.ask("accounts.create", { kind: "user", name, contact: `${name}@example.com` });
  }
  const names = async (query: string) =>
    (await api.call("GET", `/users?${query}`)).body.map((user: { first_name: string }) => user.first_name);
  expect(await names("limit=2")).toEqual(["Bob", "Alice"]);
  expect(await names("limit=2&offset=2")).toEqual(["Carol"]);
  expect(await names("order_by=first_name")).toEqual(["Alice", "Bob", "Carol"]);
  expect(await names("order_by=-first_name&limit=1")).toEqual(["Carol"]);
  expect(await names("order_by=%2Bcreated_at")).toEqual(["Carol", "Alice", "Bob"]);
  expect(await names("order_by=last_sign_in_at")).toHaveLength(3);
  const [first] = (await api.call("GET", "/users?limit=1")).body;
  expect(await names(`starting_after=${first.id}`)).toEqual(["Alice", "Carol"]);
  for (const query of [
    "limit=0",
    "limit=501",
    "limit=1.5",
    "offset=-1",
    "offset=x",
    "order_by=balance",
    "order_by=constructor",
    `starting_after=${first.id}&order_by=first_name`,
    `starting_after=${first.id}&offset=1`,
    "banned=maybe",
  ]) {
    expect([query, (await api.call("GET", `/users?${query}`)).status]).toEqual([query, 422]);
  }
});

test("what this application cannot keep is refused, so that nobody believes in it", async () => {
  const api = await startTestApi();
  for (const [field, value] of Object.entries({
    password: "correct horse battery staple",
    password_digest: "x",
    totp_secret: "x",
    phone_number: ["+15551234567"],
    web3_wallet: ["0x1"],
    backup_codes: ["a"],
    banned: true,
    locked: true,
    email_address: ["one@example.com", "two@example.com"],
  })) {
    const answer = await api.call("POST", "/users", { body: { first_name: "Ada", [field]: value } });
    expect([field, answer.status]).toEqual([field, 422]);
    expect(answer.body.errors[0]).toMatchObject({ code: "feature_not_supported", meta: { param_name: field } });
  }
  for (const body of [
    {},
    { first_name: 1 },
    { email_address: "ada@example.com" },
    { email_address: ["ada"] },
    { first_name: "Ada", is_admin: true },
    { first_name: "Ada", created_at: "yesterday" },
    { first_name: "Ada", public_metadata: [] },
    { first_name: "Ada", public_metadata: { long: "x".repeat(9000) } },
    { first_name: "\u0000" },
  ]) {
    expect([body, (await api.call("POST", "/users", { body })).status]).toEqual([body, 422]);
  }
  expect((await api.call("GET", "/users/count")).body.total_count).toBe(0);
});

test("an address, a username or a program's own id belongs to one user", async () => {
  const api = await startTestApi();
  await api.call("POST", "/users", { body: ada });
  for (const body of [
    { first_name: "Eve", email_address: ["ada@example.com"] },
    { first_name: "Eve", username: "ADA" },
    { first_name: "Eve", external_id: "crm-1" },
  ]) {
    const answer = await api.call("POST", "/users", { body });
    expect([body, answer.status]).toEqual([body, 422]);
    expect(answer.body.errors[0].code).toBe("form_identifier_exists");
  }
});

test("A-100 an address in other capitals is the same user's, a slug the same organization's", async () => {
  const api = await startTestApi();
  const { body: user } = await api.call("POST", "/users", { body: { ...ada, email_address: ["Ada@Example.com"] } });
  const taken = await api.call("POST", "/users", { body: { first_name: "Eve", email_address: ["aDA@example.COM"] } });
  expect([taken.status, taken.body.errors[0].code]).toEqual([422, "form_identifier_exists"]);
  const { body: found } = await api.call("GET", "/users?email_address=ADA@EXAMPLE.COM");
  expect(found.map(({ id }: { id: string }) => id)).toEqual([user.id]);
  const credit = { body: { amount: 500, action: "increase", currency: "usd", idempotency_key: "a-100" } };
  expect((await api.call("POST", `/users/${found[0].id}/billing/credits`, credit)).status).toBe(200);
  expect((await api.call("GET", "/users/count")).body.total_count).toBe(1);
  await api.book.ask("accounts.create", { kind: "organization", name: "Initech", contact: "Ini-Tech" });
  expect((await api.call("GET", "/organizations/INI-tech")).body).toMatchObject({ slug: "Ini-Tech" });
  const second = await api.call("POST", "/organizations", { body: { name: "Other", slug: "ini-tech" } });
  expect(second.status).toBe(422);
});

test("A-101 a search is paged to its end, every account once", async () => {
  const api = await startTestApi();
  const rows = Array.from({ length: 1205 }, (_row, index) => `Acme ${index},u${index}@x.com`);
  await api.book.runJob("accounts.import", {
    mode: "write",
    files: [{ kind: "users", name: "users.csv", text: ["name,email", ...rows].join("\n") }],
  });
  const ids = new Set<string>();
  for (let offset = 0; offset < 1300; offset += 500) {
    const { body } = await api.call("GET", `/users?query=ACME&limit=500&offset=${offset}`);
    for (const { id } of body) ids.add(id);
  }
  expect(ids.size).toBe(1205);
  expect((await api.call("GET", "/users/count?query=acme")).body.total_count).toBe(1205);
});

test("organizations are added, listed and found by id or slug", async () => {
  const api = await startTestApi();
  const user = (await api.call("POST", "/users", { body: ada })).body;
  const body = {
    name: "Initech",
    slug: "initech",
    created_by: user.id,
    max_allowed_memberships: 5,
    public_metadata: { tier: 1 },
  };
  const created = await api.call("POST", "/organizations", { body });
  expect(created.body).toMatchObject({ object: "organization", ...body, private_metadata: {} });
  const unnamed = await api.call("POST", "/organizations", { body: { name: "Umbrella Ωmega" } });
  expect(unnamed.body.slug).toMatch(/^umbrella-mega-[0-9a-f]{8}$/u);
  for (const idOrSlug of [created.body.id, "initech"]) {
    expect((await api.call("GET", `/organizations/${idOrSlug}`)).body).toEqual(created.body);
  }
  const list = await api.call("GET", "/organizations?limit=1&include_members_count=true");
  expect(list.body).toMatchObject({ total_count: 2, data: [{ id: unnamed.body.id, members_count: 0 }] });
  expect((await api.call("GET", "/organizations?query=nite")).body.data).toMatchObject([{ slug: "initech" }]);
  expect((await api.call("GET", "/organizations?order_by=name")).body.data[0].slug).toBe("initech");
  expect((await api.call("GET", `/organizations?organization_id=-${created.body.id}`)).body.total_count).toBe(1);
  for (const [refused, status] of [
    [{}, 422],
    [{ name: "" }, 422],
    [{ name: "X", slug: "Not a slug" }, 422],
    [{ name: "X", slug: "initech" }, 422],
    [{ name: "X", max_allowed_memberships: -1 }, 422],
  ] as const) {
    expect([refused, (await api.call("POST", "/organizations", { body: refused })).status]).toEqual([refused, status]);
  }
});

test("a user's id at an organization's path, and the other way round, is 404", async () => {
  const api = await startTestApi();
  const user = (await api.call("POST", "/users", { body: ada })).body;
  const organization = (await api.call("POST", "/organizations", { body: { name: "Initech" } })).body;
  for (const path of [`/users/${organization.id}`, `/organizations/${user.id}`, "/users/user_1", "/users/ada"]) {
    expect([path, (await api.call("GET", path)).status]).toEqual([path, 404]);
  }
});
