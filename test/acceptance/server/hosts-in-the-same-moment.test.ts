import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startEngine } from "../../../src/main/engine/start.ts";
import { workPathOf } from "../../../src/main/hosts/data-directory.ts";
import { check } from "../../support/batches.ts";
import { cheapPassphrases, createDoor, createTestBook, spareThreads, type TestBook } from "../../support/book.ts";
import { issueInvoice, payBy } from "../../support/collection.ts";
import { adjust, billThrough, createCustomer, creditOf, invoicesOf } from "../../support/company.ts";
import { patience } from "../../support/patience.ts";
import { copyServerBook } from "../../support/copy-server-book.ts";
import { findServerPrograms, startTestServer, type TestServer } from "../../support/postgres.ts";
import { changeSubscription } from "../../support/subscriptions.ts";

const programs = findServerPrograms();
const endNow = { type: "cancel", timing: "now", withCredit: true } as const;

/**
 * Two hosts that change the same thing in the same moment: while one of them is in the middle of it, having looked and written and not committed, the
 * other is asked for something that goes by what the first one changes. What comes of it is what would come of one after the other.
 */
describe.skipIf(programs === null)("two hosts of a book on a server in the same moment (BEHAVIOUR 13.2)", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(programs ?? "");
  });
  afterAll(() => server.stop());

  /**
   * Have one host do something, and another one something else while the first is about to write to a table. The second is asked once the first holds
   * still there, and the first goes on once the second waits for its turn.
   */
  async function meanwhile<First, Second>(
    book: TestBook,
    table: string,
    first: () => Promise<First>,
    second: () => Promise<Second>,
  ): Promise<readonly [First, Second]> {
    const address = new URL(book.path);
    const schema = address.searchParams.get("schema") ?? "";
    address.search = "";
    const gate = new Client({ connectionString: address.href });
    await gate.connect();
    onTestFinished(() => gate.end());
    await gate.query("SELECT pg_advisory_lock(1)");
    await gate.query(`CREATE OR REPLACE FUNCTION ${schema}.hold_still() RETURNS trigger LANGUAGE plpgsql AS
      $$BEGIN PERFORM pg_catalog.pg_advisory_xact_lock_shared(1); RETURN NEW; END$$;
      CREATE TRIGGER hold_still BEFORE INSERT ON ${schema}.${table} FOR EACH ROW EXECUTE FUNCTION ${schema}.hold_still()`);
    const waiting = () =>
      server.psql(
        "SELECT string_agg(mode, ' ' ORDER BY mode DESC) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted",
      );
    const doingFirst = first();
    await expect.poll(waiting, { ...patience, interval: 5 }).toContain("ShareLock");
    const doingSecond = second();
    await expect.poll(waiting, { ...patience, interval: 5 }).toContain("ShareLock ExclusiveLock");
    await gate.query("SELECT pg_advisory_unlock(1)");
    const both = await Promise.all([doingFirst, doingSecond]);
    await gate.query(`DROP TRIGGER hold_still ON ${schema}.${table}`);
    return both;
  }

  /** A host that asks for its turn only where it is asked for something, and not every two seconds to say that it is there. */
  async function openHost(path: string): Promise<TestBook> {
    const engine = await startEngine({
      bookPath: path,
      workPath: workPathOf(path),
      spareThreads,
      passphraseCost: cheapPassphrases,
      hasOneCaller: true,
    });
    onTestFinished(() => engine.close());
    return createDoor(path, engine);
  }

  /** A new book on 1 January, or another day. */
  async function newBook(today = "2026-01-01"): Promise<TestBook> {
    const make = async (path: string) => (await createTestBook({ path })).close();
    const book = await openHost(await copyServerBook(server.newPlace(), "new", make));
    await book.setToday(today);
    return book;
  }

  /** A book with January of an account that a card was refused for, open at two hosts; tried again on the 17th, with a card that works. */
  async function refusedCard() {
    const here = await newBook();
    await here.ask("book.configure", { retryDays: [16] });
    const accountId = await createCustomer(here, { feeMinor: 31_00 });
    await payBy(here, accountId, "declines");
    await billThrough(here, "2026-01-01");
    const there = await openHost(here.path);
    const invoiceId = (await invoicesOf(here, accountId))[0]?.id ?? "";
    return { here, there, accountId, invoiceId };
  }

  /** What invoices ask for and have come to, and the credit; the book verifies, and both hosts say the same. */
  async function figuresOf(hosts: readonly TestBook[], accountId: string) {
    const [said, ...others] = await Promise.all(
      hosts.map(async (host) => ({
        invoices: (await invoicesOf(host, accountId)).map(({ state, outstandingMinor, creditedMinor, payments }) => [
          state,
          outstandingMinor,
          creditedMinor,
          ...payments.filter(({ status }) => status === "succeeded").map(({ amountMinor }) => amountMinor),
        ]),
        credit: await creditOf(host, accountId),
      })),
    );
    for (const other of others) expect(other).toEqual(said);
    expect((await hosts[0]?.runJob("ledger.verify", {}))?.result).toMatchObject({ ok: true, findings: [] });
    return said;
  }

  const nowMs = Date.UTC(2026, 0, 17, 12);
  /** The clock comes to the 17th, and what that day asks for is begun. */
  const comeToRetry = (host: TestBook) => host.ask("book.setClock", { clock: { kind: "test", nowMs } });
  const untilCaughtUp = (host: TestBook) =>
    expect
      .poll(async () => (await host.ask("jobs.list", {})).jobs.filter(({ state }) => state === "running"), patience)
      .toEqual([]);

  test("a subscription is ended while its card is charged: the end is shown anew, and gives back what was paid", async () => {
    const { here, there, accountId } = await refusedCard();
    await payBy(here, accountId, "succeeds");
    const [, refused] = await meanwhile(
      here,
      "payment",
      () => comeToRetry(here),
      async () => {
        const { pinnedOn, fingerprint } = await there.ask("subscriptions.previewChange", { accountId, change: endNow });
        return await there.refusal("subscriptions.change", { accountId, change: endNow, pinnedOn, fingerprint });
      },
    );
    expect(refused.code).toBe("preview_stale");
    await untilCaughtUp(here);
    await changeSubscription(there, accountId, endNow);
    expect(await figuresOf([here, there], accountId)).toEqual({
      invoices: [
        ["paid", 0, 0, 31_00],
        ["paid", 0, 0],
      ],
      credit: 15_00,
    });
  });

  test("a card is charged while the subscription is ended: the card pays what is left to ask for", async () => {
    const { here, there, accountId, invoiceId } = await refusedCard();
    await comeToRetry(here);
    await untilCaughtUp(here);
    await payBy(here, accountId, "succeeds");
    await meanwhile(
      here,
      "credit_note",
      () => changeSubscription(there, accountId, endNow),
      () => here.ask("invoices.collect", { invoiceId }),
    );
    expect(await figuresOf([here, there], accountId)).toEqual({ invoices: [["paid", 0, 15_00, 16_00]], credit: null });
  });

  test("an invoice is voided while its card is charged: it is paid, and not voided", async () => {
    const { here, there, accountId, invoiceId } = await refusedCard();
    await payBy(here, accountId, "succeeds");
    const [, refused] = await meanwhile(
      here,
      "payment",
      () => comeToRetry(here),
      () => there.refusal("invoices.void", { invoiceId }),
    );
    await untilCaughtUp(here);
    expect(refused.code).toBe("invoice_not_open");
    expect(await figuresOf([here, there], accountId)).toEqual({ invoices: [["paid", 0, 0, 31_00]], credit: null });
  });

  test("a card is charged while the invoice is voided: it is charged nothing", async () => {
    const { here, there, accountId, invoiceId } = await refusedCard();
    await comeToRetry(here);
    await untilCaughtUp(here);
    await payBy(here, accountId, "succeeds");
    const [, refused] = await meanwhile(
      here,
      "command",
      () => there.ask("invoices.void", { invoiceId }),
      () => here.refusal("invoices.collect", { invoiceId }),
    );
    expect(refused.code).toBe("invoice_not_open");
    expect(await figuresOf([here, there], accountId)).toEqual({ invoices: [["void", 0, 0]], credit: null });
  });

  test("what is owed is written off while money for it is recorded, and the other way round: whoever is first", async () => {
    const { here, there, accountId, invoiceId } = await refusedCard();
    await billThrough(here, "2026-02-01");
    const february = (await invoicesOf(here, accountId))[1]?.id ?? "";
    const writeOff = { reason: "Insolvent" } as const;
    const payment = { amountMinor: null, receivedOn: null } as const;
    const [, lost] = await meanwhile(
      here,
      "payment",
      () => here.ask("invoices.recordPayment", { invoiceId, ...payment }),
      () => there.refusal("invoices.writeOff", { invoiceId, ...writeOff }),
    );
    const [, late] = await meanwhile(
      here,
      "write_off",
      () => here.ask("invoices.writeOff", { invoiceId: february, ...writeOff }),
      () => there.refusal("invoices.recordPayment", { invoiceId: february, ...payment }),
    );
    expect([lost.code, late.code]).toEqual(["invoice_not_open", "nothing_outstanding"]);
    expect(await figuresOf([here, there], accountId)).toEqual({
      invoices: [
        ["paid", 0, 0, 31_00],
        ["uncollectible", 0, 0],
      ],
      credit: null,
    });
  });

  test("what was paid is refunded while the rest is recorded, and the other way round: money that is not asked for any more is refused, a note is shown anew", async () => {
    const { here, there, accountId, invoiceId } = await refusedCard();
    const money = (amountMinor: number) => ({ invoiceId, amountMinor, receivedOn: null }) as const;
    await here.ask("invoices.recordPayment", money(20_00));
    const refund = {
      invoiceId,
      lines: [{ position: 1, amountMinor: 15_00 }],
      destination: "origin" as const,
    };
    const first = await there.ask("creditNotes.preview", refund);
    expect(first.figures).toMatchObject({ toDueMinor: 11_00, outOfBandMinor: 4_00 });
    const [, stale] = await meanwhile(
      here,
      "payment",
      () => here.ask("invoices.recordPayment", money(1_00)),
      () => there.refusal("creditNotes.issue", { ...refund, fingerprint: first.fingerprint }),
    );
    expect(stale.code).toBe("preview_stale");
    const { fingerprint } = await there.ask("creditNotes.preview", refund);
    const [, refused] = await meanwhile(
      here,
      "credit_note",
      () => there.ask("creditNotes.issue", { ...refund, fingerprint }),
      () => here.refusal("invoices.recordPayment", money(10_00)),
    );
    expect(refused.code).toBe("invoice_not_open");
    expect(await figuresOf([here, there], accountId)).toEqual({
      invoices: [["paid", 0, 15_00, 20_00, 1_00]],
      credit: null,
    });
  });

  /** A book in February with a batch of January that is checked, of rows of 1.00. */
  async function batchOfJanuary() {
    const here = await newBook("2026-01-10");
    const accountId = await createCustomer(here);
    await adjust(here, accountId, 5_00);
    await here.setToday("2026-02-10");
    const { id: batchId } = await check(here, {
      content: `account,amount,counts on\n${`${accountId},1.00,2026-01-20\n`.repeat(rowCount)}`,
      choices: { reasonCode: "courtesy" },
    });
    return { here, there: await openHost(here.path), accountId, batchId };
  }
  const rowCount = 300;

  /** What a batch has come to, with what its month was closed at, and the credit; the book verifies. */
  async function figuresOfBatch(hosts: readonly TestBook[], accountId: string, batchId: string) {
    const batch = await hosts[0]?.ask("batches.get", { batchId });
    const { receipt } = (await hosts[1]?.ask("periods.receipt", { month: "2026-01" })) ?? {};
    return {
      appliedCount: batch?.appliedCount ?? 0,
      badCount: batch?.badCount,
      closingMinor: receipt?.currencies[0]?.closingMinor,
      credit: (await figuresOf(hosts, accountId))?.credit,
    };
  }

  test("a month is closed while a batch that is dated in it is applied: what was applied until then counts in it, and every other row is refused", async () => {
    const { here, there, accountId, batchId } = await batchOfJanuary();
    await meanwhile(
      here,
      "ledger_entry",
      () => here.runJob("batches.apply", { batchId, rows: "all" }),
      () => there.ask("periods.close", { month: "2026-01" }),
    );
    const { appliedCount, ...figures } = await figuresOfBatch([here, there], accountId, batchId);
    expect(appliedCount).toBeGreaterThan(0);
    const credit = 5_00 + appliedCount * 1_00;
    expect(figures).toEqual({ badCount: rowCount - appliedCount, closingMinor: credit, credit });
  });

  test("a batch is applied while the month that it is dated in is closed: none of its rows is", async () => {
    const { here, there, accountId, batchId } = await batchOfJanuary();
    await meanwhile(
      here,
      "period_act",
      () => here.ask("periods.close", { month: "2026-01" }),
      () => there.runJob("batches.apply", { batchId, rows: "all" }),
    );
    expect(await figuresOfBatch([here, there], accountId, batchId)).toEqual({
      appliedCount: 0,
      badCount: rowCount,
      closingMinor: 5_00,
      credit: 5_00,
    });
  });

  test("two that bill the same days do it once: the second is told that it is being done", async () => {
    const here = await newBook();
    const accountIds = [];
    for (let index = 0; index < 4; index += 1) accountIds.push(await createCustomer(here, { feeMinor: 31_00 }));
    const there = await openHost(here.path);
    await here.setToday("2026-02-01");
    const [done, refused] = await meanwhile(
      here,
      "invoice",
      () => here.runJob("billing.run", { throughOn: "2026-02-01" }),
      () => there.refusal("billing.run", { throughOn: "2026-02-01" }),
    );
    expect(done.result).toMatchObject({ accountsDone: 4, invoicesDone: 8 });
    expect(refused.code).toBe("run_in_progress");
    for (const accountId of accountIds) expect(await invoicesOf(there, accountId)).toHaveLength(2);
    expect((await there.runJob("billing.run", { throughOn: "2026-02-01" })).result).toMatchObject({ invoicesDone: 0 });
  });

  test("an invoice is issued while the next one is given another name: it keeps its own, and the number that it took is not given again", async () => {
    const here = await newBook();
    const accountId = await createCustomer(here);
    const there = await openHost(here.path);
    const issue = (host: TestBook) => issueInvoice(host, accountId, [{ unitMinor: 1_00 }]);
    const [first, refused] = await meanwhile(
      here,
      "invoice",
      () => issue(here),
      () => there.refusal("book.configure", { nextInvoiceNumber: "INV-001" }),
    );
    expect(first.number).toBe("INV-000001");
    expect(refused).toMatchObject({ code: "numbers_invalid" });
    expect(refused.message).toContain("go on with INV-002");

    const [second, chosen] = await meanwhile(
      here,
      "invoice",
      () => issue(here),
      () => there.ask("book.configure", { nextInvoiceNumber: "RE-2027-0001" }),
    );
    expect([second.number, chosen.nextInvoiceNumber]).toEqual(["INV-000002", "RE-2027-0001"]);
    for (const host of [here, there]) await issue(host);
    const numbers = ["INV-000001", "INV-000002", "RE-2027-0001", "RE-2027-0002"];
    for (const host of [here, there]) {
      expect((await invoicesOf(host, accountId)).map(({ number }) => number)).toEqual(numbers);
      expect((await host.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, findings: [] });
    }
  });
});
