import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadMigrations, type Migration } from "../../../src/main/storage/book/migrate.ts";
import { upgradeServerBook } from "../../../src/main/storage/book/postgres/server-book.ts";
import { createTestBook, openTestBook, temporaryFolder, type TestBook } from "../../support/book.ts";
import { adjust, createCustomer } from "../../support/company.ts";
import { findServerPrograms, startTestServer, type TestServer } from "../../support/postgres.ts";

const programs = findServerPrograms();

describe.skipIf(programs === null)("hosts of two versions and one book on a server (BEHAVIOUR 13)", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(programs ?? "");
    server.psql("CREATE ROLE owner LOGIN; GRANT CREATE ON DATABASE postgres TO owner; CREATE ROLE host LOGIN");
  });
  afterAll(() => server.stop());

  const as = (user: string, schema: string) => server.placeOf(schema).replace("countinghouse@", `${user}@`);

  /** What an application of the next version knows. */
  function knownToNext(): Migration[] {
    const known = loadMigrations();
    const sql = "ALTER TABLE book ADD COLUMN extra TEXT";
    return [...known, { version: (known.at(-1)?.version ?? 0) + 1, name: "next", sql, checksum: "next" }];
  }

  /** The next version is asked to upgrade a book. */
  const upgrade = (schema: string) =>
    upgradeServerBook({ place: as("owner", schema), workPath: join(temporaryFolder(), "book") }, 0, knownToNext());

  /** A book in a schema, with a host of this version, and an account with credit. */
  async function hostOf(schema: string): Promise<{ readonly host: TestBook; readonly accountId: string }> {
    const made = await createTestBook({ path: as("owner", schema) });
    const accountId = await createCustomer(made);
    await made.close();
    server.psql(`SELECT ${schema}.admit_host('host')`, "owner");
    const host = await openTestBook(as("host", schema));
    await adjust(host, accountId, 5_00);
    return { host, accountId };
  }

  /** What all of a book's tables hold. */
  const contentOf = (schema: string) => server.psql(`SELECT md5(schema_to_xml('${schema}', true, false, '')::text)`);

  const end = (processes: string) =>
    server.psql(`SELECT count(pg_terminate_backend(pid, 10000)) FROM (${processes}) AS ended`);
  const allOfHost = "SELECT pid FROM pg_stat_activity WHERE usename = 'host'";
  /** It stands by a lock of its own as well. */
  const writerOfHost = `SELECT pid FROM pg_locks JOIN (${allOfHost}) AS host USING (pid)
    WHERE locktype = 'advisory' GROUP BY pid HAVING count(*) > 1`;

  /** Do something while the host cannot make the connections anew that it has lost. */
  function whileShutOut(work: () => void): void {
    server.psql("ALTER ROLE host NOLOGIN");
    try {
      work();
    } finally {
      server.psql("ALTER ROLE host LOGIN");
    }
  }

  test("the older one is told so by one code from the moment on at which the book was upgraded, and changes nothing", async () => {
    const { host, accountId } = await hostOf("upgraded");
    expect(() => upgrade("upgraded")).toThrow("is open in another Countinghouse");
    whileShutOut(() => {
      end(allOfHost);
      expect(upgrade("upgraded")).toMatchObject({ version: knownToNext().at(-1)?.version });
    });
    const content = contentOf("upgraded");
    const credit = { accountId, action: "increase", amountMinor: 1_00, currency: "USD", reasonCode: "courtesy" };
    const refusals = [
      await host.refusal("credits.adjust", credit),
      await host.refusal("accounts.get", { accountId }),
      await host.refusal("book.info", {}),
      await host.refusal("billing.run", { throughOn: "2026-01-01" }),
      await host.refusal("ledger.verify", {}),
      await host.refusal("exports.make", { of: { list: "payments" }, format: "csv" }),
      await (await openTestBook(host.path)).refusal("book.info", {}),
    ];
    expect(refusals.map(({ code }) => code)).toEqual(refusals.map(() => "book_newer"));
    expect(refusals[0]?.message).toContain(`this application knows up to ${loadMigrations().at(-1)?.version}`);
    await host.close();
    expect(contentOf("upgraded")).toBe(content);
  });

  test("a book is not upgraded while a host only reads in it, its connection that writes being lost", async () => {
    const { host, accountId } = await hostOf("read");
    whileShutOut(() => {
      expect(end(writerOfHost)).toBe("1");
      expect(() => upgrade("read")).toThrow("is open in another Countinghouse");
    });
    await adjust(host, accountId, 5_00);
  });

  test("the older one does not come back to a book that is upgraded in the moment in which it connects", async () => {
    const { host, accountId } = await hostOf("raced");
    const { version } = knownToNext().at(-1) ?? { version: 0 };
    server.psql(`CREATE FUNCTION raced.pg_try_advisory_lock_shared(number bigint) RETURNS boolean LANGUAGE sql SECURITY DEFINER
      AS $$INSERT INTO raced.migration VALUES (${version}, 'next', 'next', 0) ON CONFLICT DO NOTHING;
        SELECT pg_catalog.pg_try_advisory_lock_shared(number)$$;
      GRANT EXECUTE ON FUNCTION raced.pg_try_advisory_lock_shared TO host`);
    expect(end(writerOfHost)).toBe("1");
    const credit = { accountId, action: "increase", amountMinor: 1_00, currency: "USD", reasonCode: "courtesy" };
    expect((await host.refusal("credits.adjust", credit)).code).toBe("book_newer");
  });
});
