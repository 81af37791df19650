import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestBook, temporaryFolder } from "../../support/book.ts";
import { startCountinghouse } from "../../support/command-line.ts";
import { findServerPrograms, hasPooler, startTestServer, type TestServer } from "../../support/postgres.ts";
import { tlsFile } from "../../support/team.ts";

const programs = findServerPrograms();

describe.skipIf(programs === null)("a server that a book cannot be on, and how one is reached (BEHAVIOUR 13)", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(programs ?? "");
  });
  afterAll(() => server.stop());

  const newBook = { name: "Acme", timeZone: "UTC", currency: "USD", isForTrying: true } as const;
  const as = (user: string, place = server.placeOf("none")): string => place.replace("countinghouse@", `${user}@`);

  /** What making a book at a place is refused with. */
  async function refusalAt(place: string): Promise<{ readonly code: string; readonly message: string }> {
    return await (await openTestBook(place)).refusal("book.create", { ...newBook, idempotencyKey: "make" });
  }

  test("is refused by one code with the reason, and nothing is made", async () => {
    server.psql(`CREATE ROLE nobodys LOGIN; CREATE ROLE reading LOGIN; GRANT CREATE ON DATABASE postgres TO reading;
      ALTER ROLE reading SET default_transaction_read_only = on;
      CREATE ROLE old LOGIN; CREATE SCHEMA old; GRANT USAGE ON SCHEMA old TO old; ALTER ROLE old SET search_path = old, pg_catalog;
      CREATE SCHEMA others; CREATE TABLE others.thing (id int)`);
    // Nobody has an old one at hand, so for one user the server says that it is.
    server.psql(`CREATE FUNCTION old.current_setting(name text) RETURNS text LANGUAGE sql
      AS $$SELECT CASE WHEN name = 'server_version_num' THEN '140009' ELSE pg_catalog.current_setting(name) END$$`);
    server.psql("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
    const onStandby = await server.startStandby();
    const schemas = () => server.psql("SELECT string_agg(nspname, ' ' ORDER BY nspname) FROM pg_namespace");
    const before = schemas();
    const cases: readonly (readonly [place: string, reason: string])[] = [
      [as("old"), "the server is PostgreSQL 14, and 15 is the oldest that will do"],
      [as("nobodys"), "permission denied for database postgres"],
      [as("reading"), "the server, or this user in it, can only read"],
      [onStandby("none"), "the server is a standby, or is recovering, and cannot be written to"],
      [server.placeOf("others"), "its schema others has tables that are none of a book's"],
      [server.placeOf("none").replace("/postgres?", "/latin?"), "the database is not in UTF-8"],
      ...(hasPooler ? [[(await server.startPooler())("none"), "is a connection pooler"] as const] : []),
    ];
    for (const [place, reason] of cases) {
      expect(await refusalAt(place)).toMatchObject({
        code: "book_server_unsuitable",
        message: expect.stringContaining(reason),
      });
    }
    expect(schemas()).toBe(before);
  });

  test("is let in by a password that stands in a file or in the environment, and never in an address or in what is said", async () => {
    server.psql("CREATE ROLE known LOGIN PASSWORD 'open sesame'; GRANT CREATE ON DATABASE postgres TO known");
    const rules = readFileSync(server.psql("SHOW hba_file"), "utf8");
    server.configure({ "pg_hba.conf": `host all known 127.0.0.1/32 scram-sha-256\n${rules}` });
    const folder = temporaryFolder();
    const [right, wrong] = [join(folder, "right"), join(folder, "wrong")];
    writeFileSync(right, "127.0.0.1:*:*:known:open sesame\n", { mode: 0o600 });
    writeFileSync(wrong, "127.0.0.1:*:*:known:shut sesame\n", { mode: 0o600 });
    const place = as("known", server.placeOf("known"));
    const made = ["book", "new", "--name", "Acme", "--time-zone", "UTC", "--currency", "USD", "--book"];
    const told = async (environment: Readonly<Record<string, string>>, ...line: readonly string[]) => {
      const { exitCode, output, errors } = await startCountinghouse(line, "", environment).ended;
      expect(output + errors).not.toContain("sesame");
      return { exitCode, errors };
    };
    for (const [environment, reason] of [
      [{ PGPASSFILE: join(folder, "missing") }, "it wants a password"],
      [{ PGPASSFILE: wrong }, "password authentication failed"],
      [{ PGPASSWORD: "shut sesame" }, "password authentication failed"],
    ] as const) {
      const refused = await told(environment, ...made, place);
      expect(refused.errors).toContain(reason);
      expect(refused.exitCode).not.toBe(0);
    }
    for (const secret of [place.replace("known@", "known:open%20sesame@"), `${place}&password=open%20sesame`])
      expect((await told({ PGPASSFILE: right }, ...made, secret)).errors).toContain("PGPASSFILE");
    expect(await told({ PGPASSFILE: right }, ...made, place)).toMatchObject({ exitCode: 0 });
    expect(await told({ PGPASSWORD: "open sesame" }, "ledger", "verify", "--book", place)).toMatchObject({
      exitCode: 0,
    });
  });

  test("is believed over TLS where its certificate is one of the authority that the address names", async () => {
    const certificates = (name: string) => ({
      "server.crt": readFileSync(tlsFile(`${name}.pem`), "utf8"),
      "server.key": readFileSync(tlsFile(`${name}.key`), "utf8"),
    });
    server.configure(certificates("host"), ["ssl = on"]);
    server.psql("CREATE ROLE discreet LOGIN; GRANT CREATE ON DATABASE postgres TO discreet");
    const over = (options: string) => `${as("discreet", server.placeOf("secret"))}&${options}`;
    const believed = `sslmode=verify-full&sslrootcert=${tlsFile("authority.pem")}`;
    expect(await refusalAt(over("sslmode=verify-full"))).toMatchObject({ code: "book_unreachable" });
    expect(await refusalAt(over("sslmode=verify-full&sslrootcert=/nowhere.pem"))).toMatchObject({
      code: "book_unreachable",
    });
    const book = await openTestBook(over(believed));
    await book.ask("book.create", newBook);
    expect(
      server.psql("SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'discreet'"),
    ).toBe("t");
    await book.close();
    server.configure(certificates("expired"));
    const late = await (await openTestBook(over(believed))).refusal("book.info", {});
    expect(late).toMatchObject({ code: "book_unreachable", message: expect.stringContaining("expired") });
  });
});
