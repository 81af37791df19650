import type { AccountView } from "../../../shared/contract/accounts.ts";
import type { InputWithoutKey } from "../../foundation/engine.ts";
import { readWholeNumber } from "../../foundation/whole-number.ts";
import { accountsText } from "./accounts-text.ts";

/** How an account is billed, as it was filled in. */
export interface BillingDetailsForm {
  readonly currency: string;
  readonly taxRateId: string | null;
  readonly isTaxExempt: boolean;
  readonly hasOwnTerms: boolean;
  readonly terms: string;
  readonly hasOwnNote: boolean;
  readonly note: string;
}

/** @param bookTermsDays the book's terms, which an account's own start from. */
export function startBillingDetails(account: AccountView, bookTermsDays: number): BillingDetailsForm {
  return {
    currency: account.currency,
    taxRateId: account.taxRateId,
    isTaxExempt: account.isTaxExempt,
    hasOwnTerms: account.paymentTermsDays !== null,
    terms: String(account.paymentTermsDays ?? bookTermsDays),
    hasOwnNote: account.invoiceNote !== null,
    note: account.invoiceNote ?? "",
  };
}

/** What a filled-in form means: the command's input once every field is good, else what is wrong with which. */
export interface ReadBillingDetails {
  readonly input: Omit<InputWithoutKey<"accounts.update">, "accountId"> | null;
  readonly problems: Readonly<Partial<Record<"terms" | "note", string>>>;
}

const words = accountsText.billingDetails;

export function readBillingDetails(form: BillingDetailsForm): ReadBillingDetails {
  const paymentTermsDays = form.hasOwnTerms ? readWholeNumber(form.terms) : null;
  const isTermsWrong = form.hasOwnTerms && (paymentTermsDays === null || paymentTermsDays > 365);
  const isNoteWrong = form.hasOwnNote && form.note.trim() === "";
  if (isTermsWrong || isNoteWrong) {
    return {
      input: null,
      problems: { ...(isTermsWrong && { terms: words.termsWrong }), ...(isNoteWrong && { note: words.noteMissing }) },
    };
  }
  return {
    problems: {},
    input: {
      currency: form.currency,
      taxRateId: form.taxRateId,
      isTaxExempt: form.isTaxExempt,
      paymentTermsDays,
      invoiceNote: form.hasOwnNote ? form.note : null,
    },
  };
}
