import { expect, it } from "vitest";
import { closedBook, countinghouse, valueOf } from "../support/command-line.ts";
import { adjust, billThrough, createCustomer } from "../support/company.ts";

/** On January 1, credit is given and an invoice of January 31 uses some of it. */
async function billedAhead(): Promise<{ book: string; accountId: string }> {
  let accountId = "";
  const book = await closedBook(async (open) => {
    accountId = await createCustomer(open, { feeMinor: 20_00, startOn: "2026-01-31" });
    await adjust(open, accountId, 50_00);
    await adjust(open, accountId, 300, "JPY");
    await billThrough(open, "2026-01-31");
  });
  return { book, accountId };
}

it("shows an account's and the book's balances on a day, by effect and by record", async () => {
  const { book, accountId } = await billedAhead();
  const output = async (...words: string[]) => (await countinghouse(...words, "--book", book)).output;
  const asOf = ["--as-of", "2026-01-30"];
  const before = "Currency  Balance\nUSD         50.00\nJPY           300\n";
  const after = "Currency  Balance\nUSD         30.00\nJPY           300\n";
  expect(await output("credits", "show", accountId, ...asOf)).toBe(before);
  expect(await output("credits", "show", accountId, ...asOf, "--recorded")).toBe(after);
  expect(await output("credits", "show", accountId, "--as-of", "2026-01-31")).toBe(after);
  expect(await output("ledger", "balances")).toBe("Currency  Balance\nJPY           300\nUSD         50.00\n");
  expect(await output("ledger", "balances", "--as-of", "2026-01-31", "--csv")).toBe(
    '"currency","balance"\r\n"JPY",300\r\n"USD",30.00\r\n',
  );
  const { rows } = valueOf(await countinghouse("ledger", "balances", ...asOf, "--recorded", "--json", "--book", book));
  expect(rows).toEqual([
    { currency: "JPY", ledgerMinor: 300 },
    { currency: "USD", ledgerMinor: 30_00 },
  ]);
});

it("lists the entries up to a day, by effect and by record", async () => {
  const { book, accountId } = await billedAhead();
  const amounts = async (...words: string[]) => {
    const { rows } = valueOf<{ rows: { amountMinor: number }[] }>(
      await countinghouse("ledger", "list", ...words, "--json", "--book", book),
    );
    return rows.map(({ amountMinor }) => amountMinor);
  };
  expect(await amounts("--as-of", "2026-01-30")).toEqual([300, 50_00]);
  expect(await amounts("--as-of", "2026-01-30", "--recorded")).toEqual([-20_00, 300, 50_00]);
  expect(await amounts("--as-of", "2026-01-31", "--through", "2026-01-30")).toEqual([300, 50_00]);
  expect(await amounts("--as-of", "2026-01-30", "--through", "2026-01-31")).toEqual([300, 50_00]);
  const history = await countinghouse("credits", "history", accountId, "--as-of", "2025-12-31", "--book", book);
  expect(history.errors).toBe("There is nothing to list.\n");
});

it("refuses a day that is none, --recorded without one, and blocks of the past", async () => {
  const { book, accountId } = await billedAhead();
  for (const [expectedExitCode, words, problem] of [
    [2, ["credits", "show", accountId, "--as-of", "2026-02-30"], "It is not a day of the calendar written YYYY-MM-DD."],
    [1, ["credits", "show", accountId, "--recorded"], "--recorded says how --as-of is meant, and no day was given."],
    [1, ["ledger", "list", "--recorded"], "--recorded says how --as-of is meant, and no day was given."],
    [1, ["ledger", "balances", "--recorded"], "--recorded says how --as-of is meant, and no day was given."],
    [2, ["credits", "show", accountId, "--blocks", "--as-of", "2026-01-30"], "cannot be used with option"],
  ] as const) {
    const { exitCode, output, errors } = await countinghouse(...words, "--book", book);
    expect([words, exitCode, output]).toEqual([words, expectedExitCode, ""]);
    expect(errors).toContain(problem);
  }
});
