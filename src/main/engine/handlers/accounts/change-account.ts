import { updateAccount, updateBillingCurrency, type Account } from "../../../storage/accounts/account-store.ts";
import { keepDifference } from "../../../storage/link/difference-store.ts";
import type { CommandContext } from "../../handler.ts";
import { showNextCharge } from "./show-next-charge.ts";

/**
 * Write how an account is addressed and billed, once it is known that it may be so.
 *
 * @param before as the book has it.
 */
export function changeAccount(context: CommandContext, before: Account, after: Account): void {
  const { book, settings, changed, happened } = context;
  const { id, kind, currency } = after;
  if (currency !== before.currency) {
    updateBillingCurrency(book, id, currency);
    if (settings.linkId !== null) keepDifference(book, settings.linkId, id);
  }
  updateAccount(book, before, after);
  if (isBilledOtherwise(before, after)) showNextCharge(context, id);
  happened(`${kind}.updated`, id);
  changed("accounts", id);
}

/** Another tax makes another next charge, and so does another time zone, where days begin at other times. */
function isBilledOtherwise(before: Account, after: Account): boolean {
  const fields = ["currency", "timeZone", "taxRateId", "isTaxExempt"] as const;
  return fields.some((field) => before[field] !== after[field]);
}
