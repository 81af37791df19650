import { get, request, type ClientRequest } from "node:http";
import { text } from "node:stream/consumers";
import { createParser } from "eventsource-parser";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { startTeamHost, type TeamHost } from "../../../src/main/server/team/team-host.ts";
import type { EngineEvent } from "../../../src/shared/contract/events.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { addOperators, type TestDesk } from "../../support/operators.ts";
import { passphraseOf } from "../../support/passphrases.ts";
import { makePageDirectory } from "../../support/page-directory.ts";

let book: TestBook;
let admin: TestDesk;
let host: TeamHost;
let cookie: string;

/** As a proxy on this machine passes it on, so that a thousand connections take no thousand handshakes. */
const passedOn = { host: "desk.example", "x-forwarded-proto": "https" };

async function startHost(): Promise<TeamHost> {
  const page = makePageDirectory();
  const started = await startTeamHost({
    engine: book.engine,
    bookPath: book.path,
    rendererDirectory: page.directory,
    door: {
      address: "127.0.0.1",
      port: 0,
      names: ["desk.example"],
      security: { kind: "proxy", addresses: ["127.0.0.1"] },
    },
    say: () => undefined,
  });
  onTestFinished(async () => {
    await started.close();
    page.remove();
  });
  return started;
}

beforeEach(async () => {
  book = await createTestBook();
  ({ admin } = await addOperators(book, { ann: "clerk" }));
  host = await startHost();
  cookie = await signIn("ann");
});

async function signIn(signInName: string, address = "10.0.0.1"): Promise<string> {
  const input = { signInName, passphrase: passphraseOf(signInName) };
  const { cookie: given } = await call("operators.signIn", input, { "x-forwarded-for": address });
  return given;
}

function call(method: string, input: unknown, more: Readonly<Record<string, string>>) {
  return new Promise<{ readonly status: number; readonly body: string; readonly cookie: string }>((resolve, reject) => {
    const headers = { ...passedOn, "content-type": "application/json", ...more };
    const path = `/rpc/${method}`;
    const outgoing = request({ host: "127.0.0.1", port: host.port, method: "POST", path, headers }, (answer) => {
      const given = answer.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
      text(answer).then((body) => resolve({ status: answer.statusCode ?? 0, body, cookie: given }), reject);
    });
    outgoing.once("error", reject);
    outgoing.end(JSON.stringify(input));
  });
}

interface Heard {
  readonly id: string;
  readonly event: EngineEvent;
}

/** A stream of events as a browser has it: what it heard, and where it goes on when it is opened anew. */
interface Stream {
  readonly heard: readonly Heard[];
  lastId(): string;
  until(count: number): Promise<void>;
  drop(): void;
}

async function open(lastId?: string, as = cookie): Promise<Stream> {
  const heard: Heard[] = [];
  let last = lastId ?? "";
  let wake = (): void => undefined;
  const parser = createParser({
    onEvent: ({ id, data }) => {
      last = id ?? last;
      heard.push({ id: id ?? "", event: JSON.parse(data) as EngineEvent });
      wake();
    },
  });
  const headers = { ...passedOn, cookie: as, ...(lastId !== undefined && { "last-event-id": lastId }) };
  let asked: ClientRequest | undefined;
  await new Promise<void>((resolve, reject) => {
    asked = get({ host: "127.0.0.1", port: host.port, path: "/events", agent: false, headers }, (answer) => {
      answer.setEncoding("utf8").once("data", () => resolve());
      answer.on("data", (piece: string) => {
        last = /^id: (\S+)$/mu.exec(piece)?.[1] ?? last;
        parser.feed(piece);
      });
      answer.on("error", () => undefined);
    });
    asked.once("error", reject);
  });
  onTestFinished(() => void asked?.destroy());
  return {
    heard,
    lastId: () => last,
    async until(count) {
      while (heard.length < count) await new Promise<void>((resolve) => (wake = resolve));
    },
    drop: () => void asked?.destroy(),
  };
}

/** Something that every desk is to hear of. */
async function change(): Promise<string> {
  const { accountId } = await admin.ask("accounts.create", { kind: "user", name: "Ada" });
  return accountId;
}

const accountsIn = (heard: readonly Heard[]): unknown[] =>
  heard.map(({ event }) => (event.type === "changed" ? event.accountIds : event.type));

describe("events at the desks of a team (BEHAVIOUR 13.3)", () => {
  test("500 desks that come back at once are each told what happened meanwhile, once and in its order", async () => {
    const before = await Promise.all(Array.from({ length: 500 }, () => open()));
    const first = await change();
    await Promise.all(before.map((stream) => stream.until(1)));
    expect(new Set(before.map(({ heard }) => JSON.stringify(heard))).size).toBe(1);
    expect(accountsIn(before[0]?.heard ?? [])).toEqual([[first]]);
    for (const stream of before) stream.drop();
    const missed = [await change(), await change(), await change()];
    const after = await Promise.all(before.map((stream) => open(stream.lastId())));
    const last = await change();
    await Promise.all(after.map((stream) => stream.until(4)));
    for (const { heard } of after) expect(accountsIn(heard)).toEqual([...missed, last].map((id) => [id]));
  });

  test("500 sessions that come back at once after the host was started anew go on without signing in, and miss nothing", async () => {
    const cookies: string[] = [];
    // A host looks at no more passphrases at once.
    while (cookies.length < 500) {
      const addresses = Array.from({ length: 10 }, (_, index) => `10.0.${cookies.length / 10}.${index}`);
      cookies.push(...(await Promise.all(addresses.map((address) => signIn("ann", address)))));
    }
    expect(new Set(cookies).size).toBe(500);
    const before = await Promise.all(cookies.map((as) => open(undefined, as)));
    await change();
    await Promise.all(before.map((stream) => stream.until(1)));
    await host.close();
    const missed = await change();
    host = await startHost();
    const after = await Promise.all(before.map((stream, index) => open(stream.lastId(), cookies[index])));
    // The new host does not know what they had heard, so each is told once that everything may have changed, and asks for what it shows.
    await Promise.all(after.map((stream) => stream.until(1)));
    const shown = await Promise.all(cookies.map((as) => call("accounts.get", { accountId: missed }, { cookie: as })));
    expect(new Set(shown.map(({ status }) => status))).toEqual(new Set([200]));
    const last = await change();
    await Promise.all(after.map((stream) => stream.until(2)));
    for (const { heard } of after) expect(accountsIn(heard)).toEqual([null, [last]]);
  });

  test("who comes from another host, or from nowhere, is told once that everything may have changed", async () => {
    const stream = await open();
    await change();
    await stream.until(1);
    stream.drop();
    const known = stream.lastId();
    for (const cursor of [
      "nothing",
      "",
      "0",
      `${known}9`,
      `other.${known.split(".")[1]}`,
      known.replace(/\d+$/u, "-1"),
    ]) {
      const back = await open(cursor);
      await back.until(1);
      expect(back.heard[0]?.event).toMatchObject({
        type: "changed",
        accountIds: null,
        topics: expect.arrayContaining(["ledger", "book"]) as string[],
      });
      back.drop();
    }
    const back = await open("nothing");
    await back.until(1);
    // From here it goes on.
    const next = await change();
    await back.until(2);
    expect(accountsIn(back.heard.slice(1))).toEqual([[next]]);
  });

  test("who has not signed in is told nothing of what they missed, and a session that was ended hears no more", async () => {
    const ann = await open();
    const nobody = await open(undefined, "");
    const seen = await change();
    await ann.until(1);
    const [session] = (await admin.ask("sessions.list", {})).sessions;
    await admin.ask("sessions.end", { sessionId: session?.id ?? "" });
    const bare = { type: "changed", topics: ["operators", "book"], accountIds: null };
    await change();
    await admin.ask("book.configure", { idleLockMinutes: 3 });
    await Promise.all([ann.until(4), nobody.until(4)]);
    expect(accountsIn(ann.heard.slice(0, 1))).toEqual([[seen]]);
    expect(ann.heard.slice(1).map(({ event }) => event)).toEqual([bare, bare, bare]);
    expect(nobody.heard.map(({ event }) => event)).toEqual([bare, bare, bare, bare]);
    nobody.drop();
    await change();
    const back = await open(nobody.lastId(), "");
    await back.until(1);
    expect(back.heard.map(({ event }) => event)).toEqual([bare]);
  });
});
