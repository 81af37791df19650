import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type LoopbackHost, startLoopbackHost } from "../../src/main/server/loopback-host.ts";
import { createFakeEngine, hostListenerCount, type FakeEngine } from "../support/fake-engine.ts";
import { callMethod, enter, type PlainRequest, send } from "../support/loopback-client.ts";
import { makePageDirectory } from "../support/page-directory.ts";

let engine: FakeEngine;
let host: LoopbackHost;
let port: string;
let page: ReturnType<typeof makePageDirectory>;
const freshAddresses: string[] = [];

beforeEach(async () => {
  engine = createFakeEngine();
  page = makePageDirectory();
  freshAddresses.length = 0;
  host = await startLoopbackHost({
    engine,
    rendererDirectory: page.directory,
    onFreshAddress: (address) => freshAddresses.push(address),
  });
  ({ port } = new URL(host.address));
});

afterEach(async () => {
  await host.close();
  page.remove();
});

const pathOf = (address: string): string => new URL(address).pathname + new URL(address).search;
const errorCodeOf = (body: string): unknown => (JSON.parse(body) as { error: { code: unknown } }).error.code;

describe("the one-time token", () => {
  test("is exchanged for a strict, script-proof cookie and leaves the address", async () => {
    const answer = await send(host, { path: pathOf(host.address) });
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe("/");
    const [cookie] = answer.headers["set-cookie"] ?? [];
    expect(cookie).toMatch(
      new RegExp(`^countinghouse-session-${port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`, "u"),
    );
  });

  test("lets no second browser in; that one is told what to do, and a fresh address is announced", async () => {
    await enter(host, host.address);
    const second = await send(host, { path: pathOf(host.address) });
    expect(second.status).toBe(401);
    expect(second.headers["set-cookie"]).toBeUndefined();
    expect(second.body).toContain("A fresh address has been printed there");
    expect(freshAddresses).toHaveLength(1);
    await expect(enter(host, freshAddresses[0])).resolves.toContain("countinghouse-session-");
  });

  test("is announced afresh once, however often a browser is turned away", async () => {
    await enter(host, host.address);
    for (let attempt = 0; attempt < 5; attempt += 1) await send(host, { path: "/?token=guess" });
    expect(freshAddresses).toHaveLength(1);
  });

  test("opened twice in one browser simply works", async () => {
    const cookie = await enter(host, host.address);
    const again = await send(host, { path: pathOf(host.address), headers: { cookie } });
    expect(again.status).toBe(303);
    expect((await send(host, { headers: { cookie } })).body).toContain("<title>Countinghouse</title>");
  });

  test("clicked on in another site's page still arrives: the browser is sent on without a redirect", async () => {
    const answer = await send(host, {
      path: pathOf(host.address),
      headers: { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.refresh).toBe("0; url=/");
    expect(answer.headers["set-cookie"]).toHaveLength(1);
  });

  test.each(["", "short", "a".repeat(43), "%00", "..", "a".repeat(4_000)])(
    "cannot be guessed with %j",
    async (guess) => {
      expect((await send(host, { path: `/?token=${guess}` })).status).toBe(401);
      // The real one is still there for whom it was printed.
      await expect(enter(host, host.address)).resolves.toBeTruthy();
    },
  );

  test("ends after a while: a browser that comes later is turned away, and a fresh address is announced", async () => {
    const fresh: string[] = [];
    const impatient = await startLoopbackHost({
      engine,
      rendererDirectory: page.directory,
      timeouts: { tokenMs: 0 },
      onFreshAddress: (address) => fresh.push(address),
    });
    const answer = await send(impatient, { path: pathOf(impatient.address) });
    await impatient.close();
    expect(answer.status).toBe(401);
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(fresh).toHaveLength(1);
  });

  test("is not taken from a POST, nor on another path", async () => {
    const { search } = new URL(host.address);
    expect((await send(host, { method: "POST", path: `/${search}` })).status).toBe(401);
    expect((await send(host, { path: `/index.html${search}` })).status).toBe(401);
    await expect(enter(host, host.address)).resolves.toBeTruthy();
  });
});

describe("without a session", () => {
  test.each([
    [
      "a method",
      { method: "POST", path: "/rpc/book.info", headers: { "content-type": "application/json" }, body: "{}" },
    ],
    ["an unknown method", { method: "POST", path: "/rpc/none" }],
    ["the events", { path: "/events" }],
    ["the page", { path: "/" }],
    ["a file of the page", { path: "/assets/main-1a2b3c.js" }],
    ["a made-up cookie", { path: "/events", headers: { cookie: `countinghouse-session-0=${"a".repeat(43)}` } }],
  ] satisfies [string, PlainRequest][])("%s answers 401 and reaches nothing", async (_what, plain) => {
    const answer = await send(host, plain);
    expect(answer.status).toBe(401);
    expect(engine.calls).toHaveLength(0);
    expect(engine.listenerCount()).toBe(hostListenerCount);
  });

  test("a session of another host on this machine is not accepted", async () => {
    const other = await startLoopbackHost({ engine, rendererDirectory: page.directory });
    const cookie = await enter(other);
    const renamed = cookie.replace(new URL(other.address).port, port);
    const answer = await callMethod(host, renamed, "book.info");
    await other.close();
    expect(answer.status).toBe(401);
    expect(errorCodeOf(answer.body)).toBe("unauthorized");
  });
});

describe("other sites", () => {
  test.each([
    "evil.example",
    "evil.example:80",
    "127.0.0.1",
    "127.0.0.1:1",
    "localhost",
    "[::1]:80",
    "127.0.0.1.evil.example",
  ])("DNS rebinding: the Host %j is refused, valid session or not", async (name) => {
    const cookie = await enter(host);
    const answer = await callMethod(host, cookie, "book.info", "{}", { host: name });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThanOrEqual(403);
    expect(engine.calls).toHaveLength(0);
  });

  test.each([
    "http://evil.example",
    "null",
    "https://127.0.0.1",
    "http://127.0.0.1",
    "http://127.0.0.1:1",
    "file://",
    "",
  ])("the Origin %j is refused, valid session or not", async (origin) => {
    const cookie = await enter(host);
    const answer = await callMethod(host, cookie, "book.info", "{}", { origin });
    expect(answer.status).toBe(403);
    expect(errorCodeOf(answer.body)).toBe("forbidden_origin");
    expect(engine.calls).toHaveLength(0);
  });

  test.each(["cross-site", "same-site"])("a request that the browser marks as %s is refused", async (site) => {
    const cookie = await enter(host);
    const headers = { "sec-fetch-site": site, "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" };
    expect((await send(host, { path: "/events", headers: { ...headers, cookie } })).status).toBe(403);
    const asNavigation = { ...headers, "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    expect((await callMethod(host, cookie, "book.info", "{}", asNavigation)).status).toBe(403);
    expect(engine.calls).toHaveLength(0);
  });

  test("get no CORS header, not even on a preflight", async () => {
    const answer = await send(host, {
      method: "OPTIONS",
      path: "/rpc/book.info",
      headers: { origin: "http://evil.example", "access-control-request-method": "POST" },
    });
    expect(answer.status).toBe(403);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });

  test("the page's own requests pass, by either of this machine's names", async () => {
    const cookie = await enter(host);
    for (const name of [`127.0.0.1:${port}`, `localhost:${port}`]) {
      const own = { host: name, origin: `http://${name}`, "sec-fetch-site": "same-origin" };
      expect((await callMethod(host, cookie, "book.info", "{}", own)).status).toBe(200);
    }
  });
});
