import { describe, expect, it } from "vitest";
import { bookContract } from "../../../shared/contract/book.ts";
import { readRetryDays, readSettings } from "./settings-form.ts";

describe("the settings, as they are typed", () => {
  it("send only what was typed into", () => {
    expect(readSettings({ terms: "30" }).input).toEqual({ paymentTermsDays: 30 });
    expect(readSettings({ note: "  " }).input).toEqual({ invoiceNote: null });
  });

  it("are what the contract takes", () => {
    const { input } = readSettings({
      name: " Acme ",
      terms: "0",
      note: "IBAN …",
      nextInvoiceNumber: " 2027-0001 ",
      retryDays: "1, 3",
      afterLastRetry: "cancel",
    });
    expect(bookContract["book.configure"].input.parse({ ...input, idempotencyKey: "k" })).toMatchObject({
      name: "Acme",
      nextInvoiceNumber: "2027-0001",
      retryDays: [1, 3],
    });
  });

  it.each([
    [{ name: " " }, "name"],
    [{ terms: "366" }, "terms"],
    [{ terms: "" }, "terms"],
    [{ nextInvoiceNumber: "2027" }, "nextInvoiceNumber"],
    [{ nextCreditNoteNumber: "" }, "nextCreditNoteNumber"],
    [{ retryDays: "3, 1" }, "retryDays"],
  ] as const)("refuse %j", (changed, field) => {
    const { input, problems } = readSettings(changed);
    expect(input).toBeNull();
    expect(Object.keys(problems)).toEqual([field]);
  });

  it.each([
    ["", []],
    ["1, 3, 5, 7", [1, 3, 5, 7]],
    ["2 4;8", [2, 4, 8]],
    ["1, 1", null],
    ["0, 1", null],
    ["7, 366", null],
    ["1, two", null],
    [Array.from({ length: 21 }, (_, index) => index + 1).join(","), null],
  ])("read %j as days of retries", (typed, days) => {
    expect(readRetryDays(typed)).toEqual(days);
  });
});
