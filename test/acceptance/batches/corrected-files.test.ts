import { expect, test } from "vitest";
import { apply, check, problemsOf } from "../../support/batches.ts";
import { createTestBook, openTestBook, type TestBook } from "../../support/book.ts";
import { adjust, creditOf } from "../../support/company.ts";

/*
 * A corrected file is another batch than the one before it. What an earlier batch has applied of it is recognised row by row, said, and left
 * out unless somebody wants it again (BEHAVIOUR 3.2: the same is not done twice).
 */

const choices = { reasonCode: "billing_error" } as const;
const header = "email,amount,note\n";

async function createBookWithAccounts(): Promise<TestBook & { readonly ann: string; readonly bob: string }> {
  const book = await createTestBook();
  const user = async (name: string) =>
    (await book.ask("accounts.create", { kind: "user", name, contact: `${name.toLowerCase()}@example.com` })).accountId;
  return { ...book, ann: await user("Ann"), bob: await user("Bob") };
}

const repeatedRows = async (book: TestBook, batchId: string) =>
  (await book.ask("batches.rows", { batchId, repeated: true })).rows;

test("a file that was corrected and sent again applies only what is new in it, and says what was applied before, where and when", async () => {
  const book = await createBookWithAccounts();
  const first = await check(book, {
    content: `${header}ann@example.com,10,Outage\nbub@example.com,20,Outage\n`,
    choices,
  });
  const applied = await apply(book, first.id, "ready");

  const corrected = `${header}bob@example.com,20.00,Outage\nANN@example.com,"10.00",Outage\nann@example.com,10,Another\n`;
  const second = await check(book, { content: corrected, name: "corrected.csv", choices });
  expect(second.id).not.toBe(first.id);
  expect(second).toMatchObject({ readyCount: 2, repeatedCount: 1, badCount: 0 });
  expect(second.totals).toMatchObject([{ increaseCount: 2, increaseMinor: 30_00 }]);
  expect(second.repeatedTotals).toMatchObject([{ increaseCount: 1, increaseMinor: 10_00 }]);
  const { rows: firstRows } = await book.ask("batches.rows", { batchId: first.id });
  expect(await repeatedRows(book, second.id)).toMatchObject([
    {
      lineNumber: 3,
      state: "repeated",
      entryId: null,
      repeats: {
        batchId: first.id,
        name: "credits.csv",
        lineNumber: 2,
        appliedAtMs: applied.appliedAtMs,
        entryId: firstRows[0]?.entryId,
      },
    },
  ]);

  expect(await apply(book, second.id)).toMatchObject({ state: "applied", appliedCount: 2, repeatedCount: 1 });
  expect([await creditOf(book, book.ann), await creditOf(book, book.bob)]).toEqual([20_00, 20_00]);
  const again = await check(book, { content: corrected, name: "corrected.csv", choices });
  expect(again).toMatchObject({ id: second.id, appliedCount: 2, readyCount: 0, repeatedCount: 1 });
});

test("rows that another batch applied are applied once more where somebody wants it, and are undone with their batch", async () => {
  const book = await createBookWithAccounts();
  const first = await check(book, { content: `${header}ann@example.com,10,\n`, choices });
  await apply(book, first.id);
  const second = await check(book, { content: `${header}ann@example.com,10,\nbob@example.com,5,\n`, choices });
  const applying = { batchId: second.id, rows: "all", repeated: "apply" } as const;
  const { result } = await book.runJob("batches.apply", applying);
  expect(result).toMatchObject({ state: "applied", appliedCount: 2, repeatedCount: 0, repeatedTotals: [] });
  expect(result.totals).toMatchObject([{ increaseCount: 2, increaseMinor: 15_00 }]);
  expect(await creditOf(book, book.ann)).toBe(20_00);
  expect((await book.runJob("batches.undo", { batchId: second.id })).result).toMatchObject({
    state: "undone",
    undoneCount: 2,
  });
  expect(await creditOf(book, book.ann)).toBe(10_00);
  expect((await book.runJob("ledger.verify", {})).result.ok).toBe(true);
});

test("of rows that ask for the same as many are recognised as were applied, over several files", async () => {
  const book = await createBookWithAccounts();
  const rows = (count: number) => header + "ann@example.com,1,\n".repeat(count);
  const two = await check(book, { content: rows(2), choices });
  expect(two).toMatchObject({ readyCount: 2, repeatedCount: 0 });
  await apply(book, two.id);
  const three = await check(book, { content: rows(3), choices });
  expect(three).toMatchObject({ readyCount: 1, repeatedCount: 2 });
  await apply(book, three.id);
  const five = await check(book, { content: rows(5), choices });
  expect(five).toMatchObject({ readyCount: 2, repeatedCount: 3 });
  const twins = (await repeatedRows(book, five.id)).map(({ repeats }) => [repeats?.batchId, repeats?.lineNumber]);
  expect(twins).toEqual([
    [two.id, 2],
    [two.id, 3],
    [three.id, 4],
  ]);
  await apply(book, five.id);
  expect(await creditOf(book, book.ann)).toBe(5_00);
});

test("what was taken back since is no repetition, by its batch or by hand", async () => {
  const book = await createBookWithAccounts();
  const first = await check(book, { content: `${header}ann@example.com,10,\nbob@example.com,5,\n`, choices });
  await apply(book, first.id);
  const { rows } = await book.ask("batches.rows", { batchId: first.id });
  await book.ask("credits.reverse", { entryId: rows[0]?.entryId ?? "" });
  const content = `${header}bob@example.com,5,\nann@example.com,10,\n`;
  const second = await check(book, { content, choices });
  expect(second).toMatchObject({ readyCount: 1, repeatedCount: 1 });
  await book.runJob("batches.undo", { batchId: first.id });
  const third = await check(book, { content, choices });
  expect(third).toMatchObject({ readyCount: 2, repeatedCount: 0 });
});

test("two corrected files that were checked side by side do not apply the rows that they share twice", async () => {
  const book = await createBookWithAccounts();
  const one = await check(book, { content: `${header}ann@example.com,10,\n`, choices });
  const other = await check(book, { content: `${header}ann@example.com,10,\nbob@example.com,5,\n`, choices });
  expect(other).toMatchObject({ readyCount: 2, repeatedCount: 0 });
  await apply(book, other.id);
  expect(await apply(book, one.id)).toMatchObject({
    state: "checked",
    appliedCount: 0,
    readyCount: 0,
    repeatedCount: 1,
  });
  expect(await creditOf(book, book.ann)).toBe(10_00);
});

test("a removal is measured without the rows that are left out", async () => {
  const book = await createBookWithAccounts();
  const first = await check(book, { content: `${header}ann@example.com,10,\nann@example.com,-10,\n`, choices });
  await apply(book, first.id);
  const corrected = `${header}ann@example.com,10,\nann@example.com,-10,\nann@example.com,-1,\n`;
  const second = await check(book, { content: corrected, choices });
  expect(second).toMatchObject({ repeatedCount: 2, badCount: 1 });
  expect(await problemsOf(book, second.id)).toEqual([
    "4 amount: Removing USD 1.00 is more than the USD 0.00 that is available.",
  ]);
});

test("another occasion is meant anew, and so is what differs in reason, note or terms", async () => {
  const book = await createBookWithAccounts();
  const content = "email,amount,note,reason,expires on\nann@example.com,10,x,billing_error,2027-01-01\n";
  const first = await check(book, { content, occasion: "January" });
  await apply(book, first.id);
  const february = await check(book, { content: `${content}bob@example.com,1,,courtesy,\n`, occasion: "February" });
  expect(february).toMatchObject({ readyCount: 2, repeatedCount: 0 });
  const changed = [
    "ann@example.com,10,y,billing_error,2027-01-01",
    "ann@example.com,10,x,courtesy,2027-01-01",
    "ann@example.com,10,x,billing_error,2027-01-02",
    "ann@example.com,10.01,x,billing_error,2027-01-01",
    "bob@example.com,10,x,billing_error,2027-01-01",
    "ann@example.com,10,x,billing_error,01.01.2027",
  ];
  const january = await check(book, {
    content: `email,amount,note,reason,expires on\n${changed.join("\n")}\n`,
    choices: { dateOrder: "dmy" },
    occasion: "January",
  });
  expect(january).toMatchObject({ readyCount: 5, repeatedCount: 1, badCount: 0 });
});

test("an adjustment by hand is no row of a file", async () => {
  const book = await createBookWithAccounts();
  await adjust(book, book.ann, 10_00);
  const batch = await check(book, { content: `${header}ann@example.com,10,\n`, choices: { reasonCode: "courtesy" } });
  expect(batch).toMatchObject({ readyCount: 1, repeatedCount: 0 });
});

test("two thousand rows that ask for the same are recognised one by one, also after the book was closed", async () => {
  const book = await createBookWithAccounts();
  const rows = (count: number) => header + "ann@example.com,1,\n".repeat(count);
  const first = await check(book, { content: rows(2_000), choices });
  await apply(book, first.id);
  await book.close();
  const opened = await openTestBook(book.path);
  const second = await check(opened, { content: rows(2_001), choices });
  expect(second).toMatchObject({ readyCount: 1, repeatedCount: 2_000 });
  await apply(opened, second.id);
  expect(await creditOf(opened, book.ann)).toBe(2_001_00);
});
