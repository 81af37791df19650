import { createHmac, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KoaContextWithOIDC } from "oidc-provider";
import { beforeEach, describe, expect, test } from "vitest";
import { hostCaller } from "../../src/main/hosts/callers.ts";
import { teamDoorOf } from "../../src/main/server/team/team-door.ts";
import { createTestBook, temporaryFolder, type TestBook } from "../support/book.ts";
import { addOperators, type TestDesk } from "../support/operators.ts";
import { passphraseOf } from "../support/passphrases.ts";
import { openTestBrowser, startTestProvider, type TestBrowser, type TestProvider } from "../support/sign-on.ts";
import { codeOf, startTestTeamHost, tlsFile, usualDoor } from "../support/team.ts";

let book: TestBook;
let admin: TestDesk;
let ids: Readonly<Record<string, string>>;
let provider: TestProvider;

beforeEach(async () => {
  book = await createTestBook();
  ({ admin, ids } = await addOperators(book, { ann: "clerk" }));
  provider = await startTestProvider();
});

const startHost = (at = provider) => startTestTeamHost(book, { door: { ...usualDoor, signOn: at.settings } });

async function currentAt(browser: TestBrowser) {
  const { body } = await browser.call("operators.current");
  return (JSON.parse(body) as { value: { operator: { id: string; name: string; role: string } | null } }).value;
}

/** Where a browser is led when it comes back, and who is there then. */
async function outcomeOf(browser: TestBrowser, signOn = browser.signOn(provider)) {
  const { status, headers } = await signOn;
  const { operator } = await currentAt(browser);
  return [status, headers.location, operator && `${operator.name}, ${operator.role}`];
}

const turnedBack = (code: string) => [303, `/?sign-on=${code}#/accounts`, null];

describe("who a provider vouches for (BEHAVIOUR 11.7)", () => {
  test("is an operator from the first time on, whatever they are called later, with the role that their groups give now", async () => {
    const host = await startHost();
    const eve = openTestBrowser(host);
    expect(await outcomeOf(eve)).toEqual([303, "/#/accounts", "Eve Adams, clerk"]);
    const { operator: first } = await currentAt(eve);
    expect((await admin.ask("sessions.list", {})).sessions).toMatchObject([{ operatorId: first?.id }]);
    provider.person = {
      ...provider.person,
      name: "Eve Brown",
      email: "eb@example.com",
      groups: ["ledger-admins", "x"],
    };
    expect(await outcomeOf(openTestBrowser(host))).toEqual([303, "/#/accounts", "Eve Adams, admin"]);
    // Who has her old names now is somebody else.
    provider.person = { sub: "u-2", name: "\u0007 Eve\n\u202eAdams ", preferred_username: "eve", groups: ["finance"] };
    expect(await outcomeOf(openTestBrowser(host))).toEqual([303, "/#/accounts", "Eve Adams, clerk"]);
    const { operators } = await admin.ask("operators.list", {});
    expect(operators.slice(2)).toMatchObject([
      { id: first?.id, role: "admin", signInName: null, hasPassphrase: false },
      { identity: { issuer: provider.settings.issuer, subject: "u-2" } },
    ]);
    const { rows } = await admin.ask("audit.list", { limit: 2 });
    expect(rows).toMatchObject([
      { act: "operators.signInByIdentity", operator: "Single sign-on", after: { subject: "u-2", roleBefore: null } },
      { after: { operatorId: first?.id, role: "admin", roleBefore: "clerk" } },
    ]);
  });

  test("has a session of the book, which ends with signing out; after that the provider is told to ask anew", async () => {
    const host = await startHost();
    const eve = openTestBrowser(host);
    await eve.signOn(provider);
    const session = eve.cookies.get("__Host-countinghouse") ?? "";
    expect((await eve.call("book.info")).status).toBe(200);
    expect((await eve.call("operators.signOut")).status).toBe(200);
    eve.cookies.set("__Host-countinghouse", session);
    expect(codeOf(await eve.call("book.info"))).toBe("sign_in_required");
    const asked = new URL((await eve.get("/sign-on/start")).headers.location ?? "").searchParams;
    expect([asked.get("prompt"), asked.get("max_age"), asked.get("code_challenge_method")]).toEqual([
      "login",
      "0",
      "S256",
    ]);
    // One that was let in an hour ago, at a desk that was locked since.
    provider.tamper = retold((claims) => ({ ...claims, auth_time: Number(claims["iat"]) - 3600 }), "resigned");
    expect(await outcomeOf(eve)).toEqual(turnedBack("sign_on_refused"));
    provider.tamper = () => undefined;
    expect(await outcomeOf(eve)).toEqual([303, "/#/accounts", "Eve Adams, clerk"]);
    expect(new URL((await eve.get("/sign-on/start")).headers.location ?? "").searchParams.get("prompt")).toBeNull();
  });

  test("is let in neither without a role nor suspended, and is not lowered as the last admin", async () => {
    const host = await startHost();
    const eve = openTestBrowser(host);
    provider.person = { ...provider.person, groups: ["ledger-admins"] };
    await eve.signOn(provider);
    const { operator } = await currentAt(eve);
    await admin.ask("operators.suspend", { operatorId: ids["bob"] ?? "" });
    provider.person = { ...provider.person, groups: ["finance"] };
    expect(await outcomeOf(eve)).toEqual([303, "/#/accounts", "Eve Adams, admin"]);
    provider.person = { ...provider.person, groups: [] };
    expect(await outcomeOf(openTestBrowser(host))).toEqual(turnedBack("sign_on_not_allowed"));
    const reinstate = { operatorId: ids["bob"], idempotencyKey: "reinstate-bob" };
    expect((await eve.call("operators.reinstate", reinstate)).status).toBe(200);
    const suspend = { operatorId: operator?.id, idempotencyKey: "suspend-oneself" };
    expect((await eve.call("operators.suspend", suspend)).status).toBe(200);
    // While she works: from the next call on, and by no other way in.
    expect(codeOf(await eve.call("book.info"))).toBe("sign_in_required");
    provider.person = { ...provider.person, groups: ["finance"] };
    expect(await outcomeOf(eve)).toEqual(turnedBack("sign_on_not_allowed"));
  });

  test("is tied to the operator whose name to sign in by is theirs once they sign in by passphrase, and to nobody else", async () => {
    const host = await startHost();
    const browser = openTestBrowser(host);
    const signIn = (signInName: string) =>
      browser.call("operators.signIn", { signInName, passphrase: passphraseOf(signInName) });
    provider.person = { sub: "u-ann", name: "Ann", email: "Ann@example.com", groups: ["ledger-admins"] };
    // Somebody who was suspended before the sign-on knew them comes back as nobody new.
    await admin.ask("operators.suspend", { operatorId: ids["ann"] ?? "" });
    expect(await outcomeOf(browser)).toEqual(turnedBack("sign_on_not_allowed"));
    expect((await admin.ask("operators.list", {})).operators).toHaveLength(2);
    await admin.ask("operators.reinstate", { operatorId: ids["ann"] ?? "" });
    expect(await outcomeOf(browser)).toEqual(turnedBack("sign_on_unlinked"));
    // A colleague at the same browser; a try that fails; and the cookie of another desk.
    await signIn("bob");
    expect(await outcomeOf(openTestBrowser(host))).toEqual(turnedBack("sign_on_unlinked"));
    await browser.call("operators.signOut");
    await browser.signOn(provider);
    await browser.call("operators.signIn", { signInName: "ann", passphrase: "a guess" });
    expect((await admin.ask("operators.list", {})).operators).toMatchObject([{ identity: null }, { identity: null }]);
    await signIn("ann");
    await browser.call("operators.signOut");
    expect(await outcomeOf(browser)).toEqual([303, "/#/accounts", "ANN, admin"]);
    const acts = (await admin.ask("audit.list", { limit: 5 })).rows.map(({ act, after }) => [act, after?.["subject"]]);
    expect(acts).toContainEqual(["operators.linkIdentity", "u-ann"]);
    expect((await admin.ask("operators.list", {})).operators).toHaveLength(2);
    // Who has it already gives it to nobody.
    const { issuer } = provider.settings;
    const link = { operatorId: ids["bob"] ?? "", issuer, subject: "u-ann" };
    const taken = await book.engine.call("operators.linkIdentity", link, hostCaller("Single sign-on"));
    expect(taken).toMatchObject({ ok: false, error: { code: "operator_exists" } });
    expect(codeOf(await browser.call("operators.linkIdentity", link))).toBe("unknown_method");
  });

  test("may be told of by short tokens, with the groups where they are asked for", async () => {
    provider = await startTestProvider({ groupsPath: ["groups"] }, true);
    const host = await startHost();
    expect(await outcomeOf(openTestBrowser(host))).toEqual([303, "/#/accounts", "Eve Adams, clerk"]);
    expect(provider.asked).toContain("/me");
  });
});

describe("what is not to be believed", () => {
  test("a code is good once, at the browser that it was begun with, and comes with what was sent", async () => {
    const host = await startHost();
    const [eve, mallory] = [openTestBrowser(host), openTestBrowser(host)];
    const leave = async (browser: TestBrowser) => {
      const { headers } = await browser.get("/sign-on/start?to=%23%2Faccounts");
      const { pathname, search } = await provider.browse(headers.location ?? "");
      return `${pathname}${search}`;
    };
    const refused = turnedBack("sign_on_refused");
    const own = await leave(mallory);
    const begun = mallory.cookies.get("__Host-countinghouse-journey") ?? "";
    // Mallory's way back, followed by a browser that began none, or one of its own.
    expect(await outcomeOf(eve, eve.get(own))).toEqual([303, "/?sign-on=sign_on_refused", null]);
    await eve.get("/sign-on/start?to=%23%2Faccounts");
    expect(await outcomeOf(eve, eve.get(own))).toEqual(refused);
    eve.cookies.set("__Host-countinghouse-journey", `${begun.slice(0, -1)}${begun.endsWith("A") ? "Q" : "A"}`);
    expect(await outcomeOf(eve, eve.get(own))).toEqual([303, "/?sign-on=sign_on_refused", null]);
    for (const change of [
      (query: URLSearchParams) => query.set("state", "another"),
      (query: URLSearchParams) => query.append("state", query.get("state") ?? ""),
      (query: URLSearchParams) => query.set("iss", "https://evil.example"),
      (query: URLSearchParams) => query.delete("iss"),
      (query: URLSearchParams) => query.set("code", "a-guess"),
    ]) {
      const [path, search] = (await leave(eve)).split("?");
      const query = new URLSearchParams(search);
      change(query);
      expect([change.toString(), await outcomeOf(eve, eve.get(`${path}?${query}`))]).toEqual([
        change.toString(),
        refused,
      ]);
    }
    expect(await outcomeOf(mallory, mallory.get(own))).toEqual([303, "/#/accounts", "Eve Adams, clerk"]);
    // Sent once more, with what the browser kept for it.
    mallory.cookies.clear();
    mallory.cookies.set("__Host-countinghouse-journey", begun);
    expect(await outcomeOf(mallory, mallory.get(own))).toEqual(refused);
  });

  test("a token that is unsigned, somebody else's, for somebody else or too old lets nobody in", async () => {
    const host = await startHost();
    const eve = openTestBrowser(host);
    for (const [what, tamper] of [
      ["unsigned", retold((claims) => claims, "none")],
      ["signed with the client's secret", retold((claims) => claims, "secret")],
      ["signed by another key", retold((claims) => claims, "forged")],
      ["for another client", retold((claims) => ({ ...claims, aud: "another" }), "resigned")],
      ["of another issuer", retold((claims) => ({ ...claims, iss: "https://evil.example" }), "resigned")],
      ["for another try", retold((claims) => ({ ...claims, nonce: "another" }), "resigned")],
      ["without a nonce", retold(({ nonce: _nonce, ...claims }) => claims, "resigned")],
      ["of yesterday", retold((claims) => ({ ...claims, exp: Number(claims["iat"]) - 86_400 }), "resigned")],
      ["of nobody", retold(({ sub: _sub, ...claims }) => claims, "resigned")],
      ["missing", (ctx: KoaContextWithOIDC) => tokenOf(ctx) && delete (ctx.body as { id_token?: string }).id_token],
    ] as const) {
      provider.tamper = tamper;
      expect([what, ...(await outcomeOf(eve))]).toEqual([what, ...turnedBack("sign_on_refused")]);
    }
    // The same way of retelling, with nothing changed: what is refused above is refused for its own reason.
    provider.tamper = retold((claims) => claims, "resigned");
    expect(await outcomeOf(eve)).toEqual([303, "/#/accounts", "Eve Adams, clerk"]);
  });

  test("groups give a role by their exact names in a list; anything else is said, and gives none", async () => {
    const host = await startHost();
    const eve = openTestBrowser(host);
    const [refused, notAllowed] = [turnedBack("sign_on_refused"), turnedBack("sign_on_not_allowed")];
    for (const [groups, outcome] of [
      ["ledger-admins", refused],
      [{ "ledger-admins": true }, refused],
      [[["ledger-admins"]], refused],
      [["finance", 1], refused],
      [null, refused],
      [["Ledger-Admins", "ledger-admins ", "admin", "__proto__", "constructor"], notAllowed],
      [undefined, notAllowed],
      [
        [...Array.from({ length: 10_000 }, (_, index) => `group ${index}`), "finance"],
        [303, "/#/accounts", "Eve Adams, clerk"],
      ],
    ] as const) {
      provider.person = { sub: "u-1", name: "Eve Adams", groups };
      expect([groups, ...(await outcomeOf(eve))]).toEqual([groups, ...outcome]);
      await eve.call("operators.signOut");
    }
    provider.person = { sub: "u-1", name: "Eve Adams", _claim_names: { groups: "src1" } };
    expect(await outcomeOf(eve)).toEqual(refused);
    expect(host.said.at(-1)).toContain("more groups than it lists");
  });

  test("whatever place is asked for, one is led to nowhere but the host's own page", async () => {
    const host = await startHost();
    for (const place of [
      "https://evil.example",
      "//evil.example",
      "/\\evil.example",
      "#/accounts\r\nset-cookie: a=b",
      "javascript:alert(1)",
      `#/${"a".repeat(600)}`,
      "#//evil.example",
    ]) {
      const { headers } = await openTestBrowser(host).signOn(provider, place);
      expect([place, headers.location]).toEqual([place, place === "#//evil.example" ? `/${place}` : "/"]);
    }
  });

  test("a browser that is led back by the provider's page comes to the host from the host's own, with its strict cookies", async () => {
    const host = await startHost();
    const eve = openTestBrowser(host);
    const { headers } = await eve.get("/sign-on/start");
    const { pathname, search } = await provider.browse(headers.location ?? "");
    const fetched = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
    const led = await eve.get(`${pathname}${search}&x=%22%3E%3Cscript%3E`, fetched);
    expect([led.status, led.headers.refresh]).toEqual([200, expect.stringContaining(`0; url=${pathname}?code=`)]);
    expect(led.body).not.toContain("<script");
    expect((await eve.get(pathname + search, { ...fetched, "sec-fetch-dest": "image" })).status).toBe(403);
    const own = String(led.headers.refresh).slice("0; url=".length);
    expect((await eve.get(own, { ...fetched, "sec-fetch-site": "same-origin" })).headers.location).toBe("/");
  });
});

describe("the provider", () => {
  test("that is away, or says nonsense, is said on the sign-in page, where passphrases are taken still", async () => {
    const host = await startHost();
    const eve = openTestBrowser(host);
    const away = [303, "/?sign-on=sign_on_unavailable#/accounts"];
    const start = async () => {
      const { status, headers } = await eve.get("/sign-on/start?to=%23%2Faccounts");
      return [status, headers.location];
    };
    for (const said of [
      "<html>Welcome</html>",
      { issuer: "https://evil.example", authorization_endpoint: "https://evil.example/auth" },
      { issuer: provider.settings.issuer },
      "x".repeat(2 * 1024 * 1024),
    ]) {
      provider.tamper = (ctx) => void (ctx.path.startsWith("/.well-known/") && (ctx.body = said));
      expect(await start()).toEqual(away);
    }
    provider.tamper = () => undefined;
    const { headers } = await eve.get("/sign-on/start?to=%23%2Faccounts");
    const { pathname, search } = await provider.browse(headers.location ?? "");
    await provider.stop();
    // It dies while somebody is there.
    expect(await outcomeOf(eve, eve.get(`${pathname}${search}`))).toEqual([...away, null]);
    const next = await startHost();
    const { headers: turned } = await openTestBrowser(next).get("/sign-on/start");
    expect(turned.location).toBe("/?sign-on=sign_on_unavailable");
    expect(next.said).toEqual([expect.stringContaining("Nothing answers at the address")]);
    const ann = openTestBrowser(next);
    await ann.call("operators.signIn", { signInName: "ann", passphrase: passphraseOf("ann") });
    expect((await currentAt(ann)).operator?.name).toBe("ANN");
  });

  test("may be the only way in from other machines; guessing at it is limited as at passphrases", async () => {
    const only = { ...provider.settings, allowsPassphrases: false };
    const host = await startTestTeamHost(book, { door: { ...usualDoor, signOn: only } });
    const eve = openTestBrowser(host);
    expect(await currentAt(eve)).toMatchObject({ signOn: { name: "Acme login", allowsPassphrases: false } });
    const refused = await eve.call("operators.signIn", { signInName: "ann", passphrase: passphraseOf("ann") });
    expect(codeOf(refused)).toBe("sign_on_required");
    await eve.signOn(provider);
    const { headers } = await eve.get("/sign-on/start");
    const { search } = new URL(headers.location ?? "");
    const journey = eve.cookies.get("__Host-countinghouse-journey") ?? "";
    const outcomes = new Set<unknown>();
    for (let guess = 0; guess < 31; guess += 1) {
      eve.cookies.set("__Host-countinghouse-journey", journey);
      outcomes.add((await eve.get(`/sign-on/return?code=${guess}&state=${search.length}`)).headers.location);
    }
    expect([...outcomes]).toEqual(["/?sign-on=sign_on_refused", "/?sign-on=sign_in_locked"]);
  });

  test("is named in a file that says what it has to, and makes nobody ready who has no other way in", async () => {
    const folder = temporaryFolder();
    const file = (content: unknown) => {
      const path = join(folder, "sign-on.json");
      writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
      return path;
    };
    const door = (signOn: string) =>
      teamDoorOf({ listen: "127.0.0.1", tlsCert: tlsFile("host.pem"), tlsKey: tlsFile("host.key"), signOn });
    writeFileSync(join(folder, "secret"), "a secret\n");
    const good = {
      issuer: "https://login.example.com/realms/acme",
      clientId: "countinghouse",
      clientSecretFile: "secret",
      name: "Acme",
      groupsClaim: ["realm_access", "roles"],
      groups: { admin: ["ledger-admins"] },
    };
    expect(door(file(good)).signOn).toEqual({
      issuer: good.issuer,
      clientId: "countinghouse",
      clientSecret: "a secret",
      name: "Acme",
      scopes: ["profile", "email"],
      groupsPath: good.groupsClaim,
      groups: good.groups,
      allowsPassphrases: true,
    });
    for (const [content, problem] of [
      ["{", "is not JSON"],
      [{ ...good, issuer: "http://login.example.com" }, "issuer is not an address with https"],
      [{ ...good, groups: {} }, "groups gives nobody a role"],
      [{ ...good, groups: { boss: ["x"] } }, "groups"],
      [{ ...good, secret: "in the open" }, "secret"],
      [{ ...good, clientSecretFile: "nowhere" }, "nowhere cannot be read (ENOENT)"],
    ] as const) {
      expect(() => door(file(content))).toThrow(problem);
    }
    const unready = async (issuer: string | null) =>
      (await book.engine.call("operators.unready", { issuer }, hostCaller("Team"))) as { value: { names: string[] } };
    await openTestBrowser(await startHost()).signOn(provider);
    expect((await unready(provider.settings.issuer)).value.names).toEqual([]);
    expect((await unready(null)).value.names).toEqual(["Eve Adams"]);
    expect((await unready("https://another.example")).value.names).toEqual(["Eve Adams"]);
  });
});

type TokenClaims = Readonly<Record<string, unknown>>;

const tokenOf = ({ path, body }: KoaContextWithOIDC): string =>
  path === "/token" ? ((body as { id_token?: string } | undefined)?.id_token ?? "") : "";

/** A provider that says something else than it knows, with a signature of the kind that is named. */
function retold(change: (claims: TokenClaims) => TokenClaims, kind: "none" | "secret" | "forged" | "resigned") {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return (ctx: KoaContextWithOIDC): void => {
    const [head = "", claims = ""] = tokenOf(ctx).split(".");
    if (claims === "") return;
    const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString()) as TokenClaims;
    const write = (part: TokenClaims) => Buffer.from(JSON.stringify(part)).toString("base64url");
    const alg = { none: "none", secret: "HS256", forged: "ES256", resigned: "ES256" }[kind];
    const words = `${write({ ...read(head), alg })}.${write(change(read(claims)))}`;
    const key = kind === "resigned" ? provider.signingKey : privateKey;
    const signatures = {
      none: () => Buffer.alloc(0),
      secret: () =>
        createHmac("sha256", provider.settings.clientSecret ?? randomBytes(8))
          .update(words)
          .digest(),
      forged: () => sign("sha256", Buffer.from(words), { key, dsaEncoding: "ieee-p1363" }),
    };
    const signature = signatures[kind === "resigned" ? "forged" : kind]().toString("base64url");
    ctx.body = { ...(ctx.body as object), id_token: `${words}.${signature}` };
  };
}
