import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startEngine } from "../../src/main/engine/start.ts";
import { createDoor, createTestBook, openTestBook, temporaryFolder, type TestBook } from "../support/book.ts";
import { countinghouse } from "../support/command-line.ts";
import { adjust, billThrough, createCustomer, creditOf, invoicesOf, payOpen } from "../support/company.ts";
import { expectSameBookOfExport } from "../support/whole-book.ts";
import { findServerPrograms, startTestServer, type TestServer } from "../support/postgres.ts";

const programs = findServerPrograms();

describe.skipIf(programs === null)("a book on a PostgreSQL server (BEHAVIOUR 13)", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(programs ?? "");
  }, 120_000);
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

  test("does and says what one in a file does, and goes into a file with the same chain", async () => {
    const onServer = await createTestBook({ path: server.newPlace(), today: "2026-01-10" });
    const inFile = await createTestBook({ today: "2026-01-10" });
    const [there, here] = [await live(onServer), await live(inFile)];
    expect(there).toEqual(here);
    expect(there.verified).toMatchObject({ ok: true, findings: 0 });
    await expectSameBookOfExport(onServer, ["2026-01-31", "2026-02-10"]);
    await onServer.close();
    // Opened again, by a connection of its own.
    const again = await openTestBook(onServer.path);
    expect(await again.ask("book.info", {})).toMatchObject({
      path: onServer.path,
      entryCount: there.verified.entries,
    });
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

  test("is one host's at a time, and the server itself refuses to change what was written", async () => {
    const book = await createTestBook({ path: server.placeOf("held") });
    await adjust(book, await createCustomer(book), 5_00);
    expect((await (await openTestBook(book.path)).refusal("book.info", {})).code).toBe("book_locked");
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

  test("is made and worked with by the command line", async () => {
    const place = server.newPlace();
    const run = (...line: readonly string[]) => countinghouse(...line, "--book", place);
    const made = await run("book", "new", "--name", "Acme", "--time-zone", "UTC", "--currency", "USD");
    expect(made).toMatchObject({ exitCode: 0 });
    expect(await run("ledger", "verify")).toMatchObject({ exitCode: 0 });
  });
});
