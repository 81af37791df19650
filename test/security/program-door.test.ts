import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readRunningFile } from "../../src/main/hosts/running-file.ts";
import { type LoopbackHost, startLoopbackHost } from "../../src/main/server/loopback-host.ts";
import { AppError } from "../../src/shared/errors.ts";
import { createFakeEngine, hostListenerCount, type FakeEngine } from "../support/fake-engine.ts";
import { callMethod, enter, type PlainRequest, send } from "../support/loopback-client.ts";
import { makePageDirectory } from "../support/page-directory.ts";
import { verbatim } from "../../src/shared/sentences/sentence.ts";

let engine: FakeEngine;
let host: LoopbackHost;
let port: string;
let folder: string;
let bookPath: string;
let page: ReturnType<typeof makePageDirectory>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "countinghouse-door-"));
  bookPath = join(folder, "book.countinghouse");
  engine = createFakeEngine();
  page = makePageDirectory();
  host = await startLoopbackHost({ engine, bookPath, rendererDirectory: page.directory });
  ({ port } = new URL(host.address));
});

afterEach(async () => {
  await host.close();
  page.remove();
  rmSync(folder, { recursive: true });
});

const secretOf = (): string => readRunningFile(bookPath)?.secret ?? "";
/** How often the engine was asked something since the host itself asked whether the book is there. */
const callCount = (): number => engine.calls.length - 1;

function call(headers: Readonly<Record<string, string>>, method = "book.info"): PlainRequest {
  return {
    method: "POST",
    path: `/rpc/${method}`,
    headers: { "content-type": "application/json", ...headers },
    body: "{}",
  };
}

describe("the secret in the file beside the book", () => {
  test("is another one in every run, and long", async () => {
    const first = secretOf();
    await host.close();
    host = await startLoopbackHost({ engine, bookPath, rendererDirectory: page.directory });
    expect(first).toMatch(/^[\w-]{43}$/u);
    expect(secretOf()).toMatch(/^[\w-]{43}$/u);
    expect(secretOf()).not.toBe(first);
    ({ port } = new URL(host.address));
    expect((await send(host, call({ authorization: `Bearer ${first}` }))).status).toBe(401);
  });

  test("lets a program call methods, as the command line, and gives it no cookie", async () => {
    const answer = await send(host, call({ authorization: `Bearer ${secretOf()}` }));
    expect(answer.status).toBe(200);
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(engine.calls.at(-1)).toMatchObject({ method: "book.info", caller: { origin: "cli" } });
  });

  test("lets a program listen to the events", async () => {
    const headers = { authorization: `Bearer ${secretOf()}` };
    const status = await new Promise((resolve, reject) => {
      get({ host: "127.0.0.1", port, path: "/events", headers }, (answer) => {
        resolve(answer.statusCode);
        answer.destroy();
      }).once("error", reject);
    });
    expect(status).toBe(200);
  });

  test.each([
    ["a guess", () => `Bearer ${"a".repeat(43)}`],
    ["nothing", () => ""],
    ["no scheme", () => secretOf()],
    ["another scheme", () => `Basic ${Buffer.from(`:${secretOf()}`).toString("base64")}`],
    ["a part of it", () => `Bearer ${secretOf().slice(0, 42)}`],
    ["more than it", () => `Bearer ${secretOf()}x`],
    ["other letters", () => `Bearer ${secretOf().toLowerCase()} `],
    ["a very long one", () => `Bearer ${"a".repeat(8_000)}`],
  ])("is not taken as %s", async (_what, authorization) => {
    const headers = { authorization: authorization() };
    expect((await send(host, call(headers))).status).toBe(401);
    expect((await send(host, { path: "/events", headers })).status).toBe(401);
    expect(callCount()).toBe(0);
    expect(engine.listenerCount()).toBe(hostListenerCount);
  });

  test("that is wrong is not made good by a browser's session, nor is a session made a program", async () => {
    const cookie = await enter(host);
    expect((await send(host, call({ cookie, authorization: "Bearer wrong" }))).status).toBe(401);
    // Another spelling of the path does not pass by the door.
    const spelled = { ...call({ cookie, authorization: "Bearer wrong" }), path: "/%72pc/book.info" };
    await send(host, spelled);
    expect(engine.calls.some(({ caller }) => caller.origin === "cli")).toBe(false);
    expect((await callMethod(host, cookie, "book.info")).status).toBe(200);
    expect(engine.calls.at(-1)?.caller.origin).toBe("desk");
  });

  test.each(["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost", "127.0.0.1.evil.example"])(
    "is of no use to the Host %j (DNS rebinding)",
    async (name) => {
      const answer = await send(host, call({ host: name, authorization: `Bearer ${secretOf()}` }));
      expect(answer.status).toBe(403);
      expect(callCount()).toBe(0);
    },
  );

  test.each([{ origin: "http://evil.example" }, { "sec-fetch-site": "cross-site" }])(
    "is of no use to another site that learned it (%j)",
    async (headers) => {
      const answer = await send(host, call({ ...headers, authorization: `Bearer ${secretOf()}` }));
      expect(answer.status).toBe(403);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
      expect(callCount()).toBe(0);
    },
  );

  test("opens methods and events only, not the page", async () => {
    const headers = { authorization: `Bearer ${secretOf()}` };
    expect((await send(host, { path: "/", headers })).status).toBe(401);
    expect((await send(host, { path: "/assets/main-1a2b3c.js", headers })).status).toBe(401);
  });
});

describe("the file beside the book", () => {
  test("is taken back when the host ends", async () => {
    expect(existsSync(`${bookPath}.running`)).toBe(true);
    await host.close();
    expect(existsSync(`${bookPath}.running`)).toBe(false);
    host = await startLoopbackHost({ engine, rendererDirectory: page.directory });
  });

  test("is not written by a host that does not hold the book, until it does", async () => {
    await host.close();
    const refusal = new AppError("book_locked", verbatim("It is open in another Countinghouse.")).toView();
    engine.answerWith(() => ({ ok: false, error: refusal }));
    host = await startLoopbackHost({ engine, bookPath, rendererDirectory: page.directory });
    const cookie = await enter(host);
    await callMethod(host, cookie, "book.info");
    expect(existsSync(`${bookPath}.running`)).toBe(false);
    engine.answerWith(() => ({ ok: true, value: {} }));
    await callMethod(host, cookie, "book.info");
    expect(readRunningFile(bookPath)?.address).toBe(new URL(host.address).origin);
  });

  test("is not there, and the door shut, where the host was not told of a book", async () => {
    const secret = secretOf();
    const other = await startLoopbackHost({ engine, rendererDirectory: page.directory });
    const answer = await send(other, call({ authorization: `Bearer ${secret}` }));
    await other.close();
    expect(answer.status).toBe(401);
  });
});
