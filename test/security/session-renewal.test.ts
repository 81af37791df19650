import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type LoopbackHost, startLoopbackHost } from "../../src/main/server/loopback-host.ts";
import { toBase64 } from "../../src/shared/base64.ts";
import { sessionProofText } from "../../src/shared/session-proof.ts";
import { createTestBook, temporaryFolder } from "../support/book.ts";
import { createFakeEngine } from "../support/fake-engine.ts";
import { callMethod, enter, type PlainAnswer, send } from "../support/loopback-client.ts";
import { addOperators } from "../support/operators.ts";
import { passphraseOf } from "../support/passphrases.ts";
import { makePageDirectory } from "../support/page-directory.ts";

let bookPath: string;
let pages: string;

beforeEach(() => {
  bookPath = join(temporaryFolder(), "book.countinghouse");
  pages = `${bookPath}.pages`;
});

async function startHost(port?: number): Promise<LoopbackHost> {
  const page = makePageDirectory();
  const options = { engine: createFakeEngine(), rendererDirectory: page.directory, bookPath };
  const host = await startLoopbackHost({ ...options, ...(port === undefined ? {} : { port }) });
  onTestFinished(async () => {
    await host.close();
    page.remove();
  });
  return host;
}

/** The host stops, and another one is started on the book at the same port. */
async function startAgain(host: LoopbackHost): Promise<LoopbackHost> {
  await host.close();
  return startHost(Number(new URL(host.origin).port));
}

const post = (host: LoopbackHost, path: string, body: unknown, cookie = "") =>
  send(host, {
    method: "POST",
    path,
    headers: { "content-type": "application/json", ...(cookie && { cookie }) },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

/** A page's own key, as the page makes it. */
async function makePage(namedCurve = "P-256") {
  const keys = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve }, false, ["sign"]);
  const publicKey = toBase64(new Uint8Array(await crypto.subtle.exportKey("spki", keys.publicKey)));
  const sign = async (text: string) => {
    const bytes = new TextEncoder().encode(text);
    const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, keys.privateKey, bytes);
    return toBase64(new Uint8Array(signature));
  };
  return { publicKey, sign };
}
type Page = Awaited<ReturnType<typeof makePage>>;

async function challengeOf(host: LoopbackHost): Promise<string> {
  return (JSON.parse((await post(host, "/session/challenge", {})).body) as { challenge: string }).challenge;
}

async function comeBack(host: LoopbackHost, page: Page, origin = host.origin, cookie = ""): Promise<PlainAnswer> {
  const challenge = await challengeOf(host);
  const signature = await page.sign(sessionProofText(origin, challenge));
  return post(host, "/session/renewal", { publicKey: page.publicKey, challenge, signature }, cookie);
}

/** A page that was let in, and said by which key it will be known. */
async function letIn(host: LoopbackHost, page: Page): Promise<string> {
  const cookie = await enter(host, host.address);
  expect((await post(host, "/session/page", { publicKey: page.publicKey }, cookie)).status).toBe(204);
  return cookie;
}

describe("a page that had a session", () => {
  test("gets another one from the next host, and may come back again", async () => {
    const first = await startHost();
    const page = await makePage();
    const cookie = await letIn(first, page);
    let host = await startAgain(first);
    expect((await callMethod(host, cookie, "book.info")).status).toBe(401);
    for (let round = 0; round < 2; round += 1) {
      const answer = await comeBack(host, page);
      expect(answer.status).toBe(204);
      const [renewed = ""] = answer.headers["set-cookie"] ?? [];
      expect(renewed).toMatch(/HttpOnly; SameSite=Strict$/u);
      expect((await callMethod(host, renewed.split(";")[0] ?? "", "book.info")).status).toBe(200);
      host = await startAgain(host);
    }
  });

  test("is known by a file of this user alone, which holds nothing that lets anybody in", async () => {
    const page = await makePage();
    const cookie = await letIn(await startHost(), page);
    expect(statSync(pages).mode & 0o777).toBe(0o600);
    const kept = readFileSync(pages, "utf8");
    expect(kept).toContain(page.publicKey);
    expect(kept).not.toContain(cookie.split("=")[1]);
  });
});

describe("nobody else comes back", () => {
  test("a page that never had a session, with a key of its own", async () => {
    const first = await startHost();
    await letIn(first, await makePage());
    expect((await comeBack(await startAgain(first), await makePage())).status).toBe(401);
  });

  test("a key cannot be made known without a session, and none of another kind", async () => {
    const host = await startHost();
    const page = await makePage();
    expect((await post(host, "/session/page", { publicKey: page.publicKey })).status).toBe(401);
    const cookie = await enter(host, host.address);
    for (const publicKey of ["", "none", (await makePage("P-384")).publicKey]) {
      expect((await post(host, "/session/page", { publicKey }, cookie)).status).toBe(400);
    }
    expect((await comeBack(host, page)).status).toBe(401);
  });

  test.each(["http://127.0.0.1:1", "http://evil.example", ""])(
    "what was signed for %j says nothing here",
    async (origin) => {
      const first = await startHost();
      const page = await makePage();
      await letIn(first, page);
      expect((await comeBack(await startAgain(first), page, origin)).status).toBe(401);
    },
  );

  test("a challenge is good once, and only one that was asked for here", async () => {
    const host = await startHost();
    const page = await makePage();
    await letIn(host, page);
    const challenge = await challengeOf(host);
    const signature = await page.sign(sessionProofText(host.origin, challenge));
    const proof = { publicKey: page.publicKey, challenge, signature };
    expect((await post(host, "/session/renewal", { ...proof, signature: await page.sign("other") })).status).toBe(401);
    expect((await post(host, "/session/renewal", proof)).status).toBe(401);
    const own = "x".repeat(43);
    const made = { ...proof, challenge: own, signature: await page.sign(sessionProofText(host.origin, own)) };
    expect((await post(host, "/session/renewal", made)).status).toBe(401);
  });

  test("after twelve hours, or where others could have written the file", async () => {
    const host = await startHost();
    const page = await makePage();
    await letIn(host, page);
    chmodSync(pages, 0o666);
    expect((await comeBack(host, page)).status).toBe(401);
    writeFileSync(pages, JSON.stringify([{ publicKey: page.publicKey, expiresAtMs: Date.now() - 1 }]));
    chmodSync(pages, 0o600);
    expect((await comeBack(host, page)).status).toBe(401);
  });

  test.each(["{}", "null", "[]", '{"publicKey":1}', "{"])("with %s", async (body) => {
    const answer = await post(await startHost(), "/session/renewal", body);
    expect([400, 401]).toContain(answer.status);
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  test("another site's page", async () => {
    const host = await startHost();
    const headers = { origin: "http://evil.example", "content-type": "application/json" };
    const answer = await send(host, { method: "POST", path: "/session/challenge", headers, body: "{}" });
    expect(answer.status).toBe(403);
  });
});

test("who had signed in goes on after the host was started anew, in all pages of the browser, and nobody without a page's key does", async () => {
  const book = await createTestBook();
  await addOperators(book, { ann: "clerk" });
  const pageDirectory = makePageDirectory();
  onTestFinished(() => pageDirectory.remove());
  const options = { engine: book.engine, rendererDirectory: pageDirectory.directory, bookPath: book.path };
  const first = await startLoopbackHost(options);
  const [page, otherPage] = [await makePage(), await makePage()];
  const cookie = await letIn(first, page);
  expect((await post(first, "/session/page", { publicKey: otherPage.publicKey }, cookie)).status).toBe(204);
  const passphrase = JSON.stringify({ signInName: "ann", passphrase: passphraseOf("ann") });
  expect((await callMethod(first, cookie, "operators.signIn", passphrase)).status).toBe(200);
  await first.close();

  const next = await startLoopbackHost({ ...options, port: Number(new URL(first.origin).port) });
  onTestFinished(() => next.close());
  expect((await callMethod(next, cookie, "book.info")).status).toBe(401);
  expect((await comeBack(next, await makePage(), next.origin, cookie)).status).toBe(401);
  const answers = await Promise.all([page, otherPage].map((each) => comeBack(next, each, next.origin, cookie)));
  const renewed = new Set(answers.map(({ headers }) => headers["set-cookie"]?.[0]?.split(";")[0] ?? ""));
  expect(renewed.size).toBe(1);
  const [again = ""] = renewed;
  expect(again).not.toBe(cookie);
  const current = await callMethod(next, again, "operators.current");
  expect(JSON.parse(current.body)).toMatchObject({ value: { operator: { signInName: "ann" } } });
  // The former secret has gone to whatever listened at the port meanwhile; it lets nobody in.
  expect((await callMethod(next, cookie, "book.info")).status).toBe(401);
});
