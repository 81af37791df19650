import { updateListingCharge } from "../../storage/account-store.ts";
import { findBillingFacts } from "../../storage/billing-facts-store.ts";
import type { CommandContext } from "../handler.ts";
import { summariseNextInvoice } from "./next-invoice.ts";

/** Show in the list of accounts what a subscription is charged next, after something else than billing changed it. */
export function showNextCharge(context: CommandContext, accountId: string): void {
  const facts = findBillingFacts(context, accountId);
  if (!facts?.subscription) return;
  const next = summariseNextInvoice(facts, context.today);
  updateListingCharge(context.book, accountId, next && { nextChargeOn: next.on, nextChargeMinor: next.totalMinor });
}
