import Database from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import type { EngineEvent } from "../../../src/shared/contract/events.ts";
import type { MethodInput } from "../../../src/shared/contract/index.ts";
import type { JobProgress } from "../../../src/shared/contract/jobs.ts";
import { createTestBook, openTestBook, type TestBook } from "../../support/book.ts";
import { adjust, billThrough, createCustomer, creditOf, invoicesOf } from "../../support/company.ts";
import { importAndKill } from "../../support/kill.ts";
import { importedContact, importedCreditMinor, importedUserCount, largeImport } from "../../support/large-import.ts";

type Files = MethodInput<"accounts.import">["files"];

/** An import's job, and what it is told about it. */
interface Followed {
  /** Resolves with the first progress that fits. */
  at(fits: (progress: JobProgress) => boolean): Promise<void>;
  readonly isOver: () => boolean;
  result(): Promise<unknown>;
}

const isReading = ({ unit }: JobProgress): boolean => unit === "lines";
const isWriting = ({ unit, total, done }: JobProgress): boolean => unit === "rows" && total !== null && done > 0;

/** Start an import and follow it. */
async function follow(book: TestBook, files: Files, idempotencyKey: string): Promise<Followed> {
  const seen: Extract<EngineEvent, { type: "job" }>[] = [];
  let wake = (): void => undefined;
  const unsubscribe = book.engine.subscribe((event) => {
    if (event.type !== "job") return;
    seen.push(event);
    wake();
  });
  onTestFinished(unsubscribe);
  const { jobId } = await book.ask("accounts.import", { files, mode: "write", idempotencyKey });
  const ours = () => seen.filter(({ job }) => job.id === jobId).map(({ job }) => job);
  const until = async (fits: () => boolean): Promise<void> => {
    while (!fits()) await new Promise<void>((resolve) => (wake = resolve));
  };
  const isOver = () => ours().some(({ state }) => state !== "running");
  return {
    isOver,
    async at(fits) {
      await until(() => isOver() || ours().some(({ progress }) => fits(progress)));
      if (isOver()) throw new Error("The import was over before it could be met");
    },
    async result() {
      await until(isOver);
      const job = ours().at(-1);
      if (job?.state !== "done") throw new Error(`The import ended ${job?.state}: ${job?.error?.message}`);
      return job.result;
    },
  };
}

async function expectAllWritten(book: TestBook): Promise<void> {
  const { accountCounts, entryCount } = await book.ask("book.info", {});
  expect(accountCounts.user).toBe(importedUserCount);
  expect(entryCount).toBe(2 * importedUserCount);
  for (const index of [0, 1, importedUserCount - 1]) {
    expect(await creditOf(book, `user_${index}`)).toBe(importedCreditMinor);
  }
  expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  // In the order of the whole ledger, whatever was written in which slice.
  const { rows } = await book.ask("ledger.list", { limit: 500 });
  expect(rows.every(({ amountMinor }) => amountMinor === -3_00)).toBe(true);
}

/** Wait until no import is under way, as after an opening that goes on with one. */
async function untilImported(book: TestBook): Promise<void> {
  await expect
    .poll(
      async () => {
        const { jobs } = await book.ask("jobs.list", {});
        return jobs.filter(({ method, state }) => method === "accounts.import" && state === "running").length;
      },
      { timeout: 60_000 },
    )
    .toBe(0);
}

function rowsLeftAside(path: string): unknown {
  const database = new Database(path, { readonly: true });
  const count = (table: string) => database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  const counts = ["staged_import", "staged_import_row", "import_claim"].map(count);
  database.close();
  return counts;
}

describe("an import that is killed", () => {
  test("while its rows are put aside has written nothing, and can be sent again", async () => {
    const book = await createTestBook();
    await book.close();
    await importAndKill(book.path, "killed", "staging");
    const reopened = await openTestBook(book.path);
    expect((await reopened.ask("book.info", {})).accountCounts.user).toBe(0);
    await untilImported(reopened);
    const again = await follow(reopened, largeImport(), "killed");
    expect(await again.result()).toMatchObject({ outcome: "written" });
    await expectAllWritten(reopened);
    await reopened.close();
    expect(rowsLeftAside(book.path)).toEqual([0, 0, 0]);
  });

  test("once it is accepted is written to its end by whoever opens the book next", async () => {
    const book = await createTestBook();
    await book.close();
    await importAndKill(book.path, "killed", "writing");
    const reopened = await openTestBook(book.path);
    await untilImported(reopened);
    await expectAllWritten(reopened);
    // It was the work of who began it, and under its key nothing is written twice.
    const { rows } = await reopened.ask("ledger.list", { limit: 1 });
    expect(rows[0]).toMatchObject({ operator: "Tess Tester", origin: "import", sourceId: "killed" });
    const again = await follow(reopened, largeImport(), "killed");
    expect(await again.result()).toMatchObject({ outcome: "written" });
    await expectAllWritten(reopened);
    await reopened.close();
    expect(rowsLeftAside(book.path)).toEqual([0, 0, 0]);
  });
});

test("an import that the application is closed in goes on at the next opening", async () => {
  const book = await createTestBook();
  const job = await follow(book, largeImport(), "closed");
  await job.at(isWriting);
  await book.close();
  const reopened = await openTestBook(book.path);
  expect((await reopened.ask("book.info", {})).entryCount).toBeLessThan(2 * importedUserCount);
  await untilImported(reopened);
  await expectAllWritten(reopened);
});

test("the same import sent twice at once is written once, and answered alike", async () => {
  const book = await createTestBook();
  const first = await follow(book, largeImport(), "twice");
  const second = await follow(book, largeImport(), "twice");
  expect(await second.result()).toEqual(await first.result());
  await expectAllWritten(book);
});

test("commands are answered between the slices of an import, and every one of them holds", async () => {
  const book = await createTestBook();
  const accountId = await createCustomer(book);
  const job = await follow(book, largeImport(), "beside");
  let answered = 0;
  while (!job.isOver()) {
    await adjust(book, accountId, 1);
    answered += 1;
  }
  expect(answered).toBeGreaterThan(50);
  expect(await job.result()).toMatchObject({ outcome: "written" });
  expect(await creditOf(book, accountId)).toBe(answered);
  expect((await book.runJob("ledger.verify", {})).result).toMatchObject({
    ok: true,
    checkedEntries: 2 * importedUserCount + answered,
  });
});

describe("what an import takes", () => {
  test("and somebody else took while it was being read makes it fail as a whole, on its line", async () => {
    const book = await createTestBook();
    const job = await follow(book, largeImport(), "late");
    await job.at(isReading);
    const contact = importedContact(importedUserCount - 1);
    await book.ask("accounts.create", { kind: "user", name: "Quick", contact });
    expect(await job.result()).toMatchObject({
      outcome: "rejected",
      problemCount: 1,
      problems: [{ fileName: "users.csv", lineNumber: importedUserCount + 1, column: "email" }],
    });
    expect((await book.ask("book.info", {})).accountCounts.user).toBe(1);
    await book.close();
    expect(rowsLeftAside(book.path)).toEqual([0, 0, 0]);
  });

  test("is nobody else's from the moment it is accepted: an e-mail address, a plan, a subscription, credit", async () => {
    const book = await createTestBook({ today: "2026-02-01" });
    const accountId = await createCustomer(book);
    const files: Files = [
      ...largeImport(),
      {
        kind: "plans",
        name: "plans.csv",
        text: "slug,name,for,currency,monthly_fee\nteam,Team,organization,USD,20.00\n",
      },
      {
        kind: "subscriptions",
        name: "subscriptions.csv",
        text: `account,plan,period,start_on\n${accountId},team,month,2026-02-01\n`,
      },
      { kind: "opening_balances", name: "openings.csv", text: `account,currency,amount\n${accountId},USD,5.00\n` },
    ];
    const job = await follow(book, files, "claims");
    await job.at(isWriting);
    const contact = importedContact(importedUserCount - 1).toUpperCase();
    const give = { accountId, action: "increase", amountMinor: 1, currency: "USD", reasonCode: "courtesy" };
    const plan = { name: "Team", slug: "team", forKind: "organization", currency: "USD", monthlyMinor: 1 };
    const { plans } = await book.ask("plans.list", {});
    const start = {
      accountId,
      planId: plans.find(({ slug }) => slug === "team")?.id,
      period: "month",
      startOn: "2026-02-01",
    };
    const refusals = await Promise.all([
      book.refusal("accounts.create", { kind: "user", name: "Late", contact }),
      book.refusal("credits.adjust", give),
      book.refusal("plans.create", plan),
      book.refusal("subscriptions.create", start),
      book.refusal("accounts.update", { accountId, currency: "EUR" }),
    ]);
    expect(refusals.map(({ code }) => code)).toEqual(Array.from({ length: 5 }, () => "import_in_progress"));
    // Credit of another currency, and other accounts, are nobody's business.
    await adjust(book, accountId, 1, "EUR");
    expect(await job.result()).toMatchObject({ outcome: "written" });
    await adjust(book, accountId, 1);
    expect(await creditOf(book, accountId)).toBe(5_01);
    expect((await book.ask("accounts.get", { accountId })).planName).toBe("Team");
  });

  test("is parked by a billing run, which takes the account up once the import is through (BEHAVIOUR 10.4)", async () => {
    const book = await createTestBook({ today: "2026-02-01" });
    const accountId = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-02-01" });
    const files: Files = [
      ...largeImport(),
      { kind: "opening_balances", name: "openings.csv", text: `account,currency,amount\n${accountId},USD,5.00\n` },
    ];
    const job = await follow(book, files, "billed");
    await job.at(isWriting);
    const run = await billThrough(book, "2026-02-01");
    expect(run).toMatchObject({ problemCount: 1, problems: [{ accountId, error: { code: "import_in_progress" } }] });
    await job.result();
    await book.runJob("billing.retryParked", { runId: run.id });
    expect(await invoicesOf(book, accountId)).toMatchObject([{ totalMinor: 20_00, creditAppliedMinor: 5_00 }]);
  });
});
