import { describe, expect, it } from "vitest";
import type { AccountRow, AccountView } from "../../../shared/contract/accounts.ts";
import { refusalsOf, refusalsOfRow } from "./account-refusals.ts";

const account = (openInvoiceCount: number, ...balances: AccountView["balances"]) =>
  refusalsOf({ currency: "USD", openInvoiceCount, balances } as AccountView);
const credit = (currency: string, availableMinor: number) => ({ currency, ledgerMinor: 50_00, availableMinor });

describe("what cannot be done to an account, and why", () => {
  it("is nothing where there is credit and an open invoice", () => {
    expect(account(1, credit("USD", 50_00))).toEqual({ transfer: null, applyCredit: null, recordPayment: null });
  });

  it("2.5 is said where all of the credit is held, or there was never any", () => {
    const none = { transfer: "No credit is available.", applyCredit: "No USD credit is available." };
    expect(account(1, credit("USD", 0))).toMatchObject(none);
    expect(account(1)).toMatchObject(none);
  });

  it("2.1 tells credit that can be transferred from credit that pays no invoice of this account", () => {
    expect(account(2, credit("EUR", 1))).toMatchObject({ transfer: null, applyCredit: "No USD credit is available." });
  });

  it("is said of payments where no invoice is open", () => {
    const none = "There is no open invoice.";
    expect(account(0, credit("USD", 1))).toEqual({ transfer: null, applyCredit: none, recordPayment: none });
  });

  it("of a row is what the row shows", () => {
    expect(refusalsOfRow({ creditBalanceMinor: null } as AccountRow).transfer).toBe("No credit is available.");
    expect(refusalsOfRow({ creditBalanceMinor: 1 } as AccountRow).transfer).toBeNull();
  });
});
