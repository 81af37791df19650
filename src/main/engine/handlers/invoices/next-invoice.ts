import type { CivilDate } from "../../../../shared/calendar.ts";
import type { NextInvoiceSummary } from "../../../../shared/contract/accounts.ts";
import { AppError } from "../../../../shared/errors.ts";
import { asOfBillingDate } from "../../../domain/billing/coming-credit.ts";
import type { BillingFacts } from "../../../domain/billing/facts.ts";
import type { InvoiceDraft } from "../../../domain/billing/invoice.ts";
import { nextDueOn, takeBillingStep } from "../../../domain/billing/renewal.ts";
import type { QueryContext } from "../../handler.ts";
import type { ListingCharge } from "../../../storage/accounts/account-listing-store.ts";

/** A coming invoice, and the day on which it falls: the one on its paper, unless its month is closed by then (BEHAVIOUR 11.3). */
interface ComingInvoice {
  readonly on: CivilDate;
  readonly draft: InvoiceDraft;
}

/**
 * An account's coming invoice, as its preview shows it: every figure of one, in whatever list, is this one's (BEHAVIOUR 5.3).
 *
 * @returns null where none comes.
 * @throws AppError `amount_out_of_range` when a figure would leave the safe integers.
 */
export function comingInvoice(facts: BillingFacts): ComingInvoice | null {
  const step = takeBillingStep(asOfBillingDate(facts));
  return step?.draft ? { on: step.on, draft: step.draft } : null;
}

/**
 * What the coming invoice comes to, for a summary beside other things; null where none comes, and where it cannot be computed, because
 * then the preview says why and the page it would stand on should still open.
 */
export function summariseNextInvoice(
  facts: BillingFacts,
  { settings }: Pick<QueryContext, "settings">,
): NextInvoiceSummary | null {
  try {
    const coming = comingInvoice(facts);
    if (!coming) return null;
    const { on, draft } = coming;
    return {
      on,
      currency: draft.currency,
      totalMinor: draft.totalMinor,
      creditAppliedMinor: draft.creditAppliedMinor,
      dueMinor: draft.dueMinor,
      creditLeftMinor: draft.creditLeftMinor,
      isEstimate: isEstimated(settings),
    };
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** Whether what is computed of coming invoices is an estimate: a linked book does not bill, its upstream does (BEHAVIOUR 12.4). */
export function isEstimated({ linkId }: Pick<QueryContext["settings"], "linkId">): boolean {
  return linkId !== null;
}

/** What the list of accounts keeps of the coming invoice; null where none comes. */
export function comingCharge(facts: BillingFacts): ListingCharge | null {
  try {
    const coming = comingInvoice(facts);
    return coming && { nextChargeOn: coming.on, nextChargeMinor: coming.draft.totalMinor };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // What cannot be computed is told by the preview, and parks the account when its day comes.
    return { nextChargeOn: nextDueOn(facts) ?? facts.today, nextChargeMinor: null };
  }
}
