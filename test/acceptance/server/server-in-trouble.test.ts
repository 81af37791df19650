import { chownSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { createTestBook, openTestBook } from "../../support/book.ts";
import { createCustomer, creditOf } from "../../support/company.ts";
import { startCutNetwork } from "../../support/cut-network.ts";
import { findServerPrograms, startTestServer, type TestServer } from "../../support/postgres.ts";
import { canMount, fill, smallDisk } from "../../support/small-disk.ts";

const programs = findServerPrograms();
const tester = { origin: "desk", operator: "Tess Tester" } as const;
const credit = { action: "increase", amountMinor: 1_00, currency: "USD", reasonCode: "courtesy" } as const;

describe.skipIf(programs === null)("a server in trouble (BEHAVIOUR 13)", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(programs ?? "");
  });
  afterAll(() => server.stop());

  test.skipIf(!canMount)(
    "whose disk is full refuses by that name, has written nothing by halves, and goes on once there is room",
    async () => {
      const disk = smallDisk(48 * 1024);
      const nobody = 65_534;
      chownSync(disk, nobody, nobody);
      server.psql(`CREATE TABLESPACE small LOCATION '${disk}'`);
      server.psql("CREATE DATABASE small TABLESPACE small");
      const book = await createTestBook({ path: server.newPlace().replace("/postgres?", "/small?") });
      const accountId = await createCustomer(book);
      fill(disk, 512);
      const note = "x".repeat(1_000);
      let answered = 0;
      let code: string | null = null;
      while (code === null) {
        const input = { ...credit, accountId, note, idempotencyKey: `${answered}` };
        const sent = await book.engine.call("credits.adjust", input, tester);
        if (sent.ok) answered += 1;
        else code = sent.error.code;
      }
      expect(code).toBe("disk_full");
      expect(await creditOf(book, accountId)).toBe(answered * 1_00);
      expect((await book.refusal("credits.adjust", { ...credit, accountId, note })).code).toBe("disk_full");

      rmSync(join(disk, "ballast"));
      await book.ask("credits.adjust", { ...credit, accountId, note, idempotencyKey: `${answered}` });
      expect(await creditOf(book, accountId)).toBe((answered + 1) * 1_00);
      expect((await book.ask("ledger.list", { accountId, limit: 1 })).total.count).toBe(answered + 1);
      expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
      await book.close();
      server.psql("DROP DATABASE small WITH (FORCE)");
      server.psql("DROP TABLESPACE small");
    },
  );

  test.skipIf(!canMount)(
    "whose log of changes has no room left ends, and says so once; what was answered is there when it is started again, and what is sent again is there once",
    async () => {
      const disk = smallDisk(64 * 1024);
      const nobody = 65_534;
      chownSync(disk, nobody, nobody);
      const settings = ["max_wal_size=8MB", "min_wal_size=2MB"];
      const frail = await startTestServer(programs ?? "", settings, join(disk, "log"));
      onTestFinished(() => frail.stop());
      const book = await createTestBook({ path: frail.newPlace() });
      const accountId = await createCustomer(book);
      fill(disk, 512);
      const note = "x".repeat(1_000);
      let answered = 0;
      const send = () =>
        book.engine.call("credits.adjust", { ...credit, accountId, note, idempotencyKey: `${answered}` }, tester);
      let sent = await send();
      while (sent.ok) {
        answered += 1;
        sent = await send();
      }
      // The server ends with whatever it could not write: the first may hear why.
      expect(["disk_full", "book_unreachable"]).toContain(sent.error.code);
      expect((await book.refusal("credits.adjust", { ...credit, accountId })).code).toBe("book_unreachable");

      rmSync(join(disk, "ballast"));
      frail.crash();
      await expect.poll(async () => (await send()).ok).toBe(true);
      expect(await creditOf(book, accountId)).toBe((answered + 1) * 1_00);
      expect((await book.ask("ledger.list", { accountId, limit: 1 })).total.count).toBe(answered + 1);
      expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
    },
  );

  test("that ends the connection by which a book is to be made, before anything was begun on it, is said, and nobody waits for ever", async () => {
    const place = server.newPlace();
    const draft = await openTestBook(place);
    const making = draft.refusal("book.create", { name: "Acme", timeZone: "UTC", currency: "USD" });
    // Connected, it puts the schema into words before it begins.
    const end = `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
      WHERE application_name = 'countinghouse' AND state = 'idle' AND query LIKE '%synchronous_commit%'`;
    await expect.poll(() => server.psql(end), { interval: 1 }).toBe("1");
    expect((await making).code).toBe("book_unreachable");
    await draft.ask("book.create", { name: "Acme", timeZone: "UTC", currency: "USD" });
  });

  test("that a host is cut off from is said at that host, while another one works on; once there is a way again, what was sent is done once", async () => {
    const there = await createTestBook({ path: server.newPlace() });
    const accountId = await createCustomer(there);
    const way = await startCutNetwork(Number(new URL(there.path).port));
    const address = new URL(there.path);
    address.port = `${way.port}`;
    const here = await openTestBook(address.href);
    await here.ask("credits.adjust", { ...credit, accountId, idempotencyKey: "before" });
    way.cut();
    const waiting = { ...credit, accountId, idempotencyKey: "meanwhile" } as const;
    const [refused, unread] = await Promise.all([
      here.refusal("credits.adjust", waiting),
      here.refusal("accounts.get", { accountId }),
      there.ask("credits.adjust", { ...credit, accountId, idempotencyKey: "elsewhere" }),
    ]);
    expect([refused.code, unread.code]).toEqual(["book_unreachable", "book_unreachable"]);

    way.heal();
    await here.ask("credits.adjust", waiting);
    for (const host of [here, there]) expect(await creditOf(host, accountId)).toBe(3_00);
    expect((await here.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  });

  test("that is switched to be only read refuses what writes, with the reason, and is read; switched back, what was sent is done once", async () => {
    const book = await createTestBook({ path: server.newPlace() });
    const accountId = await createCustomer(book);
    await book.ask("credits.adjust", { ...credit, accountId, idempotencyKey: "before" });
    const switchTo = async (state: "on" | "off") => {
      server.configure({}, [`default_transaction_read_only = ${state}`]);
      await expect.poll(() => server.psql("SHOW default_transaction_read_only")).toBe(state);
    };
    await switchTo("on");
    const waiting = { ...credit, accountId, idempotencyKey: "meanwhile" } as const;
    expect(await book.refusal("credits.adjust", waiting)).toMatchObject({
      code: "book_server_unsuitable",
      message: expect.stringContaining("read-only transaction"),
    });
    expect(await creditOf(book, accountId)).toBe(1_00);

    await switchTo("off");
    await book.ask("credits.adjust", waiting);
    expect(await creditOf(book, accountId)).toBe(2_00);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  });
});
