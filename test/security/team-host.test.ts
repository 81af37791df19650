import { copyFileSync, utimesSync } from "node:fs";
import { request as plainRequest } from "node:http";
import { connect as connectPlain } from "node:net";
import { join } from "node:path";
import { connect as connectTls } from "node:tls";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { readCertificate } from "../../src/main/server/team/certificate.ts";
import { clientOf } from "../../src/main/server/team/client-address.ts";
import { teamDoorOf } from "../../src/main/server/team/team-door.ts";
import { methodNames } from "../../src/shared/contract/index.ts";
import { createTestBook, openTestBook, temporaryFolder, type TestBook } from "../support/book.ts";
import { addOperators, type TestDesk } from "../support/operators.ts";
import { passphraseOf } from "../support/passphrases.ts";
import {
  callTeam,
  codeOf,
  sendTo,
  signInAt,
  startTestTeamHost,
  tlsFile,
  usualDoor,
  type TeamRequest,
} from "../support/team.ts";

let book: TestBook;
let admin: TestDesk;
let ids: Readonly<Record<string, string>>;

beforeEach(async () => {
  book = await createTestBook();
  ({ admin, ids } = await addOperators(book, { ann: "clerk", vic: "viewer" }));
});

const files = { certificatePath: tlsFile("host.pem"), keyPath: tlsFile("host.key") };

describe("who has not signed in", () => {
  test("gets the page, which tells nothing, and of the contract no more than the way in", async () => {
    const host = await startTestTeamHost(book);
    expect((await sendTo(host)).body).toContain("<title>Countinghouse</title>");
    for (const method of methodNames) {
      const answer = await callTeam(host, method);
      const isOpen = method === "operators.current" || method === "operators.signOut";
      expect([method, answer.status < 400]).toEqual([method, isOpen]);
    }
    expect(JSON.parse((await callTeam(host, "operators.current")).body)).toEqual({
      ok: true,
      value: { operator: null, rights: ["enter"], asksForSignIn: true },
    });
    expect(codeOf(await callTeam(host, "book.info"))).toBe("sign_in_required");
    for (const path of ["/exports/job_01", "/book-copy"]) expect((await sendTo(host, { path })).status).toBe(403);
    expect((await sendTo(host, { path: "/sample", method: "POST" })).status).toBe(404);
  });

  test("is nobody in a book with one operator as well, where the person at the machine is that one", async () => {
    const alone = await createTestBook();
    const host = await startTestTeamHost(alone);
    expect(codeOf(await callTeam(host, "book.info"))).toBe("sign_in_required");
    expect(JSON.parse((await callTeam(host, "operators.current")).body)).toMatchObject({
      value: { operator: null, asksForSignIn: true },
    });
    expect((await alone.ask("book.info", {})).operator).toBe("Tess Tester");
  });

  test("can do nothing with a book that is not there, and is not told where it should be", async () => {
    const missing = await openTestBook(join(temporaryFolder(), "secret-place.countinghouse"));
    const host = await startTestTeamHost(missing);
    for (const [method, input] of [
      ["book.info", {}],
      ["book.create", { name: "Mine", timeZone: "UTC", currency: "USD", isForTrying: true, idempotencyKey: "mine" }],
      ["book.restore", { fileName: "copy.countinghouse", replaces: true }],
      ["backups.list", {}],
    ] as const) {
      const answer = await callTeam(host, method, input);
      expect(codeOf(answer)).toBe("book_missing");
      expect(answer.body).not.toContain("secret-place");
    }
  });

  test("sends no more than it takes to sign in, whatever cookie comes with it", async () => {
    const host = await startTestTeamHost(book);
    const large = JSON.stringify({ uploadId: "upload-one", fromByte: 0, base64: "aWFt".repeat(10_000) });
    for (const headers of [{}, { cookie: `__Host-countinghouse=${"a".repeat(43)}` }] as const) {
      expect(codeOf(await callTeam(host, "imports.upload", large, headers))).toBe("request_too_large");
    }
    const headers = { "content-type": "application/json" };
    const spelled = await sendTo(host, { method: "POST", path: "/%72pc/imports.upload", headers, body: large });
    expect(codeOf(spelled)).toBe("request_too_large");
    const chunked = await callTeam(host, "operators.signIn", large, { "transfer-encoding": "chunked" });
    expect(codeOf(chunked)).toBe("request_too_large");
    const cookie = await signInAt(host, "bob");
    expect((await callTeam(host, "imports.upload", large, { cookie })).status).toBe(200);
  });

  test("is let in by no secret of this machine, and by no name that another machine calls it by", async () => {
    const host = await startTestTeamHost(book);
    expect(codeOf(await callTeam(host, "book.info", {}, { authorization: "Bearer anything" }))).toBe("unauthorized");
  });
});

describe("a session", () => {
  test("is a cookie that no script reads, no other site's request carries and no plain connection takes", async () => {
    const host = await startTestTeamHost(book);
    const input = { signInName: "ann", passphrase: passphraseOf("ann") };
    const answer = await callTeam(host, "operators.signIn", input, { "user-agent": "Firefox" });
    expect(answer.headers["set-cookie"]).toEqual([
      expect.stringMatching(/^__Host-countinghouse=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/u),
    ]);
    expect(answer.headers["strict-transport-security"]).toBe("max-age=31536000");
    const { sessions } = await admin.ask("sessions.list", {});
    expect(sessions).toMatchObject([{ operatorName: "ANN", address: "127.0.0.1", agent: "Firefox" }]);
    expect(answer.body).not.toContain(answer.headers["set-cookie"]?.[0]?.slice(21, 64));
  });

  test("is another one with every sign-in, so that none can be foisted on anybody, and the one before is over", async () => {
    const host = await startTestTeamHost(book);
    const planted = `__Host-countinghouse=${"a".repeat(43)}`;
    const cookie = await signInAt(host, "ann", planted);
    expect(cookie).not.toBe(planted);
    expect((await callTeam(host, "book.info", {}, { cookie: planted })).status).toBe(403);
    const next = await signInAt(host, "vic", cookie);
    expect((await callTeam(host, "book.info", {}, { cookie })).status).toBe(403);
    expect(JSON.parse((await callTeam(host, "operators.current", {}, { cookie: next })).body)).toMatchObject({
      value: { operator: { signInName: "vic" } },
    });
  });

  test("goes on with the next host without anybody signing in again, until it is ended; a suspension holds at once", async () => {
    const first = await startTestTeamHost(book);
    const [ann, vic] = [await signInAt(first, "ann"), await signInAt(first, "vic")];
    await first.close();
    const host = await startTestTeamHost(book);
    const isIn = async (cookie: string) => (await callTeam(host, "book.info", {}, { cookie })).status === 200;
    expect([await isIn(ann), await isIn(vic)]).toEqual([true, true]);
    await admin.ask("operators.suspend", { operatorId: ids["vic"] ?? "" });
    const [session] = (await admin.ask("sessions.list", {})).sessions;
    expect([await isIn(ann), await isIn(vic)]).toEqual([true, false]);
    await admin.ask("sessions.end", { sessionId: session?.id ?? "" });
    expect(await isIn(ann)).toBe(false);
  });

  test("ends with signing out, for good", async () => {
    const host = await startTestTeamHost(book);
    const cookie = await signInAt(host, "ann");
    const out = await callTeam(host, "operators.signOut", {}, { cookie });
    expect(out.headers["set-cookie"]?.[0]).toContain("Expires=Thu, 01 Jan 1970");
    expect((await callTeam(host, "book.info", {}, { cookie })).status).toBe(403);
    await host.close();
    const next = await startTestTeamHost(book);
    expect((await callTeam(next, "book.info", {}, { cookie })).status).toBe(403);
  });

  test("goes on with a new passphrase where it was set, and was last seen when its last call came", async () => {
    const host = await startTestTeamHost(book);
    const cookie = await signInAt(host, "ann");
    const change = {
      operatorId: ids["ann"],
      currentPassphrase: passphraseOf("ann"),
      passphrase: "another few words",
    };
    expect((await callTeam(host, "operators.setPassphrase", change, { cookie })).status).toBe(200);
    const beforeMs = Date.now();
    expect((await callTeam(host, "book.info", {}, { cookie })).status).toBe(200);
    await host.close();
    const [session] = (await admin.ask("sessions.list", {})).sessions;
    expect(session?.lastSeenAtMs).toBeGreaterThanOrEqual(beforeMs);
  });
});

describe("guessing", () => {
  test("at many names from one address is stopped, while others sign in; what failed is in the log with its address", async () => {
    const host = await startTestTeamHost(book, { signInLimits: { failuresPerMinute: 3, atOnce: 4 } });
    for (const signInName of ["one", "two", "three"]) {
      const guess = await callTeam(host, "operators.signIn", { signInName, passphrase: "a guess" });
      expect(codeOf(guess)).toBe("sign_in_refused");
    }
    await expect(signInAt(host, "ann")).rejects.toThrow("Too many sign-ins have failed from this address");
    await admin.ask("operators.signIn", { signInName: "bob", passphrase: passphraseOf("bob") });
  });

  test("at one name is in the log with the address that it came from", async () => {
    const host = await startTestTeamHost(book);
    await callTeam(host, "operators.signIn", { signInName: "ann", passphrase: "a guess" });
    const { rows } = await admin.ask("audit.list", { limit: 1 });
    expect(rows).toMatchObject([{ act: "operators.signIn", operator: "127.0.0.1", after: { signInName: "ann" } }]);
  });

  test("a few at once from one address are looked at, and more sent away", async () => {
    const host = await startTestTeamHost(book, { signInLimits: { failuresPerMinute: 99, atOnce: 2 } });
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => callTeam(host, "operators.signIn", { signInName: "ann", passphrase: "a guess" })),
    );
    const codes = new Set(tries.map(codeOf));
    expect(codes).toEqual(new Set(["sign_in_refused", "sign_in_locked"]));
  });

  test.each([
    ["192.0.2.7", "192.0.2.7"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:db8:1:2::1", "2001:db8:1:2"],
  ])("%s counts as %s", (address, client) => {
    expect(clientOf(address)).toBe(client);
  });
});

describe("other sites and names", () => {
  const refused = async (plain: TeamRequest) => {
    const host = await startTestTeamHost(book);
    const cookie = await signInAt(host, "ann");
    const headers = { cookie, "content-type": "application/json", ...plain.headers };
    return sendTo(host, { method: "POST", path: "/rpc/book.info", body: "{}", ...plain, headers });
  };

  test.each([
    ["another name", { host: "evil.example" }],
    ["another name with the host's port", { host: "evil.example:8443" }],
    ["an address that was not named", { host: "127.0.0.1" }],
    ["a name that ends alike", { host: "notdesk.example" }],
    ["a name that begins alike", { host: "desk.example.evil.example" }],
    ["another origin", { origin: "https://evil.example" }],
    ["the host's name by plain HTTP", { host: "desk.example", origin: "http://desk.example" }],
    ["no origin to speak of", { origin: "null" }],
    ["another site, as the browser says", { "sec-fetch-site": "cross-site" }],
    ["a neighbour of its domain, as the browser says", { "sec-fetch-site": "same-site" }],
  ])("%s is refused with a good session", async (_what, headers) => {
    const answer = await refused({ headers });
    expect([answer.status, codeOf(answer)]).toEqual([403, "forbidden_origin"]);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  });

  test("a form's content is not understood", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a"]) {
      expect((await refused({ headers: { "content-type": type } })).status).toBe(415);
    }
  });

  test("the whole address of another host is misdirected", async () => {
    expect((await refused({ path: "https://evil.example/rpc/book.info" })).status).toBe(421);
  });

  test("the names are taken in any case and with any port, as a router may have changed it", async () => {
    expect((await refused({ headers: { host: "Desk.Example" } })).status).toBe(200);
    const host = "desk.example:8443";
    expect(
      (await refused({ headers: { host, origin: `https://${host}`, "sec-fetch-site": "same-origin" } })).status,
    ).toBe(200);
  });
});

describe("the connection", () => {
  test("is TLS 1.2 or newer, and nothing at all by plain HTTP", async () => {
    const host = await startTestTeamHost(book);
    const protocolOf = (maxVersion: "TLSv1.1" | "TLSv1.2" | "TLSv1.3") =>
      new Promise<string | null>((resolve) => {
        const socket = connectTls(
          {
            host: "127.0.0.1",
            port: host.port,
            rejectUnauthorized: false,
            maxVersion,
            minVersion: "TLSv1",
            ciphers: "DEFAULT@SECLEVEL=0",
          },
          () => {
            resolve(socket.getProtocol());
            socket.destroy();
          },
        ).once("error", () => resolve(null));
      });
    expect([await protocolOf("TLSv1.1"), await protocolOf("TLSv1.2"), await protocolOf("TLSv1.3")]).toEqual([
      null,
      "TLSv1.2",
      "TLSv1.3",
    ]);
    await expect(
      new Promise((resolve, reject) => {
        plainRequest({ host: "127.0.0.1", port: host.port, path: "/" }, resolve).once("error", reject).end();
      }),
    ).rejects.toThrow(/socket hang up|ECONNRESET/u);
  });

  test("a certificate that was renewed holds from the next connection on; half a file changes nothing", async () => {
    const folder = temporaryFolder();
    const own = { certificatePath: join(folder, "host.pem"), keyPath: join(folder, "host.key") };
    copyFileSync(files.certificatePath, own.certificatePath);
    copyFileSync(files.keyPath, own.keyPath);
    const host = await startTestTeamHost(book, { door: { ...usualDoor, security: { kind: "tls", ...own } } });
    const serial = () =>
      new Promise<string>((resolve, reject) => {
        const socket = connectTls({ host: "127.0.0.1", port: host.port, rejectUnauthorized: false }, () => {
          resolve(socket.getPeerCertificate().serialNumber);
          socket.destroy();
        }).once("error", reject);
      });
    const before = await serial();
    copyFileSync(tlsFile("renewed.pem"), own.certificatePath);
    utimesSync(own.certificatePath, 1, 1);
    host.renewCertificate();
    expect(host.said).toEqual([expect.stringContaining("was not renewed")]);
    expect(await serial()).toBe(before);
    copyFileSync(tlsFile("renewed.key"), own.keyPath);
    host.renewCertificate();
    expect(host.said.at(-1)).toBe("The certificate was renewed.");
    expect(await serial()).not.toBe(before);
  });

  test("who does not finish a request, or has too many of them, is cut off", async () => {
    const host = await startTestTeamHost(book, {
      timeouts: { headersMs: 50 },
      connectionLimits: { inAll: 100, fromOne: 3 },
    });
    const open = (words: string) =>
      new Promise<string>((resolve) => {
        let read = "";
        const socket = connectTls({ host: "127.0.0.1", port: host.port, rejectUnauthorized: false }, () => {
          socket.write(words);
        });
        onTestFinished(() => void socket.destroy());
        socket.on("data", (bytes) => (read += bytes.toString()));
        socket.once("error", () => undefined);
        socket.once("close", () => resolve(read));
      });
    expect(await open("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")).toContain("408 Request Timeout");
    // Three that say nothing hold their places; the fourth gets none.
    const silent = Array.from({ length: 3 }, () => connectPlain({ host: "127.0.0.1", port: host.port }));
    await Promise.all(silent.map((socket) => new Promise((resolve) => socket.once("connect", resolve))));
    expect(await open("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")).toBe("");
    for (const socket of silent) socket.destroy();
  });

  test("a certificate says for which names it is, and when it is or will be of no use", () => {
    const yearMs = 365 * 86_400_000;
    expect(readCertificate(files, Date.now())).toMatchObject({
      names: ["localhost", "desk.example", "127.0.0.1"],
      warning: null,
    });
    expect(readCertificate(files, Date.now() + 200 * yearMs).warning).toContain("expired at");
    expect(readCertificate(files, Date.now() - yearMs).warning).toContain("is good from");
    const wrongKey = { ...files, keyPath: tlsFile("renewed.key") };
    expect(() => readCertificate(wrongKey, Date.now())).toThrow("is not the key of");
    expect(() => readCertificate({ ...files, certificatePath: tlsFile("host.key") }, Date.now())).toThrow(
      "no certificate",
    );
    expect(() => readCertificate({ ...files, certificatePath: tlsFile("none.pem") }, Date.now())).toThrow("ENOENT");
  });
});

describe("behind a proxy", () => {
  const viaProxy = (
    port: number,
    headers: Readonly<Record<string, string | string[]>>,
    path = "/rpc/operators.signIn",
  ) =>
    new Promise<{ status: number; body: string; cookie: string }>((resolve, reject) => {
      const outgoing = plainRequest(
        {
          host: "127.0.0.1",
          port,
          method: "POST",
          path,
          agent: false,
          headers: { host: "desk.example", "content-type": "application/json", ...headers },
        },
        (answer) => {
          let body = "";
          answer.on("data", (bytes: Buffer) => (body += bytes.toString()));
          const cookie = answer.headers["set-cookie"]?.[0] ?? "";
          answer.once("end", () => resolve({ status: answer.statusCode ?? 0, body, cookie }));
        },
      );
      outgoing.once("error", reject);
      outgoing.end(JSON.stringify({ signInName: "ann", passphrase: passphraseOf("ann") }));
    });
  const behind = (addresses: readonly string[]) => ({
    door: { ...usualDoor, security: { kind: "proxy", addresses } as const },
  });

  test("the client is whom the proxy names last; what the client itself says of others is nothing", async () => {
    const host = await startTestTeamHost(book, behind(["127.0.0.0/8"]));
    const headers = {
      "x-forwarded-proto": "https",
      "x-forwarded-for": "10.1.1.1, 198.51.100.9",
      "x-forwarded-host": "evil.example",
    };
    const answer = await viaProxy(host.port, headers);
    expect([answer.status, answer.cookie]).toEqual([200, expect.stringContaining("Secure") as string]);
    expect((await admin.ask("sessions.list", {})).sessions).toMatchObject([{ address: "198.51.100.9" }]);
    expect(host.address).toBe("https://localhost");
    // A proxy that passes on what the client itself says, and that is no address.
    await viaProxy(host.port, { "x-forwarded-proto": "https", "x-forwarded-for": "<script>".repeat(100) });
    expect((await admin.ask("sessions.list", {})).sessions.map(({ address }) => address).toSorted()).toEqual([
      "127.0.0.1",
      "198.51.100.9",
    ]);
  });

  test.each([
    ["what came to it by plain HTTP", { "x-forwarded-proto": "http" }],
    ["what it says nothing of", {}],
    ["what a client said of itself, and the proxy otherwise", { "x-forwarded-proto": ["https", "http"] }],
    [
      "another name, whatever it was forwarded for",
      { "x-forwarded-proto": "https", "x-forwarded-host": "desk.example", host: "evil.example" },
    ],
  ])("%s is refused", async (_what, headers) => {
    const host = await startTestTeamHost(book, behind(["127.0.0.1"]));
    const answer = await viaProxy(host.port, headers);
    expect([answer.status, answer.cookie]).toEqual([403, ""]);
  });

  test("nobody but the proxy gets a word in", async () => {
    const host = await startTestTeamHost(book, behind(["192.0.2.0/24"]));
    await expect(viaProxy(host.port, { "x-forwarded-proto": "https" })).rejects.toThrow(/socket hang up|ECONNRESET/u);
  });

  test("a request that two could read differently is read by nobody", async () => {
    const host = await startTestTeamHost(book, behind(["127.0.0.1"]));
    const answer = (words: string) =>
      new Promise<string>((resolve) => {
        let read = "";
        const socket = connectPlain({ host: "127.0.0.1", port: host.port }, () => socket.end(words));
        socket.on("data", (bytes) => (read += bytes.toString()));
        socket.once("close", () => resolve(read));
      });
    const head =
      "POST /rpc/book.info HTTP/1.1\r\nHost: desk.example\r\nX-Forwarded-Proto: https\r\nContent-Type: application/json\r\n";
    for (const twofold of [
      "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /rpc/x HTTP/1.1\r\n\r\n",
      "Content-Length: 2\r\nContent-Length: 30\r\n\r\n{}",
      "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
      "X: a\nGET / HTTP/1.1\r\n\r\n",
    ]) {
      expect(await answer(head + twofold)).toMatch(/^HTTP\/1\.1 400 /u);
    }
  });
});

describe("what is asked for on the command line", () => {
  const tls = { tlsCert: files.certificatePath, tlsKey: files.keyPath };

  test("is refused where others could listen in", () => {
    for (const flags of [
      {},
      { tlsCert: tls.tlsCert },
      { tlsKey: tls.tlsKey },
      { ...tls, behindProxy: ["10.0.0.1"] },
      { behindProxy: ["10.0.0.1"] },
    ]) {
      expect(() => teamDoorOf({ listen: "0.0.0.0", ...flags })).toThrow(
        expect.objectContaining({ code: "network_not_secure" }) as Error,
      );
    }
    for (const listen of ["", ":8443", "0.0.0.0:70000", "a:b:c", "::1"]) {
      expect(() => teamDoorOf({ listen, ...tls })).toThrow("is not an address");
    }
  });

  test("names an address, a port or none, and the names or those of the certificate", () => {
    expect(teamDoorOf({ listen: "0.0.0.0", ...tls })).toMatchObject({
      address: "0.0.0.0",
      port: 8443,
      names: ["localhost", "desk.example", "127.0.0.1"],
    });
    expect(teamDoorOf({ listen: "[::]:443", ...tls, allowHost: ["Desk.Example"] })).toMatchObject({
      address: "::",
      port: 443,
      names: ["desk.example"],
    });
    expect(teamDoorOf({ listen: "10.0.0.5:80", behindProxy: ["10.0.0.1"], allowHost: ["desk.example"] })).toMatchObject(
      {
        port: 80,
        security: { kind: "proxy", addresses: ["10.0.0.1"] },
      },
    );
  });
});
