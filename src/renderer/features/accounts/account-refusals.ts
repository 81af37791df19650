import type { AccountRow, AccountView } from "../../../shared/contract/accounts.ts";
import { accountsText } from "./accounts-text.ts";

/** Why something cannot be done to an account now; null where it can be, or where only trying it tells. */
export interface AccountRefusals {
  readonly transfer: string | null;
  readonly applyCredit: string | null;
  readonly recordPayment: string | null;
}

const words = accountsText.refusals;

/** What an account's own page knows. */
export function refusalsOf({ balances, currency, openInvoiceCount }: AccountView): AccountRefusals {
  const hasAvailable = balances.some(({ availableMinor }) => availableMinor > 0);
  // Invoices are in the billing currency (BEHAVIOUR 2.1), so credit in another one pays none of them.
  const canPay = balances.some((balance) => balance.currency === currency && balance.availableMinor > 0);
  return {
    transfer: hasAvailable ? null : words.noCredit,
    applyCredit: openInvoiceCount === 0 ? words.noOpenInvoice : canPay ? null : words.noCreditIn(currency),
    recordPayment: openInvoiceCount === 0 ? words.noOpenInvoice : null,
  };
}

/** What a row of the list knows, which is not whether there are open invoices. */
export function refusalsOfRow({ creditBalanceMinor }: AccountRow): AccountRefusals {
  return {
    transfer: (creditBalanceMinor ?? 0) > 0 ? null : words.noCredit,
    applyCredit: null,
    recordPayment: null,
  };
}
