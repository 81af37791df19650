import { describe, expect, test } from "vitest";
import { createTestBook } from "../../support/book.ts";
import { accountOf, createCustomer, billThrough, invoicesOf } from "../../support/company.ts";

describe("the book's settings", () => {
  test("begin with fourteen days and four retries, and what is left out of a change stays", async () => {
    const book = await createTestBook({ timeZone: "Europe/Helsinki", currency: "EUR" });
    const settings = {
      name: "Acme Billing",
      timeZone: "Europe/Helsinki",
      currency: "EUR",
      sellerName: null,
      sellerAddress: null,
      sellerTaxNumbers: null,
      paymentDetails: null,
      logoId: null,
      paperLanguage: "en",
      paymentTermsDays: 14,
      invoiceNote: null,
      nextInvoiceNumber: "INV-000001",
      nextCreditNoteNumber: "CN-000001",
      retryDays: [1, 3, 5, 7],
      afterLastRetry: "keep",
      webhookRetentionDays: 30,
      idleLockMinutes: 10,
      sessionIdleHours: 12,
      sessionDays: 7,
    };
    expect(await book.ask("book.settings", {})).toEqual(settings);

    const first = { paymentTermsDays: 30, invoiceNote: "Thank you.\nAcme", retryDays: [2, 365] };
    expect(await book.ask("book.configure", first)).toEqual({ ...settings, ...first });
    const second = { name: "Acme Inc.", afterLastRetry: "cancel" } as const;
    await book.ask("book.configure", second);
    expect(await book.ask("book.settings", {})).toEqual({ ...settings, ...first, ...second });
    expect((await book.ask("book.info", {})).name).toBe("Acme Inc.");

    await book.ask("book.configure", { invoiceNote: "  ", retryDays: [] });
    expect(await book.ask("book.settings", {})).toMatchObject({ invoiceNote: null, retryDays: [] });
  });

  test.each([
    ["on the day itself", [0, 3]],
    ["before it", [-1]],
    ["after more than a year", [1, 366]],
    ["twice on one day", [1, 3, 3]],
    ["in falling order", [3, 1]],
  ])("retries %s are refused, and nothing is changed", async (_what, retryDays) => {
    const book = await createTestBook();
    const before = await book.ask("book.settings", {});
    expect((await book.refusal("book.configure", { name: "Acme Inc.", retryDays })).code).toBe("retry_days_invalid");
    expect(await book.ask("book.settings", {})).toEqual(before);
  });

  test.each([
    { paymentTermsDays: 366 },
    { paymentTermsDays: -1 },
    { retryDays: [1.5] },
    { timeZone: "UTC" },
    { name: "" },
  ])("%o is not a setting", async (change) => {
    const book = await createTestBook();
    expect((await book.refusal("book.configure", change)).code).toBe("invalid_input");
  });

  test("stand on the invoices made from now on, unless the account has terms and a note of its own", async () => {
    const book = await createTestBook();
    const plainId = await createCustomer(book, { feeMinor: 20_00 });
    const ownId = await createCustomer(book, { feeMinor: 20_00 });
    await billThrough(book, "2026-01-01");
    await book.ask("book.configure", { name: "Acme Inc.", paymentTermsDays: 30, invoiceNote: "Thank you." });
    await book.ask("accounts.update", { accountId: ownId, paymentTermsDays: 0, invoiceNote: "PO 4711" });
    await billThrough(book, "2026-02-01");
    expect(await invoicesOf(book, plainId)).toMatchObject([
      { sellerName: "Acme Billing", issuedOn: "2026-01-01", dueOn: "2026-01-15", note: null },
      { sellerName: "Acme Inc.", issuedOn: "2026-02-01", dueOn: "2026-03-03", note: "Thank you." },
    ]);
    expect((await invoicesOf(book, ownId))[1]).toMatchObject({ dueOn: "2026-02-01", note: "PO 4711" });
  });
});

test("11.7 how long a desk waits before it locks itself is a setting, whose change is an act", async () => {
  const book = await createTestBook();
  expect((await book.ask("book.configure", { idleLockMinutes: 3 })).idleLockMinutes).toBe(3);
  for (const idleLockMinutes of [0, 481, 2.5]) {
    expect((await book.refusal("book.configure", { idleLockMinutes })).code).toBe("invalid_input");
  }
  const { rows } = await book.ask("audit.list", { act: "book.configure" });
  expect(rows).toMatchObject([{ before: { idleLockMinutes: 10 }, after: { idleLockMinutes: 3 } }]);
});

describe("an account's settings", () => {
  test("are changed one by one, and what is left out stays", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const { taxRateId } = await book.ask("taxRates.create", { name: "VAT", ratePartsPerMillion: 240_000 });
    const before = await accountOf(book, accountId);
    expect(before).toMatchObject({
      taxRateId: null,
      taxRateName: null,
      isTaxExempt: false,
      paymentTermsDays: null,
      invoiceNote: null,
    });
    const changes = [
      { name: "Globex Inc." },
      { contact: "globex-inc" },
      { timeZone: "Asia/Kathmandu" },
      { taxRateId },
      { isTaxExempt: true },
      { paymentTermsDays: 60 },
      { invoiceNote: "PO 4711" },
    ];
    for (const change of changes) await book.ask("accounts.update", { accountId, ...change });
    const after = { ...before, ...Object.assign({}, ...changes), taxRateName: "VAT" };
    expect(await accountOf(book, accountId)).toEqual(after);

    const nothing = { contact: null, taxRateId: null, paymentTermsDays: null, invoiceNote: " " };
    await book.ask("accounts.update", { accountId, ...nothing });
    expect(await accountOf(book, accountId)).toEqual({ ...after, ...nothing, taxRateName: null, invoiceNote: null });
  });

  test("move it to its new name in list and search, and away from its old one", async () => {
    const book = await createTestBook();
    const account = { kind: "user", name: "Ada Byron", contact: "ada@example.com" } as const;
    const { accountId } = await book.ask("accounts.create", account);
    await book.ask("accounts.create", { kind: "user", name: "Bob", contact: "bob@example.com" });
    await book.ask("accounts.update", { accountId, name: "Éva Lovelace", contact: "eva@example.org" });

    const found = async (search: string) =>
      (await book.ask("accounts.list", { search })).rows.map(({ name, contact }) => [name, contact]);
    const asNow = [["Éva Lovelace", "eva@example.org"]];
    expect(await found("lovelace")).toEqual(asNow);
    expect(await found("example.org")).toEqual(asNow);
    expect(await found("ev")).toEqual(asNow);
    expect(await found(accountId)).toEqual(asNow);
    for (const gone of ["byron", "ada@example.com", "ad"]) expect(await found(gone)).toEqual([]);
    const { rows } = await book.ask("accounts.list", {});
    expect(rows.map(({ name }) => name)).toEqual(["Bob", "Éva Lovelace"]);
    expect((await book.ask("book.search", { text: "lovelace" })).hits).toMatchObject([{ id: accountId }]);
  });

  test("keep an e-mail address or slug with one account", async () => {
    const book = await createTestBook();
    const { accountId } = await book.ask("accounts.create", { kind: "user", name: "Ada", contact: "ada@example.com" });
    const bob = await book.ask("accounts.create", { kind: "user", name: "Bob", contact: "bob@example.com" });
    expect(await book.refusal("accounts.update", { accountId, contact: "bob@example.com", name: "X" })).toMatchObject({
      code: "account_exists",
      details: { accountId: bob.accountId },
    });
    expect(await accountOf(book, accountId)).toMatchObject({ name: "Ada", contact: "ada@example.com" });
    // Its own it may keep.
    await book.ask("accounts.update", { accountId, contact: "ada@example.com" });
  });

  test.each([
    ["account_not_found", { accountId: "org_nobody", taxRateId: "txr_none" }],
    ["tax_rate_not_found", { taxRateId: "txr_none" }],
    ["invalid_input", { timeZone: "Mars/Olympus" }],
    ["invalid_input", { paymentTermsDays: 366 }],
    ["invalid_input", { currency: "XYZ" }],
  ])("are refused with %s where %o", async (code, change) => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    expect((await book.refusal("accounts.update", { accountId, ...change })).code).toBe(code);
  });

  test("show another tax in the next charge at once", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 100_00 });
    const { taxRateId } = await book.ask("taxRates.create", { name: "VAT", ratePartsPerMillion: 240_000 });
    const nextCharge = async () => {
      const [row] = (await book.ask("accounts.list", {})).rows;
      const { nextInvoice } = await accountOf(book, accountId);
      expect(row?.nextChargeOn).toBe(nextInvoice?.on);
      expect(row?.nextChargeMinor).toBe(nextInvoice?.totalMinor);
      return row?.nextChargeMinor;
    };
    expect(await nextCharge()).toBe(100_00);
    await book.ask("accounts.update", { accountId, taxRateId });
    expect(await nextCharge()).toBe(124_00);
    await book.ask("accounts.update", { accountId, isTaxExempt: true });
    expect(await nextCharge()).toBe(100_00);
  });
});
