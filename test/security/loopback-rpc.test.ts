import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { deskCaller } from "../../src/main/hosts/callers.ts";
import { type LoopbackHost, startLoopbackHost } from "../../src/main/server/loopback-host.ts";
import type { EngineEvent } from "../../src/shared/contract/events.ts";
import { AppError, type Result } from "../../src/shared/errors.ts";
import { uploadPieceBytes } from "../../src/shared/contract/upload-pieces.ts";
import { createFakeEngine, type FakeEngine } from "../support/fake-engine.ts";
import { callMethod, enter, send } from "../support/loopback-client.ts";
import { makePageDirectory } from "../support/page-directory.ts";
import { verbatim } from "../../src/shared/sentences/sentence.ts";

let engine: FakeEngine;
let host: LoopbackHost;
let cookie: string;
let page: ReturnType<typeof makePageDirectory>;

beforeEach(async () => {
  engine = createFakeEngine();
  page = makePageDirectory();
  host = await startLoopbackHost({
    engine,
    rendererDirectory: page.directory,
    timeouts: { headersMs: 200, requestMs: 200, closeMs: 200 },
  });
  cookie = await enter(host);
});

afterEach(async () => {
  await host.close();
  page.remove();
});

const errorOf = (body: string): unknown => (JSON.parse(body) as { error: unknown }).error;
const portOf = (): number => Number(new URL(host.address).port);

describe("POST /rpc/<method>", () => {
  test("hands the engine the input and the person at the desk, and passes on its answer", async () => {
    engine.answerWith(() => ({ ok: true, value: { name: "Example" } }));
    const answer = await callMethod(host, cookie, "book.info", '{"operator":"somebody else"}');
    // What the book would keep of a sign-in there goes along.
    const caller = { ...deskCaller(), door: expect.objectContaining({ address: "127.0.0.1" }) as unknown };
    expect(engine.calls).toEqual([{ method: "book.info", input: { operator: "somebody else" }, caller }]);
    expect(deskCaller().origin).toBe("desk");
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({ ok: true, value: { name: "Example" } });
    expect(answer.headers["cache-control"]).toBe("no-store");
  });

  test.each([
    ["book_missing", 503],
    ["account_not_found", 404],
    ["idempotency_conflict", 409],
    ["insufficient_credit", 422],
    ["internal_error", 500],
  ] as const)("a refusal with %s keeps its shape and has the status %i", async (code, status) => {
    const refusal = new AppError(code, verbatim("Said so."), { availableMinor: 1 }).toView();
    engine.answerWith(() => ({ ok: false, error: refusal }));
    const answer = await callMethod(host, cookie, "book.info");
    expect(answer.status).toBe(status);
    expect(errorOf(answer.body)).toEqual(refusal);
  });

  test.each(["none", "book.infos", "__proto__", "constructor", "book.info/extra", "book%2einfo%00", "../rpc/x"])(
    "the unknown method %s is refused without asking the engine",
    async (method) => {
      const answer = await callMethod(host, cookie, method);
      expect(answer.status).toBe(404);
      expect(errorOf(answer.body)).toMatchObject({ code: "unknown_method" });
      expect(engine.calls).toHaveLength(0);
    },
  );

  test("a known method answers to nothing but POST", async () => {
    expect((await send(host, { path: "/rpc/book.info", headers: { cookie } })).status).toBe(404);
    expect(engine.calls).toHaveLength(0);
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
    "application/jsonp",
    "text/plain; application/json",
  ])("the content type %s is refused: a form of another site can send it", async (contentType) => {
    const answer = await callMethod(host, cookie, "book.info", "{}", { "content-type": contentType });
    expect(answer.status).toBe(415);
    expect(errorOf(answer.body)).toMatchObject({ code: "invalid_input" });
    expect(engine.calls).toHaveLength(0);
  });

  test.each(["", "{", "{]", "\u0000", "undefined", '{"a":1}trailing', '{"__proto__":{"admin":true}}'])(
    "the malformed body %j is refused as bad input",
    async (body) => {
      const answer = await callMethod(host, cookie, "book.info", body);
      expect(answer.status).toBe(400);
      expect(errorOf(answer.body)).toMatchObject({ code: "invalid_input" });
      expect(engine.calls).toHaveLength(0);
    },
  );

  test("a missing body is refused as bad input", async () => {
    const answer = await send(host, { method: "POST", path: "/rpc/book.info", headers: { cookie } });
    expect(answer.status).toBe(400);
    expect(errorOf(answer.body)).toMatchObject({ code: "invalid_input" });
  });

  test.each(["book.info", "accounts.import", "imports.upload"])(
    "a body over 1 MiB is refused, also for %s, and before it is read where it announces itself",
    async (method) => {
      const body = JSON.stringify({ text: "x".repeat(1024 * 1024) });
      const refused = await callMethod(host, cookie, method, body);
      expect(refused.status).toBe(413);
      expect(errorOf(refused.body)).toMatchObject({ code: "request_too_large" });
      const socket = connect(portOf(), "127.0.0.1");
      socket.write(
        `POST /rpc/${method} HTTP/1.1\r\nHost: 127.0.0.1:${portOf()}\r\nCookie: ${cookie}\r\n` +
          `Content-Type: application/json\r\nContent-Length: ${1024 * 1024 + 1}\r\n\r\n`,
      );
      const [answer] = (await once(socket, "data")) as [Buffer];
      socket.destroy();
      expect(answer.toString()).toContain("HTTP/1.1 413");
      expect(engine.calls).toHaveLength(0);
    },
  );

  test("the longest piece of a file fits into a request", async () => {
    const base64 = Buffer.alloc(uploadPieceBytes).toString("base64");
    const body = JSON.stringify({ uploadId: "0".repeat(64), fromByte: 0, base64 });
    expect((await callMethod(host, cookie, "imports.upload", body)).status).toBe(200);
  });

  test("an engine that fails unexpectedly is answered as an internal error without its inner message", async () => {
    const log = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    engine.answerWith(() => Promise.reject(new TypeError("secret detail")));
    const answer = await callMethod(host, cookie, "book.info");
    expect(log.mock.calls[0]?.[0]).toContain("secret detail");
    expect(answer.status).toBe(500);
    expect(errorOf(answer.body)).toMatchObject({ code: "internal_error" });
    expect(answer.body).not.toContain("secret detail");
  });
});

describe("GET /events", () => {
  const changed: EngineEvent = { type: "changed", topics: ["ledger"], accountIds: ["org_1"] };

  async function openEvents() {
    const request = get({ host: "127.0.0.1", port: portOf(), path: "/events", headers: { cookie }, agent: false });
    const [response] = (await once(request, "response")) as [IncomingMessage];
    response.setEncoding("utf8");
    let received = "";
    response.on("data", (text: string) => (received += text));
    const until = async (wanted: string): Promise<void> => {
      while (!received.includes(wanted)) await once(response, "data");
    };
    return { request, response, until };
  }

  test("streams what the engine tells, one JSON object per event", async () => {
    const { request, response, until } = await openEvents();
    expect(response.headers["content-type"]).toBe("text/event-stream");
    engine.emit(changed);
    await until(`data: ${JSON.stringify(changed)}\n\n`);
    request.destroy();
  });

  test("tells who may not look at the book nothing of it, from when that is so", async () => {
    let rights = ["enter"];
    engine.answerWith(() => ({ ok: true, value: { rights } }));
    const { request, response, until } = await openEvents();
    let told = "";
    response.on("data", (text: string) => (told += text));
    const job = { id: "job_1", method: "billing.run", state: "done", result: { accountName: "Globex" } };
    const ofJob = { type: "job", job } as unknown as EngineEvent;
    const ofOperators: EngineEvent = { type: "changed", topics: ["operators", "book"], accountIds: ["org_1"] };
    engine.emit(changed);
    engine.emit(ofJob);
    engine.emit(ofOperators);
    await until(`data: ${JSON.stringify({ ...ofOperators, accountIds: null })}\n\n`);
    expect(told).not.toMatch(/org_1|Globex|ledger/u);
    rights = ["enter", "read"];
    engine.emit(ofOperators);
    engine.emit(ofJob);
    await until(`data: ${JSON.stringify(ofJob)}\n\n`);
    // Somebody else is at the desk from now on.
    engine.answerWith((method) => ({
      ok: true,
      value:
        method === "operators.current"
          ? { rights: ["enter"] }
          : { signedIn: { operatorId: "opr_1", credentialNumber: 1 } },
    }));
    await callMethod(host, cookie, "operators.signIn");
    told = "";
    engine.emit(ofJob);
    engine.emit({ type: "restarted", part: "reader" });
    await until('"restarted"');
    expect(told).not.toContain("Globex");
    request.destroy();
  });

  test("ends cleanly when the host closes", async () => {
    const { response, until } = await openEvents();
    await until("retry: 1000");
    const ended = once(response, "end");
    await host.close();
    await ended;
    expect(response.complete).toBe(true);
    expect(engine.listenerCount()).toBe(0);
  });

  test("an event is put into words once, however many read; who does not read is cut off and costs those who do nothing; nobody left, none is", async () => {
    const idle = await Promise.all(Array.from({ length: 30 }, openEvents));
    for (const { response } of idle) response.pause();
    const reader = await openEvents();
    let spoken = 0;
    const counted = (index: number): EngineEvent => {
      const said = { ...changed, accountIds: [`${index}`.padEnd(1024 * 1024, "x")] };
      return { ...said, toJSON: () => ((spoken += 1), said) } as EngineEvent;
    };
    const cut = Promise.all(idle.map(({ request }) => once(request, "close")));
    for (let index = 0; index < 20; index += 1) {
      engine.emit(counted(index));
      await reader.until(`"${index}x`);
    }
    expect(spoken).toBe(20);
    for (const { response } of idle) response.resume();
    await cut;
    engine.emit(counted(20));
    await reader.until('"20x');
    reader.request.destroy();
    const wordsOfAnother = async () => {
      spoken = 0;
      engine.emit(counted(21));
      await new Promise((resolve) => setImmediate(resolve));
      return spoken;
    };
    await expect.poll(wordsOfAnother).toBe(0);
  });
});

describe("closing and slow clients", () => {
  test("a client that never finishes its headers is answered 408 and cut off", async () => {
    const socket = connect(portOf(), "127.0.0.1");
    socket.write("POST /rpc/book.info HTTP/1.1\r\nHost: 127");
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(answer.toString()).toContain("408");
    await once(socket, "close");
  });

  test("a client that never finishes its body is cut off and reaches nothing", async () => {
    const socket = connect(portOf(), "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write(
      `POST /rpc/book.info HTTP/1.1\r\nHost: 127.0.0.1:${portOf()}\r\nCookie: ${cookie}\r\n` +
        `Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
    );
    socket.resume();
    await once(socket, "close");
    expect(engine.calls).toHaveLength(0);
  });

  test("a call under way is finished before the host has closed", async () => {
    let answerCall: (result: Result<unknown>) => void = () => undefined;
    engine.answerWith(() => new Promise((resolve) => (answerCall = resolve)));
    const call = callMethod(host, cookie, "book.info");
    await expect.poll(() => engine.calls.length).toBe(1);
    const closed = host.close();
    answerCall({ ok: true, value: "finished" });
    expect((await call).body).toContain("finished");
    await closed;
    await expect(send(host)).rejects.toThrow("ECONNREFUSED");
  });

  test("a call that never ends does not keep the host open", async () => {
    engine.answerWith(() => new Promise(() => undefined));
    const call = callMethod(host, cookie, "book.info").catch((error: unknown) => error);
    await expect.poll(() => engine.calls.length).toBe(1);
    await host.close();
    expect(await call).toBeInstanceOf(Error);
  });

  test("listens on this machine's own address only", async () => {
    const { networkInterfaces } = await import("node:os");
    const outward = Object.values(networkInterfaces())
      .flat()
      .find((one) => one?.internal === false && one.family === "IPv4");
    const socket = connect(portOf(), outward?.address ?? "127.0.0.2");
    const [error] = (await once(socket, "error")) as [NodeJS.ErrnoException];
    expect(error.code).toBe("ECONNREFUSED");
  });
});
