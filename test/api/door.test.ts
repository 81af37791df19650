import { createHash } from "node:crypto";
import { connect } from "node:net";
import Database from "better-sqlite3";
import { expect, onTestFinished, test, vi } from "vitest";
import { startLoopbackHost } from "../../src/main/server/loopback-host.ts";
import { makeApiKey } from "../../src/shared/api-key.ts";
import { contract, type MethodName } from "../../src/shared/contract/index.ts";
import { startTestApi, type TestApi } from "../support/api.ts";
import { createCustomer, creditOf } from "../support/company.ts";
import { send } from "../support/loopback-client.ts";
import { addOperators, signedInDesk } from "../support/operators.ts";
import { startReceiver } from "../support/receiver.ts";
import { addEndpoint } from "../support/webhooks.ts";

/** What the audit log says once everything that was called has been written down. */
async function auditOf(api: TestApi, count: number) {
  return await vi.waitFor(
    async () => {
      const { rows: calls } = await api.book.ask("audit.apiCalls", { limit: 500 });
      expect(calls.length).toBeGreaterThanOrEqual(count);
      return calls.toReversed();
    },
    { timeout: 10_000 },
  );
}

const codeOf = (body: { errors: { code: string }[] }): string | undefined => body.errors[0]?.code;

test("until there is a key, there is no API", async () => {
  const api = await startTestApi({ withKey: false });
  for (const key of [null, "sk_live_guess", "sk_live_key_01jabcdefghjkmnpqrstvwxyz0_" + "a".repeat(43)]) {
    const answer = await api.call("GET", "/users", { key });
    expect(answer).toMatchObject({ status: 404, body: "There is nothing at this address.\n" });
  }
  const { secret } = await api.makeKey();
  expect((await api.call("GET", "/users", { key: secret })).status).toBe(200);
});

test("a connection stays open for longer than clients and proxies keep theirs, so that no request meets its end", async () => {
  const api = await startTestApi();
  const { headers } = await api.call("GET", "/users", { key: api.key });
  const seconds = Number(/timeout=(\d+)/u.exec(headers.get("keep-alive") ?? "")?.[1]);
  expect(seconds).toBeGreaterThan(60);
});

test("a key that is missing, unknown, cut, expired or revoked is 401 in Clerk's envelope", async () => {
  const api = await startTestApi({ today: "2026-01-01" });
  const expiring = await api.makeKey({ expiresAtMs: Date.parse("2026-01-02T00:00:00Z") });
  const revoked = await api.makeKey();
  for (const { secret } of [expiring, revoked]) {
    expect((await api.call("GET", "/users", { key: secret })).status).toBe(200);
  }
  await api.book.ask("apiKeys.revoke", { keyId: revoked.id });
  await api.book.setToday("2026-01-02");
  const last = api.key.at(-1) === "A" ? "B" : "A";
  const wrong = [
    null,
    "",
    "sk_live_guess",
    api.key.slice(0, -1),
    api.key.slice(0, -1) + last,
    `${api.key}x`,
    expiring.secret,
    revoked.secret,
  ];
  for (const key of wrong) {
    const answer = await api.call("GET", "/users", { key });
    expect([key, answer.status]).toEqual([key, 401]);
    expect(answer.body).toEqual({
      errors: [
        expect.objectContaining({
          code: "clerk_key_invalid",
          message: expect.any(String),
          long_message: expect.any(String),
        }),
      ],
      clerk_trace_id: expect.stringMatching(/^[0-9a-f]{32}$/u),
    });
  }
  // The session of the page is nothing to the API, and the key is nothing to the page.
  const bearer = { authorization: `Bearer ${api.key}` };
  expect((await send(api.host, { path: "/", headers: bearer })).status).toBe(401);
  expect((await send(api.host, { method: "POST", path: "/rpc/book.info", headers: bearer })).status).toBe(401);
});

test("a key is refused from the answer on that it is revoked, however busy it is, and while its maker is suspended", async () => {
  const api = await startTestApi();
  const busy = await api.makeKey();
  const { admin, ids } = await addOperators(api.book, { ann: "admin" });
  const ann = await signedInDesk(api.book, "ann");
  const { keyId, secret, secretHash } = await makeApiKey(crypto, 1);
  await ann.ask("apiKeys.create", { keyId, secretHash, name: "Ann's program", scopes: ["read"] });
  const statusOf = async (key: string) => (await api.call("GET", "/users?limit=1", { key })).status;

  let isRevoked = false;
  const late: number[] = [];
  const use = async () => {
    for (let calls = 0; calls < 10;) {
      const isLate = isRevoked;
      const status = await statusOf(busy.secret);
      if (!isLate) continue;
      late.push(status);
      calls += 1;
    }
  };
  const users = [use(), use(), use()];
  await admin.ask("apiKeys.revoke", { keyId: busy.id });
  isRevoked = true;
  await Promise.all(users);
  expect(new Set(late)).toEqual(new Set([401]));

  expect(await statusOf(secret)).toBe(200);
  await admin.ask("operators.suspend", { operatorId: ids["ann"] ?? "" });
  expect(await statusOf(secret)).toBe(401);
  await admin.ask("operators.reinstate", { operatorId: ids["ann"] ?? "" });
  expect(await statusOf(secret)).toBe(200);
});

test("a key does what its scopes name, and admin does everything", async () => {
  const api = await startTestApi();
  const accountId = await createCustomer(api.book);
  const credits = `/organizations/${accountId}/billing/credits`;
  const body = { amount: 1, action: "increase", idempotency_key: "scoped" };
  const calls = {
    read: () => ["GET", "/users", {}] as const,
    credits: () => ["POST", credits, { body }] as const,
    billing: () => ["POST", "/organizations", { body: { name: "Initech" } }] as const,
  };
  for (const scope of ["read", "credits", "billing", "admin"] as const) {
    const { secret } = await api.makeKey({ scopes: [scope] });
    for (const [needed, makeCall] of Object.entries(calls)) {
      const [method, path, request] = makeCall();
      const answer = await api.call(method, path, { ...request, key: secret });
      const expected = scope === needed || scope === "admin" ? 200 : 403;
      expect([scope, needed, answer.status]).toEqual([scope, needed, expected]);
      if (expected === 403) expect(codeOf(answer.body)).toBe("authorization_invalid");
    }
  }
});

test("the secret is nowhere in the book, only its digest is", async () => {
  const api = await startTestApi();
  await api.call("GET", "/users");
  const { keys } = await api.book.ask("apiKeys.list", {});
  expect(keys).toHaveLength(1);
  await api.book.close();
  const { readFileSync } = await import("node:fs");
  const stored = readFileSync(api.book.path);
  const random = api.key.slice(-43);
  expect(stored.includes(random)).toBe(false);
  expect(stored.includes(createHash("sha256").update(api.key).digest())).toBe(true);
});

test("a key cannot be made twice, nor already expired; revoking twice changes nothing", async () => {
  const api = await startTestApi();
  const [key] = (await api.book.ask("apiKeys.list", {})).keys;
  const secretHash = "0".repeat(64);
  const made = { keyId: key?.id, secretHash, name: "Again", scopes: ["read"] };
  expect(await api.book.refusal("apiKeys.create", made)).toMatchObject({ code: "api_key_exists" });
  const fresh = { ...made, keyId: "key_01jabcdefghjkmnpqrstvwxyz0", expiresAtMs: 1 };
  expect(await api.book.refusal("apiKeys.create", fresh)).toMatchObject({ code: "expiry_not_ahead" });
  expect(await api.book.refusal("apiKeys.revoke", { keyId: "key_none" })).toMatchObject({ code: "api_key_not_found" });
  const keyId = key?.id ?? "";
  const first = await api.book.ask("apiKeys.revoke", { keyId });
  expect(await api.book.ask("apiKeys.revoke", { keyId })).toEqual(first);
});

test("nobody but the API's host may authenticate keys or write the audit log", async () => {
  const api = await startTestApi();
  const call = { operator: "Somebody", keyId: null, act: "GET /v1/users", status: 200, subjectId: null };
  expect(await api.book.refusal("audit.record", { calls: [call] })).toMatchObject({ code: "unknown_method" });
  expect(await api.book.refusal("apiKeys.authenticate", { credential: null })).toMatchObject({
    code: "unknown_method",
  });
});

test("every call goes to the audit log with its key, and last use with it", async () => {
  const api = await startTestApi();
  const accountId = await createCustomer(api.book);
  const path = `/organizations/${accountId}/billing/credits`;
  await api.call("GET", path);
  await api.call("POST", path, { body: { amount: 1, action: "increase", idempotency_key: "k" } });
  await api.call("POST", path, { body: { amount: -1 } });
  await api.call("GET", "/users", { key: "sk_live_guess" });
  await api.call("GET", "/nowhere");
  const [key] = (await api.book.ask("apiKeys.list", {})).keys;
  const template = "/v1/organizations/{organization_id}/billing/credits";
  const ours = { operator: "Test program", keyId: key?.id };
  expect(await auditOf(api, 5)).toMatchObject([
    { ...ours, act: `GET ${template}`, status: 200, subjectId: accountId },
    { ...ours, act: `POST ${template}`, status: 200, subjectId: accountId },
    { ...ours, act: `POST ${template}`, status: 422, subjectId: accountId },
    { operator: "Unknown key", keyId: null, act: "GET /v1/users", status: 401, subjectId: null },
    { ...ours, act: "GET /v1/*", status: 404, subjectId: null },
  ]);
  expect((await api.book.ask("apiKeys.list", {})).keys[0]?.lastUsedAtMs).toBe(Date.parse("2026-01-01T12:00:00Z"));
  // Making the key was an act, by the desk; acts are a log of their own.
  const { rows } = await api.book.ask("audit.list", {});
  expect(rows.map(({ act }) => act)).toEqual(["accounts.create", "apiKeys.create", "book.setClock", "book.create"]);
  expect(rows[1]).toMatchObject({ sequence: 3, origin: "desk", subjectId: key?.id });
});

test("what a host writes down by itself is no command of the book's", async () => {
  const api = await startTestApi();
  const receiver = await startReceiver();
  await addEndpoint(api.book, { address: receiver.address });
  const accountId = await createCustomer(api.book);
  const path = `/organizations/${accountId}/billing/credits`;
  await api.call("POST", path, { body: { amount: 1, action: "increase", idempotency_key: "k" } });
  for (let call = 0; call < 5; call += 1) await api.call("GET", path);
  await receiver.until(1);
  await auditOf(api, 6);
  await api.host.close();
  await api.book.close();
  const database = new Database(api.book.path, { readonly: true });
  const methods = database.prepare("SELECT DISTINCT method FROM command").pluck().all() as MethodName[];
  const attempts = database.prepare("SELECT count(*) FROM webhook_attempt").pluck().get();
  database.close();
  expect(attempts).toBeGreaterThan(0);
  expect(methods).toContain("credits.adjust");
  for (const method of methods) expect([method, contract[method].kind]).not.toEqual([method, "record"]);
});

test("a screen that shows the keys hears when one was used, at most once a minute", async () => {
  const api = await startTestApi();
  let told = 0;
  api.book.engine.subscribe((event) => {
    if (event.type === "changed" && event.topics.includes("book")) told += 1;
  });
  for (let calls = 1; calls <= 3; calls += 1) {
    await api.call("GET", "/users");
    await auditOf(api, calls);
  }
  expect(told).toBe(1);
});

test("what was called just before the host closes is in the audit log", async () => {
  const api = await startTestApi();
  await api.call("GET", "/users");
  await api.host.close();
  const { rows } = await api.book.ask("audit.apiCalls", {});
  expect(rows[0]).toMatchObject({ act: "GET /v1/users", status: 200 });
});

test("a key that asks too much is told when to ask again; another key is not held up", async () => {
  const api = await startTestApi({ apiLimits: { callsPerTenSeconds: 3 } });
  const other = await api.makeKey();
  for (let call = 0; call < 3; call += 1) expect((await api.call("GET", "/users")).status).toBe(200);
  const refused = await api.call("GET", "/users");
  expect(refused.status).toBe(429);
  expect(codeOf(refused.body)).toBe("too_many_requests");
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  expect((await api.call("GET", "/users", { key: other.secret })).status).toBe(200);
});

test("10,000 keys tried in a row are soon refused unread, and a program with a good key goes on", async () => {
  const api = await startTestApi({ apiLimits: { failedKeysPerMinute: 20 } });
  expect((await api.call("GET", "/users")).status).toBe(200);
  const statuses = new Map<number, number>();
  for (let tried = 0; tried < 10_000; tried += 50) {
    const guesses = Array.from({ length: 50 }, (_each, index) => {
      const random = createHash("sha256")
        .update(`${tried + index}`)
        .digest("base64url");
      return fetch(`${api.origin}/v1/users`, {
        headers: { authorization: `Bearer ${api.key.slice(0, -43)}${random}` },
      });
    });
    for (const { status, headers } of await Promise.all(guesses)) {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 429) expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    }
    if (tried % 1000 === 0) expect((await api.call("GET", "/users")).status).toBe(200);
  }
  expect(new Set(statuses.keys())).toEqual(new Set([401, 429]));
  expect(statuses.get(401)).toBeLessThan(200);
});

test("bad keys never cost a good one: not one that was not used yet, nor after a restart", async () => {
  const api = await startTestApi({ apiLimits: { failedKeysPerMinute: 5 } });
  const unused = await api.makeKey();
  const revoked = await api.makeKey();
  await api.book.ask("apiKeys.revoke", { keyId: revoked.id });
  const guess = () =>
    `${unused.secret.slice(0, -43)}${createHash("sha256").update(crypto.randomUUID()).digest("base64url")}`;
  const strange = "sk_live_key_01jabcdefghjkmnpqrstvwxyz0_" + "a".repeat(43);
  const bad = [guess, () => strange, () => "nonsense", () => revoked.secret];
  const flood = async (origin: string) => {
    const statuses: number[] = [];
    for (let call = 0; call < 40; call += 1) {
      const authorization = `Bearer ${bad[call % bad.length]?.()}`;
      statuses.push((await fetch(`${origin}/v1/users`, { headers: { authorization } })).status);
    }
    expect(new Set(statuses.slice(10))).toEqual(new Set([429]));
  };
  await flood(api.origin);
  expect((await api.call("GET", "/users", { key: unused.secret })).status).toBe(200);
  const other = await startLoopbackHost({ engine: api.book.engine, apiLimits: { failedKeysPerMinute: 5 } });
  onTestFinished(() => other.close());
  await flood(other.origin);
  for (const { secret } of [unused, { secret: api.key }]) {
    const answer = await fetch(`${other.origin}/v1/users`, { headers: { authorization: `Bearer ${secret}` } });
    expect(answer.status).toBe(200);
  }
});

test("only this machine's names are answered, and no other site; there is no CORS", async () => {
  const api = await startTestApi();
  const { port } = new URL(api.origin);
  const headers = { authorization: `Bearer ${api.key}` };
  for (const host of ["evil.example", "127.0.0.1", "127.0.0.1:1", `evil.example:${port}`]) {
    expect((await send(api.host, { path: "/v1/users", headers: { ...headers, host } })).status).toBe(403);
  }
  for (const origin of ["http://evil.example", "null"]) {
    expect((await send(api.host, { path: "/v1/users", headers: { ...headers, origin } })).status).toBe(403);
  }
  for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
    const answer = await send(api.host, { path: "/v1/users", headers: { ...headers, host } });
    expect(answer.status).toBe(200);
    expect(answer.headers["content-type"]).toBe("application/json");
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
  }
});

test("paths with dots or escapes, and paths that are none, are 404 whatever they spell", async () => {
  const api = await startTestApi();
  const headers = { authorization: `Bearer ${api.key}` };
  for (const path of [
    "/v1",
    "/v1/",
    "/v1/user",
    "/v1/users/",
    "/v1//users",
    "/v1/%75sers",
    "/%76%31/users",
    "/v1/users/..",
    "/v1/users/../users",
    "/v1/users/%2e%2e/organizations",
    "/v1/users/user_1%2fbilling",
    "/v1/users/user_1%00",
    "/v1/users/user_1;x=1",
    "/v1/../rpc/book.info",
    `/v1/users/${"a".repeat(90)}`,
  ]) {
    const answer = await send(api.host, { path, headers });
    expect([path, answer.status]).toEqual([path, 404]);
  }
  for (const method of ["PUT", "PATCH", "DELETE"]) {
    expect((await send(api.host, { method, path: "/v1/users", headers })).status).toBe(404);
  }
});

test("bodies are bounded, are JSON and say so", async () => {
  const api = await startTestApi();
  const accountId = await createCustomer(api.book);
  const path = `/organizations/${accountId}/billing/credits`;
  const body = { amount: 1, action: "increase", idempotency_key: "k" };
  const cases: [what: string, status: number, request: Parameters<TestApi["call"]>[2]][] = [
    ["malformed JSON", 400, { rawBody: '{"amount":1,' }],
    ["a second document", 400, { rawBody: `${JSON.stringify(body)}{}` }],
    ["no body", 400, {}],
    ["an empty body", 400, { headers: { "content-type": "application/json" } }],
    ["a prototype", 400, { rawBody: '{"__proto__":{"amount":1}}' }],
    ["a list", 422, { rawBody: "[]" }],
    ["text", 422, { rawBody: '"amount"' }],
    ["a form", 415, { rawBody: "amount=1", headers: { "content-type": "application/x-www-form-urlencoded" } }],
    ["plain text", 415, { rawBody: JSON.stringify(body), headers: { "content-type": "text/plain" } }],
    ["10 MB", 413, { rawBody: JSON.stringify({ ...body, note: "x".repeat(10 * 1024 * 1024) }) }],
  ];
  for (const [what, status, request] of cases) {
    // A body that is too large may be refused before it was sent to its end.
    const answer = await api.call("POST", path, request).catch(() => null);
    if (answer) expect([what, answer.status]).toEqual([what, status]);
    else expect(what).toBe("10 MB");
  }
  expect(await creditOf(api.book, accountId)).toBeNull();
});

test("a client that hangs up in the middle of an answer leaves everything as it was for the next one", async () => {
  const api = await startTestApi();
  const { port } = new URL(api.origin);
  for (let call = 0; call < 20; call += 1) {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), "127.0.0.1", () => {
        const lines = [`GET /v1/users HTTP/1.1`, `Host: 127.0.0.1:${port}`, `Authorization: Bearer ${api.key}`, "", ""];
        socket.write(lines.join("\r\n"), () => {
          socket.destroy();
          resolve();
        });
      });
    });
  }
  expect((await api.call("GET", "/users")).status).toBe(200);
});
