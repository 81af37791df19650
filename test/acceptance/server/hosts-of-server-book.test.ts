import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startLoopbackHost } from "../../../src/main/server/loopback-host.ts";
import { startWebhookDelivery } from "../../../src/main/server/webhooks/delivery.ts";
import { makeApiKey } from "../../../src/shared/api-key.ts";
import { everythingChanged, type EngineEvent } from "../../../src/shared/contract/events.ts";
import { channelOf } from "../../../src/main/storage/book/postgres/address.ts";
import { check } from "../../support/batches.ts";
import { createTestBook, openTestBook, type TestBook } from "../../support/book.ts";
import { countinghouse } from "../../support/command-line.ts";
import { createCustomer, creditOf } from "../../support/company.ts";
import { billAndKill, importAndKill, workAndKill } from "../../support/kill.ts";
import { addOperators, signedInDesk } from "../../support/operators.ts";
import { makePageDirectory } from "../../support/page-directory.ts";
import { patience } from "../../support/patience.ts";
import { startReceiver } from "../../support/receiver.ts";
import { findServerPrograms, startTestServer, type TestServer } from "../../support/postgres.ts";

const programs = findServerPrograms();
const tester = { origin: "desk", operator: "Tess Tester" } as const;

describe.skipIf(programs === null)("the hosts of a book on a server (BEHAVIOUR 13)", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(programs ?? "");
  });
  afterAll(() => server.stop());

  /** A book with a run before it of so many customers' invoices for eight months. */
  async function bookToBill(customers: number): Promise<TestBook> {
    const book = await createTestBook({ server: server.placeOf(""), today: "2026-01-10" });
    for (let index = 0; index < customers; index += 1)
      await createCustomer(book, { feeMinor: 30_00, startOn: "2026-01-15" });
    await book.setToday("2026-09-20");
    return book;
  }

  /** Wait until the server has noticed that a process has died. */
  const untilGone = () =>
    expect
      .poll(() => server.psql("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'countinghouse'"))
      .toBe("0");

  /** What a run has come to once it is complete, whoever has gone on with it. */
  async function outcomeOfRun(book: TestBook) {
    const state = async () => (await book.ask("billing.runs", {})).runs[0]?.state;
    await expect.poll(state, patience).toBe("complete");
    const [{ accountsDone, invoicesDone, problemCount } = {}] = (await book.ask("billing.runs", {})).runs;
    const { count } = (await book.ask("invoices.list", { limit: 1 })).total;
    const { ok } = (await book.runJob("ledger.verify", {})).result;
    return { accountsDone, invoicesDone, problemCount, count, ok };
  }

  /** Twelve customers' invoices for nine months, each of them once. */
  const billedOnce = { accountsDone: 12, invoicesDone: 108, problemCount: 0, count: 108, ok: true };

  test("one that is killed while it bills leaves the run to the next that is started, and nothing is billed twice", async () => {
    const book = await bookToBill(12);
    await book.close();
    await billAndKill(book.path, "2026-09-20");
    await untilGone();
    expect(await outcomeOfRun(await openTestBook(book.path))).toEqual(billedOnce);
  });

  test("one that ends while it bills, as the last, has the next offer to resume the run; one that is there goes on with it, whoever is started meanwhile", async () => {
    const book = await bookToBill(12);
    await book.ask("billing.run", { throughOn: "2026-09-20" });
    await book.close();
    const next = await openTestBook(book.path);
    const [run] = (await next.ask("billing.runs", {})).runs;
    expect(run).toMatchObject({ state: "interrupted" });
    // A start that finds it interrupted leaves it to whoever resumes it; from then on it is the work of whoever holds it.
    const there = await openTestBook(book.path);
    await next.ask("billing.resume", { runId: run?.id ?? "" });
    await next.close();
    const again = await openTestBook(book.path);
    expect(await outcomeOfRun(there)).toEqual(billedOnce);
    expect((await again.ask("billing.runs", {})).runs).toMatchObject([{ state: "complete" }]);
  });

  test("one that is killed and started again at once leaves its run, its batch and its import to be gone on with, and asks nobody", async () => {
    const here = await bookToBill(12);
    await billAndKill(here.path, "2026-09-20");
    await openTestBook(here.path);
    expect(await outcomeOfRun(here)).toEqual(billedOnce);

    const accountId = await createCustomer(here);
    const rows = Array.from({ length: 500 }, (_, index) => `${accountId},${index + 1}.00\n`);
    const { id } = await check(here, {
      content: `account,amount\n${rows.join("")}`,
      choices: { reasonCode: "courtesy" },
    });
    await workAndKill(here.path, "batches.apply", id, 1);
    await openTestBook(here.path);
    await expect.poll(async () => (await here.ask("batches.get", { batchId: id })).state, patience).toBe("applied");
    expect(await creditOf(here, accountId)).toBe(rows.reduce((sum, _, index) => sum + (index + 1) * 1_00, 0));

    const entriesBefore = (await here.ask("book.info", {})).entryCount;
    // A row takes a server longer than a file, so fewer of them are as many slices.
    const userCount = 500;
    await importAndKill(here.path, "killed", "writing", userCount);
    await openTestBook(here.path);
    await expect
      .poll(async () => (await here.ask("book.info", {})).entryCount, patience)
      .toBe(entriesBefore + 2 * userCount);
    expect((await here.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  });

  test("one that goes on takes over the run of one that is killed, or that ends, and the run comes to what it would have come to", async () => {
    const customers = 12;
    const book = await bookToBill(customers);
    await billAndKill(book.path, "2026-09-20");
    const state = async () => (await book.ask("billing.runs", {})).runs[0]?.state;
    await expect.poll(state, patience).toBe("complete");
    const [run] = (await book.ask("billing.runs", {})).runs;
    expect(run).toMatchObject({ accountsDone: customers, invoicesDone: customers * 9, problemCount: 0 });
    expect((await book.ask("invoices.list", { limit: 1 })).total.count).toBe(customers * 9);

    await book.setToday("2027-01-20");
    const other = await openTestBook(book.path);
    await other.ask("billing.run", { throughOn: "2027-01-20" });
    await other.close();
    await expect.poll(state, patience).toBe("complete");
    expect((await book.ask("invoices.list", { limit: 1 })).total.count).toBe(customers * 13);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
    expect(server.psqlAt(book.path, "SELECT count(*) FROM book.work_lease")).toBe("0");
  });

  test("one whose work was taken over writes nothing more of it, and takes it over in turn where it is left", async () => {
    const customers = 12;
    const book = await bookToBill(customers);
    // With the first invoices somebody else has the lease, who is there for as long as they are connected.
    server.psqlAt(
      book.path,
      `SET search_path = book, pg_catalog;
      CREATE FUNCTION take_over() RETURNS trigger LANGUAGE plpgsql AS
        $$BEGIN UPDATE work_lease SET holder = 'somebody', expires_at_ms = 9e15; RETURN NEW; END$$;
      CREATE TRIGGER take_over AFTER INSERT ON billing_run_total FOR EACH ROW EXECUTE FUNCTION take_over()`,
    );
    const address = new URL(book.path);
    address.search = "";
    const somebody = new Client({ connectionString: address.href });
    await somebody.connect();
    onTestFinished(() => somebody.end());
    await somebody.query("SELECT pg_advisory_lock_shared(hashtextextended('countinghouse host somebody', 0))");
    await expect(book.runJob("billing.run", { throughOn: "2026-09-20" })).rejects.toThrow("work_held_elsewhere");
    // The batch that was committed with it is all there is: of one day at most.
    const { count } = (await book.ask("invoices.list", { limit: 1 })).total;
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThanOrEqual(customers);
    expect((await book.refusal("billing.run", { throughOn: "2026-09-20" })).code).toBe("run_in_progress");

    server.psqlAt(book.path, "DROP TRIGGER take_over ON book.billing_run_total");
    await somebody.end();
    const state = async () => (await book.ask("billing.runs", {})).runs[0]?.state;
    await expect.poll(state, patience).toBe("complete");
    expect((await book.ask("invoices.list", { limit: 1 })).total.count).toBe(customers * 9);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  });

  test("two at once do what is sent to either once, one after the other, and what one changes the other goes by from the next call on", async () => {
    const here = await createTestBook({ server: server.placeOf(""), today: "2026-01-10" });
    const there = await openTestBook(here.path);
    const accountId = await createCustomer(here);
    const [callers, each] = [4, 10];
    const post = async (caller: number) => {
      const answers: unknown[] = [];
      for (let index = 0; index < each; index += 1) {
        const credit = { accountId, action: "increase", amountMinor: 1_00, currency: "USD" } as const;
        const input = { ...credit, reasonCode: "courtesy", idempotencyKey: `${caller % 2} ${index}` } as const;
        answers.push(await (caller < callers / 2 ? here : there).ask("credits.adjust", input));
      }
      return answers;
    };
    const [zero, one, zeroAgain, oneAgain] = await Promise.all(
      Array.from({ length: callers }, (_, index) => post(index)),
    );
    expect([zeroAgain, oneAgain]).toEqual([zero, one]);
    for (const host of [here, there]) {
      expect(await creditOf(host, accountId)).toBe(2 * each * 1_00);
      expect((await host.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
    }

    // The clock, the operators and what they may are kept by whoever writes.
    await here.setToday("2026-02-10");
    const { entry } = await there.ask("credits.adjust", {
      accountId,
      action: "increase",
      amountMinor: 1_00,
      currency: "USD",
      reasonCode: "courtesy",
    });
    expect(entry.effectiveOn).toBe("2026-02-10");
    const { admin, ids } = await addOperators(here, { ann: "clerk" });
    const ann = await signedInDesk(there, "ann");
    const give = {
      accountId,
      action: "increase",
      amountMinor: 50_00,
      currency: "USD",
      reasonCode: "courtesy",
    } as const;
    expect(await ann.code("credits.adjust", give)).toBeNull();
    await admin.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: 20_00, perDayMinor: null });
    expect(await ann.code("credits.adjust", give)).toBe("approval_required");
    await admin.ask("operators.suspend", { operatorId: ids["ann"] ?? "" });
    expect(await ann.code("credits.adjust", { ...give, amountMinor: 1_00 })).toBe("sign_in_required");
    expect(await ann.code("accounts.get", { accountId })).toBe("sign_in_required");
  });

  test("a key of the API that is revoked through one holds at the other no more, and commands of other machines go on beside both", async () => {
    const here = await createTestBook({ server: server.placeOf("") });
    const there = await openTestBook(here.path);
    const page = makePageDirectory();
    const host = await startLoopbackHost({ engine: there.engine, rendererDirectory: page.directory });
    onTestFinished(async () => {
      await host.close();
      page.remove();
    });
    const { keyId, secret, secretHash } = await makeApiKey(crypto, 1_700_000_000_000);
    await here.ask("apiKeys.create", { keyId, secretHash, name: "Program", scopes: ["admin"], expiresAtMs: null });
    const status = async () =>
      (
        await fetch(`${new URL(host.address).origin}/v1/users/count`, {
          headers: { authorization: `Bearer ${secret}` },
        })
      ).status;
    expect(await status()).toBe(200);
    await here.ask("apiKeys.revoke", { keyId });
    expect(await status()).toBe(401);

    const accountId = await createCustomer(here);
    const line = ["credits", "adjust", accountId, "increase", "5", "--reason", "courtesy", "--book", here.path];
    expect(await countinghouse(...line)).toMatchObject({ exitCode: 0 });
    expect(await creditOf(there, accountId)).toBe(5_00);
  });

  test("tell each other what they change within a second, and that anything may have changed where nobody could tell", async () => {
    const here = await createTestBook({ server: server.placeOf("") });
    const there = await openTestBook(here.path);
    const heard: EngineEvent[] = [];
    there.engine.subscribe((event) => heard.push(event));
    const isHeard = (like: Partial<EngineEvent>) =>
      expect.poll(() => heard, { timeout: 1_000 }).toContainEqual(expect.objectContaining(like));
    const name = "Globex";
    const change = async () => (await here.ask("accounts.create", { kind: "user", name })).accountId;
    // From when on they listen, they say.
    await expect.poll(() => heard, { timeout: 20_000 }).toContainEqual(everythingChanged);
    await isHeard({ accountIds: [await change()] });
    // Anybody who may connect may say something; what is not understood is no reason to know less.
    heard.length = 0;
    const schema = new URL(here.path).searchParams.get("schema") ?? "";
    for (const said of ["", "{", '{"hostId":"x","change":null}'])
      server.psqlAt(here.path, `NOTIFY ${channelOf({ schema })}, '${said}'`);
    await expect.poll(() => heard).toEqual([everythingChanged, everythingChanged, everythingChanged]);
    heard.length = 0;
    server.psql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR query = 'SELECT 1'",
    );
    await expect.poll(() => heard, { timeout: 20_000 }).toContainEqual(everythingChanged);
    await isHeard({ accountIds: [await change()] });
  });

  test("deliver what happens once, whichever of them it came through, and one that goes on delivers for one that has ended", async () => {
    const receiver = await startReceiver();
    const here = await createTestBook({ server: server.placeOf("") });
    const there = await openTestBook(here.path);
    await here.ask("webhooks.add", { address: receiver.address, secret: `whsec_${"A".repeat(32)}` });
    const toBody = (event: unknown) => event as object;
    const first = startWebhookDelivery({ engine: here.engine, toBody });
    const name = "Globex";
    await here.ask("accounts.create", { kind: "user", name });
    await receiver.until(1);
    const second = startWebhookDelivery({ engine: there.engine, toBody });
    onTestFinished(() => second.stop());
    for (const host of [here, there, there, here]) await host.ask("accounts.create", { kind: "user", name });
    await receiver.until(5);
    await first.stop();
    await here.close();
    for (let index = 0; index < 3; index += 1) await there.ask("accounts.create", { kind: "user", name });
    const ids = (await receiver.until(8)).map(({ headers }) => headers["webhook-id"]);
    expect(new Set(ids).size).toBe(8);
    expect(receiver.received.length).toBe(8);
  });

  test("whose server crashes answers again once it is back: what was answered is there, and what is sent again is there once", async () => {
    const book = await createTestBook({ server: server.placeOf("") });
    const accountId = await createCustomer(book);
    const [callers, each] = [4, 6];
    let answered = 0;
    const post = async (caller: number) => {
      for (let index = 0; index < each; index += 1) {
        const input = {
          accountId,
          action: "increase",
          amountMinor: 1_00,
          currency: "USD",
          reasonCode: "courtesy",
        } as const;
        const send = () =>
          book.engine.call("credits.adjust", { ...input, idempotencyKey: `${caller} ${index}` }, tester);
        await expect.poll(async () => (await send()).ok, patience).toBe(true);
        answered += 1;
        if (answered === callers * 2) server.crash();
      }
    };
    await Promise.all(Array.from({ length: callers }, (_, caller) => post(caller)));
    expect(await creditOf(book, accountId)).toBe(callers * each * 1_00);
    expect((await book.ask("ledger.list", { accountId, limit: 1 })).total.count).toBe(callers * each);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  });
});
