import { updateListingCharge } from "../../../storage/accounts/account-listing-store.ts";
import { findBillingFacts } from "../../../storage/billing/billing-facts-store.ts";
import type { CommandContext } from "../../handler.ts";
import { comingCharge } from "../invoices/next-invoice.ts";

/** Show in the list of accounts what an account is charged next, after something else than billing changed it. */
export function showNextCharge(context: CommandContext, accountId: string): void {
  const facts = findBillingFacts(context, accountId);
  if (facts) updateListingCharge(context.book, accountId, comingCharge(facts));
}
