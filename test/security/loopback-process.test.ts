import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { buildSample } from "../../src/main/sample/build-sample.ts";
import { civilDate } from "../../src/shared/calendar.ts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

/** The loopback host as it is really started, with the real engine and the built page. */
let directory: string;
let bookPath: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "countinghouse-process-"));
  bookPath = join(directory, "book.countinghouse");
});

afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
  rmSync(directory, { recursive: true });
});

const programs = {
  "the host's own program": ["out/main/host.js"],
  "countinghouse serve": ["out/main/cli.js", "serve"],
} as const;

/** Of a person whose books lie in the test's own folder. */
const environment = () => ({ ...process.env, XDG_DATA_HOME: directory });

function start(...options: string[]) {
  return startProgram("the host's own program", ...options);
}

function startProgram(program: keyof typeof programs, ...options: string[]) {
  const host = spawn(process.execPath, [...programs[program], "--book", bookPath, "--no-open", ...options], {
    stdio: ["ignore", "pipe", "pipe"],
    env: environment(),
  });
  started.push(host);
  const ended = Promise.all([once(host, "exit"), text(host.stdout), text(host.stderr)]).then(
    ([[code], output, errors]) => ({ code: code as number | null, output, errors }),
  );
  return { host, ended };
}

/** Waits for the printed address and enters with it, as a browser does. */
async function enterPrintedAddress(host: ChildProcess): Promise<Entered> {
  let printed = "";
  for (;;) {
    const [chunk] = (await once(host.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
    printed += chunk.toString();
    const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+\n/u.exec(printed)?.[0].trim();
    if (address !== undefined) return await enterAddress(address);
  }
}

async function enterAddress(address: string): Promise<Entered> {
  const answer = await fetch(address, { redirect: "manual" });
  return { origin: new URL(address).origin, cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
}

interface Entered {
  readonly origin: string;
  readonly cookie: string;
}

async function callHost({ origin, cookie }: Entered, method: string, input: object): Promise<Response> {
  return await fetch(`${origin}/rpc/${method}`, {
    method: "POST",
    headers: { cookie, "content-type": "application/json" },
    body: JSON.stringify(input),
  });
}

const bookInfo = (entered: Entered): Promise<Response> => callHost(entered, "book.info", {});

describe("the loopback host as a program", () => {
  // Where else the system keeps a person's books is for the test of that rule.
  test.skipIf(process.platform !== "linux")(
    "opens the sample company at an address of its own, beside a book that is not there, to who is let in",
    async () => {
      const samplePath = join(directory, "countinghouse", "sample.sqlite");
      mkdirSync(dirname(samplePath));
      await buildSample(
        samplePath,
        { accounts: 10, years: 1, seed: 1, todayOn: civilDate("2026-03-01") },
        "Tess Tester",
      );
      const { host, ended } = start();
      const entered = await enterPrintedAddress(host);
      expect((await fetch(`${entered.origin}/sample`, { method: "POST" })).status).toBe(401);
      const ask = () => fetch(`${entered.origin}/sample`, { method: "POST", headers: { cookie: entered.cookie } });
      const [answer, again] = await Promise.all(
        [ask(), ask()].map(async (asked) => (await (await asked).text()).trim()),
      );
      const { address } = (JSON.parse(answer ?? "") as { value: { address: string } }).value;
      const other = (JSON.parse(again ?? "") as { value: { address: string } }).value;
      // Both are let in to the one that was opened, each by an address of its own.
      expect(new URL(other.address).origin).toBe(new URL(address).origin);
      expect(other.address).not.toBe(address);
      const inSample = await enterAddress(address);
      expect(await (await bookInfo(inSample)).json()).toMatchObject({
        ok: true,
        value: { name: "Lanternworks, Inc.", isForTrying: true },
      });
      expect((await bookInfo(entered)).status).toBe(503);
      host.kill("SIGTERM");
      expect((await ended).code).toBe(0);
      await expect(bookInfo(inSample)).rejects.toThrow("fetch failed");
    },
  );

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "serves until %s, then ends well and frees the port",
    async (signal) => {
      const { host, ended } = start();
      const entered = await enterPrintedAddress(host);
      const info = await bookInfo(entered);
      expect(info.status).toBe(503);
      expect(await info.json()).toMatchObject({ ok: false, error: { code: "book_missing" } });
      expect(existsSync(bookPath)).toBe(false);

      // A page that listens for events must not hold the end up.
      const events = await fetch(`${entered.origin}/events`, { headers: { cookie: entered.cookie } });
      expect(events.status).toBe(200);
      host.kill(signal);
      // Whoever starts it may pass on what it got itself, so the same signal may come twice.
      host.kill(signal);
      const { code, output, errors } = await ended;
      expect({ code, errors }).toEqual({ code: 0, errors: "" });
      expect(output).toContain("Stopped.");
      await expect(events.text()).resolves.toContain("retry:");
      await expect(bookInfo(entered)).rejects.toThrow("fetch failed");
    },
  );

  test.each([
    ["the host's own program", "SIGTERM"],
    ["countinghouse serve", "SIGINT"],
  ] as const)("%s goes on, and ends well, when nobody reads any more what it says", async (program, signal) => {
    // What stands in the way of its announcement is said on standard error.
    mkdirSync(`${bookPath}.running`);
    const { host, ended } = startProgram(program);
    const entered = await enterPrintedAddress(host);
    // What it said cannot be read to the end any more; only how it ends is of interest.
    ended.catch(() => undefined);
    host.stdout.destroy();
    host.stderr.destroy();
    // A browser without a cookie makes it print a fresh address, which now goes nowhere.
    expect((await fetch(`${entered.origin}/?token=wrong`)).status).toBe(401);
    const book = { name: "Acme", timeZone: "UTC", currency: "USD", idempotencyKey: "k" };
    expect((await callHost(entered, "book.create", book)).status).toBe(200);
    for (let call = 0; call < 3; call += 1) expect((await callHost(entered, "book.info", {})).status).toBe(200);
    host.kill(signal);
    await once(host, "exit");
    expect(host.exitCode).toBe(0);
  });

  test("says what to do where the port is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const { code, errors } = await start("--port", String(port)).ended;
    other.close();
    expect(code).toBe(1);
    expect(errors).toContain("Choose another with --port");
  });

  test.each([["--port", "high"], ["--port", "65536"], ["--port", "-1"], ["--unknown"]])(
    "refuses %s %s and shows its usage",
    async (...options) => {
      const { code, errors } = await start(...options).ended;
      expect(code).toBe(1);
      expect(errors).toContain("Usage:");
    },
  );
});

test("a book that is served for reading only is shown to browsers, not changed by them, and announced to nobody", async () => {
  const first = startProgram("countinghouse serve");
  const book = { name: "Acme", timeZone: "UTC", currency: "USD", idempotencyKey: "k" };
  await callHost(await enterPrintedAddress(first.host), "book.create", book);
  first.host.kill("SIGTERM");
  await first.ended;
  const before = readdirSync(directory);
  const { host, ended } = startProgram("countinghouse serve", "--read-only");
  const entered = await enterPrintedAddress(host);
  expect(await (await bookInfo(entered)).json()).toMatchObject({
    ok: true,
    value: { path: bookPath, isReadOnly: true },
  });
  const refused = await callHost(entered, "book.configure", { name: "Other", idempotencyKey: "l" });
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ error: { code: "opened_for_reading" } });
  expect((await fetch(`${entered.origin}/v1/users`)).status).toBe(401);
  expect(readdirSync(directory)).toEqual(before);
  host.kill("SIGTERM");
  expect((await ended).code).toBe(0);
});
