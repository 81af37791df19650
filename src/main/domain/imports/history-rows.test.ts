import { describe, expect, it } from "vitest";
import { noteOfEarlier, sourceOfEarlier } from "../../../shared/earlier-entry.ts";
import { readImportFiles } from "./read-files.ts";
import {
  inspected,
  bookAnn,
  factsOf,
  read,
  smallMemory,
  users,
  type BookContents,
  type Texts,
} from "./reading.test-support.ts";

const header = "sequence,effective_on,account_id,currency,amount,balance_after";
const plainHeader = "effective_on,account_id,currency,amount";
const history = (...rows: string[]) => [header, ...rows].join("\n");
const plain = (...rows: string[]) => [plainHeader, ...rows].join("\n");

/** Every problem, as "line column: message". */
function problemsOf(texts: Texts, book: BookContents = {}): string[] {
  const { problems, problemCount } = read({ users, ...texts }, book);
  expect(problems).toHaveLength(problemCount);
  return problems.map(({ lineNumber, column, message }) => `${lineNumber} ${column}: ${message}`);
}

describe("the history of a ledger", () => {
  it("is read in the order of its sequence, whatever order its rows have, or else as it stands", () => {
    const { batch, problemCount, counts, openingCredit } = read({
      users,
      ledger_entries: history(
        "9,2025-03-01,bob@example.com,USD,-5,0.00",
        "7,2025-02-01,ann@example.com,USD,-5.50,4.50",
        "4,2025-03-01,bob@example.com,USD,5,5.00",
        "2,2025-03-01,ann@example.com,USD,10,10.00",
      ),
    });
    expect(problemCount).toBe(0);
    expect(counts.ledger_entries).toBe(4);
    expect(openingCredit).toEqual([{ currency: "USD", amountMinor: 450 }]);
    expect(batch.ledgerEntries.map(({ accountId, amountMinor }) => [accountId, amountMinor])).toEqual([
      ["user_made1", 1000],
      ["user_made2", 500],
      ["user_made1", -550],
      ["user_made2", -500],
    ]);
    const unnumbered = plain("2025-01-01,ann@example.com,USD,3", "2025-01-01,ann@example.com,USD,-3");
    expect(
      read({ users, ledger_entries: unnumbered }).batch.ledgerEntries.map(({ amountMinor }) => amountMinor),
    ).toEqual([300, -300]);
  });

  it("keeps what the entries were, and what they say, with the apostrophe of an export taken off", () => {
    const text = [
      "effective_on,account_id,account_name,source_type,currency,amount,reason,invoice,operator,note,id",
      '2025-01-01,user_ann,Ann,grant,USD,5,Courtesy,,Tess,"\'=SUM(A1)",cle_1',
      "2025-01-02,user_ann,Ann,invoice_applied,USD,-5,,INV-7,Tess,,cle_2",
      "2025-01-03,user_ann,Ann,,USD,5,,,,'Tis ours,",
      "2025-01-04,user_ann,Ann,,USD,5,,,,,",
    ].join("\n");
    const { batch, problemCount } = read({ ledger_entries: text }, { accounts: [bookAnn] });
    expect(problemCount).toBe(0);
    const told = batch.ledgerEntries.map(({ earlier }) => [
      earlier.note ?? noteOfEarlier(earlier),
      sourceOfEarlier(earlier),
    ]);
    expect(told).toEqual([
      ["=SUM(A1)", "grant/cle_1?reason=Courtesy&operator=Tess"],
      ["invoice applied, INV-7", "invoice_applied/cle_2?invoice=INV-7&operator=Tess"],
      ["'Tis ours", null],
      [null, null],
    ]);
  });

  it("may be dated ahead by what an invoice used or made, as far as a billing run goes", () => {
    const row = (day: string, type: string) =>
      `effective_on,account_id,source_type,currency,amount\n${day},ann@example.com,${type},USD,5\n`;
    expect(problemsOf({ ledger_entries: row("2026-02-01", "grant") })).toEqual([]);
    expect(problemsOf({ ledger_entries: row("2026-02-02", "grant") })[0]).toMatch(
      /^2 effective_on: 2026-02-02 has not/u,
    );
    expect(problemsOf({ ledger_entries: row("2027-01-31", "proration") })).toEqual([]);
    expect(problemsOf({ ledger_entries: row("2027-02-01", "proration") })[0]).toMatch(
      /^2 effective_on: 2027-02-01 has/u,
    );
  });

  it.each([
    ["1,2025-01-01,nobody@example.com,USD,5,", /^2 account_id: No account.*"nobody@example.com"/u],
    ["1,2025-01-01,,USD,5,", /^2 account_id: A value is missing/u],
    ["1,2025-01-01,ann@example.com,usd,5,", /^2 currency: "usd" is not an ISO 4217 currency/u],
    ["1,2025-01-01,ann@example.com,USD,12.345,", /^2 amount: USD has 2 decimals/u],
    ["1,2025-01-01,ann@example.com,JPY,5.1,", /^2 amount: JPY has no decimals/u],
    ["1,2025-01-01,ann@example.com,USD,(5),", /^2 amount: "\(5\)" is not an amount/u],
    ["1,2025-01-01,ann@example.com,USD,0.00,", /^2 amount: An entry of zero/u],
    ["1,2025-01-01,ann@example.com,USD,90071992547409.92,", /^2 amount: .* larger than a book can hold/u],
    ["1,2025-01-01,ann@example.com,USD,-0.01,", /^2 amount: This takes USD\s0\.01, more than the USD\s0\.00 of/u],
    ["1,2025-02-29,ann@example.com,USD,5,", /^2 effective_on: "2025-02-29" is not a day/u],
    ["1,0000-00-00,ann@example.com,USD,5,", /^2 effective_on: "0000-00-00" is not a day/u],
    ["1,9999-12-31,ann@example.com,USD,5,", /^2 effective_on: 9999-12-31 has not come yet/u],
    ["0,2025-01-01,ann@example.com,USD,5,", /^2 sequence: "0" is not a whole number/u],
    ["1.5,2025-01-01,ann@example.com,USD,5,", /^2 sequence: "1.5" is not a whole number/u],
    [
      "1,2025-01-01,ann@example.com,USD,5,6",
      /^2 balance_after: .* USD\s5\.00, not USD\s6\.00: one of them is missing/u,
    ],
    ["1,2025-01-01,ann@example.com,USD,5,5.001", /^2 balance_after: USD has 2 decimals/u],
  ])("with the row %s is refused", (row, message) => {
    const problems = problemsOf({ ledger_entries: history(row) });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });

  it("is refused where its rows say the same twice, or change the way they are ordered", () => {
    expect(
      problemsOf({
        ledger_entries: history("1,2025-01-01,ann@example.com,USD,5,", "1,2025-01-01,ann@example.com,USD,5,"),
      }),
    ).toEqual(["3 sequence: 1 is also on line 2 of ledger_entries.csv."]);
    expect(
      problemsOf({
        ledger_entries: history("1,2025-01-01,ann@example.com,USD,5,", ",2025-01-01,ann@example.com,USD,5,"),
      })[0],
    ).toMatch(/^3 sequence: Some rows of the account's USD have a sequence and some have none/u);
    expect(
      problemsOf({ ledger_entries: plain("2025-02-01,ann@example.com,USD,5", "2025-01-31,ann@example.com,USD,5") }),
    ).toEqual(["3 effective_on: 2025-01-31 follows 2025-02-01; rows without a sequence stand oldest first."]);
    const twice = ["a.csv", "b.csv"].map((name) => {
      return inspected("ledger_entries", name, plain("2025-02-01,user_ann,USD,5"));
    });
    const steps = readImportFiles(twice, factsOf({ accounts: [bookAnn] }), smallMemory());
    let step = steps.next();
    while (!step.done) step = steps.next();
    expect(step.value.problems).toMatchObject([
      { fileName: "b.csv", lineNumber: null, column: null, message: "The file holds the same as a.csv." },
    ]);
  });

  it("is refused once for each account and currency that has credit already, whatever follows", () => {
    const rows = ["USD", "USD", "EUR"].map((currency, index) => `${index + 1},2025-01-01,user_ann,${currency},5,`);
    const ann = { ...bookAnn, contact: "ann@example.org" };
    const withCredit = { accounts: [ann], credit: { "user_ann USD": { ledgerMinor: 0, hasOpening: false } } };
    expect(problemsOf({ ledger_entries: history(...rows) }, withCredit)).toEqual([
      "2 account_id: The account has entries in USD in the book already; a history goes where there are none.",
    ]);
    const opening = "account,currency,amount\nuser_ann,EUR,5\n";
    expect(problemsOf({ ledger_entries: history(...rows), opening_balances: opening }, { accounts: [ann] })).toEqual([
      "4 account_id: The account has an opening balance in EUR on line 2 of opening_balances.csv; its history begins with nothing.",
    ]);
  });

  describe("that says what was moved in blocks of credit", () => {
    const headerWithBlocks = "sequence,effective_on,account_id,currency,amount,blocks";
    const formed = "1,2025-01-01,ann@example.com,USD,50,forms 50.00 priority=0 from=2025-01-01";
    const taken = "2,2025-01-02,ann@example.com,USD,-20,takes 20.00 from=1.1";
    const withBlocks = (...rows: string[]) => [headerWithBlocks, ...rows].join("\n");

    it("has them with its entries, but for a history of which a row says nothing", () => {
      const returned = "3,2025-01-03,ann@example.com,USD,5,returns 5.00 to=1.1 of=2";
      const silent = "4,2025-01-04,bob@example.com,USD,1,";
      const { batch, problemCount } = read({ users, ledger_entries: withBlocks(returned, formed, taken, silent) });
      expect(problemCount).toBe(0);
      expect(batch.ledgerEntries.map(({ movements }) => movements)).toEqual([
        [
          {
            type: "forms",
            amountMinor: 5000,
            priority: 0,
            effectiveOn: "2025-01-01",
            expiresOn: null,
            category: null,
          },
        ],
        [{ type: "takes", amountMinor: 2000, block: { formedByIndex: 1, place: 1 }, closing: null }],
        [{ type: "returns", amountMinor: 500, block: { formedByIndex: 1, place: 1 }, usedByIndex: 2 }],
        null,
      ]);
      const more = "5,2025-01-05,ann@example.com,USD,1,";
      const half = read({ users, ledger_entries: withBlocks(formed, taken, more) });
      expect(half.batch.ledgerEntries.map(({ movements }) => movements)).toEqual([null, null, null]);
    });

    const row = (amount: string, blocks: string) => `3,2025-01-03,ann@example.com,USD,${amount},${blocks}`;
    it.each([
      [row("5", "gives 5.00"), /is not what an export says of a block/u],
      [row("5", "forms 5.00 priority=101 from=2025-01-01"), /is not what an export says/u],
      [row("5", "forms 5.00 priority=5 from=2025-02-30"), /is not what an export says/u],
      [row("5", "forms 5.00 priority=5 from=2025-01-02 until=2025-01-02"), /is not what an export says/u],
      [row("5", "forms 5.00 priority=5 from=2025-01-02 category=free"), /is not what an export says/u],
      [row("5", "forms 5.00 priority=5 from=2025-01-02 color=red"), /is not what an export says/u],
      [row("5", "forms 5.001 priority=5 from=2025-01-02"), /USD has 2 decimals/u],
      [row("6", "forms 5.00 priority=5 from=2025-01-02"), /The blocks come to USD\s5\.00, the entry to USD\s6\.00/u],
      [row("-5", "takes 5.00 from=1.2"), /No entry before this one formed the block 1\.2/u],
      [row("-5", "takes 5.00 from=4.1"), /No entry before this one formed the block 4\.1/u],
      [row("-30", "takes 15.00 from=1.1; takes 15.00 from=1.1"), /The block 1\.1 is there more than once/u],
      [row("5", "returns 5.00 to=1.1 of=1"), /This moves USD\s5\.00; there are USD\s0\.00/u],
      [row("21", "returns 21.00 to=1.1 of=2"), /This moves USD\s21\.00; there are USD\s20\.00/u],
    ])("is refused at %s", (bad, message) => {
      const problems = problemsOf({ ledger_entries: withBlocks(formed, taken, bad) });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(message);
      expect(problems[0]).toMatch(/^4 blocks: /u);
    });

    it("is refused where a block takes more than is left, is closed with something left, or has no name", () => {
      const second = "2,2025-01-02,ann@example.com,USD,50,forms 50.00 priority=0 from=2025-01-01";
      const tooMuch = "3,2025-01-03,ann@example.com,USD,-60,takes 60.00 from=1.1";
      expect(problemsOf({ ledger_entries: withBlocks(formed, second, tooMuch) })[0]).toMatch(
        /^4 blocks: This moves USD\s60\.00; there are USD\s50\.00/u,
      );
      expect(problemsOf({ ledger_entries: withBlocks(formed, `${taken} closed=voided`) })).toEqual([
        "3 blocks: The block 1.1 is closed, and USD\u00a030.00 are left in it.",
      ]);
      const all = "2,2025-01-02,ann@example.com,USD,-50,takes 50.00 from=1.1 closed=expired";
      const after = "3,2025-01-03,ann@example.com,USD,5,returns 5.00 to=1.1 of=2";
      expect(problemsOf({ ledger_entries: withBlocks(formed, all, after) })).toEqual([
        "4 blocks: The block 1.1 was closed before this entry.",
      ]);
      const unnumbered = formed.replace("1,", ",");
      expect(problemsOf({ ledger_entries: withBlocks(unnumbered) })[0]).toMatch(/^2 blocks: Blocks are named by/u);
    });
  });

  it("says nothing of balances once a row is bad, and nothing of an account whose own row is", () => {
    const rows = ["1,2025-01-01,ann@example.com,USD,ten,", "2,2025-01-02,ann@example.com,USD,-5,5.00"];
    expect(problemsOf({ ledger_entries: history(...rows) })).toHaveLength(1);
    const lost = ["1,2025-01-01,ann@example.com,US Dollar,10,", "2,2025-01-02,ann@example.com,USD,-5,5.00"];
    expect(problemsOf({ ledger_entries: history(...lost) })).toHaveLength(1);
    const below = ["1,2025-01-01,ann@example.com,USD,-1,", "2,2025-01-02,ann@example.com,USD,-1,"];
    expect(problemsOf({ ledger_entries: history(...below) })).toHaveLength(1);
    const badUser = "name,email\n,ann@example.com\n";
    expect(problemsOf({ users: badUser, ledger_entries: history(...below) })).toEqual(["2 name: A value is missing."]);
  });

  it("stays within what a book can hold, one history by itself and all of a currency together", () => {
    const most = "90071992547409.91";
    const rows = [`1,2025-01-01,ann@example.com,USD,${most},`, "2,2025-01-02,ann@example.com,USD,0.01,"];
    expect(problemsOf({ ledger_entries: history(...rows) })[0]).toMatch(/^3 amount: .*adds up to more/u);
    const two = [`1,2025-01-01,ann@example.com,USD,${most},`, "2,2025-01-02,bob@example.com,USD,0.01,"];
    expect(problemsOf({ ledger_entries: history(...two) })[0]).toMatch(/^3 amount: .*adds up to more/u);
  });
});
