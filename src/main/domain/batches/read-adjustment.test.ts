import { expect, test } from "vitest";
import { civilDate } from "../../../shared/calendar.ts";
import type { BatchChoices } from "../../../shared/contract/batches.ts";
import { createEvidence } from "./column-evidence.ts";
import { createAdjustmentReader, type AdjustmentFacts, type RunningCredit } from "./read-adjustment.ts";

const choices: BatchChoices = {
  sheet: null,
  hasHeader: true,
  columns: { account: 0, amount: 1 },
  decimal: ".",
  dateOrder: null,
  direction: "signed",
  currency: null,
  reasonCode: "correction",
  amount: null,
  note: "By agreement",
};

/** What rows of amounts of one account are said to be, and how often the book was asked for its credit. */
function read(amounts: readonly string[]) {
  const asked = { ledgerBalance: 0, available: 0 };
  const facts: AdjustmentFacts = {
    todayOn: civilDate("2026-01-10"),
    closed: { closedThroughOn: null },
    bookCurrency: "USD",
    reasons: [
      {
        code: "correction",
        name: "Correction",
        direction: "both",
        generalLedgerAccount: "Corrections",
        needsNote: false,
      },
    ],
    findAccounts: (id) => [{ id, name: "Acme", currency: "USD" }],
    findLedgerBalance() {
      asked.ledgerBalance += 1;
      return 10_00;
    },
    findAvailable() {
      asked.available += 1;
      return 8_00;
    },
  };
  const evidence = createEvidence({ amounts: [1], days: [] }).finish();
  const reader = createAdjustmentReader(choices, evidence, facts, 2, new Map<string, RunningCredit>());
  const rows = amounts.map((amount, index) => ({ lineNumber: index + 2, cells: ["org_1", amount] }));
  const said = rows.map((row) => reader(row, () => null).row.problems.map(({ message }) => message));
  return { said, asked };
}

test("rows are measured by what the good rows before them leave (BEHAVIOUR 3.3)", () => {
  const { said } = read(["5.00", "-13.00", "-1.00", "2.00", "-2.00", "-0.01"]);
  const none: string[] = [];
  expect(said).toEqual([
    none,
    none,
    ["Removing USD\u00A01.00 is more than the USD\u00A00.00 that is available."],
    none,
    none,
    ["Removing USD\u00A00.01 is more than the USD\u00A00.00 that is available."],
  ]);
});

test("the book is asked for an account's credit once, however many rows name it and whatever is wrong with them", () => {
  expect(read(["5.00", "5.00"]).asked).toEqual({ ledgerBalance: 1, available: 0 });
  expect(read(["-1.00", "-1.00", "-1.00"]).asked).toEqual({ ledgerBalance: 1, available: 1 });
  expect(read(["-99.00", "-99.00", "-99.00"]).asked).toEqual({ ledgerBalance: 1, available: 1 });
  expect(read(["5.00", "-99.00", "-1.00"]).asked).toEqual({ ledgerBalance: 1, available: 1 });
});
