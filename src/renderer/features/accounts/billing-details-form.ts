import type { AccountView } from "../../../shared/contract/accounts.ts";
import type { PaperLanguage } from "../../../shared/paper/paper-language.ts";
import { hasTooManyLines } from "../../../shared/paper/paper-lines.ts";
import type { InputWithoutKey } from "../../foundation/engine.ts";
import { orNothing } from "../../foundation/or-nothing.ts";
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
  /** What stands on the paper of the account; blank where it is as it is called, or nothing. */
  readonly billingName: string;
  readonly billingAddress: string;
  readonly taxNumbers: string;
  readonly buyerReference: string;
  readonly paperLanguage: PaperLanguage | null;
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
    billingName: account.billingName ?? "",
    billingAddress: account.billingAddress ?? "",
    taxNumbers: account.taxNumbers ?? "",
    buyerReference: account.buyerReference ?? "",
    paperLanguage: account.paperLanguage,
  };
}

/** What a filled-in form means: the command's input once every field is good, else what is wrong with which. */
export interface ReadBillingDetails {
  readonly input: Omit<InputWithoutKey<"accounts.update">, "accountId"> | null;
  readonly problems: Readonly<Partial<Record<"terms" | "note" | "billingAddress" | "taxNumbers", string>>>;
}

const words = accountsText.billingDetails;

export function readBillingDetails(form: BillingDetailsForm): ReadBillingDetails {
  const paymentTermsDays = form.hasOwnTerms ? readWholeNumber(form.terms) : null;
  const isTermsWrong = form.hasOwnTerms && (paymentTermsDays === null || paymentTermsDays > 365);
  const isNoteWrong = form.hasOwnNote && form.note.trim() === "";
  const problems = {
    ...(isTermsWrong && { terms: words.termsWrong }),
    ...(isNoteWrong && { note: words.noteMissing }),
    ...(hasTooManyLines(form.billingAddress) && { billingAddress: words.tooManyLines }),
    ...(hasTooManyLines(form.taxNumbers) && { taxNumbers: words.tooManyLines }),
  };
  if (Object.keys(problems).length > 0) return { input: null, problems };
  return {
    problems: {},
    input: {
      currency: form.currency,
      taxRateId: form.taxRateId,
      isTaxExempt: form.isTaxExempt,
      paymentTermsDays,
      invoiceNote: form.hasOwnNote ? form.note : null,
      billingName: orNothing(form.billingName.trim()),
      billingAddress: orNothing(form.billingAddress),
      taxNumbers: orNothing(form.taxNumbers),
      buyerReference: orNothing(form.buyerReference.trim()),
      paperLanguage: form.paperLanguage,
    },
  };
}
