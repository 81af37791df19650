import dns from "node:dns";
import { readFileSync } from "node:fs";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { LinkView } from "../../src/shared/contract/link.ts";
import type { SystemSealer } from "../../src/main/engine/engine.ts";
import { createTestBook, isOnServer, openTestBook } from "../support/book.ts";
import { adjust, createCustomer, creditOf } from "../support/company.ts";
import {
  drainOutbox,
  link,
  linkTwoBooks,
  linkWithUser,
  refresh,
  startTwoBooks,
  untilItem,
  untilLink,
} from "../support/linked-books.ts";
import { linkPassphrase } from "../support/link-passphrase.ts";
import { faults } from "../support/faulty-proxy.ts";
import { startReceiver } from "../support/receiver.ts";
import { believe, startTlsDoor } from "../support/tls-door.ts";

/** As a name that nobody knows is answered by the system. */
function knowsNoName(name: string, _options: unknown, answer: (error: Error) => void): void {
  process.nextTick(answer, Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: "ENOTFOUND" }));
}

const isApplied = ({ state }: { state: string }): boolean => state === "applied";
const isRefused = ({ state }: { state: string }): boolean => state === "refused";

describe("linking", () => {
  test("a first look says what is there and writes nothing", async () => {
    const { here, upstream, address } = await startTwoBooks();
    await createCustomer(upstream.book);
    await upstream.book.ask("accounts.create", { kind: "user", name: "Ada", contact: "ada@example.com" });
    expect(await here.ask("link.probe", { address: `${address}/`, secretKey: upstream.key })).toMatchObject({
      address,
      userCount: 1,
      organizationCount: 1,
      currency: "USD",
      readsCredit: true,
      accountsHere: 0,
    });
    expect(await here.ask("link.show", {})).toEqual({ link: null });
    expect((await here.ask("book.info", {})).accountCounts).toEqual({ user: 0, organization: 0 });
  });

  test("accounts and balances are pulled; those that are here are matched by id, then by e-mail or slug, and doubts are shown", async () => {
    const { here, upstream, address } = await startTwoBooks();
    const there = upstream.book;
    const rich = await createCustomer(there);
    await adjust(there, rich, 50_00);
    const { accountId: ada } = await there.ask("accounts.create", {
      kind: "user",
      name: "Ada",
      contact: "Ada@Example.com",
    });
    await there.ask("accounts.create", { kind: "organization", name: "Odd", contact: "odd" });
    const { accountId: adaHere } = await here.ask("accounts.create", {
      kind: "user",
      name: "A. L.",
      contact: "ada@example.com",
    });
    const { accountId: oddHere } = await here.ask("accounts.create", {
      kind: "user",
      name: "Odd one",
      contact: "odd",
    });
    await link({ here, upstream, address });
    const { rows } = await here.ask("link.accounts", {});
    expect(rows.map(({ name, matchedBy, doubt }) => ({ name, matchedBy, doubt }))).toEqual([
      { name: "Ada", matchedBy: "contact", doubt: null },
      { name: "Globex Corporation", matchedBy: "new", doubt: null },
      { name: "Odd", matchedBy: null, doubt: "other_kind" },
    ]);
    expect(rows[0]).toMatchObject({ upstreamId: ada, accountId: adaHere, balance: null });
    expect(rows[1]?.balance).toEqual({ currency: "USD", amountMinor: 50_00 });
    // What an account of whom there was no credit here has upstream is its opening balance; never had any is not 0.
    expect(await creditOf(here, rich)).toBe(50_00);
    expect(await creditOf(here, adaHere)).toBeNull();
    const { rows: entries } = await here.ask("ledger.list", {});
    expect(entries).toMatchObject([{ sourceType: "opening", origin: "sync", amountMinor: 50_00, upstreamState: null }]);
    expect(await here.ask("link.differences", {})).toMatchObject({ rows: [], nextCursor: null, total: { count: 0 } });
    // An operator says what is doubtful.
    const odd = rows[2]?.upstreamId ?? "";
    const otherKind = await here.refusal("link.match", { upstreamId: odd, accountId: oddHere });
    expect(otherKind.code).toBe("account_for_other_kind");
    const { accountId } = await here.ask("link.match", { upstreamId: odd, accountId: null });
    expect(accountId).toBe(odd);
    expect((await here.refusal("link.match", { upstreamId: odd, accountId: null })).code).toBe("match_not_doubtful");
    expect((await here.runJob("ledger.verify", {})).result.ok).toBe(true);
  });

  test.skipIf(isOnServer)(
    "the key is in no answer, no log and not in the book, and comes back by its passphrase alone",
    async () => {
      const { here, upstream } = await linkTwoBooks();
      const shown = await here.ask("link.show", {});
      const acts = await here.ask("audit.list", {});
      for (const said of [shown, acts]) expect(JSON.stringify(said)).not.toContain(upstream.key);
      await here.close();
      for (const file of [here.path, `${here.path}.link`]) {
        expect(readFileSync(file).includes(upstream.key)).toBe(false);
      }
      const again = await openTestBook(here.path);
      expect((await again.ask("link.show", {})).link).toMatchObject({ isUnlocked: false });
      expect((await again.refusal("link.sync", {})).code).toBe("link_locked");
      expect((await again.refusal("link.unlock", { passphrase: "wrong horse" })).code).toBe("link_passphrase_wrong");
      await again.ask("link.unlock", { passphrase: linkPassphrase });
      await untilLink(again, ({ isUnlocked, isAtWork }) => isUnlocked && !isAtWork);
    },
  );

  test.skipIf(isOnServer)(
    "a system that has a key store keeps the key without a passphrase, and only there it opens",
    async () => {
      const { here, upstream, address } = await startTwoBooks();
      const keyStore = (place: string): SystemSealer => ({
        seal: (text) => Buffer.from(`${place}:${text.split("").toReversed().join("")}`).toString("base64"),
        open(sealed) {
          const [sealedAt = "", ...text] = Buffer.from(sealed, "base64").toString().split(":");
          if (sealedAt !== place) throw new Error("It was sealed elsewhere");
          return text.join(":").split("").toReversed().join("");
        },
      });
      const shut: SystemSealer = {
        seal() {
          throw new Error("The keyring is locked");
        },
        open: () => "",
      };
      const secretKey = upstream.key;
      const { path } = here;
      await here.close();
      const locked = await openTestBook(path, shut);
      expect((await locked.refusal("link.create", { address, secretKey })).code).toBe("link_passphrase_missing");
      expect(await locked.ask("link.show", {})).toEqual({ link: null });
      await locked.close();
      const first = await openTestBook(path, keyStore("home"));
      expect((await first.ask("link.probe", { address, secretKey })).hasKeyStore).toBe(true);
      await first.ask("link.create", { address, secretKey });
      await untilLink(first, ({ lastPullAtMs }) => lastPullAtMs !== null);
      expect(readFileSync(`${path}.link`).includes(secretKey)).toBe(false);
      await first.close();
      const again = await openTestBook(path, keyStore("home"));
      await untilLink(again, ({ isUnlocked }) => isUnlocked);
      await again.close();
      const elsewhere = await openTestBook(path, keyStore("work"));
      expect((await elsewhere.ask("link.show", {})).link).toMatchObject({ isUnlocked: false });
      expect((await elsewhere.refusal("link.sync", {})).code).toBe("link_locked");
      await elsewhere.ask("link.create", { address, secretKey });
      await untilLink(elsewhere, ({ isUnlocked }) => isUnlocked);
    },
  );

  test("what is no address of an API, a key that is not good and another instance are refused, and nothing is linked", async () => {
    const { here, upstream, address } = await startTwoBooks();
    const secretKey = upstream.key;
    const passphrase = linkPassphrase;
    for (const bad of [
      "api.clerk.com",
      "http://api.clerk.com/v1",
      "https://me:secret@api.clerk.com",
      "file:///etc/passwd",
      `${address}?a=b`,
    ]) {
      expect((await here.refusal("link.create", { address: bad, secretKey, passphrase })).code).toBe(
        "link_address_invalid",
      );
    }
    expect((await here.refusal("link.create", { address, secretKey })).code).toBe("link_passphrase_missing");
    const wrong = await here.refusal("link.create", { address, secretKey: "sk_live_wrong", passphrase });
    expect(wrong.code).toBe("upstream_key_refused");
    expect(JSON.stringify(wrong)).not.toContain("sk_live_wrong");
    expect((await here.refusal("link.create", { address: "http://127.0.0.1:9", secretKey, passphrase })).code).toBe(
      "upstream_unreachable",
    );
    expect(await here.ask("link.show", {})).toEqual({ link: null });
    // Another key of the same instance is taken; another instance is not.
    await link({ here, upstream, address });
    const { secret } = await upstream.makeKey({ name: "Another" });
    await here.ask("link.create", { address, secretKey: secret, passphrase });
    const other = await startTwoBooks();
    const refused = await here.refusal("link.create", {
      address: other.address,
      secretKey: other.upstream.key,
      passphrase,
    });
    expect(refused.code).toBe("book_is_linked");
  });

  test.each([
    ["a page of HTML", 200, "text/html", "<html></html>"],
    ["JSON that is not Clerk's", 200, "application/json", '{"hello":"world"}'],
    ["JSON that is cut off", 200, "application/json", '[{"id":"user_1"'],
    ["ids that are not Clerk's", 200, "application/json", '[{"id":"../../etc","created_at":1}]'],
    ["a redirect", 301, "application/json", "{}"],
    ["a refusal in other words", 404, "application/json", '{"error":"no"}'],
  ])("an address that answers with %s is no upstream", async (_what, status, type, body) => {
    const here = await createTestBook();
    const { address } = await startReceiver((response) => {
      response.writeHead(status, { "content-type": type, location: "http://127.0.0.1:9/" }).end(body);
    });
    const refused = await here.refusal("link.probe", { address, secretKey: "sk_live_something" });
    expect(refused.code).toBe("upstream_not_understood");
  });

  test.each([
    ["without an end", {}],
    ["that says it is 4 GB long, and of which nothing comes", { "content-length": String(4 * 1024 ** 3) }],
  ])("an answer %s is cut off", async (_what, headers) => {
    const here = await createTestBook();
    const piece = Buffer.alloc(1024 * 1024, " ");
    const { address } = await startReceiver((response) => {
      response.writeHead(200, { "content-type": "application/json", ...headers });
      if ("content-length" in headers) {
        response.flushHeaders();
        return;
      }
      const more = (): void => {
        while (response.writable && response.write(piece));
      };
      response.on("drain", more);
      more();
    });
    const refused = await here.refusal("link.probe", { address, secretKey: "sk_live_something" });
    expect(refused).toMatchObject({ code: "upstream_not_understood", message: expect.stringContaining("32 MB") });
  });

  test("removing the link asks for what waits, ends it, and lets the book bill again", async () => {
    const { here, proxy, accountId } = await linkWithUser();
    proxy.meet(() => "dropRequest");
    await adjust(here, accountId, 10_00);
    expect((await here.refusal("link.remove", {})).code).toBe("outbox_not_empty");
    expect(await here.ask("link.remove", { leavesWaiting: true })).toMatchObject({ unlinkedCount: 1 });
    expect(await here.ask("link.show", {})).toEqual({ link: null });
    expect((await here.ask("book.info", {})).linkedTo).toBeNull();
    const { rows } = await here.ask("outbox.list", {});
    expect(rows).toMatchObject([{ settledAs: "unlinked" }]);
    await here.ask("accounts.create", { kind: "user", name: "Bo" });
    await adjust(here, accountId, 5_00);
    expect((await here.ask("outbox.list", {})).rows).toHaveLength(1);
  });

  test("a book that is linked leaves billing to the upstream, and says where that is", async () => {
    const { here, upstream, address } = await startTwoBooks();
    const accountId = await createCustomer(here, { feeMinor: 20_00 });
    await link({ here, upstream, address });
    const refusals = [
      await here.refusal("billing.run", { throughOn: "2026-01-31" }),
      await here.refusal("invoices.addCharge", {
        accountId,
        description: "Setup",
        quantity: 1,
        unitMinor: 100,
        currency: "USD",
      }),
      await here.refusal("credits.applyToOpenInvoices", { accountId }),
      await here.refusal("accounts.create", { kind: "user", name: "Ada" }),
    ];
    for (const { code, message } of refusals) {
      expect(code).toBe("book_is_linked");
      expect(message).toContain(address);
    }
    expect((await here.ask("book.info", {})).linkedTo).toBe(address);
    const terms = { priority: 10 };
    const adjustment = {
      accountId,
      action: "increase",
      amountMinor: 1,
      currency: "USD",
      reasonCode: "courtesy",
      terms,
    } as const;
    expect((await here.refusal("credits.adjust", adjustment)).code).toBe("credit_terms_invalid");
  });
});

describe("the outbox", () => {
  test("an adjustment is an entry at once, is marked until the upstream has it, and is there once, under the entry's id", async () => {
    const { here, upstream, proxy, accountId } = await linkWithUser();
    proxy.meet(() => "dropRequest");
    const entry = await adjust(here, accountId, 25_00);
    expect(await creditOf(here, accountId)).toBe(25_00);
    const waiting = await untilItem(
      here,
      entry.id,
      ({ attemptCount, state }) => attemptCount === 1 && state === "queued",
    );
    expect(waiting.problem).not.toBeNull();
    const { rows } = await here.ask("ledger.list", {});
    expect(rows[0]?.upstreamState).toBe("queued");
    const shown = await untilLink(here, ({ problem }) => problem !== null);
    expect(shown).toMatchObject({ queuedCount: 1, problem: { code: "upstream_unreachable" } });
    proxy.meet(() => null);
    await here.ask("outbox.retry", { entryId: null });
    expect(await untilItem(here, entry.id, isApplied)).toMatchObject({ attemptCount: 2, lastStatus: 200 });
    expect((await here.ask("outbox.get", { entryId: entry.id })).attempts).toMatchObject([
      { status: null, problem: waiting.problem },
      { status: 200, problem: null },
    ]);
    expect((await here.refusal("outbox.get", { entryId: "ccl_none" })).code).toBe("outbox_item_not_found");
    expect((await here.ask("ledger.get", { entryId: entry.id })).entry.upstreamState).toBeNull();
    expect(await creditOf(upstream.book, accountId)).toBe(25_00);
    const there = await upstream.book.ask("ledger.list", {});
    expect(there.rows).toMatchObject([{ idempotencyKey: entry.id, amountMinor: 25_00 }]);
    expect((await refresh(here)).differenceCount).toBe(0);
  });

  test("whatever happens on the way, each adjustment arrives once and in the order of its account", async () => {
    const { here, upstream, proxy, accountId } = await linkWithUser();
    let count = 0;
    // Each kind of fault once, then none.
    proxy.meet(({ method }) => (method === "POST" ? (faults[count++] ?? null) : null));
    const amounts = [10_00, -3_00, 20_00, -27_00];
    for (const amount of amounts) await adjust(here, accountId, amount);
    await drainOutbox(here);
    expect((await here.ask("outbox.list", {})).rows.every(isApplied)).toBe(true);
    const { rows } = await upstream.book.ask("ledger.list", {});
    expect(rows.map(({ amountMinor }) => amountMinor).toReversed()).toEqual(amounts);
    expect(await creditOf(upstream.book, accountId)).toBe(0);
    expect((await refresh(here)).differenceCount).toBe(0);
  });

  test("what no connection comes of is said in sentences, is tried again later and later, and is sent once when the upstream is there", async () => {
    const { here, upstream, proxy } = await startTwoBooks();
    const { accountId } = await upstream.book.ask("accounts.create", {
      kind: "user",
      name: "Ada",
      contact: "a@b.example",
    });
    const door = await startTlsDoor(new URL(proxy.address).origin);
    // Nobody vouches for a certificate of the tests' own authority.
    const secretKey = upstream.key;
    const unknown = await here.refusal("link.probe", { address: door.address, secretKey });
    expect(unknown).toMatchObject({ code: "upstream_unreachable", message: expect.stringContaining("vouches for") });
    believe("authority.pem", "expired.pem");
    await link({ here, upstream, address: door.address });
    await door.become("nobody");
    const { id } = await adjust(here, accountId, 25_00);
    const lookup = vi.spyOn(dns, "lookup");
    for (const [what, problem] of [
      ["nobody", "Nothing answers at the address."],
      ["expired", "its certificate has expired. By the clock of this machine"],
      ["plain", "What answers at the address does not speak TLS."],
      ["unknownName", "There is no host of this name."],
    ] as const) {
      if (what === "unknownName") lookup.mockImplementation(knowsNoName as never);
      else await door.become(what);
      await here.ask("outbox.retry", { entryId: null });
      const item = await untilItem(
        here,
        id,
        (each) => each.state === "queued" && each.problem?.includes(problem) === true,
      );
      lookup.mockReset();
      expect(item).toMatchObject({ lastStatus: null });
      expect(item.nextAttemptAtMs).toBeGreaterThan(item.lastAttemptAtMs ?? Infinity);
    }
    const { link: shown } = await here.ask("link.show", {});
    expect(shown?.problem).toMatchObject({ code: "upstream_unreachable" });
    await door.become("host");
    await here.ask("outbox.retry", { entryId: null });
    await untilItem(here, id, isApplied);
    expect(await creditOf(upstream.book, accountId)).toBe(25_00);
    const known = await here.ask("outbox.get", { entryId: id });
    expect(known.attempts.length).toBeGreaterThan(4);
    expect(known.attempts.map(({ status }) => status)).toEqual([...known.attempts.slice(1).map(() => null), 200]);
  });

  test("an upstream that asks to be left alone for longer than any sleep is asked nothing for as long", async () => {
    const { here, proxy, accountId } = await linkWithUser();
    proxy.meet(() => "restsTwoHours");
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], shouldAdvanceTime: true });
    onTestFinished(() => void vi.useRealTimers());
    const { id } = await adjust(here, accountId, 5_00);
    await untilItem(here, id, ({ attemptCount, state }) => attemptCount === 1 && state === "queued");
    // What is read is refused as well.
    await here.ask("link.sync", {});
    const isAtRest = ({ problem, isAtWork }: LinkView): boolean => problem?.code === "upstream_busy" && !isAtWork;
    await untilLink(here, isAtRest);
    proxy.meet(() => null);
    const { length: askedCount } = proxy.requests;
    for (const minutes of [61, 58]) {
      await vi.advanceTimersByTimeAsync(minutes * 60_000);
      await untilLink(here, isAtRest);
    }
    expect(proxy.requests).toHaveLength(askedCount);
    await vi.advanceTimersByTimeAsync(3 * 60_000);
    await untilItem(here, id, isApplied);
    await untilLink(here, ({ problem, isAtWork }) => problem === null && !isAtWork);
  });

  test("what the upstream refuses is shown with its words and settled: undone here, changed and sent, or kept", async () => {
    const { here, upstream } = await linkTwoBooks();
    const { accountId } = await upstream.book.ask("accounts.create", {
      kind: "user",
      name: "Ada",
      contact: "ada@example.com",
    });
    await adjust(upstream.book, accountId, 30_00);
    await refresh(here);
    // The upstream uses what is still believed to be here.
    await adjust(upstream.book, accountId, -25_00);
    const refusedOf = async (amountMinor: number): Promise<string> => {
      const { id } = await adjust(here, accountId, amountMinor);
      const item = await untilItem(here, id, isRefused);
      expect(item).toMatchObject({ lastStatus: 422, problem: expect.stringContaining("insufficient_credit") });
      return id;
    };
    const first = await refusedOf(-10_00);
    const undone = await here.ask("outbox.settle", { entryId: first, as: "reverse" });
    expect(undone.item).toMatchObject({ state: "refused", settledAs: "reversed" });
    expect(undone.replacementEntryId).toBeNull();
    expect(await creditOf(here, accountId)).toBe(30_00);
    expect((await here.refusal("outbox.settle", { entryId: first, as: "keep" })).code).toBe("outbox_item_settled");
    const second = await refusedOf(-10_00);
    const changed = await here.ask("outbox.settle", { entryId: second, as: "change", amountMinor: 2_00 });
    await untilItem(here, changed.replacementEntryId ?? "", isApplied);
    expect(await creditOf(upstream.book, accountId)).toBe(3_00);
    const third = await refusedOf(-10_00);
    await here.ask("outbox.settle", { entryId: third, as: "keep" });
    expect((await here.ask("ledger.get", { entryId: third })).entry.upstreamState).toBe("kept");
    // 30 − 2 − 10 here, 3 there.
    await refresh(here);
    const { rows } = await here.ask("link.differences", {});
    expect(rows).toMatchObject([
      { accountId, hereMinor: 18_00, thereMinor: 3_00, differenceMinor: -15_00, isKept: true },
    ]);
    expect((await here.refusal("link.settleDifference", { accountId, differenceMinor: -14_00 })).code).toBe(
      "difference_changed",
    );
    await here.ask("link.settleDifference", { accountId, differenceMinor: -15_00 });
    expect(await creditOf(here, accountId)).toBe(3_00);
    expect((await here.ask("link.differences", {})).rows).toEqual([]);
    // Of all of that the upstream was sent one.
    expect((await upstream.book.ask("ledger.list", {})).rows).toHaveLength(3);
    expect((await here.runJob("ledger.verify", {})).result.ok).toBe(true);
  });

  test("what is settled by hand is within the limits of who settles it (BEHAVIOUR 11.1)", async () => {
    const { here, upstream, accountId } = await linkWithUser();
    await adjust(upstream.book, accountId, 30_00);
    await refresh(here);
    await adjust(upstream.book, accountId, -25_00);
    const { id: entryId } = await adjust(here, accountId, -10_00);
    await untilItem(here, entryId, isRefused);
    const limit = { role: "admin", currency: "USD", perDayMinor: null } as const;
    await here.ask("limits.set", { ...limit, perActMinor: 5_00 });
    for (const how of [{ as: "reverse" }, { as: "change", amountMinor: 2_00 }] as const) {
      expect((await here.refusal("outbox.settle", { entryId, ...how })).code).toBe("approval_required");
    }
    // What is kept moves nothing.
    await here.ask("outbox.settle", { entryId, as: "keep" });
    await refresh(here);
    const difference = { accountId, differenceMinor: -15_00 };
    expect((await here.refusal("link.settleDifference", difference)).code).toBe("approval_required");
    await here.ask("limits.set", { ...limit, perActMinor: 15_00 });
    await here.ask("link.settleDifference", difference);
    expect(await creditOf(here, accountId)).toBe(5_00);
  });

  test("what is undone before it is sent is sent in neither direction", async () => {
    const { here, upstream, proxy, accountId } = await linkWithUser();
    proxy.meet(() => "dropRequest");
    const first = await adjust(here, accountId, 1_00);
    await untilItem(here, first.id, ({ attemptCount, state }) => attemptCount === 1 && state === "queued");
    // It waits behind the first one, so it was never sent.
    const second = await adjust(here, accountId, 2_00);
    await here.ask("credits.reverse", { entryId: second.id });
    // The first may have arrived: what undoes it has to be sent.
    await here.ask("credits.reverse", { entryId: first.id });
    proxy.meet(() => null);
    await drainOutbox(here);
    const { rows } = await upstream.book.ask("ledger.list", {});
    expect(rows.map(({ amountMinor }) => amountMinor)).toEqual([-1_00, 1_00]);
    expect(await creditOf(here, accountId)).toBe(0);
  });

  test("an account that is gone upstream is marked gone and stays, and what is sent of it is refused", async () => {
    const { here, upstream, proxy, accountId } = await linkWithUser();
    // Nothing is deleted in a book of ours, so the way to it says so.
    proxy.meet(({ path }) => (path.includes(`/${accountId}`) ? "notFound" : null));
    await adjust(upstream.book, accountId, 1_00);
    expect(await refresh(here)).toMatchObject({ accountCount: 1, goneCount: 1 });
    const { rows } = await here.ask("link.accounts", { state: "gone" });
    expect(rows).toMatchObject([{ accountId, upstreamId: accountId, goneAtMs: expect.any(Number) }]);
    expect((await here.ask("accounts.get", { accountId })).name).toBe("Ada");
    const { id } = await adjust(here, accountId, 5_00);
    expect(await untilItem(here, id, isRefused)).toMatchObject({ lastStatus: 404 });
  });

  test("credit that moves between two accounts is not given there before it was taken there", async () => {
    const { here, upstream } = await linkTwoBooks();
    const { accountId: from } = await upstream.book.ask("accounts.create", {
      kind: "user",
      name: "Ada",
      contact: "ada@example.com",
    });
    const { accountId: to } = await upstream.book.ask("accounts.create", {
      kind: "user",
      name: "Bo",
      contact: "bo@example.com",
    });
    await adjust(upstream.book, from, 10_00);
    await refresh(here);
    await adjust(upstream.book, from, -8_00);
    const money = { currency: "USD", amountMinor: 5_00 };
    const { outEntry, inEntry } = await here.ask("credits.transfer", {
      fromAccountId: from,
      toAccountId: to,
      ...money,
    });
    await untilItem(here, outEntry.id, isRefused);
    expect(await untilItem(here, inEntry.id, isRefused)).toMatchObject({ attemptCount: 0, lastStatus: null });
    expect(await creditOf(upstream.book, to)).toBeNull();
    // Sent again, the one goes with the other; and with neither once one is kept, which would wait for ever.
    expect(await here.ask("outbox.retry", { entryId: inEntry.id })).toEqual({ retriedCount: 2 });
    await untilItem(here, outEntry.id, ({ attemptCount, state }) => attemptCount === 2 && state === "refused");
    await here.ask("outbox.settle", { entryId: outEntry.id, as: "keep" });
    expect((await here.refusal("outbox.retry", { entryId: inEntry.id })).code).toBe("outbox_item_settled");
    expect(await here.ask("outbox.retry", { entryId: null })).toEqual({ retriedCount: 0 });
    expect(await untilItem(here, inEntry.id, isRefused)).toMatchObject({ settledAs: null });
  });
});
