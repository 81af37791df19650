import { expect, it } from "vitest";
import { currencyExponent } from "../../src/shared/money/currencies.ts";
import type { LedgerEntry } from "../../src/shared/contract/ledger.ts";
import { closedBook, countinghouse, csvRows, valueOf } from "../support/command-line.ts";

/** A book with an account in each of some currencies, which go by their code. */
async function bookOf(...currencies: readonly string[]) {
  const book = await closedBook(async (open) => {
    for (const currency of currencies)
      await open.ask("accounts.create", { kind: "organization", name: currency, contact: currency, currency });
  });
  return (...line: string[]) => countinghouse(...line, "--book", book);
}

const adding = (currency: string, amount: string) =>
  ["credits", "adjust", currency, "increase", amount, "--reason", "courtesy"] as const;

it("writes amounts and counts for people as German does, and for programs as everywhere", async () => {
  const at = await bookOf("EUR", "JPY");
  expect((await at(...adding("EUR", "1234,5"))).output).toMatch(
    /^EUR: 1\.234,50 hinzugefügt, jetzt 1\.234,50 EUR\. Buchung ccl_/u,
  );
  await at(...adding("JPY", "1234567"));
  expect((await at("credits", "show", "EUR")).output).toBe(
    "Währung  Guthaben  Verfügbar\nEUR      1.234,50   1.234,50\n",
  );
  expect((await at("credits", "history", "JPY")).output).toContain("+1.234.567");
  expect((await at("accounts", "show", "EUR")).output).toMatch(/^Guthaben +1\.234,50 EUR$/mu);
  const refused = await at("credits", "adjust", "EUR", "decrease", "2.000", "--reason", "billing_error");
  expect(refused.errors).toContain("2.000,00\u00a0EUR");

  expect(csvRows((await at("credits", "show", "EUR", "--csv")).output)[1]).toEqual(["EUR", "1234.50", "1234.50"]);
  const json = JSON.parse(
    (await at("credits", "adjust", "EUR", "decrease", "2.000", "--reason", "billing_error", "--json")).output,
  ) as { error: { message: string } };
  expect(json.error.message).toContain("EUR\u00a02,000.00");
});

it("counts a thousand as many, however it is written", async () => {
  const at = await bookOf();
  const retention = await at("webhooks", "retention", "1000");
  expect(retention.output).toBe("Zustellungen werden 1.000 Tage aufbewahrt, nachdem sie angekommen sind.\n");
});

it.each([
  ["EUR", "1.234,50", 1234_50],
  ["EUR", "1234,5", 1234_50],
  ["EUR", "1.234", 1234_00],
  ["EUR", "50,00", 50_00],
  // What a script writes on every machine.
  ["EUR", "50.00", 50_00],
  ["EUR", "1234.5", 1234_50],
  ["EUR", "1,234.50", 1234_50],
  ["EUR", "1234", 1234_00],
  ["JPY", "1.234", 1234],
  ["KWD", "1,234", 1_234],
  ["KWD", "1.234,000", 1234_000],
  ["KWD", "1.5", 1_500],
  ["KWD", "1234", 1234_000],
] as const)("reads %s %s as %i", async (currency, typed, amountMinor) => {
  const at = await bookOf(currency);
  const { entry } = valueOf<{ entry: LedgerEntry }>(await at(...adding(currency, typed), "--json"));
  expect(entry.amountMinor).toBe(amountMinor);
});

it.each([
  [
    "KWD",
    "1.234",
    "„1.234“ kann 1,234\u00a0KWD oder 1.234,000\u00a0KWD heißen: Bitte mit einem Komma oder ohne Punkt schreiben.",
  ],
  ["EUR", "1,234", "EUR hat 2 Nachkommastellen; gelesen wurde 1,234, mit 3."],
  ["JPY", "1,5", "JPY hat keine Nachkommastellen; gelesen wurde 1,5."],
  ["EUR", "-5", "„-5“ liegt nicht über null."],
] as const)("refuses %s %s", async (currency, typed, said) => {
  const at = await bookOf(currency);
  const { exitCode, errors } = await at(...adding(currency, typed));
  expect([exitCode, errors.split("\n")[0]]).toEqual([1, `Fehler: ${said}`]);
  expect((await at("credits", "show", currency)).output).toBe("");
});

it("can be typed back as it was shown, in every currency", async () => {
  for (const [currency, amountMinor] of [
    ["EUR", 1_234_567_89],
    ["JPY", 1_234_567],
    ["KWD", 1_234],
    ["KWD", 1_234_567],
    ["CLF", 1_2345],
  ] as const) {
    const at = await bookOf(currency);
    const decimals = currencyExponent(currency);
    const digits = String(amountMinor);
    const first = decimals === 0 ? digits : `${digits.slice(0, -decimals)},${digits.slice(-decimals)}`;
    await at(...adding(currency, first));
    const shown = (await at("credits", "show", currency)).output.trim().split(/\s+/u).at(-1) ?? "";
    const { entry } = valueOf<{ entry: LedgerEntry }>(await at(...adding(currency, shown), "--json"));
    expect([shown, entry.amountMinor]).toEqual([shown, amountMinor]);
  }
});

it("takes days as it shows them", async () => {
  const at = await bookOf("EUR");
  await at(...adding("EUR", "5"), "--expires", "2026-12-31");
  const { output } = await at("credits", "show", "EUR", "--blocks");
  expect(output).toContain("2026-12-31");
});
