import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startEngine } from "../../../src/main/engine/start.ts";
import { openBook } from "../../../src/main/storage/book/book-file.ts";
import { loadMigrations } from "../../../src/main/storage/book/migrate.ts";
import { moveToServer, upgradeServerBook } from "../../../src/main/storage/book/postgres/server-book.ts";
import { createDoor, createTestBook, openTestBook, temporaryFolder, type TestBook } from "../../support/book.ts";
import { countinghouse } from "../../support/command-line.ts";
import { adjust, billThrough, createCustomer, creditOf, invoicesOf, payOpen } from "../../support/company.ts";
import { expectSameBookOfExport, recordsOf } from "../../support/whole-book.ts";
import { findServerPrograms, startTestServer, type TestServer } from "../../support/postgres.ts";

const newestVersion = loadMigrations().at(-1)?.version ?? 0;

const programs = findServerPrograms();

describe.skipIf(programs === null)("a book on a PostgreSQL server (BEHAVIOUR 13)", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(programs ?? "");
  });
  afterAll(() => server.stop());

  /** Two months of a company, after which its book says the same wherever it is. */
  async function live(book: TestBook) {
    const accountId = await createCustomer(book, { feeMinor: 30_00, startOn: "2026-01-15" });
    const other = await createCustomer(book, { feeMinor: 7_00, startOn: "2026-01-31", timeZone: "Asia/Kathmandu" });
    await adjust(book, accountId, 50_00);
    await adjust(book, other, 7, "JPY");
    const tooMuch = { accountId, action: "decrease", amountMinor: 50_01, currency: "USD", reasonCode: "billing_error" };
    const refused = await book.refusal("credits.adjust", { ...tooMuch, idempotencyKey: "too-much" });
    const note = 'Grüße 🎉 \u2028 "quoted" \\ \t\n\u0001 漢字 \u007f';
    const odd = { action: "increase", amountMinor: 1, currency: "USD", reasonCode: "other", note } as const;
    await book.ask("credits.adjust", { accountId: other, ...odd });
    const between = { fromAccountId: accountId, toAccountId: other, amountMinor: 5_00, currency: "USD" };
    await book.ask("credits.transfer", between);
    await book.setToday("2026-02-20");
    await billThrough(book, "2026-02-20");
    await payOpen(book, other);
    const open = (await invoicesOf(book, accountId)).find(({ state }) => state === "open");
    await book.ask("invoices.void", { invoiceId: open?.id ?? "", periods: "bill_again" });
    await book.ask("periods.close", { month: "2026-01" });
    const { result: verified } = await book.runJob("ledger.verify", {});
    const { rows: listed } = await book.ask("accounts.list", { search: "lobe corp", limit: 10 });
    const { rows: noted } = await book.ask("ledger.list", { accountId: null, filters: { search: "grüße" }, limit: 10 });
    return {
      refused: refused.code,
      credit: [await creditOf(book, accountId), await creditOf(book, other), await creditOf(book, other, "JPY")],
      invoices: [...(await invoicesOf(book, accountId)), ...(await invoicesOf(book, other))].map(
        ({ number, state, totalMinor, creditAppliedMinor, issuedOn }) => ({
          number,
          state,
          totalMinor,
          creditAppliedMinor,
          issuedOn,
        }),
      ),
      found: [listed.length, noted.length],
      verified: { ok: verified.ok, entries: verified.checkedEntries, findings: verified.findingCount },
      notes: noted.map((entry) => entry.note),
    };
  }

  test("does and says what one in a file does, and goes into a file and comes from one with the same chain", async () => {
    const onServer = await createTestBook({ path: server.newPlace(), today: "2026-01-10" });
    const inFile = await createTestBook({ today: "2026-01-10" });
    const [there, here] = [await live(onServer), await live(inFile)];
    expect(there).toEqual(here);
    expect(there.verified).toMatchObject({ ok: true, findings: 0 });
    await expectSameBookOfExport(onServer, ["2026-01-31", "2026-02-10"]);
    // And from the file onto the server.
    await expectSameBookOfExport(inFile, ["2026-01-31", "2026-02-10"], server.newPlace());
    await onServer.close();
    // Opened again, by a connection of its own.
    const again = await openTestBook(onServer.path);
    expect(await again.ask("book.info", {})).toMatchObject({
      path: onServer.path,
      entryCount: there.verified.entries,
    });
  });

  test("is asked by indexes, also what the server itself asks when it checks keys, however small the tables were at first", async () => {
    const path = join(temporaryFolder(), "book.countinghouse");
    const inFile = await createTestBook({ path, today: "2026-01-10" });
    for (let index = 0; index < 30; index += 1) {
      await adjust(inFile, await createCustomer(inFile, { feeMinor: 30_00, startOn: "2026-01-15" }), 5_00);
    }
    await inFile.close();
    moveToServer({ place: server.placeOf("moved"), workPath: join(temporaryFolder(), "book") }, path, 0);
    const book = await openTestBook(server.placeOf("moved"));
    await book.setToday("2026-03-20");
    await billThrough(book, "2026-03-20");
    await book.close();
    const walked = () =>
      server.psql(`SELECT coalesce(string_agg(relname, ' '), '') FROM pg_stat_user_tables
        WHERE schemaname = 'moved' AND relname IN ('invoice', 'invoice_line', 'ledger_entry', 'credit_block') AND seq_scan > 20`);
    expect(Number(server.psql("SELECT count(*) FROM moved.invoice"))).toBe(90);
    // What was counted is told when the connection has ended, at the latest.
    await expect
      .poll(() => server.psql("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'countinghouse'"))
      .toBe("0");
    expect(walked()).toBe("");
  });

  test("goes on after its connections were lost, and answers what is sent again under its key once", async () => {
    const book = await createTestBook({ path: server.newPlace() });
    const accountId = await createCustomer(book);
    const given = {
      accountId,
      action: "increase",
      amountMinor: 5_00,
      currency: "USD",
      reasonCode: "courtesy",
    } as const;
    const first = await book.ask("credits.adjust", { ...given, idempotencyKey: "once" });
    server.psql(
      "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'countinghouse'",
    );
    expect(await book.ask("credits.adjust", { ...given, idempotencyKey: "once" })).toEqual(first);
    expect(await creditOf(book, accountId)).toBe(5_00);
  });

  test("is changed by no statement of SQL, has no file to copy, and can be opened for reading only", async () => {
    const book = await createTestBook({ path: server.placeOf("held") });
    await adjust(book, await createCustomer(book), 5_00);
    for (const sql of ["UPDATE held.ledger_entry SET note = 'other'", "DELETE FROM held.ledger_entry"]) {
      expect(() => server.psql(`SET search_path = held; ${sql}`)).toThrow("a ledger entry is never");
    }
    for (const method of ["book.backup", "backups.plan", "backups.list", "book.mend"] as const) {
      expect((await book.refusal(method, method === "book.mend" ? { idempotencyKey: "m" } : {})).code).toBe(
        "book_on_server",
      );
    }
    await book.close();
    const engine = await startEngine({
      bookPath: book.path,
      workPath: join(temporaryFolder(), "book"),
      isReadOnly: true,
    });
    onTestFinished(() => engine.close());
    const reading = createDoor(book.path, engine);
    expect(await reading.ask("book.info", {})).toMatchObject({ isReadOnly: true, entryCount: 1 });
    expect((await reading.refusal("periods.close", { month: "2025-12", idempotencyKey: "c" })).code).toBe(
      "opened_for_reading",
    );
  });

  test("is refused with the reason where the server is none that it can be on", async () => {
    server.psql("CREATE SCHEMA others; CREATE TABLE others.thing (id int)");
    server.psql("CREATE ROLE reader LOGIN; ALTER ROLE reader SET default_transaction_read_only = on");
    const closedPort = await new Promise<number>((resolve) => {
      const probe = createServer().listen(0, "127.0.0.1", () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
      });
    });
    const place = server.placeOf("none");
    const cases: readonly (readonly [place: string, code: string])[] = [
      [place, "book_missing"],
      [server.placeOf("others"), "book_server_unsuitable"],
      [place.replace("countinghouse@", "reader@"), "book_server_unsuitable"],
      [place.replace(/:\d+\//u, `:${closedPort}/`), "book_unreachable"],
      [place.replace("/postgres?", "/nowhere?"), "book_unreachable"],
      [place.replace("countinghouse@", "countinghouse:secret@"), "invalid_input"],
      [server.placeOf("no-schema"), "invalid_input"],
    ];
    for (const [refusedPlace, code] of cases) {
      expect([refusedPlace, (await (await openTestBook(refusedPlace)).refusal("book.info", {})).code]).toEqual([
        refusedPlace,
        code,
      ]);
    }
  });

  /** What is exported of a book, without the acts of the audit log and what sums all up: upgrading one that is on a server is an act. */
  const linesBesideActs = (place: string) =>
    recordsOf(place)
      .toString()
      .split("\n")
      .filter((line) => !/^\{"record":"(?:audit_entry|manifest|end)"/u.test(line));

  test("of an earlier version is upgraded when that is asked for, while nobody has it, and is then as one that was made today", async () => {
    const [known, made] = [loadMigrations(), 32];
    const path = join(temporaryFolder(), "book.countinghouse");
    const fixture = new URL(`../../fixtures/version-${made}.countinghouse.gz`, import.meta.url);
    writeFileSync(path, gunzipSync(readFileSync(fixture)));
    const at = { place: server.placeOf("older"), workPath: join(temporaryFolder(), "book") };
    moveToServer(at, path, 0, known.slice(0, made));
    // What the schema has functions for may be done otherwise by a later version.
    server.psql(`SET search_path = older, pg_catalog; CREATE OR REPLACE FUNCTION hex(bytea) RETURNS text
      IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS 'SELECT NULL::text'`);
    expect((await (await openTestBook(at.place)).refusal("book.info", {})).code).toBe("book_older");
    const upgraded = await countinghouse("book", "upgrade", "--book", at.place, "--json");
    expect(JSON.parse(upgraded.output)).toMatchObject({ value: { fromVersion: made, version: newestVersion } });

    // As the file is, and with the schema of a new one.
    openBook(path, Date.now()).close();
    expect(linesBesideActs(at.place)).toEqual(linesBesideActs(path));
    await createTestBook({ path: server.placeOf("newer") });
    expect(server.schemaOf("older")).toEqual(server.schemaOf("newer"));
    const book = await openTestBook(at.place);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });

    const sql = "ALTER TABLE book ADD COLUMN extra TEXT";
    const next = [...known, { version: newestVersion + 1, name: "next", sql, checksum: "next" }];
    expect(() => upgradeServerBook(at, 0, next)).toThrow("is open in another Countinghouse");
    await book.close();
    const broken = [
      ...known,
      { version: newestVersion + 1, name: "next", sql: `${sql}; DELETE FROM nowhere`, checksum: "b" },
    ];
    expect(() => upgradeServerBook(at, 0, broken)).toThrow("nowhere");
    upgradeServerBook(at, 0, next);
    expect((await (await openTestBook(at.place)).refusal("book.info", {})).code).toBe("book_newer");
  });

  test("is worked with by a user who cannot change or delete an entry with SQL of its own either", async () => {
    server.psql("CREATE ROLE owner LOGIN; GRANT CREATE ON DATABASE postgres TO owner; CREATE ROLE host LOGIN");
    const as = (user: string) => server.placeOf("shared").replace("countinghouse@", `${user}@`);
    const made = await createTestBook({ path: as("owner"), today: "2026-01-10" });
    await made.close();
    expect((await (await openTestBook(as("host"))).refusal("book.info", {})).code).toBe("book_server_unsuitable");
    server.psql("SELECT shared.admit_host('host')", "owner");

    const serveAs = (user: string) =>
      startEngine({ bookPath: as(user), workPath: join(temporaryFolder(), "book"), refusesOwner: true });
    for (const [user, refusal] of [
      ["owner", "its user owns the tables"],
      ["host", null],
    ] as const) {
      const engine = await serveAs(user);
      onTestFinished(() => engine.close());
      const info = await engine.call("book.info", {}, { origin: "desk", operator: "Tess Tester" });
      if (refusal === null) expect(info.ok).toBe(true);
      else
        expect(info).toMatchObject({
          error: { code: "book_server_unsuitable", message: expect.stringContaining(refusal) },
        });
      await engine.close();
    }

    const book = await openTestBook(as("host"));
    const there = await live(book);
    expect(there.verified).toMatchObject({ ok: true });
    await book.close();
    const refused = [
      "UPDATE ledger_entry SET note = 'other'",
      "DELETE FROM ledger_entry",
      "TRUNCATE ledger_entry CASCADE",
      "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
      "UPDATE audit_entry SET act = 'other'",
      "DELETE FROM audit_entry",
      "DELETE FROM migration",
      "DROP TABLE ledger_entry CASCADE",
      "CREATE FUNCTION shared.ledger_entry_is_never_updated() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
      "SET session_replication_role = replica",
    ];
    for (const sql of refused)
      expect(() => server.psql(`SET search_path = shared; ${sql}`, "host")).toThrow(/permission denied|must be owner/u);

    // What a later version adds is theirs as well, and what is never changed stays so.
    const known = loadMigrations();
    const sql = "CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT";
    const next = [...known, { version: newestVersion + 1, name: "next", sql, checksum: "next" }];
    const at = (user: string) => ({ place: as(user), workPath: join(temporaryFolder(), "book") });
    expect(() => upgradeServerBook(at("host"), 0, next)).toThrow("does not let this user write");
    upgradeServerBook(at("owner"), 0, next);
    const may = (table: string, act: string) =>
      server.psql(`SELECT has_table_privilege('host', 'shared.${table}', '${act}')`);
    expect([may("extra", "INSERT"), may("ledger_entry", "INSERT"), may("ledger_entry", "UPDATE")]).toEqual([
      "t",
      "t",
      "f",
    ]);
  });

  test("is made and worked with by the command line", async () => {
    const place = server.newPlace();
    const run = (...line: readonly string[]) => countinghouse(...line, "--book", place);
    const made = await run("book", "new", "--name", "Acme", "--time-zone", "UTC", "--currency", "USD");
    expect(made).toMatchObject({ exitCode: 0 });
    expect(await run("ledger", "verify")).toMatchObject({ exitCode: 0 });
  });
});
