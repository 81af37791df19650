import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { makeApiKey } from "../../../src/shared/api-key.ts";
import { createTestBook, openTestBook, type TestBook } from "../../support/book.ts";
import { adjust, createCustomer } from "../../support/company.ts";
import { addOperators, signedInDesk, signedInDoor } from "../../support/operators.ts";
import { passphraseOf } from "../../support/passphrases.ts";
import { findServerPrograms, startTestServer, type TestServer } from "../../support/postgres.ts";

const programs = findServerPrograms();

describe.skipIf(programs === null)(
  "verifying at one host of a book on a server, while others work (BEHAVIOUR 4.3, 13)",
  () => {
    let server: TestServer;
    beforeAll(async () => {
      server = await startTestServer(programs ?? "");
    });
    afterAll(() => server.stop());

    /** A book at two hosts, with credit, and operators, a limit and a key on which authority hangs. */
    async function twoHosts() {
      const here = await createTestBook({ path: server.newPlace() });
      await adjust(here, await createCustomer(here), 5_00);
      const { admin, ids } = await addOperators(here, { ann: "clerk", eve: "clerk" });
      await admin.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: 20_00, perDayMinor: null });
      const key = await makeApiKey(crypto, 1_700_000_000_000);
      const { keyId, secretHash } = key;
      await admin.ask("apiKeys.create", { keyId, secretHash, name: "Program", scopes: ["read"], expiresAtMs: null });
      const there = await openTestBook(here.path);
      return { here: await signedInDoor(here, "bob"), there, ids, keyId };
    }

    /** Begin to verify, and stop in the middle: before the balances, which come before the log and what hangs on it. @returns what goes on. */
    async function verifyHalf(book: TestBook): Promise<{ readonly jobId: string; goOn: () => Promise<void> }> {
      const address = new URL(book.path);
      const table = `${address.searchParams.get("schema")}.credit_balance`;
      address.search = "";
      const holder = new Client({ connectionString: address.href });
      await holder.connect();
      onTestFinished(() => holder.end());
      await holder.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
      const { jobId } = await book.ask("ledger.verify", {});
      const waiting = `SELECT count(*) FROM pg_locks WHERE relation = '${table}'::regclass AND NOT granted`;
      await expect.poll(() => server.psql(waiting)).toBe("1");
      return { jobId, goOn: async () => void (await holder.query("ROLLBACK")) };
    }

    const endOf = async (book: TestBook, jobId: string) => {
      const job = () => book.ask("jobs.get", { jobId });
      await expect.poll(async () => (await job()).state).not.toBe("running");
      return await job();
    };

    test("finds no tampering in an operator, a limit or a key that another host has changed meanwhile", async () => {
      const { here, there, ids, keyId } = await twoHosts();
      const { jobId, goOn } = await verifyHalf(here);
      const bob = await signedInDesk(there, "bob");
      await bob.ask("operators.update", { operatorId: ids["ann"] ?? "", role: "approver" });
      await bob.ask("operators.setPassphrase", { operatorId: ids["ann"] ?? "", passphrase: passphraseOf("other") });
      await bob.ask("operators.suspend", { operatorId: ids["eve"] ?? "" });
      await bob.ask("operators.create", { name: "Kim", signInName: "kim", role: "viewer" });
      await bob.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: 90_00, perDayMinor: 100_00 });
      await bob.ask("limits.set", { role: "clerk", currency: "EUR", perActMinor: 1_00, perDayMinor: null });
      await bob.ask("apiKeys.revoke", { keyId });
      await bob.ask("book.configure", { paymentTermsDays: 45 });
      expect((await here.ask("jobs.get", { jobId })).state).toBe("running");
      await goOn();
      expect(await endOf(here, jobId)).toMatchObject({
        state: "done",
        result: { ok: true, checkedEntries: 1, audit: { firstBroken: null } },
      });
      // And neither does who verifies what has become of it.
      for (const host of [here, await signedInDoor(there, "bob")])
        expect((await host.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
    });

    test("is seen at the others as long as it takes", async () => {
      const { here, there } = await twoHosts();
      const { jobId, goOn } = await verifyHalf(here);
      const bob = await signedInDesk(there, "bob");
      const view = async () => {
        const seen = await bob.try("jobs.get", { jobId });
        return seen.ok ? seen.value : null;
      };
      await expect.poll(view).toMatchObject({ state: "running", isAtOtherHost: true });
      await goOn();
      expect((await endOf(here, jobId)).state).toBe("done");
      await expect.poll(view).toMatchObject({ state: "done" });
    });
  },
);
