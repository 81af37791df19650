import { discountIn } from "../../../domain/billing/discount.ts";
import type { RebilledLine, SubscriptionState } from "../../../domain/billing/facts.ts";
import { beforeLastPeriod } from "../../../domain/billing/rebilling.ts";
import { findBillingFacts } from "../../../storage/billing/billing-facts-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { findExhaustedDiscount } from "../../../storage/plans/discount-store.ts";
import type { InvoiceStanding } from "../../../storage/invoices/invoice-standing-store.ts";
import { insertRebilling, listRebilledLines, releaseBilled } from "../../../storage/billing/rebilling-store.ts";
import type { CommandContext } from "../../handler.ts";
import { commitBilling } from "./commit-billing.ts";
import { showNextCharge } from "../accounts/show-next-charge.ts";

/**
 * Let what a voided invoice billed be due again (BEHAVIOUR 9.8): charges of their own wait for the account's next invoice, and the
 * next run bills the periods. The last period of the item in force becomes the one that is billed next; whatever else it was, part
 * of a period, an earlier one or one of an item that has ended, gets an invoice of its own.
 */
export function billAgain(context: CommandContext, { number, accountId }: InvoiceStanding): void {
  const { book, today } = context;
  const lines = listRebilledLines(book, number);
  releaseBilled(book, number);
  const facts = findBillingFacts(context, accountId);
  const before = facts?.subscription && withUsedDiscount(book, facts.subscription, lines);
  const item = before && beforeLastPeriod(before.item, lines, facts.today);
  if (before && item) {
    const outcome = { on: today, draft: null, subscription: { ...before, item } };
    commitBilling(context, { ...facts, subscription: before }, outcome, null);
    return;
  }
  if (lines.length > 0) insertRebilling(book, accountId, number);
  showNextCharge(context, accountId);
}

/** A subscription with the discount that its last period has used up, for that period to have it again. */
function withUsedDiscount(
  book: ReadableBook,
  subscription: SubscriptionState,
  lines: readonly RebilledLine[],
): SubscriptionState {
  const { item } = subscription;
  const used = lines.map(({ steps }) => discountIn(steps)).find((step) => step !== undefined);
  if (item.discount !== null || used === undefined) return subscription;
  return { ...subscription, item: { ...item, discount: findExhaustedDiscount(book, item.id, used) } };
}
