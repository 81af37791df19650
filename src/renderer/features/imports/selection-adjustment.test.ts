import { describe, expect, test } from "vitest";
import { readTypedMoney } from "../../foundation/typed-money.ts";
import { currenciesOf, selectionFile } from "./selection-adjustment.ts";

const accounts = [
  { id: "user_a", currency: "USD" },
  { id: "org_b", currency: "JPY" },
  { id: "user_c", currency: "USD" },
];
const read = (typed: string, currency: string) => readTypedMoney(typed, currency, { locale: "de-DE" });

describe("the file that a selection stands for", () => {
  test("has a row for each account, in its own currency, whatever the operator's decimals", () => {
    const terms = { expiresOn: "2027-01-31", priority: 10 } as never;
    const said = { action: "increase", amountText: "1.250", currency: null, reasonCode: "courtesy" } as const;
    const { text, choices } = selectionFile(
      accounts,
      { ...said, note: "=so", terms, countsOn: "2026-12-31" as never },
      read,
    );
    expect(text.split("\r\n").slice(1)).toEqual([
      `"user_a",1250.00,"USD","courtesy","'=so",,"2027-01-31",10,,"2026-12-31"`,
      `"org_b",1250,"JPY","courtesy","'=so",,"2027-01-31",10,,"2026-12-31"`,
      `"user_c",1250.00,"USD","courtesy","'=so",,"2027-01-31",10,,"2026-12-31"`,
      "",
    ]);
    expect(choices).toMatchObject({ decimal: ".", direction: "signed", columns: { account: 0, amount: 1 } });
  });

  test("takes credit with amounts below zero, in one currency where it is said", () => {
    const said = { action: "decrease", amountText: "5", currency: "EUR", reasonCode: "billing_error" } as const;
    const { text } = selectionFile(accounts.slice(0, 1), { ...said, note: null, terms: null, countsOn: null }, read);
    expect(text).toContain('"user_a",-5.00,"EUR","billing_error",,,,,,');
  });

  test("counts the currencies, the most frequent first", () => {
    expect(currenciesOf(accounts)).toEqual([
      { currency: "USD", count: 2 },
      { currency: "JPY", count: 1 },
    ]);
  });
});
