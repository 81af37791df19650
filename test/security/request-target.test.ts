import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type LoopbackHost, startLoopbackHost } from "../../src/main/server/loopback-host.ts";
import { startTestApi } from "../support/api.ts";
import { createFakeEngine, type FakeEngine } from "../support/fake-engine.ts";
import { enter } from "../support/loopback-client.ts";
import { makePageDirectory } from "../support/page-directory.ts";

let engine: FakeEngine;
let host: LoopbackHost;
let port: string;
let cookie: string;
let page: ReturnType<typeof makePageDirectory>;

beforeEach(async () => {
  engine = createFakeEngine();
  page = makePageDirectory();
  host = await startLoopbackHost({ engine, rendererDirectory: page.directory });
  ({ port } = new URL(host.address));
  cookie = await enter(host);
});

afterEach(async () => {
  await host.close();
  page.remove();
});

/** Write a request line as it stands; no client of HTTP would send such targets. @returns the answer's status and its text. */
async function ask(target: string, method = "GET"): Promise<{ status: number; answer: string }> {
  const socket = connect(Number(port), "127.0.0.1");
  socket.write(
    Buffer.from(
      `${method} ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
      "latin1",
    ),
  );
  const answer = await text(socket);
  return { status: Number(/^HTTP\/1\.1 (\d{3}) /u.exec(answer)?.[1]), answer };
}

describe("a request target", () => {
  test.each([
    "//",
    "///",
    "//[",
    "//a:b:c",
    "/\\",
    "/\\\\",
    "/a\\b",
    "//evil.example/",
    "//127.0.0.1:99999/",
    "/?token=x\\",
    "\\",
    "*",
    "?",
    "index.html",
    "http:",
    "http:/index.html",
    "/\u00e9",
    "/#x",
  ])("that is no path of this host (%j) is refused with 400 by everything", async (target) => {
    for (const method of ["GET", "POST", "OPTIONS"]) {
      const { status, answer } = await ask(target, method);
      expect([method, target, status]).toEqual([method, target, 400]);
      // What Node itself refuses has no body; what we do is as well covered as any answer.
      if (answer.includes("invalid_input")) expect(answer.toLowerCase()).toContain("content-security-policy:");
    }
    expect(engine.calls).toHaveLength(0);
  });

  test.each([
    "http://evil.example/",
    "http://evil.example/rpc/book.info",
    "http://127.0.0.1/",
    "http://127.0.0.1:1/",
    "https://127.0.0.1:PORT/",
    "http://user@127.0.0.1:PORT/",
    "http://127.0.0.1:PORT.evil.example/",
    "http://127.0.0.1:PORT@evil.example/",
    "HTTP://evil.example/docs",
    "ftp://127.0.0.1/",
    "http://",
    "http://[",
    "http://a:b:c/",
  ])("of another host (%s) is refused with 421", async (target) => {
    const { status } = await ask(target.replace("PORT", port));
    expect(status).toBe(421);
    expect(engine.calls).toHaveLength(0);
  });

  test.each(["http://127.0.0.1:PORT/", "http://localhost:PORT/", "http://127.0.0.1:PORT", "/", "/?a=//b&c=["])(
    "that names this host (%s) is answered",
    async (target) => {
      const { status, answer } = await ask(target.replace("PORT", port));
      expect(status).toBe(200);
      expect(answer).toContain("<title>Countinghouse</title>");
    },
  );

  test("of any bytes at all never meets an error of the host's own", async () => {
    const api = await startTestApi();
    ({ port } = new URL(api.origin));
    // A fixed sequence of numbers, so that what fails once fails again.
    let state = 1;
    const next = (below: number): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
    const parts = [
      "/",
      "//",
      "\\",
      "[",
      "]",
      ":",
      "@",
      "?",
      "#",
      "%",
      "%2f",
      "%00",
      "..",
      "http:",
      "v1",
      "rpc",
      "\u00ff",
      "token=",
    ];
    for (let round = 0; round < 300; round += 1) {
      const target = Array.from({ length: 1 + next(6) }, () => parts[next(parts.length)]).join("");
      const { status } = await ask(next(2) === 0 ? `/${target}` : target);
      expect([target, status, status >= 200 && status < 500]).toEqual([target, status, true]);
    }
  });
});
