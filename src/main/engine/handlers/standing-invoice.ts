import { latestOf } from "../../../shared/calendar.ts";
import type { InvoiceView } from "../../../shared/contract/invoices.ts";
import { AppError } from "../../../shared/errors.ts";
import { formatMoney } from "../../../shared/money/format.ts";
import { minorUnits } from "../../../shared/money/minor-units.ts";
import { formatInvoiceNumber } from "../../domain/billing/invoice-number.ts";
import { findInvoiceStanding, type CreatedCredit, type InvoiceStanding } from "../../storage/payment-store.ts";
import type { CommandContext, QueryContext } from "../handler.ts";
import { refreshStanding } from "./collection.ts";
import { useCredit } from "./credit-posting.ts";
import { requireInvoice } from "./require.ts";

/** @throws AppError `invoice_not_found`. */
export function requireStanding({ book }: QueryContext, invoiceId: string): InvoiceStanding {
  const invoice = findInvoiceStanding(book, invoiceId);
  if (!invoice) throw new AppError("invoice_not_found", `There is no invoice ${invoiceId}.`);
  return invoice;
}

/** @throws AppError `invoice_not_open` in any other state than those. */
export function requireState({ number, state }: InvoiceStanding, allowed: readonly InvoiceStanding["state"][]): void {
  if (!allowed.includes(state)) {
    throw new AppError("invoice_not_open", `Invoice ${formatInvoiceNumber(number)} is ${state}.`);
  }
}

/**
 * Undo credit that an invoice or one of its payments put on the account, out of the very block that it formed (BEHAVIOUR 9.5, 9.9).
 *
 * @throws AppError `credit_already_spent` when some of it has been used or has expired; the details name the shortfall.
 */
export function takeBackCredit(
  context: CommandContext,
  { number, accountId, currency }: InvoiceStanding,
  created: CreatedCredit | undefined,
  note: string | null,
): void {
  if (!created) throw new Error(`Invoice ${number} created credit without an entry`);
  const { entryId, blockId, amountMinor, remainingMinor, filledOn } = created;
  const shortfallMinor = amountMinor - remainingMinor;
  if (shortfallMinor > 0) {
    throw new AppError(
      "credit_already_spent",
      `${money(shortfallMinor, currency)} of the ${money(amountMinor, currency)} that became credit by invoice ${formatInvoiceNumber(number)} is spent.`,
      { shortfallMinor, currency },
    );
  }
  useCredit(
    context,
    {
      accountId,
      currency,
      amountMinor: -amountMinor,
      sourceType: "reversal",
      sourceId: entryId,
      effectiveOn: latestOf(context.today, filledOn),
      note,
      reversesEntryId: entryId,
    },
    [{ blockId, amountMinor: minorUnits(amountMinor), filledOn }],
  );
}

/** Bring the account up to date after one of its invoices changed, and answer with the invoice. */
export function answerChanged(context: CommandContext, { id, accountId }: InvoiceStanding): { invoice: InvoiceView } {
  refreshStanding(context, accountId);
  context.changed("invoices", accountId);
  return { invoice: requireInvoice(context, id).view };
}

/** An amount in the words of a refusal. */
export function money(amountMinor: number, currency: string): string {
  return formatMoney(amountMinor, currency, { locale: "en-US", currencyDisplay: "code" });
}
