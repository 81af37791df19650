import { describe, expect, it } from "vitest";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import { readBillingDetails, startBillingDetails } from "./billing-details-form.ts";

const plain = {
  currency: "USD",
  taxRateId: null,
  isTaxExempt: false,
  paymentTermsDays: null,
  invoiceNote: null,
  billingName: null,
  billingAddress: null,
  taxNumbers: null,
  buyerReference: null,
  paperLanguage: null,
} as AccountView;

describe("how an account is billed, as it is typed", () => {
  it("is the book's way until it has its own", () => {
    const form = startBillingDetails(plain, 14);
    expect(form.terms).toBe("14");
    expect(readBillingDetails(form).input).toEqual(plain);
  });

  it("goes back to the book's way, whatever stands in the fields", () => {
    const form = startBillingDetails({ ...plain, paymentTermsDays: 30, invoiceNote: "PO 7" }, 14);
    expect(readBillingDetails(form).input).toMatchObject({ paymentTermsDays: 30, invoiceNote: "PO 7" });
    expect(readBillingDetails({ ...form, hasOwnTerms: false, hasOwnNote: false }).input).toMatchObject({
      paymentTermsDays: null,
      invoiceNote: null,
    });
  });

  it("keeps the lines of an address as they were written, and takes blank fields for nothing", () => {
    const form = {
      ...startBillingDetails(plain, 14),
      billingName: " Acme ",
      billingAddress: "1 Main St\n Springfield",
    };
    expect(readBillingDetails({ ...form, taxNumbers: " \n", buyerReference: " " }).input).toEqual({
      ...plain,
      billingName: "Acme",
      billingAddress: "1 Main St\n Springfield",
    });
    const { problems } = readBillingDetails({ ...form, billingAddress: "line\n".repeat(12) });
    expect(Object.keys(problems)).toEqual(["billingAddress"]);
  });

  it("says what is wrong with which field", () => {
    const form = { ...startBillingDetails(plain, 14), hasOwnTerms: true, terms: "400", hasOwnNote: true };
    expect(Object.keys(readBillingDetails(form).problems)).toEqual(["terms", "note"]);
  });
});
