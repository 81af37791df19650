import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { MethodInput } from "../../../src/shared/contract/index.ts";
import { upload } from "../../support/batches.ts";
import { createTestBook, isOnServer, openTestBook, type TestBook } from "../../support/book.ts";
import { createCustomer, creditOf } from "../../support/company.ts";
import { changeByTool, countByTool } from "../../support/database-tool.ts";
import { approveAndKill } from "../../support/kill.ts";
import { largeImport } from "../../support/large-import.ts";
import { addOperators, signedInDoor } from "../../support/operators.ts";

type Input = MethodInput<"accounts.import">;
type Files = Input["files"];

/** Approvers may give 500.00 at once and on a day, admins any amount; Ann and Al are approvers, Bob and Ada admins. */
async function withApprovers(today = "2026-02-10") {
  const book = await createTestBook({ today });
  const { ids } = await addOperators(book, { ann: "approver", al: "approver", ada: "admin", cleo: "clerk" });
  const bob = await signedInDoor(book, "bob");
  await bob.ask("limits.set", { role: "approver", currency: "USD", perActMinor: 500_00, perDayMinor: 500_00 });
  const [ann, al] = [await signedInDoor(book, "ann"), await signedInDoor(book, "al")];
  return { book, ids, bob, ann, al };
}

const openings = (...rows: readonly string[]): Files[number] => ({
  kind: "opening_balances",
  name: "opening.csv",
  text: `account,amount,currency,expires_on\n${rows.join("\n")}\n`,
});

const users = (...emails: readonly string[]): Files[number] => ({
  kind: "users",
  name: "users.csv",
  text: `email,name\n${emails.map((email) => `${email},User\n`).join("")}`,
});

async function ask(door: TestBook, files: Files, more: Partial<Input> = {}) {
  const input = { files, mode: "write" as const, ask: { comment: "From the old system" }, ...more };
  return (await door.runJob("accounts.import", input)).result;
}

/** Ask for an import. @returns its request as it is shown. */
async function requested(door: TestBook, files: Files, more: Partial<Input> = {}) {
  const { request } = await ask(door, files, more);
  return (await door.ask("approvals.get", { requestId: request?.id ?? "" })).request;
}

interface Shown {
  readonly id: string;
  readonly fingerprint: string;
}

const approval = ({ id, fingerprint }: Shown) => ({ requestId: id, fingerprint });

/** Wait until whatever a decision has set off is through. */
async function untilIdle(door: TestBook): Promise<void> {
  const isRunning = async () => (await door.ask("jobs.list", {})).jobs.some(({ state }) => state === "running");
  await expect.poll(isRunning, { timeout: 150_000 }).toBe(false);
}

async function shown(door: TestBook, { id }: Shown) {
  return (await door.ask("approvals.get", { requestId: id })).request;
}

async function verified(door: TestBook) {
  return (await door.runJob("ledger.verify", {})).result;
}

/** What is left of imports beside what is written. */
async function stagedIn(book: TestBook) {
  const [rows, claims] = await countByTool(book, "staged_import_row", "import_claim");
  return { rows, claims };
}

const nothingStaged = { rows: 0, claims: 0 };

describe("an import above the limits of who imports is one request (BEHAVIOUR 11.2)", { timeout: 300_000 }, () => {
  test("it waits with its totals, is decided once by somebody else, and is written whole in the name of who asked", async () => {
    const { book, bob, ann, al } = await withApprovers();
    const key = randomUUID();
    const files = [
      users("eve@example.com", "ian@example.com"),
      openings("eve@example.com,400.00,USD,", "ian@example.com,250.00,USD,"),
    ];
    await expect(ann.runJob("accounts.import", { files, mode: "write", idempotencyKey: key })).rejects.toThrow(
      "approval_required",
    );
    // Who may not import, or not ask, does not come by asking.
    const cleo = await signedInDoor(book, "cleo");
    expect((await cleo.refusal("accounts.import", { files, mode: "write", ask: {} })).code).toBe("not_allowed");
    const evidence = [{ name: "statement.pdf", uploadId: await upload(ann, "%PDF") }];
    const said = { idempotencyKey: key, ask: { comment: "From the old system", evidence } };
    const answer = await ask(ann, files, said);
    expect(answer).toMatchObject({
      outcome: "asked",
      counts: { users: 2, opening_balances: 2 },
      openingCredit: [{ currency: "USD", amountMinor: 650_00 }],
      request: { number: 1 },
    });
    expect((await ask(ann, files, said)).request).toEqual(answer.request);
    const waits = await shown(ann, { id: answer.request?.id ?? "", fingerprint: "" });
    expect(waits).toMatchObject({
      state: "pending",
      act: "accounts.import",
      input: { rowCount: 4, files: [{ name: "users.csv" }, { name: "opening.csv" }] },
      effects: [{ accountId: null, currency: "USD", amountMinor: 650_00, sourceType: "opening", entryCount: 2 }],
      excesses: [{ limit: "per_act", limitMinor: 500_00, amountMinor: 650_00 }],
      comment: "From the old system",
      evidence: [{ name: "statement.pdf" }],
      problem: null,
    });
    // Sent again it waits; by whoever sends it.
    for (const door of [ann, bob]) {
      const again = door.runJob("accounts.import", { files, mode: "write", idempotencyKey: key });
      await expect(again).rejects.toThrow("approval_required");
    }
    expect((await bob.ask("accounts.list", {})).rows).toEqual([]);
    expect((await verified(bob)).ok).toBe(true);

    expect((await ann.refusal("approvals.approve", approval(waits))).code).toBe("approval_not_allowed");
    expect((await al.refusal("approvals.approve", approval(waits))).code).toBe("approval_not_allowed");
    const other = { ...approval(waits), fingerprint: "0".repeat(64) };
    expect((await bob.refusal("approvals.approve", other)).code).toBe("request_stale");
    const ada = await signedInDoor(book, "ada");
    const decisions = await Promise.allSettled(
      [bob, ada].map((door) => door.ask("approvals.approve", approval(waits))),
    );
    expect(decisions.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await untilIdle(bob);
    expect(await shown(ann, waits)).toMatchObject({ state: "approved", entryCount: 2, problem: null });
    const { rows } = await bob.ask("ledger.list", {});
    expect(rows.map(({ operator, origin, sourceType }) => [operator, origin, sourceType])).toEqual([
      ["ANN", "import", "opening"],
      ["ANN", "import", "opening"],
    ]);
    // The same import is answered with what came of it.
    const again = await ann.runJob("accounts.import", { files, mode: "write", idempotencyKey: key });
    expect(again.result).toMatchObject({ outcome: "written", openingCredit: [{ amountMinor: 650_00 }] });
    expect(await stagedIn(book)).toEqual(nothingStaged);
    expect(await verified(bob)).toMatchObject({ ok: true, approvals: { checkedRequests: 1, firstBroken: null } });
    const { rows: acts } = await bob.ask("audit.list", { act: "accounts.import" });
    expect(acts).toMatchObject([{ operator: "ANN", after: { counts: { users: 2 } } }]);

    // What a database tool makes of the entries is found.
    const unlock = isOnServer
      ? "ALTER TABLE ledger_entry DISABLE TRIGGER USER"
      : "DROP TRIGGER ledger_entry_is_never_updated";
    await changeByTool(book, `${unlock}; UPDATE ledger_entry SET approval_id = NULL WHERE sequence = 1`);
    expect((await verified(bob)).approvals.firstBroken?.problem).toMatch(/do not come to what was approved/u);
  });

  test("what the book has made of it meanwhile is refused and goes on waiting; rejected, withdrawn or over it leaves nothing", async () => {
    const { book, bob, ann } = await withApprovers();
    const accountId = await createCustomer(bob);
    const history = (account: string): Files[number] => ({
      kind: "ledger_entries",
      name: "ledger.csv",
      text: `account_id,currency,amount,effective_on\n${account},USD,600.00,2026-01-15\n`,
    });
    // The book begins in January.
    await bob.runJob("accounts.import", { files: [history(await createCustomer(bob))], mode: "write" });
    const taken = await requested(ann, [users("eve@example.com"), openings("eve@example.com,600.00,USD,")]);
    const update = { existing: "update" as const };
    const changing = await requested(
      ann,
      [
        { kind: "organizations", name: "orgs.csv", text: `id,name\n${accountId},Globex Inc.\n` },
        openings(`${accountId},600.00,USD,`),
      ],
      update,
    );
    const dated = await requested(ann, [history(accountId)]);
    const short = await requested(ann, [openings(`${accountId},600.00,USD,2026-02-20`)]);
    const given = await requested(ann, [openings(`${accountId},700.00,USD,`)]);
    // One that waits keeps nobody from closing a month.
    await bob.ask("periods.close", { month: "2026-01" });
    await bob.ask("accounts.create", { kind: "user", name: "Eve", contact: "EVE@example.com" });
    await bob.ask("accounts.update", { accountId, name: "Globex GmbH" });
    await bob.setToday("2026-02-21");
    for (const [asked, why] of [
      [taken, "The book has changed since the import was asked for: the account eve@example.com."],
      [changing, `The book has changed since the import was asked for: the account ${accountId}.`],
      [dated, `A month has been closed that the import has entries in: credit of the account ${accountId}.`],
      [short, `Credit of the import would have expired by now: credit of the account ${accountId}.`],
    ] as const) {
      expect(await bob.refusal("approvals.approve", approval(asked))).toMatchObject({
        code: "request_stale",
        message: why,
      });
      expect((await shown(bob, asked)).state).toBe("pending");
    }
    expect((await verified(bob)).ok).toBe(true);
    expect(await stagedIn(book)).toMatchObject({ claims: 0 });
    await bob.ask("approvals.reject", { requestId: taken.id, comment: "Eve is there" });
    await ann.ask("approvals.withdraw", { requestId: changing.id });
    await untilIdle(bob);
    expect(await stagedIn(book)).toEqual({ rows: 3, claims: 0 });
    await bob.setToday("2026-03-20");
    await untilIdle(bob);
    expect((await shown(bob, given)).state).toBe("expired");
    expect((await bob.refusal("approvals.approve", approval(given))).code).toBe("request_already_decided");
    expect(await stagedIn(book)).toEqual(nothingStaged);
    expect(await creditOf(bob, accountId)).toBeNull();
    expect((await verified(bob)).ok).toBe(true);
  });

  test("what is found behind its first rows, or was changed by a database tool, gives all of it up, and says why", async () => {
    const { book, bob, ann, al } = await withApprovers();
    await bob.ask("limits.set", { role: "approver", currency: "USD", perActMinor: 20_000_00, perDayMinor: 20_000_00 });
    const emails = Array.from({ length: 1100 }, (_each, index) => `user-${index}@example.com`);
    const asked = await requested(ann, [users(...emails), openings(...emails.map((email) => `${email},1.00,USD,`))]);
    expect(asked).toMatchObject({ excesses: [], effects: [{ amountMinor: 1100_00, entryCount: 1100 }] });
    await bob.ask("accounts.create", { kind: "user", name: "Late", contact: "user-1099@example.com" });
    await al.ask("approvals.approve", approval(asked));
    await untilIdle(bob);
    expect(await shown(bob, asked)).toMatchObject({
      state: "approved",
      entryCount: 0,
      problem: { message: "The book has changed since the import was asked for: the account user-1099@example.com." },
    });
    expect(await stagedIn(book)).toEqual(nothingStaged);
    expect((await bob.ask("accounts.list", {})).rows).toHaveLength(1);
    // Nothing of it is counted against Al's day, and its key is free.
    expect((await verified(bob)).ok).toBe(true);
    const accountId = await createCustomer(bob);
    const waits = await requested(ann, [openings(`${accountId},19950.00,USD,`)]);

    await changeByTool(
      book,
      `UPDATE staged_import_row SET content = replace(content, '"amountMinor":1995000', '"amountMinor":9995000')`,
    );
    expect((await verified(bob)).approvals.firstBroken).toMatchObject({
      requestId: waits.id,
      problem: "the rows of its import are not those that were asked for",
    });
    await al.ask("approvals.approve", approval(waits));
    await untilIdle(bob);
    expect((await shown(bob, waits)).problem?.message).toBe(
      "The rows of the import are not those that were asked for.",
    );
    expect(await creditOf(bob, accountId)).toBeNull();
    expect((await verified(bob)).ok).toBe(true);
    // The reason is part of what the log tells.
    await changeByTool(book, "UPDATE staged_import SET problem = NULL");
    expect((await verified(bob)).approvals.firstBroken?.problem).toMatch(/problem is another one/u);
  });

  test("a kill between the approval and its last row costs nothing: the next opening goes on", async () => {
    const { book, ids, ann } = await withApprovers();
    const asked = await requested(ann, largeImport(1500));
    await book.close();
    await approveAndKill(book.path, asked, ids["bob"] ?? "");
    const opened = await openTestBook(book.path);
    const bob = await signedInDoor(opened, "bob");
    await untilIdle(bob);
    expect(await shown(bob, asked)).toMatchObject({ state: "approved", entryCount: 3000, problem: null });
    expect(await stagedIn(opened)).toEqual(nothingStaged);
    expect(await verified(bob)).toMatchObject({ ok: true, checkedEntries: 3000 });
  });
});
