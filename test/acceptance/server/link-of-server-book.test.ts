import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EngineEvent } from "../../../src/shared/contract/events.ts";
import { createTestBook, openTestBook } from "../../support/book.ts";
import { creditOf } from "../../support/company.ts";
import { link, untilItem, untilLink } from "../../support/linked-books.ts";
import { linkPassphrase } from "../../support/link-passphrase.ts";
import { startTestApi } from "../../support/api.ts";
import { startFaultyProxy } from "../../support/faulty-proxy.ts";
import { patience } from "../../support/patience.ts";
import { findServerPrograms, startTestServer, type TestServer } from "../../support/postgres.ts";

const programs = findServerPrograms();

describe.skipIf(programs === null)("a linked book of which two hosts have the key (BEHAVIOUR 12, 13.5)", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(programs ?? "");
  });
  afterAll(() => server.stop());

  test("is kept by one of them while the other says nothing of it, and by the other once that one has ended; what was asked of either is sent once", async () => {
    const upstream = await startTestApi();
    const { address, requests } = await startFaultyProxy(upstream.origin);
    const { accountId } = await upstream.book.ask("accounts.create", {
      kind: "user",
      name: "Ada",
      contact: "ada@example.com",
    });
    const first = await createTestBook({ path: server.newPlace() });
    await link({ here: first, upstream, address });
    const second = await openTestBook(first.path);
    const key = { address, secretKey: upstream.key, passphrase: linkPassphrase };
    await second.ask("link.create", key);

    const give = async (at: typeof first) => {
      const credit = { accountId, action: "increase", amountMinor: 5_00, currency: "USD" } as const;
      return (await at.ask("credits.adjust", { ...credit, reasonCode: "courtesy" })).entry.id;
    };
    const isApplied = ({ state }: { readonly state: string }) => state === "applied";
    await untilItem(first, await give(first), isApplied);
    await untilItem(first, await give(second), isApplied);
    expect((await untilLink(second, () => true)).isAtWork).toBe(false);

    // Each time that the second one looks whether the first is there still, it would take the lease.
    const schema = new URL(first.path).searchParams.get("schema") ?? "";
    server.psql(`SET search_path = ${schema}, pg_catalog; CREATE SEQUENCE looked;
      CREATE FUNCTION count_looks() RETURNS trigger LANGUAGE plpgsql AS
        $$BEGIN IF NEW.work = 'link' THEN PERFORM nextval('${schema}.looked'); END IF; RETURN NEW; END$$;
      CREATE TRIGGER count_looks BEFORE INSERT ON work_lease FOR EACH ROW EXECUTE FUNCTION count_looks()`);
    const heard: EngineEvent[] = [];
    second.engine.subscribe((event) => heard.push(event));
    await expect
      .poll(() => Number(server.psql(`SELECT last_value FROM ${schema}.looked`)), patience)
      .toBeGreaterThan(2);
    expect(heard).toEqual([]);

    await first.close();
    await untilItem(second, await give(second), isApplied);
    expect(await creditOf(upstream.book, accountId)).toBe(15_00);
    expect(await creditOf(second, accountId)).toBe(15_00);
    const sent = requests.filter(({ method, path }) => method === "POST" && path.includes("credit"));
    expect(sent.length).toBe(3);
  });
});
