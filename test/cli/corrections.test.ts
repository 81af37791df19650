import { expect, it } from "vitest";
import type { InvoiceView } from "../../src/shared/contract/invoice-view.ts";
import { closedBook, countinghouse, valueOf } from "../support/command-line.ts";
import { adjust, createCustomer } from "../support/company.ts";

/** An account that pays 20.00 a month by transfer and has 50.00 of credit: of three invoices the last is half open. */
async function billedBook(): Promise<{ account: string; at: (...line: string[]) => ReturnType<typeof countinghouse> }> {
  let account = "";
  const book = await closedBook(async (open) => {
    account = await createCustomer(open, { feeMinor: 20_00 });
    await adjust(open, account, 50_00);
  });
  const at = (...line: string[]) => countinghouse(...line, "--book", book);
  expect(await at("billing", "run", "--until", "2026-03-15")).toMatchObject({ exitCode: 0 });
  return { account, at };
}

it("says what can be given as a reason, a plan and a discount", async () => {
  const { at } = await billedBook();
  const reasons = await at("credits", "reasons");
  expect(reasons.output).toMatch(/^Code +Reason +For +Needs a note\n/u);
  expect(reasons.output).toMatch(/^courtesy +Courtesy +increase +no$/mu);
  expect(reasons.output).toMatch(/^other +Other +increase, decrease +yes$/mu);
  expect((await at("plans", "list")).output).toMatch(/^team-\S+ +Team +organization +USD +20\.00 +no +no +1 +cplan_/mu);
  expect(await at("discounts", "list")).toMatchObject({ exitCode: 0, errors: "There is nothing to list.\n" });
});

it("uses credit for what is open, asks for the rest, gives up on it, and takes a block of credit", async () => {
  const { account, at } = await billedBook();
  expect(await at("invoices", "collect", "3")).toMatchObject({
    exitCode: 1,
    errors: expect.stringContaining("Invoice INV-000003 is paid by transfer") as string,
  });
  await at("credits", "adjust", account, "increase", "4.00", "--reason", "courtesy");
  expect(await at("credits", "apply", account, "--key", "apply")).toMatchObject({
    exitCode: 0,
    output: "INV-000003: USD 4.00 of credit used, USD 6.00 still to pay.\n",
  });
  // Sent again under its key, it answers the same and uses nothing more.
  await at("credits", "adjust", account, "increase", "3.00", "--reason", "courtesy");
  expect((await at("credits", "apply", account, "--key", "apply")).output).toContain("USD 6.00 still to pay");
  expect((await at("invoices", "mark-uncollectible", "3")).output).toBe(
    "INV-000003 is uncollectible, with USD 6.00 to pay.\n",
  );
  expect(await at("credits", "apply", account)).toMatchObject({ exitCode: 1 });

  const blocks = await at("credits", "show", account, "--blocks", "--json");
  const { rows } = (JSON.parse(blocks.output) as { value: { rows: { id: string; remainingMinor: number }[] } }).value;
  const usable = rows.find(({ remainingMinor }) => remainingMinor === 3_00);
  const voided = await at("credits", "void-block", usable?.id ?? "", "--note", "Withdrawn");
  expect(voided.output).toMatch(/^USD 3\.00 of the block taken\. Entry ccl_\S+\n$/u);
  expect((await at("credits", "show", account)).output).toMatch(/^USD +0\.00 +0\.00$/mu);
  expect(await at("credits", "void-block", usable?.id ?? "")).toMatchObject({ exitCode: 1 });
  expect(await at("credits", "void-block", "cblk_nothing")).toMatchObject({ exitCode: 3 });
  expect(await at("ledger", "verify")).toMatchObject({ exitCode: 0 });
});

it("corrects an invoice by a credit note, shown before it is issued, by lines and by where the money goes", async () => {
  const { account, at } = await billedBook();
  const issue = (...options: string[]) => at("invoices", "issue-credit-note", "1", ...options);
  expect((await issue("--dry-run")).output).toBe(
    "#  Line    Net   Tax\n1  Team  20.00  0.00\n\n" +
      "Invoice    INV-000001\nTotal      USD 20.00\nTo credit  USD 20.00\n\nNothing was changed, as asked.\n",
  );
  // Nobody is there to be asked.
  expect(await issue()).toMatchObject({ exitCode: 2 });
  expect((await issue("--line", "1=5.00", "--note", "Rain", "--yes")).output).toBe(
    "CN-000001: USD 5.00 of INV-000001 corrected.\n",
  );
  expect((await at("credits", "show", account)).output).toMatch(/^USD +5\.00 +5\.00$/mu);

  for (const [options, said] of [
    [["--line", "7"], "INV-000001 has no line 7."],
    [["--line", "1=15.01"], "Line 1 of invoice INV-000001 has less left than that."],
    [["--to-credit", "--out-of-band", "3"], "Beside other parts, say how much of it goes to credit."],
    [["--to-credit", "4", "--out-of-band", "3"], "The parts do not add up to the credit note."],
    [["--line", "0"], "It is a place, or a place and an amount, such as 1=5.00."],
    [["--line", "1=1e400"], "amount"],
  ] as const) {
    const refused = await issue(...options, "--yes");
    expect(refused).toMatchObject({ output: "", errors: expect.stringContaining(said) as string });
    expect(refused.exitCode).not.toBe(0);
  }
  // What is left of every line, where none is named.
  expect((await issue("--to-credit", "--yes")).output).toBe("CN-000002: USD 15.00 of INV-000001 corrected.\n");
  expect(await issue("--yes")).toMatchObject({ exitCode: 1 });
  expect(await at("ledger", "verify")).toMatchObject({ exitCode: 0 });
});

it("never guesses which invoice is meant where digits alone are the number of several", async () => {
  const { at } = await billedBook();
  expect(await at("book", "settings", "--next-invoice", "RE-2027-0001")).toMatchObject({ exitCode: 0 });
  expect(await at("billing", "run", "--until", "2026-06-15")).toMatchObject({ exitCode: 0 });
  for (const line of [
    ["invoices", "void", "3"],
    ["invoices", "show", "3"],
    ["invoices", "mark-uncollectible", "000003"],
    ["invoices", "pay", "3", "1.00"],
    ["invoices", "write-off", "3", "--reason", "Bank charges"],
    ["invoices", "collect", "3"],
    ["invoices", "issue-credit-note", "3", "--line", "1=1.00"],
    ["invoices", "pdf", "3"],
  ]) {
    const { exitCode, errors } = await at(...line);
    expect([line.join(" "), exitCode]).toEqual([line.join(" "), 1]);
    expect(errors).toContain(`"${line[2] ?? ""}" is the number of several invoices: RE-2027-0003, INV-000003.`);
  }
  for (const [text, number] of [
    ["re-2027-3", "RE-2027-0003"],
    ["inv3", "INV-000003"],
  ] as const) {
    const { id, ...shown } = valueOf<InvoiceView>(await at("invoices", "show", text, "--json"));
    expect(shown).toMatchObject({ number, state: "open" });
    expect(valueOf(await at("invoices", "show", id, "--json"))).toMatchObject({ number });
  }
  expect((await at("invoices", "void", "INV-000003", "--note", "Meant")).output).toBe(
    "INV-000003 is void. USD 10.00 went back to credit.\n",
  );
});
