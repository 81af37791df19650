import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { MethodInput } from "../../src/shared/contract/index.ts";
import type { InvoiceView } from "../../src/shared/contract/invoice-view.ts";
import { currencyExponent } from "../../src/shared/money/currencies.ts";
import type { TestBook } from "./book.ts";
import { invoicesOf } from "./company.ts";
import { rowsOf } from "./exports.ts";

type JournalInput = MethodInput<"journal.export">;

/** The file that an export of the journal writes. */
export async function exportJournal(book: TestBook, input: JournalInput) {
  const { result } = await book.runJob("journal.export", input);
  return { ...result, text: input.format === "xlsx" ? "" : readFileSync(result.path, "utf8") };
}

/** Amounts in minor units by `number currency`; what comes to nothing is not there. */
export type Balances = Readonly<Record<string, number>>;

const toMinor = (text: string, currency: string): number => Math.round(Number(text) * 10 ** currencyExponent(currency));

function sumUp(postings: readonly { readonly key: string; readonly amountMinor: number }[]): Balances {
  const sums = new Map<string, number>();
  for (const { key, amountMinor } of postings) sums.set(key, (sums.get(key) ?? 0) + amountMinor);
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The postings of a journal that was exported as a table. */
export function postingsOf(text: string) {
  return rowsOf(text).map((row) => {
    const { currency = "", debit = "", credit = "", code = "", date = "", account_number: number = "" } = row;
    const amountMinor = debit === "" ? -toMinor(credit, currency) : toMinor(debit, currency);
    return { date, code, number, currency, amountMinor, key: `${number} ${currency}` };
  });
}

export const balancesOf = (text: string): Balances => sumUp(postingsOf(text));

/** What the accounts of the journal have to come to, by what the contract says of the book's accounts and invoices. */
async function expectedBalances(book: TestBook): Promise<Balances> {
  const credit = (await book.ask("ledger.balancesAsOf", { on: "9999-12-31" })).balances.map(
    ({ currency, ledgerMinor }) => ({ key: `2100 ${currency}`, amountMinor: -ledgerMinor }),
  );
  const accounts = await book.ask("accounts.list", { limit: 500 });
  const ofAccounts = await Promise.all(
    accounts.rows.map(async ({ id: accountId }) => {
      const { charges } = await book.ask("invoices.charges", { accountId });
      const carried = charges
        .filter(({ isCarried }) => isCarried)
        .map(({ netMinor, currency }) => ({ key: `1210 ${currency}`, amountMinor: netMinor }));
      return [...carried, ...(await invoicesOf(book, accountId)).flatMap(expectedOfInvoice)];
    }),
  );
  return sumUp([...credit, ...ofAccounts.flat()]);
}

function expectedOfInvoice(invoice: InvoiceView) {
  const { currency, state, lines, creditNotes, payments } = invoice;
  const on = (number: string, amountMinor: number) => ({ key: `${number} ${currency}`, amountMinor });
  // What went back by a payment has gone, also where the payment itself is taken back afterwards.
  const cash = payments.flatMap(({ status, takenBackOn, amountMinor, refundedMinor, gateway }) =>
    status === "succeeded"
      ? [on(gateway === "manual" ? "1000" : "1090", (takenBackOn === null ? amountMinor : 0) - refundedMinor)]
      : [],
  );
  if (state === "void") return cash;
  // What a note left of a fee is billed again as a charge for its period, which is the plan's all the same.
  const isOwn = (line: InvoiceView["lines"][number] | undefined) => line?.kind === "charge" && line.period === null;
  return [
    ...cash,
    on("1200", invoice.outstandingMinor),
    on("6500", invoice.writtenOffMinor),
    ...lines.flatMap((line) => [
      on(line.kind === "carried" ? "1210" : isOwn(line) ? "4100" : "4000", -line.netMinor),
      on("2200", -line.taxMinor),
    ]),
    ...(invoice.carriedMinor > 0 ? [on("1210", invoice.carriedMinor)] : []),
    ...creditNotes.flatMap((note) =>
      note.lines.flatMap(({ position, netMinor, taxMinor }) => [
        on(isOwn(lines[position - 1]) ? "4100" : "4000", netMinor),
        on("2200", taxMinor),
      ]),
    ),
  ];
}

/** The accounts whose balances follow from the account's and invoices' own figures. */
const tiedAccounts = ["1000", "1090", "1200", "2100", "2200", "4000", "4100"];

const tied = (balances: Balances): Balances =>
  Object.fromEntries(Object.entries(balances).filter(([key]) => tiedAccounts.includes(key.split(" ")[0] ?? "")));

/** Every transaction is balanced, days are in order, and what the journal comes to is what the book says. */
export async function expectTyingJournal(book: TestBook): Promise<string> {
  const { text } = await exportJournal(book, { format: "csv" });
  const postings = postingsOf(text);
  const byTransaction = Map.groupBy(postings, ({ date, code, currency }) => `${date} ${code} ${currency}`);
  for (const [transaction, own] of byTransaction) {
    expect([transaction, own.reduce((sum, { amountMinor }) => sum + amountMinor, 0)]).toEqual([transaction, 0]);
  }
  const days = postings.map(({ date }) => date);
  expect(days).toEqual(days.toSorted());
  const balances = balancesOf(text);
  expect(tied(balances)).toEqual(tied(await expectedBalances(book)));
  // What is transferred from one account comes to another.
  expect(Object.keys(balances).filter((key) => key.startsWith("2190"))).toEqual([]);
  return text;
}

const installed = new Map<string, boolean>();

/** Whether a program of the field is there to read the journal. */
export function isInstalled(program: string): boolean {
  const isThere = installed.get(program) ?? spawnSync(program, ["--version"]).status === 0;
  installed.set(program, isThere);
  return isThere;
}

/** What a program says of a journal; the test fails where it complains. */
export function readBy(program: string, ...commandLine: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, commandLine, {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8" },
  });
  expect({ program, status, stderr }).toEqual({ program, status: 0, stderr: "" });
  return stdout;
}

/** Balances out of lines such as `Assets:1200 Accounts receivable|12.34 USD`, of whatever program. */
export function balancesOfLines(lines: readonly (readonly [account: string, amount: string])[]): Balances {
  return sumUp(
    lines.map(([account, amount]) => {
      const [figure = "", currency = ""] = amount.trim().split(" ");
      const [, number = ""] = /^\w+:([0-9A-Z]+)/u.exec(account.trim()) ?? [];
      return { key: `${number} ${currency}`, amountMinor: toMinor(figure, currency) };
    }),
  );
}

/** What accounts come to by a program that reads a journal of its format; the test fails where it complains of it. */
export function balancesReadBy(program: "hledger" | "bean-query", path: string): Balances {
  if (program === "hledger") {
    const asCells = ["--flat", "--no-total", "--layout=bare", "-O", "csv"];
    const lines = readBy("hledger", "-f", path, "bal", "--strict", ...asCells).trim();
    const cells = lines
      .split("\n")
      .slice(1)
      .map((line) => /^"(.*)","(.*)","(.*)"$/u.exec(line) ?? []);
    return balancesOfLines(
      cells.map(([, account = "", currency = "", figure = ""]) => [account, `${figure} ${currency}`]),
    );
  }
  const query = "SELECT account, str(sum(position)) AS total GROUP BY account, currency";
  const rows = readBy("bean-query", "-f", "csv", path, query).trim().split(/\r?\n/u).slice(1);
  // What comes to nothing is an empty pair.
  const cells = rows.flatMap((row) => [/^(.*),\((.+)\)/u.exec(row) ?? []]).filter((cell) => cell.length > 0);
  return balancesOfLines(cells.map(([, account = "", amount = ""]) => [account, amount]));
}
