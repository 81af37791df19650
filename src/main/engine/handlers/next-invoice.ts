import type { NextInvoiceSummary } from "../../../shared/contract/accounts.ts";
import { AppError } from "../../../shared/errors.ts";
import type { BillingFacts } from "../../domain/billing/facts.ts";
import { draftNextInvoice } from "../../domain/billing/invoice.ts";

/**
 * What the next invoice comes to, for a summary beside other things; null where it cannot be computed, because then the preview
 * says why and the page it would stand on should still open.
 */
export function summariseNextInvoice(facts: BillingFacts): NextInvoiceSummary | null {
  try {
    const draft = draftNextInvoice(facts);
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
