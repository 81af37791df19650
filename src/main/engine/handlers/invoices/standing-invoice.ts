import { latestOf } from "../../../../shared/calendar.ts";
import type { InvoiceAction, InvoiceView } from "../../../../shared/contract/invoice-view.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { minorUnits } from "../../../../shared/money/minor-units.ts";
import { requireAction, requireUnspent } from "../../../domain/invoices/invoice-actions.ts";
import { findInvoiceStanding, type InvoiceStanding } from "../../../storage/invoices/invoice-standing-store.ts";
import type { CreatedCredit } from "../../../storage/payments/payment-store.ts";
import type { CommandContext, QueryContext } from "../../handler.ts";
import { refreshStanding } from "../payments/collection.ts";
import { useCredit } from "../credits/credit-posting.ts";
import { readInvoiceCondition } from "./invoice-condition.ts";
import { requireInvoice } from "../require.ts";

/** @throws AppError `invoice_not_found`. */
export function requireStanding({ book }: QueryContext, invoiceId: string): InvoiceStanding {
  const invoice = findInvoiceStanding(book, invoiceId);
  if (!invoice) throw new AppError("invoice_not_found", sentence("There is no invoice {invoiceId}.", { invoiceId }));
  return invoice;
}

/**
 * The invoice, where the action is possible on it as it stands.
 *
 * @throws AppError `invoice_not_found`; why the action is not possible.
 */
export function requireInvoiceFor(context: QueryContext, action: InvoiceAction, invoiceId: string): InvoiceStanding {
  const invoice = requireStanding(context, invoiceId);
  requireAction(action, readInvoiceCondition(context, invoice));
  return invoice;
}

/**
 * Undo credit that an invoice or one of its payments put on the account, out of the very block that it formed (BEHAVIOUR 9.5, 9.9).
 *
 * @throws AppError `credit_already_spent` when some of it has been used or has expired; the details name the shortfall.
 */
export function takeBackCredit(
  context: CommandContext,
  invoice: InvoiceStanding,
  created: CreatedCredit | undefined,
  note: string | null,
): void {
  const { number, accountId, currency } = invoice;
  if (!created) throw new Error(`Invoice ${number} created credit without an entry`);
  requireUnspent(created, invoice);
  const { entryId, blockId, amountMinor, filledOn } = created;
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
