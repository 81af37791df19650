import type { NextInvoiceSummary } from "../../../../shared/contract/accounts.ts";
import { AppError } from "../../../../shared/errors.ts";
import { asOfBillingDate } from "../../../domain/billing/coming-credit.ts";
import type { BillingFacts } from "../../../domain/billing/facts.ts";
import type { InvoiceDraft } from "../../../domain/billing/invoice.ts";
import { nextDueOn, takeBillingStep } from "../../../domain/billing/renewal.ts";
import type { ListingCharge } from "../../../storage/accounts/account-store.ts";

/**
 * An account's coming invoice, as its preview shows it: every figure of one, in whatever list, is this one's (BEHAVIOUR 5.3).
 *
 * @returns null where none comes.
 * @throws AppError `amount_out_of_range` when a figure would leave the safe integers.
 */
export function comingInvoice(facts: BillingFacts): InvoiceDraft | null {
  return takeBillingStep(asOfBillingDate(facts))?.draft ?? null;
}

/**
 * What the coming invoice comes to, for a summary beside other things; null where none comes, and where it cannot be computed, because
 * then the preview says why and the page it would stand on should still open.
 */
export function summariseNextInvoice(facts: BillingFacts): NextInvoiceSummary | null {
  try {
    const draft = comingInvoice(facts);
    if (!draft) return null;
    return {
      on: draft.issuedOn,
      currency: draft.currency,
      totalMinor: draft.totalMinor,
      creditAppliedMinor: draft.creditAppliedMinor,
      dueMinor: draft.dueMinor,
      creditLeftMinor: draft.creditLeftMinor,
    };
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** What the list of accounts keeps of the coming invoice; null where none comes. */
export function comingCharge(facts: BillingFacts): ListingCharge | null {
  try {
    const draft = comingInvoice(facts);
    return draft && { nextChargeOn: draft.issuedOn, nextChargeMinor: draft.totalMinor };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // What cannot be computed is told by the preview, and parks the account when its day comes.
    return { nextChargeOn: nextDueOn(facts) ?? facts.today, nextChargeMinor: null };
  }
}
