import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { everythingChanged, type EngineEvent } from "../../../src/shared/contract/events.ts";
import { createTestBook, openTestBook } from "../../support/book.ts";
import { createCustomer, creditOf } from "../../support/company.ts";
import { patience } from "../../support/patience.ts";
import { findServerPrograms, startTestServer, type TestServer } from "../../support/postgres.ts";

const programs = findServerPrograms();
const credit = { action: "increase", amountMinor: 1_00, currency: "USD", reasonCode: "courtesy" } as const;

describe.skipIf(programs === null)("a server that has run out of something (BEHAVIOUR 13)", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(programs ?? "", ["max_connections=20", "max_locks_per_transaction=10"]);
    server.psql("CREATE ROLE limited LOGIN; GRANT CREATE ON DATABASE postgres TO limited");
  });
  afterAll(() => server.stop());

  const allowConnections = (count: number) => server.psql(`ALTER ROLE limited CONNECTION LIMIT ${count}`);
  const newPlace = () => server.newPlace().replace("countinghouse@", "limited@");

  test("such as connections, refuses by that name whoever would open a book or make one, and lets them once it has some", async () => {
    const place = newPlace();
    allowConnections(0);
    const host = await openTestBook(place);
    const newBook = { name: "Acme", timeZone: "UTC", currency: "USD", idempotencyKey: "make" } as const;
    expect((await host.refusal("book.create", newBook)).code).toBe("book_server_exhausted");
    allowConnections(-1);
    expect((await host.refusal("book.info", {})).code).toBe("book_missing");
    await host.ask("book.create", newBook);
    await host.close();

    allowConnections(0);
    const again = await openTestBook(place);
    expect(await again.refusal("book.info", {})).toMatchObject({
      code: "book_server_exhausted",
      message: expect.stringContaining("too many connections for role"),
    });
    allowConnections(-1);
    expect((await again.ask("book.info", {})).name).toBe("Acme");
  });

  test("such as connections, refuses by that name what needs another one, and the host goes on with those that it has", async () => {
    const book = await createTestBook({ path: newPlace() });
    const accountId = await createCustomer(book);
    allowConnections(0);
    expect((await book.refusal("ledger.verify", {})).code).toBe("book_server_exhausted");
    await book.ask("credits.adjust", { ...credit, accountId });
    expect(await creditOf(book, accountId)).toBe(1_00);
    allowConnections(-1);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  });

  test("such as connections, has whoever has lost theirs wait for new ones: what was refused is done once when it is sent again, and what was not heard is asked for", async () => {
    const book = await createTestBook({ path: newPlace() });
    const accountId = await createCustomer(book);
    const heard: EngineEvent[] = [];
    book.engine.subscribe((event) => heard.push(event));
    await book.ask("credits.adjust", { ...credit, accountId, idempotencyKey: "before" });
    allowConnections(0);
    server.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'limited'");
    const waiting = { ...credit, accountId, idempotencyKey: "meanwhile" } as const;
    for (const again of [1, 2]) {
      const [write, read] = [
        await book.refusal("credits.adjust", waiting),
        await book.refusal("accounts.get", { accountId }),
      ];
      expect([again, write.code, read.code]).toEqual([again, "book_server_exhausted", "book_server_exhausted"]);
    }
    heard.length = 0;
    allowConnections(-1);
    await book.ask("credits.adjust", waiting);
    await book.ask("credits.adjust", waiting);
    expect(await creditOf(book, accountId)).toBe(2_00);
    await expect.poll(() => heard, patience).toContainEqual(everythingChanged);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  });

  test("such as the memory for locks, refuses by that name and has written nothing; what is sent again is done once there is some", async () => {
    const book = await createTestBook({ path: server.newPlace() });
    const accountId = await createCustomer(book);
    await book.ask("credits.adjust", { ...credit, accountId, idempotencyKey: "before" });
    const address = new URL(book.path);
    address.search = "";
    const somebody = new Client({ connectionString: address.href });
    await somebody.connect();
    onTestFinished(() => somebody.end());
    // What it has taken before it found no more it keeps.
    await expect(
      somebody.query("SELECT count(pg_advisory_lock(number)) FROM generate_series(1, 1000000) number"),
    ).rejects.toMatchObject({ code: "53200" });
    const waiting = { ...credit, accountId, idempotencyKey: "meanwhile" } as const;
    expect(await book.refusal("credits.adjust", waiting)).toMatchObject({
      code: "book_server_exhausted",
      message: expect.stringContaining("out of shared memory"),
    });
    await somebody.query("SELECT pg_advisory_unlock_all()");
    await book.ask("credits.adjust", waiting);
    expect(await creditOf(book, accountId)).toBe(2_00);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  });
});
