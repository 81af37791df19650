import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { startOfDayMs, civilDate } from "../../../src/shared/calendar.ts";
import type { AsOfBasis } from "../../../src/shared/contract/ledger.ts";
import { createTestBook, openTestBook, type TestBook } from "../../support/book.ts";
import { adjust, billThrough, createCustomer } from "../../support/company.ts";
import { inDatabase } from "../../support/database.ts";

/** What `ledger.balancesAsOf` answers, as pairs. */
async function balancesOn(book: TestBook, accountId: string | null, on: string, by?: AsOfBasis) {
  const { balances } = await book.ask("ledger.balancesAsOf", { accountId, on, ...(by && { by }) });
  return balances.map(({ currency, ledgerMinor }) => [currency, ledgerMinor]);
}

/** The sums of the entries that the list shows with these filters, by currency. */
async function sumsOf(book: TestBook, filters: { throughOn?: string; recordedThroughOn?: string }) {
  const { rows } = await book.ask("ledger.list", { filters, limit: 500 });
  const currencies = [...new Set(rows.map(({ currency }) => currency))].toSorted();
  return currencies.map((currency) => {
    const ofCurrency = rows.filter((row) => row.currency === currency);
    return [currency, ofCurrency.reduce((sum, { amountMinor }) => sum + amountMinor, 0)];
  });
}

describe("balances as of a day (BEHAVIOUR 11.4)", () => {
  test("an account's are in every currency that it had by then, its own first", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book, { currency: "USD" });
    await adjust(book, accountId, 10_00, "EUR");
    await book.setToday("2026-01-20");
    await adjust(book, accountId, 50_00, "USD");
    await adjust(book, accountId, 3, "JPY");
    await book.setToday("2026-01-30");
    await adjust(book, accountId, -10_00, "EUR");
    for (const by of ["effective", "recorded"] as const) {
      expect(await balancesOn(book, accountId, "2026-01-09", by)).toEqual([]);
      expect(await balancesOn(book, accountId, "2026-01-19", by)).toEqual([["EUR", 10_00]]);
      const inAll = [
        ["USD", 50_00],
        ["EUR", 10_00],
        ["JPY", 3],
      ];
      expect(await balancesOn(book, accountId, "2026-01-20", by)).toEqual(inAll);
      // A balance of 0 is one; never having had any is none (BEHAVIOUR 2.3).
      expect(await balancesOn(book, accountId, "9999-12-31", by)).toContainEqual(["EUR", 0]);
    }
  });

  test("the book's are those of all accounts together, never across currencies (BEHAVIOUR 1.7)", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    expect(await balancesOn(book, null, "2026-01-10")).toEqual([]);
    const first = await createCustomer(book, { currency: "USD" });
    const second = await createCustomer(book, { currency: "EUR" });
    await adjust(book, first, 10_00, "USD");
    await adjust(book, second, 7_00, "EUR");
    await book.setToday("2026-01-11");
    await adjust(book, second, 5_00, "USD");
    await book.ask("credits.transfer", {
      fromAccountId: first,
      toAccountId: second,
      amountMinor: 4_00,
      currency: "USD",
    });
    const before = [
      ["EUR", 7_00],
      ["USD", 10_00],
    ];
    expect(await balancesOn(book, null, "2026-01-10")).toEqual(before);
    expect(await balancesOn(book, null, "2026-01-10", "recorded")).toEqual(before);
    expect(await balancesOn(book, null, "2026-01-11")).toEqual([
      ["EUR", 7_00],
      ["USD", 15_00],
    ]);
    expect(await balancesOn(book, first, "2026-01-11")).toEqual([["USD", 6_00]]);
  });

  test("an invoice that is dated ahead, a late expiry and an imported history are on one day by effect, on another by record", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const ahead = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-01-31" });
    await adjust(book, ahead, 50_00);
    await billThrough(book, "2026-01-31");
    expect(await balancesOn(book, ahead, "2026-01-30")).toEqual([["USD", 50_00]]);
    expect(await balancesOn(book, ahead, "2026-01-31")).toEqual([["USD", 30_00]]);
    expect(await balancesOn(book, ahead, "2026-01-10", "recorded")).toEqual([["USD", 30_00]]);

    const late = await createCustomer(book);
    await book.ask("credits.adjust", {
      accountId: late,
      action: "increase",
      amountMinor: 9_00,
      currency: "USD",
      reasonCode: "courtesy",
      terms: { expiresOn: "2026-01-15" },
    });
    await book.setToday("2026-01-20");
    await book.runJob("billing.catchUp", {});
    expect(await balancesOn(book, late, "2026-01-14")).toEqual([["USD", 9_00]]);
    expect(await balancesOn(book, late, "2026-01-15")).toEqual([["USD", 0]]);
    expect(await balancesOn(book, late, "2026-01-19", "recorded")).toEqual([["USD", 9_00]]);
    expect(await balancesOn(book, late, "2026-01-20", "recorded")).toEqual([["USD", 0]]);

    await book.runJob("accounts.import", {
      mode: "write",
      files: [
        { kind: "organizations", name: "organizations.csv", text: "id,name,slug\norg_acme,Acme,acme\n" },
        {
          kind: "ledger_entries",
          name: "ledger_entries.csv",
          text: "sequence,effective_on,account_id,source_type,currency,amount,balance_after\n2,2025-12-10,acme,grant,USD,20.00,50.00\n1,2025-11-05,acme,grant,USD,30.00,30.00\n",
        },
      ],
    });
    expect(await balancesOn(book, "org_acme", "2025-11-04")).toEqual([]);
    expect(await balancesOn(book, "org_acme", "2025-12-09")).toEqual([["USD", 30_00]]);
    expect(await balancesOn(book, "org_acme", "2025-12-10")).toEqual([["USD", 50_00]]);
    expect(await balancesOn(book, "org_acme", "2026-01-19", "recorded")).toEqual([]);
    expect(await balancesOn(book, "org_acme", "2026-01-20", "recorded")).toEqual([["USD", 50_00]]);

    for (const day of ["2025-12-09", "2026-01-10", "2026-01-15", "2026-01-20", "2026-01-31"]) {
      expect(await balancesOn(book, null, day)).toEqual(await sumsOf(book, { throughOn: day }));
      expect(await balancesOn(book, null, day, "recorded")).toEqual(await sumsOf(book, { recordedThroughOn: day }));
    }
  });

  test.each(["UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland"])(
    "the last moment of a day in %s is recorded on it and the next on the day after, also when clocks change",
    async (timeZone) => {
      const book = await createTestBook({ timeZone, today: "2026-03-01" });
      const accountId = await createCustomer(book);
      const days = ["2026-03-08", "2026-03-09", "2026-04-05", "2026-04-06"] as const;
      for (const [index, day] of days.entries()) {
        const midnightMs = startOfDayMs(civilDate(day), timeZone);
        await book.ask("book.setClock", { clock: { kind: "test", nowMs: midnightMs - 1 } });
        await adjust(book, accountId, 1 + index);
        await book.ask("book.setClock", { clock: { kind: "test", nowMs: midnightMs } });
        await adjust(book, accountId, 100);
      }
      const balances = [
        ["2026-03-07", 1],
        ["2026-03-08", 1 + 100 + 2],
        ["2026-03-09", 3 + 200],
        ["2026-04-04", 3 + 200 + 3],
        ["2026-04-05", 6 + 300 + 4],
        ["2026-04-06", 10 + 400],
      ] as const;
      for (const [on, balanceMinor] of balances) {
        for (const by of ["recorded", "effective"] as const) {
          expect([on, by, await balancesOn(book, accountId, on, by)]).toEqual([on, by, [["USD", balanceMinor]]]);
        }
        expect(await sumsOf(book, { recordedThroughOn: on })).toEqual([["USD", balanceMinor]]);
      }
    },
  );

  test("a clock that was set back puts no entry on a day on which it was not written", async () => {
    const book = await createTestBook({ today: "2026-01-20" });
    const accountId = await createCustomer(book);
    await adjust(book, accountId, 5_00);
    await adjust(book, accountId, 2_00);
    await book.close();
    // As if the machine's own clock had been ten days slow when the second entry was made.
    const database = new Database(book.path);
    database.exec("DROP TRIGGER ledger_entry_is_never_updated");
    database.exec("UPDATE ledger_entry SET created_at_ms = created_at_ms - 864000000 WHERE sequence = 2");
    database.exec("UPDATE ledger_day_total SET amount_minor = 500, entry_count = 1 WHERE counted_by = 'recorded'");
    database.exec(
      "INSERT INTO ledger_day_total VALUES ('recorded', 'USD', '2026-01-10', 'grant', 'billing_error', 200, 1)",
    );
    database.close();
    const reopened = await openTestBook(book.path);
    for (const owner of [accountId, null]) {
      expect(await balancesOn(reopened, owner, "2026-01-19", "recorded")).toEqual([["USD", 2_00]]);
      expect(await balancesOn(reopened, owner, "2026-01-20", "recorded")).toEqual([["USD", 7_00]]);
    }
  });

  test("of more than an amount can be is refused, not rounded (BEHAVIOUR 1.3)", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    for (let index = 0; index < 2; index += 1) {
      await adjust(book, await createCustomer(book), Number.MAX_SAFE_INTEGER);
    }
    expect(await balancesOn(book, null, "2026-01-09")).toEqual([]);
    expect((await book.refusal("ledger.balancesAsOf", { on: "2026-01-10" })).code).toBe("amount_out_of_range");
  });

  test("of an unknown account, on a day that is none and by something else are refused", async () => {
    const book = await createTestBook();
    const codeOf = async (input: object) => (await book.refusal("ledger.balancesAsOf", input)).code;
    expect(await codeOf({ accountId: "org_nobody", on: "2026-01-01" })).toBe("account_not_found");
    expect(await codeOf({ on: "2026-02-30" })).toBe("invalid_input");
    expect(await codeOf({ on: "2026-02-01", by: "told" })).toBe("invalid_input");
    expect(await codeOf({})).toBe("invalid_input");
  });
});

describe("the totals of days that the book keeps", () => {
  /** A book with entries on two days and in two currencies, after something was done to its totals. */
  async function verifiedAfter(statement: string) {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book);
    await adjust(book, accountId, 10_00);
    await adjust(book, accountId, 7_00, "EUR");
    await book.setToday("2026-01-11");
    await adjust(book, accountId, 5_00);
    await inDatabase(book, (database) => database.exec(statement));
    return (await (await openTestBook(book.path)).runJob("ledger.verify", {})).result;
  }

  test.each([
    [
      "is another",
      "UPDATE ledger_day_total SET amount_minor = 9 WHERE counted_on = '2026-01-10' AND currency = 'USD'",
      1,
    ],
    ["is gone", "DELETE FROM ledger_day_total WHERE counted_by = 'recorded' AND currency = 'EUR'", 2],
    ["has no entry", "INSERT INTO ledger_day_total VALUES ('effective', 'JPY', '2026-01-10', 'grant', '', 0, 1)", 3],
  ])("are checked by verifying: one that %s", async (_what, statement, sequence) => {
    expect(await verifiedAfter(statement)).toMatchObject({ ok: false, firstBroken: { sequence } });
  });

  test("hold where nothing was done to them", async () => {
    expect(await verifiedAfter("")).toMatchObject({ ok: true });
  });

  test("are those of the days that lie between midnights, where clocks that are put back show a day once more", async () => {
    // At one minute past midnight it was one minute past eleven again, on the day before.
    const timeZone = "America/St_Johns";
    const book = await createTestBook({ timeZone, today: "2006-10-28" });
    const accountId = await createCustomer(book);
    const midnightMs = startOfDayMs(civilDate("2006-10-29"), timeZone);
    for (const [minutes, amountMinor] of [
      [-1, 1],
      [0, 20],
      [2, 300],
      [59, 4_000],
      [120, 50_000],
    ] as const) {
      const nowMs = midnightMs + minutes * 60_000;
      await book.ask("book.setClock", { clock: { kind: "test", nowMs } });
      await adjust(book, accountId, amountMinor);
    }
    for (const on of ["2006-10-28", "2006-10-29"]) {
      const recorded = await sumsOf(book, { recordedThroughOn: on });
      expect(await balancesOn(book, null, on, "recorded")).toEqual(recorded);
      expect(await balancesOn(book, accountId, on, "recorded")).toEqual(recorded);
      const effective = await sumsOf(book, { throughOn: on });
      expect(await balancesOn(book, null, on, "effective")).toEqual(effective);
      expect(await balancesOn(book, accountId, on, "effective")).toEqual(effective);
    }
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  });
});
