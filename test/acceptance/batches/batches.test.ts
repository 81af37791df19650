import { describe, expect, test } from "vitest";
import { apply, check, inspect, problemsOf, upload } from "../../support/batches.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { adjust, creditOf } from "../../support/company.ts";
import { addOperators, signedInDesk } from "../../support/operators.ts";

const reason = { reasonCode: "courtesy" } as const;

/** Ann and Bob are users; Acme is an organization, and two others have one name. */
async function createBookWithAccounts(): Promise<TestBook & { readonly ann: string; readonly bob: string }> {
  const book = await createTestBook();
  const user = async (name: string, contact: string | null) =>
    (await book.ask("accounts.create", { kind: "user", name, contact })).accountId;
  const ann = await user("Ann Ångström", "ann@example.com");
  const bob = await user("Bob", "bob@example.com");
  await user("Twin", "twin-1@example.com");
  await user("Twin", null);
  return { ...book, ann, bob };
}

describe("a file of adjustments", () => {
  test("says of every row what it would do, moves credit when it is applied, and names itself as the origin", async () => {
    const book = await createBookWithAccounts();
    const content =
      'Email,Amount,Reason,Note\nann@example.com,"1,250.50",courtesy,Sorry\nBOB@example.com,(0.50),billing_error,\n';
    await adjust(book, book.bob, 5_00);
    const batch = await check(book, { content });
    expect(batch).toMatchObject({ state: "checked", rowCount: 2, readyCount: 2, badCount: 0, operator: "Tess Tester" });
    expect(batch.totals).toEqual([
      {
        currency: "USD",
        reasonCode: "billing_error",
        increaseCount: 0,
        increaseMinor: 0,
        decreaseCount: 1,
        decreaseMinor: 50,
      },
      {
        currency: "USD",
        reasonCode: "courtesy",
        increaseCount: 1,
        increaseMinor: 1250_50,
        decreaseCount: 0,
        decreaseMinor: 0,
      },
    ]);
    expect(await creditOf(book, book.bob)).toBe(5_00);

    expect(await apply(book, batch.id)).toMatchObject({ state: "applied", appliedCount: 2, readyCount: 0 });
    expect(await creditOf(book, book.ann)).toBe(1250_50);
    expect(await creditOf(book, book.bob)).toBe(4_50);
    const { rows } = await book.ask("ledger.list", { limit: 10 });
    expect(rows[0]).toMatchObject({
      amountMinor: -50,
      sourceType: "deduction",
      sourceId: batch.id,
      origin: "import",
      operator: "Tess Tester",
    });
    expect(rows[1]).toMatchObject({ amountMinor: 1250_50, sourceType: "grant", note: "Sorry", reasonCode: "courtesy" });
    const kept = await book.ask("batches.rows", { batchId: batch.id });
    expect(kept.rows.map(({ state, entryId }) => [state, entryId])).toEqual([
      ["applied", rows[1]?.id],
      ["applied", rows[0]?.id],
    ]);
    expect((await book.runJob("ledger.verify", {})).result.ok).toBe(true);
  });

  test("tells what is wrong with the terms and the reason of a row whose account and amount are not understood", async () => {
    const book = await createBookWithAccounts();
    const content = [
      "account,amount,reason,note,priority,expires_on,counts_on",
      "nobody@example.com,xx,other,,900,2020-01-01,2999-01-01",
    ].join("\n");
    const batch = await check(book, { content });
    const columns = (await problemsOf(book, batch.id)).map((problem) => problem.split(":")[0] ?? "");
    expect(columns.toSorted()).toEqual(
      ["2 account", "2 amount", "2 countsOn", "2 expiresOn", "2 note", "2 priority"].toSorted(),
    );
  });

  test("tells all that is wrong with a row, and measures a removal by what the rows before it leave", async () => {
    const book = await createBookWithAccounts();
    const content = [
      "account;amount;currency;reason;note;expires on",
      "nobody@example.com;1e400;XYZ;no such;x;31/02/2027",
      "Twin;0;USD;courtesy;;",
      "ann@example.com;10.00;USD;other;;",
      "ann@example.com;10.00;USD;courtesy;;31/12/2020",
      "ann@example.com;-5.00;USD;billing_error;;",
      "ann@example.com;7.00;USD;courtesy;;",
      "ann@example.com;-5.00;USD;billing_error;;",
      "ann@example.com;-5.00;USD;billing_error;;",
      "ann@example.com;1.00",
      ";;;;;",
    ].join("\r");
    const batch = await check(book, { content });
    expect(await problemsOf(book, batch.id)).toEqual([
      '2 account: No account has the id, e-mail address, slug or name "nobody@example.com".',
      '2 currency: "XYZ" is not an ISO 4217 currency, such as "USD".',
      '2 amount: "1e400" is not an amount. Write it like 1234.50.',
      '2 reason: "no such" is no reason of the book.',
      '2 expiresOn: "31/02/2027" is no day of the calendar, read with the day first.',
      expect.stringMatching(/^3 account: "Twin" fits 2 accounts \(user_\w+, user_\w+\); write the id\.$/u),
      "3 amount: USD 0.00 changes nothing.",
      '4 note: The reason "Other" needs a note.',
      "5 expiresOn: Credit that takes effect on 2026-01-01 cannot expire on 2020-12-31.",
      "6 amount: Removing USD 5.00 is more than the USD 0.00 that is available.",
      "9 amount: Removing USD 5.00 is more than the USD 2.00 that is available.",
      "10 row: The row has 2 values; the table has 6 columns.",
      "10 reason: A reason is missing.",
    ]);
    expect(batch).toMatchObject({ rowCount: 9, readyCount: 2, badCount: 7 });
    expect((await book.refusal("batches.apply", { batchId: batch.id, rows: "all" })).code).toBe("batch_has_problems");
    expect(await creditOf(book, book.ann)).toBeNull();
    expect(await apply(book, batch.id, "ready")).toMatchObject({ appliedCount: 2, badCount: 7, state: "applied" });
    expect(await creditOf(book, book.ann)).toBe(2_00);
  });

  test("sent again does nothing, and what was left out is applied once it fits", async () => {
    const book = await createBookWithAccounts();
    const content = "email,amount\nann@example.com,10\ncara@example.com,20\n";
    const first = await check(book, { content, choices: reason });
    await apply(book, first.id, "ready");
    const again = await check(book, { content, choices: reason });
    expect(again).toMatchObject({ id: first.id, appliedCount: 1, badCount: 1, readyCount: 0 });
    expect(await apply(book, again.id, "ready")).toMatchObject({ appliedCount: 1 });
    expect(await creditOf(book, book.ann)).toBe(10_00);

    const { accountId } = await book.ask("accounts.create", {
      kind: "user",
      name: "Cara",
      contact: "cara@example.com",
    });
    const later = await check(book, { content, choices: reason });
    expect(later).toMatchObject({ id: first.id, appliedCount: 1, readyCount: 1, badCount: 0 });
    expect(later.totals).toMatchObject([{ increaseCount: 2, increaseMinor: 30_00 }]);
    await apply(book, later.id);
    expect([await creditOf(book, book.ann), await creditOf(book, accountId)]).toEqual([10_00, 20_00]);
  });

  test("read in another way is refused once it stands, and is another batch for another occasion", async () => {
    const book = await createBookWithAccounts();
    const content = "email,amount\nann@example.com,10\n";
    const first = await check(book, { content, choices: reason, occasion: "January" });
    await apply(book, first.id);
    const uploadId = await upload(book, content);
    const { choices } = first;
    const other = { ...choices, direction: "decrease" } as const;
    const refused = await book.ask("batches.check", { uploadId, name: "x", choices: other, occasion: "January" });
    await expect
      .poll(async () => (await book.ask("jobs.get", { jobId: refused.jobId })).error)
      .toMatchObject({ code: "batch_applied_before", details: { batchId: first.id } });
    const february = await check(book, { content, choices: reason, occasion: "February" });
    await apply(book, february.id);
    expect(await creditOf(book, book.ann)).toBe(20_00);
  });

  test("applied by two desks at the same time is applied once", async () => {
    const book = await createBookWithAccounts();
    const content = "email,amount\nann@example.com,10\nbob@example.com,20\n";
    const [one, two] = [
      await check(book, { content, choices: reason }),
      await check(book, { content, choices: reason }),
    ];
    expect(one.id).not.toBe(two.id);
    const outcomes = await Promise.allSettled([apply(book, one.id), apply(book, two.id)]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const refusal = await book.refusal("batches.apply", { batchId: two.id, rows: "all" });
    expect(refusal).toMatchObject({ code: "batch_applied_before", details: { batchId: one.id } });
    await apply(book, one.id);
    expect([await creditOf(book, book.ann), await creditOf(book, book.bob)]).toEqual([10_00, 20_00]);
    await book.ask("batches.discard", { batchId: two.id });
    expect((await book.ask("batches.list", {})).batches.map(({ id }) => id)).toEqual([one.id]);
  });
});

describe("how a file is written", () => {
  test.each<[string, Uint8Array | string]>([
    ["UTF-8 with a byte order mark and semicolons", "\uFEFFKonto;Betrag\nAnn Ångström;1.250,50\n"],
    [
      "Windows-1252 with tabs",
      Buffer.from("Konto\tBetrag\r\nAnn Ångström\t1.250,50 €\r\n", "latin1").map((byte) =>
        byte === 0xac ? 0x80 : byte,
      ),
    ],
    ["UTF-16 little endian", Buffer.from("\uFEFFKonto\tBetrag\r\nAnn Ångström\t1.250,50\r\n", "utf16le")],
    ["UTF-16 big endian without a mark", Buffer.from("Konto\tBetrag\nAnn Ångström\t1 250,50\n", "utf16le").swap16()],
    ["the separator in its first line", "sep=;\r\nKonto;Betrag\r\nAnn Ångström;1'250,50\r\n"],
    ["lines of an old Mac and bars", "Konto|Betrag\rAnn Ångström|1250,50\r"],
  ])("in %s is read", async (_form, content) => {
    const book = await createBookWithAccounts();
    const choices = { ...reason, currency: "USD" };
    const seen = await inspect(book, content, content.toString().includes("\u0080") ? {} : choices);
    expect(seen.choices.columns).toEqual({ account: 0, amount: 1 });
    expect(seen.choices.decimal).toBe(",");
    expect(seen.rows[0]).toMatchObject({ accountId: book.ann });
    const batch = await check(book, { content, choices });
    if (batch.badCount === 0) expect(batch.totals).toMatchObject([{ increaseMinor: 1250_50 }]);
    else expect(await problemsOf(book, batch.id)).toEqual(['2 amount: "1.250,50 €" is in EUR; this amount is in USD.']);
  });
});

describe("what can be read in two ways", () => {
  test("is not read until it is said which is meant", async () => {
    const book = await createBookWithAccounts();
    const content = "email\tamount\texpires\nann@example.com\t1,234\t03/04/2027\nbob@example.com\t12\t01/01/2027\n";
    const seen = await inspect(book, content);
    expect(seen).toMatchObject({ delimiter: "\t", unclear: ["decimal", "dateOrder"] });
    const unsaid = await check(book, { content, choices: reason });
    expect(await problemsOf(book, unsaid.id)).toEqual([
      '2 amount: "1,234" is unclear: nothing says whether its comma or full stop stands before the decimals.',
      '2 expiresOn: "03/04/2027" is unclear: nothing says whether the day or the month comes first.',
    ]);
    const said = await inspect(book, content, { ...reason, decimal: ".", dateOrder: "dmy" });
    expect(said.rows[0]).toMatchObject({ amountMinor: 1234_00, expiresOn: "2027-04-03", problems: [] });
    const american = await inspect(book, content, { ...reason, decimal: ".", dateOrder: "mdy" });
    expect(american.rows[0]).toMatchObject({ expiresOn: "2027-03-04" });
    const european = await inspect(book, content, { ...reason, decimal: ",", dateOrder: "dmy" });
    expect(european.rows[0]?.problems).toMatchObject([
      { field: "amount", message: "USD has 2 decimals; this was read as 1,234, with 3." },
    ]);
  });

  test("stays unclear in a column that is written both ways, whatever is chosen", async () => {
    const book = await createBookWithAccounts();
    const rows = ['"12,50";31/01/2027', "12.50;01/31/2027", "1.234;02/03/2027", "7;2027-05-06"];
    const content = `email;amount;expires\n${rows.map((row) => `ann@example.com;${row}\n`).join("")}`;
    const batch = await check(book, { content, choices: { ...reason, decimal: ",", dateOrder: "dmy" } });
    expect(await problemsOf(book, batch.id)).toEqual([
      '3 amount: "12.50" is unclear: "." was read as a thousands separator. Use "," for decimals.',
      '3 expiresOn: "01/31/2027" is no day of the calendar, read with the day first.',
      '4 amount: "1.234" is unclear: other rows of the column write amounts both with a decimal point and with a decimal comma.',
      '4 expiresOn: "02/03/2027" is unclear: other rows of the column put the day first and the month first.',
    ]);
  });

  test("an amount that names a currency is in that one, and in no other than the row's", async () => {
    const book = await createBookWithAccounts();
    const content = "email,amount\nann@example.com,50 EUR\nann@example.com,US$ 7\nbob@example.com,JPY 5.1\n";
    const batch = await check(book, { content, choices: reason });
    expect(batch.totals.map(({ currency, increaseMinor }) => [currency, increaseMinor])).toEqual([
      ["EUR", 50_00],
      ["USD", 7_00],
    ]);
    expect(await problemsOf(book, batch.id)).toEqual(["4 amount: JPY has no decimals; this was read as 5.1."]);
    const inUsd = await check(book, { content, choices: { ...reason, currency: "USD" } });
    expect(inUsd).toMatchObject({ readyCount: 1, badCount: 2 });
  });

  test("a symbol that is one currency's everywhere names it as its code does, and another one is the account's or refused", async () => {
    const book = await createBookWithAccounts();
    const input = { kind: "organization", name: "Maple", contact: "maple", currency: "CAD" } as const;
    await book.ask("accounts.create", input);
    const amounts = ["50 €", "(£3)", "CA$ 2", "$1", "50 kr"].map((amount) => `ann@example.com,${amount}\n`);
    const content = `account,amount\n${amounts.join("")}maple,$50\nmaple,C$ 50\nmaple,CA$7\n`;
    const batch = await check(book, { content, choices: reason });
    expect(batch.totals.map(({ currency, increaseMinor }) => [currency, increaseMinor])).toEqual([
      ["CAD", 9_00],
      ["EUR", 50_00],
      ["USD", 1_00],
    ]);
    expect(await problemsOf(book, batch.id)).toEqual([
      '3 reason: "Courtesy" is not a reason to decrease credit.',
      "3 amount: Removing GBP\u00A03.00 is more than the GBP\u00A00.00 that is available.",
      '6 amount: "50 kr" is not an amount. Write it like 1234.50.',
      '7 amount: "$50" is in USD, and the account is billed in CAD. Where that is meant, name the currency, as in 50 USD.',
      '8 amount: "C$ 50" is not an amount. Write it like 1234.50.',
    ]);
  });
});

describe("columns", () => {
  test("that have no names are told by what stands in them, and choices are remembered for files with the same names", async () => {
    const book = await createBookWithAccounts();
    expect(await inspect(book, "ann@example.com\t5\nbob@example.com\t6\n")).toMatchObject({
      header: ["Column 1", "Column 2"],
      choices: { hasHeader: false, columns: { account: 0, amount: 1 } },
      rows: [{ accountId: book.ann, amountText: "5" }, { accountId: book.bob }],
    });
    const form = (amount: string) => `Who,What,What\nann@example.com,x,${amount}\n`;
    expect((await inspect(book, form("1"))).choices.columns).toEqual({});
    const chosen = { ...reason, columns: { account: 0, amount: 2, note: 1 } };
    const batch = await check(book, { content: form("1"), choices: chosen });
    await apply(book, batch.id);
    expect(await inspect(book, form("2"))).toMatchObject({
      isRemembered: true,
      choices: chosen,
      rows: [{ amountMinor: 2_00 }],
    });
  });

  test("that are remembered are found in another order, and not where one has another name or two have one", async () => {
    const book = await createBookWithAccounts();
    const chosen = { ...reason, decimal: "," as const, columns: { account: 0, amount: 1, note: 2 } };
    const batch = await check(book, { content: "Wer;Was;Notiz\nann@example.com;1,50;x\n", choices: chosen });
    await apply(book, batch.id);
    expect(await inspect(book, "notiz;WAS;Wer\ny;2,50;bob@example.com\n")).toMatchObject({
      isRemembered: true,
      choices: { ...chosen, columns: { account: 2, amount: 1, note: 0 } },
      rows: [{ accountId: book.bob, amountMinor: 2_50, note: "y" }],
    });
    for (const header of ["Was;Wer;Bemerkung", "Was;Wer;Wer", "Was;Wer"]) {
      const inspected = await inspect(book, `${header}\n2,50;bob@example.com;x\n`);
      expect(inspected).toMatchObject({ isRemembered: false, choices: { columns: {} } });
    }
  });

  test("of accounts alone are enough where one amount is meant for all of them", async () => {
    const book = await createBookWithAccounts();
    const content = "email,amount\nann@example.com,\nbob@example.com,3\n";
    const batch = await check(book, { content, choices: { ...reason, amount: "$12.50" } });
    expect(batch.totals).toMatchObject([{ increaseCount: 2, increaseMinor: 15_50 }]);
    const alone = await check(book, {
      content: "ann@example.com\nbob@example.com\n",
      choices: { ...reason, amount: "(1)" },
    });
    expect(await problemsOf(book, alone.id)).toHaveLength(4);
    await apply(book, batch.id);
    expect([await creditOf(book, book.ann), await creditOf(book, book.bob)]).toEqual([12_50, 3_00]);
  });

  test("of what is given and what is taken, side by side, are not read by half", async () => {
    const book = await createBookWithAccounts();
    const content = "email,credit,debit\nann@example.com,54.00,0\nann@example.com,0,56.00\n";
    expect((await inspect(book, content)).choices.columns).toEqual({ account: 0 });
    expect((await inspect(book, content.replace("debit", "memo"))).choices.columns).toMatchObject({ amount: 1 });
  });

  test("have to be named where they are needed", async () => {
    const book = await createBookWithAccounts();
    const uploadId = await upload(book, "a,b\n1,2\n");
    const { choices } = (await book.runJob("batches.inspect", { uploadId })).result;
    expect(await book.refusal("batches.check", { uploadId, name: "x", choices })).toMatchObject({
      code: "invalid_input",
      message: "Say which column holds the account. Say which column holds the amount.",
    });
  });

  test("are one for each", async () => {
    const book = await createBookWithAccounts();
    const uploadId = await upload(book, "email,amount\nann@example.com,2\n");
    const { choices } = (await book.runJob("batches.inspect", { uploadId })).result;
    const twice = { ...choices, columns: { ...choices.columns, effectiveOn: 1 } };
    expect(await book.refusal("batches.check", { uploadId, name: "x", choices: twice })).toMatchObject({
      code: "invalid_input",
      message: "One column is chosen for Amount, Usable from; choose one for each.",
    });
    expect((await book.ask("batches.list", {})).batches).toEqual([]);
  });
});

test.each([
  ["email,Amount,amount\nann@example.com,1,2\n", "Amount"],
  ["email,amount,Currency,currency\nann@example.com,1,USD,EUR\n", "Currency"],
])("a file in which two columns have the name of a field is not read by either of them: %j", async (content, name) => {
  const book = await createBookWithAccounts();
  const uploadId = await upload(book, content);
  expect(await book.refusal("batches.inspect", { uploadId })).toMatchObject({
    code: "file_unreadable",
    message: expect.stringContaining(`Two columns are called "${name}"`) as string,
  });
  // Who says which column is meant is believed.
  const choices = { columns: { account: 0, amount: 1 }, decimal: ".", ...reason } as const;
  expect((await book.runJob("batches.inspect", { uploadId, choices })).result.rows[0]?.amountMinor).toBe(1_00);
});

test.each([
  ["account;amount;S/H\nann@example.com;1.337,00;H\nann@example.com;13,37;S\n", "S/H"],
  ["email,amount,Type\nann@example.com,10.00,Credit\nann@example.com,5.00,Debit\n", "Type"],
])("amounts of which another column says that they are taken are not read as given: %j", async (content, name) => {
  const book = await createBookWithAccounts();
  const uploadId = await upload(book, content);
  expect(await book.refusal("batches.inspect", { uploadId })).toMatchObject({
    code: "file_unreadable",
    message: expect.stringContaining(`The column "${name}" says which amounts are taken.`) as string,
  });
  // Who says how it is read is believed.
  const choices = { columns: { account: 0, amount: 1 }, direction: "increase", ...reason } as const;
  expect((await book.runJob("batches.inspect", { uploadId, choices })).result.rows).toHaveLength(2);
});

test.each([
  "email,amount,Type\nann@example.com,10.00,Credit\nann@example.com,-5.00,Debit\n",
  "email,amount,Type\nann@example.com,10.00,Credit\nann@example.com,(5.00),Debit\n",
  "email,amount,Type\nann@example.com,10.00,Credit\nann@example.com,5.00−,Debit\n",
])("amounts that bear their own sign are read, whatever another column says of them: %j", async (content) => {
  const book = await createBookWithAccounts();
  const { result } = await book.runJob("batches.inspect", { uploadId: await upload(book, content) });
  expect(result.choices.columns).toMatchObject({ account: 0, amount: 1 });
  expect(result.rows[0]?.amountMinor).toBe(10_00);
});

test("a file that somebody sends is what they have sent, whatever others send under the same id", async () => {
  const book = await createBookWithAccounts();
  await addOperators(book, { cleo: "clerk", abe: "approver" });
  const [cleo, abe] = [await signedInDesk(book, "cleo"), await signedInDesk(book, "abe")];
  const sent = (amount: string) => Buffer.from(`email,amount\nann@example.com,${amount}\n`).toString("base64");
  const uploadId = "known-to-both";
  expect(await cleo.ask("imports.upload", { uploadId, fromByte: 0, base64: sent("9.00") })).toEqual({ bytes: 34 });
  expect(await abe.code("batches.inspect", { uploadId })).toBe("upload_not_found");
  await abe.ask("imports.upload", { uploadId, fromByte: 0, base64: sent("1.00") });
  const { jobId } = await abe.ask("batches.inspect", { uploadId });
  const { result } = await abe.ask("jobs.get", { jobId });
  expect(result).toMatchObject({ rows: [{ amountMinor: 1_00 }] });
});

test("a file that is larger than any is meant to be is not taken in", async () => {
  const book = await createBookWithAccounts();
  const beyond = { uploadId: "two-gigabytes", fromByte: 512 * 1024 * 1024, base64: "AAAA" };
  expect((await book.refusal("imports.upload", beyond)).code).toBe("upload_too_large");
});

test("a batch has a name and an occasion that can be stored and read back", async () => {
  const book = await createBookWithAccounts();
  const uploadId = await upload(book, "email,amount\nann@example.com,1\n");
  const input = { uploadId, name: "x", choices: { columns: { account: 0, amount: 1 }, ...reason } };
  for (const said of [{ name: "a\u0000b" }, { name: "\uD800" }, { occasion: "a\u0000b" }, { occasion: "\uD800" }]) {
    expect((await book.refusal("batches.check", { ...input, ...said })).code).toBe("invalid_input");
  }
});

describe("undoing a batch", () => {
  test("reverses every entry, last first, names what is spent, and can be done again for that", async () => {
    const book = await createBookWithAccounts();
    const content = "email,amount\nann@example.com,10\nbob@example.com,20\nann@example.com,-4\n";
    const batch = await check(book, { content, choices: { reasonCode: "billing_error" } });
    await apply(book, batch.id);
    const spent = await adjust(book, book.bob, -15_00);
    const { result: undone } = await book.runJob("batches.undo", { batchId: batch.id, note: "Wrong month" });
    expect(undone).toMatchObject({ state: "applied", appliedCount: 1, undoneCount: 2, stuckCount: 1 });
    expect(await problemsOf(book, batch.id)).toEqual([
      "3 row: Removing USD 20.00 is more than the USD 5.00 that is available.",
    ]);
    expect([await creditOf(book, book.ann), await creditOf(book, book.bob)]).toEqual([0, 5_00]);
    const { rows } = await book.ask("ledger.list", { accountId: book.ann, limit: 10 });
    expect(rows.map(({ amountMinor, note }) => [amountMinor, note])).toEqual([
      [-10_00, "Wrong month"],
      [4_00, "Wrong month"],
      [-4_00, null],
      [10_00, null],
    ]);

    await book.ask("credits.reverse", { entryId: spent.id });
    const { result: whole } = await book.runJob("batches.undo", { batchId: batch.id });
    expect(whole).toMatchObject({ state: "undone", appliedCount: 0, undoneCount: 3, stuckCount: 0 });
    expect(await creditOf(book, book.bob)).toBe(0);
    expect((await book.runJob("batches.undo", { batchId: batch.id })).result).toEqual(whole);
    expect((await book.refusal("batches.apply", { batchId: batch.id, rows: "all" })).code).toBe("batch_applied_before");

    // Undone it stands no more, so that the same file, read as it was meant, is a batch of its own.
    const anew = await check(book, { content, choices: { reasonCode: "billing_error" } });
    expect(anew.id).not.toBe(batch.id);
    await apply(book, anew.id);
    expect(await creditOf(book, book.ann)).toBe(6_00);
    expect((await book.runJob("ledger.verify", {})).result.ok).toBe(true);
  });

  test("is the end of a check of the same file that is under way, and of nothing else", async () => {
    const book = await createBookWithAccounts();
    const rows = Array.from({ length: 15_000 }, (_, index) => `${index % 100 === 0 ? "ann" : "nobody"}@example.com,1`);
    const content = `email,amount\n${rows.join("\n")}\n`;
    const { id: batchId, choices } = await check(book, { content, choices: { reasonCode: "billing_error" } });
    await apply(book, batchId, "ready");
    const uploadId = await upload(book, content);
    const isUnderWay = new Promise<void>((resolve) => {
      book.engine.subscribe((event) => {
        if (event.type === "job" && event.job.method === "batches.check" && event.job.progress.done > 0) resolve();
      });
    });
    const checking = book.runJob("batches.check", { uploadId, name: "again.csv", choices });
    await isUnderWay;
    await book.runJob("batches.undo", { batchId });
    expect((await checking).result.id).toBe(batchId);
    expect(await book.ask("batches.get", { batchId })).toMatchObject({
      state: "undone",
      readyCount: 0,
      badCount: 14_850,
      appliedCount: 0,
      undoneCount: 150,
      totals: [],
    });
    expect(await creditOf(book, book.ann)).toBe(0);
  });

  test("leaves alone what was reversed by hand, and an applied batch is no draft to discard", async () => {
    const book = await createBookWithAccounts();
    const batch = await check(book, {
      content: "email,amount\nann@example.com,10\n",
      choices: { reasonCode: "billing_error" },
    });
    await apply(book, batch.id);
    const { rows } = await book.ask("batches.rows", { batchId: batch.id });
    await book.ask("credits.reverse", { entryId: rows[0]?.entryId ?? "" });
    expect((await book.refusal("batches.discard", { batchId: batch.id })).code).toBe("batch_applied_before");
    expect((await book.runJob("batches.undo", { batchId: batch.id })).result).toMatchObject({
      state: "undone",
      undoneCount: 1,
    });
    expect(await creditOf(book, book.ann)).toBe(0);
    expect((await book.refusal("batches.get", { batchId: "batch_none" })).code).toBe("batch_not_found");
  });
});
