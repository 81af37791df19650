import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { MethodName } from "../../src/shared/contract/index.ts";
import { addDays, civilDate, type CivilDate } from "../../src/shared/calendar.ts";
import { createTestBook, type TestBook } from "../support/book.ts";
import { createCustomer, invoicesOf } from "../support/company.ts";
import { exportedAccounts, exportedLedger, hasRows, rowsOf, type ExportedFile } from "../support/exports.ts";

/** One thing that happens to the credit of one of three accounts; `pick` chooses among what there is. */
interface Step {
  readonly act:
    | "increase"
    | "increase with terms"
    | "decrease"
    | "transfer"
    | "reverse"
    | "void block"
    | "bill"
    | "bill ahead"
    | "void invoice"
    | "cancel now with credit"
    | "apply credit";
  readonly account: number;
  readonly amountMinor: number;
  readonly currency: "USD" | "JPY" | "KWD";
  readonly pick: number;
  readonly daysLater: number;
  readonly lastsDays: number | null;
}

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom("increase" as const, "increase with terms" as const) },
    {
      weight: 9,
      arbitrary: fc.constantFrom(
        "decrease" as const,
        "transfer" as const,
        "reverse" as const,
        "void block" as const,
        "bill" as const,
        "bill ahead" as const,
        "void invoice" as const,
        "cancel now with credit" as const,
        "apply credit" as const,
      ),
    },
  ),
  account: fc.nat(2),
  amountMinor: fc.integer({ min: 1, max: 5000 }),
  // Mostly the currency of the accounts, which their invoices use.
  currency: fc.constantFrom("USD", "USD", "USD", "JPY", "KWD"),
  pick: fc.nat(30),
  daysLater: fc.constantFrom(0, 0, 1, 3, 17, 31),
  lastsDays: fc.option(fc.integer({ min: 1, max: 20 })),
});

const plain: Step = {
  act: "increase",
  account: 0,
  amountMinor: 3000,
  currency: "USD",
  pick: 1,
  daysLater: 0,
  lastsDays: null,
};

/** A life that has an entry of each of these kinds, whatever the random ones come to. */
const fullLife: readonly Step[] = [
  { ...plain, amountMinor: 1500 },
  { ...plain, act: "increase with terms", account: 1, pick: 3, lastsDays: 2 },
  { ...plain, act: "decrease", account: 1, amountMinor: 500 },
  { ...plain, act: "reverse", account: 1, pick: 0 },
  { ...plain, act: "transfer", account: 1, amountMinor: 700 },
  { ...plain, account: 2 },
  { ...plain, act: "bill" },
  { ...plain, act: "void invoice", pick: 0 },
  { ...plain, act: "cancel now with credit", account: 2, daysLater: 3 },
  { ...plain, act: "bill ahead" },
  plain,
  { ...plain, act: "void block", pick: 0 },
];
const kindsOfLife = [
  "grant",
  "deduction",
  "reversal",
  "transfer_out",
  "transfer_in",
  "invoice_applied",
  "invoice_returned",
  "proration",
  "expiry",
] as const;

/** Where it is tomorrow, today and still yesterday while the book's clock says noon. */
const timeZones = ["Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago"];
const currencies = ["USD", "JPY", "KWD"];
const caller = { origin: "desk", operator: "Tess Tester" } as const;

/** Send a command that may be refused, but never for a fault of the engine. */
async function send<Answer>(book: TestBook, method: MethodName, input: object): Promise<Answer | null> {
  const result = await book.engine.dispatch(method, { ...input, idempotencyKey: randomUUID() }, caller);
  if (!result.ok) expect(result.error).not.toMatchObject({ code: "internal_error" });
  return result.ok ? (result.value as Answer) : null;
}

async function act(book: TestBook, accountIds: readonly string[], today: CivilDate, taken: Step): Promise<void> {
  const { amountMinor, currency, pick, lastsDays } = taken;
  const accountId = accountIds[taken.account] ?? "";
  // Small beside what is given, so that most of it goes through.
  const takenMinor = Math.ceil(amountMinor / 8);
  const adjustment = {
    accountId,
    amountMinor,
    currency,
    reasonCode: "billing_error",
    note: pick % 3 === 0 ? "=A1" : null,
  };
  switch (taken.act) {
    case "increase":
      await send(book, "credits.adjust", { ...adjustment, action: "increase" });
      return;
    case "increase with terms": {
      const effectiveOn = addDays(today, (pick % 7) - 3);
      const expiresOn = lastsDays === null ? null : addDays(effectiveOn, lastsDays);
      const terms = { priority: pick, category: null, effectiveOn, expiresOn };
      await send(book, "credits.adjust", { ...adjustment, action: "increase", terms });
      return;
    }
    case "decrease":
      await send(book, "credits.adjust", { ...adjustment, amountMinor: takenMinor, action: "decrease" });
      return;
    case "transfer": {
      const toAccountId = accountIds[(taken.account + 1) % accountIds.length];
      await send(book, "credits.transfer", {
        fromAccountId: accountId,
        toAccountId,
        amountMinor: takenMinor,
        currency,
      });
      return;
    }
    case "reverse": {
      const { rows } = await book.ask("ledger.list", { accountId });
      const entry = rows[pick % Math.max(rows.length, 1)];
      if (entry) await send(book, "credits.reverse", { entryId: entry.id });
      return;
    }
    case "void block": {
      const { blocks } = await book.ask("credits.blocks", { accountId });
      const block = blocks[pick % Math.max(blocks.length, 1)];
      if (block) await send(book, "credits.voidBlock", { blockId: block.id });
      return;
    }
    case "bill":
    case "bill ahead":
      await book.runJob("billing.run", { throughOn: taken.act === "bill" ? today : addDays(today, 40) });
      return;
    case "void invoice": {
      const invoices = await invoicesOf(book, accountId);
      const invoice = invoices[pick % Math.max(invoices.length, 1)];
      if (invoice) await send(book, "invoices.void", { invoiceId: invoice.id });
      return;
    }
    case "cancel now with credit": {
      const change = { type: "cancel", timing: "now", withCredit: true };
      const result = await book.engine.dispatch("subscriptions.previewChange", { accountId, change }, caller);
      if (!result.ok) return;
      const { pinnedOn, fingerprint } = result.value as { pinnedOn: string; fingerprint: string };
      await send(book, "subscriptions.change", { accountId, change, pinnedOn, fingerprint });
      return;
    }
    case "apply credit":
      await send(book, "credits.applyToOpenInvoices", { accountId });
  }
}

/** The rows of these accounts. */
function onlyOf({ text, ...file }: ExportedFile, accountIds: readonly string[]): ExportedFile {
  const [header = "", ...rows] = text.split("\r\n");
  return {
    ...file,
    text: [header, ...rows.filter((row) => accountIds.includes(row.split('"')[1] ?? ""))].join("\r\n"),
  };
}

/** Every balance on every day, and what each account holds now. */
async function balancesOf(book: TestBook, accountIds: readonly string[]) {
  return Promise.all(
    accountIds.map(async (accountId) => {
      const { balances } = await book.ask("credits.balance", { accountId });
      const histories = currencies.map((currency) => book.ask("accounts.balanceHistory", { accountId, currency }));
      return {
        accountId,
        ledger: balances.map(({ currency, ledgerMinor }) => [currency, ledgerMinor]),
        histories: await Promise.all(histories),
      };
    }),
  );
}

/** What a query answers for one day is what the history of balances has for it (BEHAVIOUR 11.4). @returns the days that were asked for. */
async function expectPastBalances(book: TestBook, accountId: string): Promise<readonly CivilDate[]> {
  const histories = await Promise.all(
    currencies.map(async (currency) => ({
      currency,
      points: (await book.ask("accounts.balanceHistory", { accountId, currency })).points,
    })),
  );
  const changed = histories.flatMap(({ points }) => points.map(({ on }) => civilDate(on)));
  const days = [...new Set(changed.flatMap((on) => [on, addDays(on, -1)]))];
  for (const on of days) {
    const { balances } = await book.ask("ledger.balancesAsOf", { accountId, on });
    const expected = histories.flatMap(({ currency, points }) => {
      const last = points.filter((point) => point.on <= on).toSorted((a, b) => (a.on < b.on ? 1 : -1))[0];
      return last ? [{ currency, ledgerMinor: last.balanceMinor }] : [];
    });
    expect(balances.toSorted((a, b) => (a.currency < b.currency ? -1 : 1))).toEqual(
      expected.toSorted((a, b) => (a.currency < b.currency ? -1 : 1)),
    );
  }
  return days;
}

/** The book's balances on a day are those of its accounts together, by either date. */
async function expectBookAddsUp(book: TestBook, accountIds: readonly string[], on: CivilDate): Promise<void> {
  for (const by of ["effective", "recorded"] as const) {
    const sums = new Map<string, number>();
    for (const accountId of accountIds) {
      const { balances } = await book.ask("ledger.balancesAsOf", { accountId, on, by });
      for (const { currency, ledgerMinor } of balances) sums.set(currency, (sums.get(currency) ?? 0) + ledgerMinor);
    }
    const { balances } = await book.ask("ledger.balancesAsOf", { on, by });
    expect(balances.map(({ currency, ledgerMinor }) => [currency, ledgerMinor])).toEqual(
      [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
  }
}

/** The blocks of credit and what is left of each, in the order in which they are used, but for the ids that they have in their book. */
async function blocksOf(book: TestBook, accountIds: readonly string[]) {
  return Promise.all(
    accountIds.map(async (accountId) => {
      const { blocks } = await book.ask("credits.blocks", { accountId });
      return blocks.map(({ id: _id, entryId: _entryId, ...block }) => block);
    }),
  );
}

test("properties 10 and 15: exported and imported, the same balance on every date and the same export", async () => {
  const firstDay = "2026-01-10";
  const source = await createTestBook({ today: firstDay });
  const target = await createTestBook({ today: firstDay });
  let today = civilDate(firstDay);
  const everyone: string[] = [];
  const days = new Set<CivilDate>();

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25, size: "max" }), async (steps) => {
      const accountIds: string[] = [];
      for (const timeZone of timeZones) {
        accountIds.push(await createCustomer(source, { feeMinor: 2000, startOn: today, timeZone }));
      }
      everyone.push(...accountIds);
      for (const each of steps) {
        if (each.daysLater > 0) {
          today = addDays(today, each.daysLater);
          await source.setToday(today);
        }
        await act(source, accountIds, today, each);
      }

      for (const accountId of accountIds) for (const day of await expectPastBalances(source, accountId)) days.add(day);

      // Into a book that lives on: each account's own export beside the accounts.
      const histories = await Promise.all(
        accountIds.map((accountId, index) => exportedLedger(source, accountId, `history-${index}.csv`)),
      );
      const files = histories.filter(hasRows);
      await target.setToday(today);
      const organizations = onlyOf(await exportedAccounts(source, "organization"), accountIds);
      const { result } = await target.runJob("accounts.import", { mode: "write", files: [organizations, ...files] });
      expect(result).toMatchObject({ outcome: "written", problems: [] });
      expect(await balancesOf(target, accountIds)).toEqual(await balancesOf(source, accountIds));
      expect(await blocksOf(target, accountIds)).toEqual(await blocksOf(source, accountIds));
    }),
    { numRuns: 50, examples: [[fullLife]] },
  );

  const inOrder = [...days].toSorted();
  for (const part of [0, 0.25, 0.5, 0.75]) {
    await expectBookAddsUp(source, everyone, inOrder[Math.floor(part * inOrder.length)] ?? today);
  }
  await expectBookAddsUp(source, everyone, addDays(today, 60));

  // The whole book into an empty one, and that one into a third. The rows of their exports are the same (property 15).
  const organizations = await exportedAccounts(source, "organization");
  const ledger = await exportedLedger(source);
  let before = source;
  for (let round = 0; round < 2; round += 1) {
    const empty = await createTestBook({ today });
    const files = [organizations, await exportedLedger(before)];
    const { result } = await empty.runJob("accounts.import", { mode: "write", files });
    expect(result).toMatchObject({ outcome: "written", problems: [] });
    expect(rowsOf((await exportedLedger(empty)).text)).toEqual(rowsOf(ledger.text));
    expect(await balancesOf(empty, everyone)).toEqual(await balancesOf(source, everyone));
    expect(await blocksOf(empty, everyone)).toEqual(await blocksOf(source, everyone));
    expect((await empty.runJob("ledger.verify", {})).result.firstBroken).toBeNull();
    before = empty;
  }
  expect((await target.runJob("ledger.verify", {})).result.firstBroken).toBeNull();

  for (const kind of kindsOfLife) {
    const { rows } = await source.ask("ledger.list", { filters: { sourceTypes: [kind] }, limit: 1 });
    expect(rows).toMatchObject([{ sourceType: kind }]);
  }
});
