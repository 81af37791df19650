import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { loadMigrations } from "../../../src/main/storage/book/migrate.ts";
import { civilDateAt } from "../../../src/shared/calendar.ts";
import type { MethodInput } from "../../../src/shared/contract/index.ts";
import type { InvoiceView } from "../../../src/shared/contract/invoice-view.ts";
import { createTestBook, openTestBook, type TestBook } from "../../support/book.ts";
import { issueInvoice, liveUntil, payBy } from "../../support/collection.ts";
import { accountOf, adjust, billThrough, createCustomer, invoicesOf } from "../../support/company.ts";
import { changeSubscription, createPlan, seatsAt, subscribed } from "../../support/subscriptions.ts";

type Filters = NonNullable<MethodInput<"accounts.list">["filters"]>;

const lastActivity = async (book: TestBook, accountId: string) => (await accountOf(book, accountId)).lastActivityOn;

async function listed(book: TestBook, filters: Filters): Promise<string[]> {
  return (await book.ask("accounts.list", { filters })).rows.map(({ id }) => id);
}

/** A customer with 20.00 a month for each of three seats, whose period from a day on is billed. */
async function seatCustomer(book: TestBook, startOn: string): Promise<string> {
  const planId = await createPlan(book, { seatPrice: seatsAt(20_00) });
  return subscribed(book, planId, { startOn, seats: 3 });
}

async function lastInvoice(book: TestBook, accountId: string): Promise<InvoiceView> {
  const invoice = (await invoicesOf(book, accountId)).at(-1);
  if (!invoice) throw new Error("There is no invoice");
  return invoice;
}

/** A paid invoice of 100.00 of 2026-01-01. */
async function paidInvoice(book: TestBook, accountId: string): Promise<InvoiceView> {
  await payBy(book, accountId, "succeeds");
  return issueInvoice(book, accountId, [{ unitMinor: 100_00 }]);
}

/** Take from a book what the version before the last activity did not know, and let the migration find it again. */
async function upgradedFromVersion4(book: TestBook): Promise<TestBook> {
  await book.close();
  const migration = loadMigrations().find(({ version }) => version === 5);
  const database = new Database(book.path);
  database.function("civil_date_at", (atMs, timeZone) => civilDateAt(Number(atMs), String(timeZone)));
  database.exec("DROP INDEX account_listing_activity; ALTER TABLE account_listing DROP COLUMN last_activity_on");
  database.exec(migration?.sql ?? "");
  database.close();
  return openTestBook(book.path);
}

/** What happens on 2026-03-10 to an account, and what had to be before, on 2026-01-01. */
interface Activity {
  readonly before?: (book: TestBook, accountId: string) => Promise<unknown>;
  readonly happens: (book: TestBook, accountId: string) => Promise<unknown>;
}

const activities: Readonly<Record<string, Activity>> = {
  "credit that is added": { happens: (book, accountId) => adjust(book, accountId, 5_00) },
  "credit in another currency": { happens: (book, accountId) => adjust(book, accountId, 5_00, "EUR") },
  "credit that is dated back": {
    happens: (book, accountId) =>
      book.ask("credits.adjust", {
        accountId,
        action: "increase",
        amountMinor: 5_00,
        currency: "USD",
        reasonCode: "courtesy",
        terms: { effectiveOn: "2026-01-15" },
      }),
  },
  "a transfer that arrives": {
    happens: async (book, toAccountId) => {
      const fromAccountId = await createCustomer(book);
      await adjust(book, fromAccountId, 5_00);
      await book.ask("credits.transfer", { fromAccountId, toAccountId, amountMinor: 5_00, currency: "USD" });
    },
  },
  "an invoice for charges": { happens: (book, accountId) => issueInvoice(book, accountId, [{ unitMinor: 1_00 }]) },
  "a renewal that is billed late, with the day on which it was due": {
    before: async (book, accountId) => {
      const planId = await createPlan(book, { monthlyMinor: 20_00 });
      await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-01-01" });
    },
    happens: (book) => billThrough(book, "2026-01-01"),
  },
  "a renewal that credit pays": {
    before: async (book, accountId) => {
      const planId = await createPlan(book, { monthlyMinor: 20_00 });
      await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-03-10" });
      await adjust(book, accountId, 100_00);
    },
    happens: (book) => billThrough(book, "2026-03-10"),
  },
  "money that had come in before and is recorded": {
    before: (book, accountId) => issueInvoice(book, accountId, [{ unitMinor: 100_00 }]),
    happens: async (book, accountId) =>
      book.ask("invoices.recordPayment", {
        invoiceId: (await lastInvoice(book, accountId)).id,
        amountMinor: 40_00,
        receivedOn: "2026-01-20",
      }),
  },
  "an attempt to collect that fails": {
    before: (book, accountId) => issueInvoice(book, accountId, [{ unitMinor: 100_00 }]),
    happens: async (book, accountId) => {
      await payBy(book, accountId, "declines");
      await book.ask("invoices.collect", { invoiceId: (await lastInvoice(book, accountId)).id });
    },
  },
  "a credit note that pays money back": {
    before: paidInvoice,
    happens: async (book, accountId) => {
      const content = {
        invoiceId: (await lastInvoice(book, accountId)).id,
        lines: [{ position: 1, amountMinor: 10_00 }],
        destination: "origin" as const,
      };
      const { fingerprint } = await book.ask("creditNotes.preview", content);
      await book.ask("creditNotes.issue", { ...content, fingerprint });
    },
  },
};

const changes: Readonly<Record<string, MethodInput<"subscriptions.change">["change"]>> = {
  "seats that are added": { type: "seats", seats: 5 },
  "seats that are to be fewer": { type: "seats", seats: 1 },
  "a cancellation for the period's end": { type: "cancel", timing: "period_end" },
  "a cancellation at once": { type: "cancel", timing: "now" },
};

describe("the last activity of an account", () => {
  test.each(Object.entries(activities))(
    "is %s, also in a book that is upgraded",
    async (_what, { before, happens }) => {
      const book = await createTestBook();
      const accountId = await createCustomer(book);
      await before?.(book, accountId);
      await book.setToday("2026-03-10");
      expect(await lastActivity(book, accountId)).toBe(before ? "2026-01-01" : null);
      expect(await listed(book, { noActivitySinceOn: "2026-03-10" })).toEqual([accountId]);
      await happens(book, accountId);
      expect(await lastActivity(book, accountId)).toBe("2026-03-10");
      expect(await listed(book, { noActivitySinceOn: "2026-03-10" })).not.toContain(accountId);
      expect(await listed(book, { noActivitySinceOn: "2026-03-11" })).toContain(accountId);
      expect(await lastActivity(await upgradedFromVersion4(book), accountId)).toBe("2026-03-10");
    },
  );

  test.each(Object.entries(changes))("is %s, also in a book that is upgraded", async (_what, change) => {
    const book = await createTestBook();
    const accountId = await seatCustomer(book, "2026-01-01");
    await book.setToday("2026-01-10");
    expect(await lastActivity(book, accountId)).toBe("2026-01-01");
    await changeSubscription(book, accountId, change);
    expect(await lastActivity(book, accountId)).toBe("2026-01-10");
    expect(await lastActivity(await upgradedFromVersion4(book), accountId)).toBe("2026-01-10");
  });

  test("is the start of a subscription, and the end that a billing run carries out", async () => {
    const book = await createTestBook({ today: "2026-02-01" });
    const accountId = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-02-01" });
    expect(await lastActivity(book, accountId)).toBe("2026-02-01");
    await billThrough(book, "2026-02-01");
    await changeSubscription(book, accountId, { type: "cancel", timing: "period_end" });
    await book.setToday("2026-03-05");
    await billThrough(book, "2026-03-05");
    expect(await accountOf(book, accountId)).toMatchObject({ subscription: null, lastActivityOn: "2026-03-05" });
  });

  test("is what the calendar does: a payment tried again, credit that expires", async () => {
    const book = await createTestBook();
    const [payer, creditor] = [await createCustomer(book), await createCustomer(book)];
    await payBy(book, payer, "declines");
    await issueInvoice(book, payer, [{ unitMinor: 100_00 }]);
    await book.ask("credits.adjust", {
      accountId: creditor,
      action: "increase",
      amountMinor: 5_00,
      currency: "USD",
      reasonCode: "courtesy",
      terms: { expiresOn: "2026-01-02" },
    });
    await liveUntil(book, "2026-01-02");
    expect([await lastActivity(book, payer), await lastActivity(book, creditor)]).toEqual(["2026-01-02", "2026-01-02"]);
  });

  test("is not what only concerns how it is addressed and billed, nor a due date that passes", async () => {
    const book = await createTestBook();
    const [fresh, owing] = [await createCustomer(book), await createCustomer(book, { feeMinor: 20_00 })];
    await billThrough(book, "2026-01-01");
    await liveUntil(book, "2026-01-25");
    for (const accountId of [fresh, owing]) {
      await book.ask("accounts.update", { accountId, name: "Globex Limited" });
      await payBy(book, accountId, "succeeds");
      const charge = { accountId, description: "Export", unitMinor: 1_00, currency: "USD" };
      await book.ask("invoices.addCharge", charge);
    }
    expect((await accountOf(book, owing)).subscription?.status).toBe("past_due");
    await book.ask("invoices.void", { invoiceId: (await lastInvoice(book, owing)).id });
    expect([await lastActivity(book, fresh), await lastActivity(book, owing)]).toEqual([null, "2026-01-01"]);
  });

  test("stays the newest when the clock is set back", async () => {
    const book = await createTestBook({ today: "2026-03-10" });
    const accountId = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-03-10" });
    await book.setToday("2026-02-01");
    await changeSubscription(book, accountId, { type: "cancel", timing: "now" });
    expect(await lastActivity(book, accountId)).toBe("2026-03-10");
  });

  test("is the day of the import for what is imported, however old it is; an account alone has none", async () => {
    const book = await createTestBook({ today: "2026-03-10" });
    const file = (kind: MethodInput<"accounts.import">["files"][number]["kind"], text: string) => ({
      kind,
      name: `${kind}.csv`,
      text,
    });
    await book.runJob("accounts.import", {
      mode: "write",
      files: [
        file("plans", "slug,name,for,currency,monthly_fee\nteam,Team,organization,USD,20.00"),
        file(
          "organizations",
          "id,name,slug,created_on\n" +
            ["alone", "opening", "subscribed", "history"]
              .map((slug) => `org_${slug},${slug},${slug},2024-05-01\n`)
              .join(""),
        ),
        file("subscriptions", "account,plan,period,start_on\nsubscribed,team,month,2025-01-01"),
        file("opening_balances", "account,currency,amount\nopening,EUR,50"),
        file("ledger_entries", "effective_on,account_id,currency,amount\n2025-11-05,history,USD,30.00"),
      ],
    });
    expect(await listed(book, { noActivitySinceOn: "2026-03-10" })).toEqual(["org_alone"]);
    for (const active of ["opening", "subscribed", "history"]) {
      expect(await lastActivity(book, `org_${active}`)).toBe("2026-03-10");
    }
  });
});

describe("the filter of the accounts by their last activity", () => {
  test("goes with every other filter, the search and the sorts, page by page", async () => {
    const book = await createTestBook();
    const days = ["2026-01-05", "2026-01-06", "2026-02-01", "2026-02-02", "2026-03-01"];
    const ids: string[] = [];
    for (const [index, day] of days.entries()) {
      await book.setToday(day);
      const accountId = await createCustomer(book, { currency: index === 1 ? "EUR" : "USD" });
      await adjust(book, accountId, (5 - index) * 1_00, index === 1 ? "EUR" : "USD");
      ids.push(accountId);
    }
    const never = await createCustomer(book);
    const since = { noActivitySinceOn: "2026-02-02" };
    expect((await listed(book, since)).toSorted()).toEqual([...ids.slice(0, 3), never].toSorted());
    expect(await listed(book, { noActivitySinceOn: "2026-01-05" })).toEqual([never]);
    expect(await listed(book, { ...since, hasCredit: true, currency: "EUR" })).toEqual([ids[1]]);
    expect((await book.ask("accounts.list", { filters: since, kind: "user" })).rows).toEqual([]);
    for (const search of ["glo", "gl"]) {
      const found = await book.ask("accounts.list", { filters: since, search });
      expect(found).toMatchObject({ total: { count: 4, isExact: true } });
      expect(found.rows).toHaveLength(4);
    }
    const sort = { by: "creditBalance", direction: "descending" } as const;
    const first = await book.ask("accounts.list", { filters: since, sort, limit: 2 });
    const second = await book.ask("accounts.list", { filters: since, sort, limit: 2, after: first.nextCursor });
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual([ids[0], ids[2], ids[1], never]);
    expect(second.total).toEqual({ count: 4, isExact: true });
    expect(await book.refusal("accounts.list", { filters: { noActivitySinceOn: "2026-02-30" } })).toMatchObject({
      code: "invalid_input",
    });
  });

  test("finds many as it finds few", async () => {
    const book = await createTestBook();
    const users = Array.from(
      { length: 10_020 },
      (_, index) => `user_${index},User ${String(index).padStart(5, "0")},${index}@example.com`,
    );
    await book.runJob("accounts.import", {
      mode: "write",
      files: [{ kind: "users", name: "users.csv", text: ["id,name,email", ...users].join("\n") }],
    });
    for (const index of [0, 2]) await adjust(book, `user_${index}`, 1_00);
    const filters = { noActivitySinceOn: "2026-01-01" };
    const few = await book.ask("accounts.list", { filters, limit: 2 });
    expect(few.rows.map(({ id }) => id)).toEqual(["user_1", "user_3"]);
    expect(few.total).toEqual({ count: 10_000, isExact: false });
    const next = await book.ask("accounts.list", { filters, limit: 2, after: few.nextCursor, skip: 1 });
    expect(next.rows.map(({ id }) => id)).toEqual(["user_5", "user_6"]);
    expect((await book.ask("accounts.list", { filters, kind: "organization" })).total).toEqual({
      count: 0,
      isExact: true,
    });
    expect((await book.ask("accounts.list", { filters, search: "user_2" })).rows).not.toContainEqual(
      expect.objectContaining({ id: "user_2" }),
    );
  });
});

describe("a book of version 4", () => {
  test("is told every account's last activity by its own days", async () => {
    // At noon UTC it is the next day already.
    const book = await createTestBook({ timeZone: "Pacific/Kiritimati" });
    const [active, fresh] = [await createCustomer(book), await createCustomer(book)];
    await adjust(book, active, 1_00);
    const upgraded = await upgradedFromVersion4(book);
    expect(await lastActivity(upgraded, active)).toBe("2026-01-02");
    expect(await lastActivity(upgraded, fresh)).toBeNull();
    expect(await listed(upgraded, { noActivitySinceOn: "2026-01-02" })).toEqual([fresh]);
  });
});
