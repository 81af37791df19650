import type { CivilDate } from "../../../shared/calendar.ts";
import type { NextInvoiceSummary } from "../../../shared/contract/accounts.ts";
import { AppError } from "../../../shared/errors.ts";
import type { BillingFacts } from "../../domain/billing/facts.ts";
import { takeBillingStep } from "../../domain/billing/renewal.ts";

/**
 * What the next invoice comes to, for a summary beside other things; null where none comes, and where it cannot be computed, because
 * then the preview says why and the page it would stand on should still open.
 */
export function summariseNextInvoice(facts: BillingFacts, today: CivilDate): NextInvoiceSummary | null {
  try {
    const draft = takeBillingStep(facts, today)?.draft;
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
