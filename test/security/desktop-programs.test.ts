import { EventEmitter, once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { makeApiKey } from "../../src/shared/api-key.ts";
import type { MethodAnswer, MethodInput, MethodName } from "../../src/shared/contract/index.ts";
import type { AccountView } from "../../src/shared/contract/accounts.ts";
import type { EngineEvent } from "../../src/shared/contract/events.ts";
import type { Result } from "../../src/shared/errors.ts";
import type { ApiAddress, Platform } from "../../src/shared/platform.ts";
import { makeWebhookSecret } from "../../src/shared/webhook-secret.ts";
import { requestFor } from "../../src/main/desktop/start-request.ts";
import { runDesktop } from "../../src/main/desktop/desktop.ts";
import type { OpenedBook } from "../../src/main/desktop/ipc.ts";
import { nameTheProgram } from "../../src/main/desktop/profile.ts";
import { type ServedBook, serveWhenShown } from "../../src/main/desktop/serve-when-shown.ts";
import { startEngine } from "../../src/main/engine/start.ts";
import { readRunningFile } from "../../src/main/hosts/running-file.ts";
import { servePrograms } from "../../src/main/server/serve-programs.ts";
import { temporaryFolder } from "../support/book.ts";
import { closedBook, countinghouse, valueOf } from "../support/command-line.ts";
import { createFakeEngine } from "../support/fake-engine.ts";
import { useProfile } from "../support/desktop-profile.ts";
import { app, electronState, resetElectron } from "../support/electron-double.ts";
import { makePageDirectory } from "../support/page-directory.ts";
import { startReceiver } from "../support/receiver.ts";

vi.mock("electron", () => import("../support/electron-double.ts"));
/** The desktop as its composition root puts it together, with the real engine and the real host beside it. */
interface OpenDesktop {
  readonly platform: Platform;
  readonly events: EngineEvent[];
  ask<Name extends MethodName>(name: Name, input: MethodInput<Name>): Promise<MethodAnswer<Name>>;
  quit(): Promise<void>;
}

let quitLast: () => Promise<void> = () => Promise.resolve();

afterEach(async () => {
  await quitLast();
  quitLast = () => Promise.resolve();
});

async function openDesktop(bookPath: string, port?: string): Promise<OpenDesktop> {
  resetElectron();
  const page = makePageDirectory();
  useProfile(page.directory);
  nameTheProgram();
  await runDesktop({
    request: requestFor({ bookPath }),
    bookPath,
    signals: new EventEmitter(),
    errorOutput: { write: () => true },
    openBook: async () => servePrograms({ engine: await startEngine({ bookPath }), bookPath, port }),
    ensureSample: (onProgress) => {
      onProgress({ daysDone: 1, daysTotal: 2 });
      return Promise.resolve("/books/sample.sqlite");
    },
    preloadPath: "/preload.cjs",
    rendererDirectory: page.directory,
    policyPath: "/nowhere/policy.json",
    recentBooksPath: join(page.directory, "recent-books.json"),
  });
  vi.resetModules();
  await import("../../src/preload/index.ts");
  const platform = electronState.exposed.get("countinghousePlatform") as Platform;
  const events: EngineEvent[] = [];
  platform.onEvent((event) => void events.push(event));
  let isQuit = false;
  const quit = async (): Promise<void> => {
    if (isQuit) return;
    isQuit = true;
    const before = electronState.quitCount;
    app.emit("will-quit", { preventDefault: () => undefined });
    await vi.waitFor(() => expect(electronState.quitCount).toBe(before + 1), { timeout: 20_000 });
    page.remove();
  };
  quitLast = quit;
  return {
    platform,
    events,
    async ask(name, input) {
      const result = (await platform.call(name, input)) as Result<MethodAnswer<typeof name>>;
      if (!result.ok) throw new Error(`${name} was refused: ${result.error.message}`);
      return result.value;
    },
    quit,
  };
}

function addressOf(place: ApiAddress): string {
  if ("problem" in place) throw new Error(place.problem);
  return place.address;
}

/** What a program was sent when a test was asked for at the desk. */
async function deliveredTest(desktop: OpenDesktop): Promise<string | undefined> {
  const receiver = await startReceiver();
  const secret = makeWebhookSecret(crypto);
  const { endpoint } = await desktop.ask("webhooks.add", { address: receiver.address, secret, idempotencyKey: "hook" });
  await desktop.ask("webhooks.sendTest", { endpointId: endpoint.id, idempotencyKey: "test" });
  const [received] = await receiver.until(1);
  return received?.body;
}

describe("a book that the desktop holds", () => {
  test("is worked on by the command line, and the window is told", async () => {
    const bookPath = await closedBook();
    const desktop = await openDesktop(bookPath);
    const { accountId } = await desktop.ask("accounts.create", {
      kind: "user",
      name: "Ann Smith",
      contact: "ann@example.com",
      idempotencyKey: "ann",
    });
    const line = ["credits", "adjust", "ann@example.com", "increase", "5", "--reason", "courtesy", "--book", bookPath];
    valueOf(await countinghouse(...line, "--json"));
    await vi.waitFor(() => {
      expect(desktop.events).toContainEqual(
        expect.objectContaining({
          type: "changed",
          accountIds: [accountId],
          topics: expect.arrayContaining(["ledger"]),
        }),
      );
    }, 20_000);
    const { rows } = await desktop.ask("ledger.list", { accountId });
    expect(rows).toMatchObject([{ amountMinor: 500, origin: "cli" }]);

    await desktop.quit();
    expect(existsSync(`${bookPath}.running`)).toBe(false);
    // The book is free again, which only its lock can say.
    const shown = await countinghouse("accounts", "show", "ann@example.com", "--book", bookPath, "--json");
    expect(valueOf<AccountView>(shown)).toMatchObject({ id: accountId });
  });

  test("is answered for by the API, where a key lets a program in", async () => {
    const desktop = await openDesktop(await closedBook());
    const address = addressOf(await desktop.platform.apiAddress());
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/u);
    const askApi = async (key: string): Promise<number> =>
      (await fetch(`${address}/users/count`, { headers: { authorization: `Bearer ${key}` } })).status;
    const { keyId, secret, secretHash } = await makeApiKey(crypto, 1_700_000_000_000);
    expect(await askApi(secret)).toBe(404);
    await desktop.ask("apiKeys.create", { keyId, secretHash, name: "Sync", scopes: ["read"], idempotencyKey: "key" });
    expect(await askApi(secret)).toBe(200);
    expect(await askApi(`${secret.slice(0, -1)}_`)).toBe(401);
  });

  test("has its webhooks delivered", async () => {
    expect(await deliveredTest(await openDesktop(await closedBook()))).toContain("webhook.test");
  });

  test("is announced as soon as it is made at the desk, and not before", async () => {
    const bookPath = join(temporaryFolder(), "new.countinghouse");
    const desktop = await openDesktop(bookPath);
    await desktop.ask("backups.list", {});
    expect(existsSync(`${bookPath}.running`)).toBe(false);
    await desktop.ask("book.create", { name: "New", timeZone: "UTC", currency: "USD", idempotencyKey: "new" });
    expect(`${readRunningFile(bookPath)?.address}/v1`).toBe(addressOf(await desktop.platform.apiAddress()));
  });
});

describe("what the page sends", () => {
  test("cannot reach the prototypes of objects, nor be larger than the contract says", async () => {
    const desktop = await openDesktop(await closedBook());
    const evil = JSON.parse(
      `{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}`,
    ) as object;
    const account = { kind: "user", name: "Ann", contact: "ann@example.com", idempotencyKey: "ann" };
    for (const input of [
      evil,
      Object.assign(Object.create(evil) as object, account, { constructor: evil }),
      { ...account, name: "x".repeat(2_000_000) },
      { ...account, more: "x".repeat(2_000_000) },
      [account],
      null,
    ]) {
      const answer = await desktop.platform.call("accounts.create", input);
      expect(answer).toMatchObject({ ok: false, error: { code: "invalid_input" } });
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(await desktop.ask("accounts.list", {})).toMatchObject({ rows: [] });
  });
});

describe("programs", () => {
  const answered = { ok: true, value: {} } as const;
  const caller = { origin: "desk", operator: "Tess" } as const;
  const ask = (book: OpenedBook) => book.engine.dispatch("book.info", {}, caller);

  test("are let in when the window has been shown, and the book that the page has seen is announced then", async () => {
    const [first, second] = [createFakeEngine(), createFakeEngine()];
    const asked = [vi.spyOn(first, "dispatch"), vi.spyOn(second, "dispatch")] as const;
    for (const each of asked) each.mockResolvedValue(answered);
    const call = vi.spyOn(second, "call").mockResolvedValue(answered);
    const shown = Promise.withResolvers<void>();
    const serve = vi.fn<() => Promise<ServedBook>>(() =>
      Promise.resolve({ engine: second, api: { address: "http://127.0.0.1:1/v1" } }),
    );
    const book = serveWhenShown(first, shown.promise, serve, caller);
    await ask(book);
    expect([serve.mock.calls.length, asked[0].mock.calls.length]).toEqual([0, 1]);
    shown.resolve();
    expect(await book.api).toEqual({ address: "http://127.0.0.1:1/v1" });
    expect(call).toHaveBeenCalledOnce();
    await ask(book);
    expect([asked[0].mock.calls.length, asked[1].mock.calls.length]).toEqual([1, 1]);
    await book.engine.close();
    expect([first.isClosed(), second.isClosed()]).toEqual([false, true]);
  });

  test("are not let in to a book that is closed before, and one that no page has seen is not announced", async () => {
    const [first, second] = [createFakeEngine(), createFakeEngine()];
    const serve = vi.fn<() => Promise<ServedBook>>(() => Promise.resolve({ engine: second, api: { problem: "none" } }));
    const never = serveWhenShown(first, new Promise(() => undefined), serve, caller);
    await never.engine.close();
    expect([serve.mock.calls.length, first.isClosed()]).toEqual([0, true]);
    const call = vi.spyOn(second, "call");
    await serveWhenShown(first, Promise.resolve(), serve, caller).api;
    expect(call).not.toHaveBeenCalled();
  });
});

describe("the desktop's host", () => {
  test("serves no page, gives no session, and lets nobody in without a secret", async () => {
    const bookPath = await closedBook();
    const desktop = await openDesktop(bookPath);
    const { origin } = new URL(addressOf(await desktop.platform.apiAddress()));
    for (const path of ["/", "/index.html", "/?token=x", "/assets/index.js"]) {
      const answer = await fetch(origin + path, { redirect: "manual" });
      expect([path, answer.status, answer.headers.getSetCookie()]).toEqual([path, 404, []]);
      expect(await answer.text()).toBe("There is nothing at this address.\n");
    }
    const headers = { "content-type": "application/json" };
    const call = (extra: Record<string, string>) =>
      fetch(`${origin}/rpc/book.info`, { method: "POST", headers: { ...headers, ...extra }, body: "{}" });
    expect((await call({})).status).toBe(401);
    expect((await call({ authorization: "Bearer wrong" })).status).toBe(401);
    expect((await fetch(`${origin}/events`)).status).toBe(401);
    expect((await call({ origin: "app://countinghouse" })).status).toBe(403);
    expect((await call({ authorization: `Bearer ${readRunningFile(bookPath)?.secret}` })).status).toBe(200);
  });

  test("listens at the port that was asked for", async () => {
    const free = createServer().listen(0, "127.0.0.1");
    await once(free, "listening");
    const { port } = free.address() as { port: number };
    free.close();
    await once(free, "close");
    const desktop = await openDesktop(await closedBook(), String(port));
    expect(await desktop.platform.apiAddress()).toEqual({ address: `http://127.0.0.1:${port}/v1` });
  });

  test("says why it is not there where the port is taken, and the window opens all the same", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const bookPath = await closedBook();
    const desktop = await openDesktop(bookPath, String(port));
    expect(await desktop.platform.apiAddress()).toEqual({ problem: `port ${port} is taken by another program` });
    expect(electronState.errorBoxes).toEqual([]);
    expect(await desktop.ask("book.info", {})).toMatchObject({ name: "Acme Billing" });
    expect(existsSync(`${bookPath}.running`)).toBe(false);
    expect(await deliveredTest(desktop)).toContain("webhook.test");
    other.close();
  });

  test.each(["port", "70000", "-1"])("says that %j is no port", async (port) => {
    const desktop = await openDesktop(await closedBook(), port);
    expect(await desktop.platform.apiAddress()).toEqual({ problem: `"${port}" is not a port` });
  });
});
