import type { CivilDate } from "../../../shared/calendar.ts";
import type { BillingFacts } from "../../domain/billing/facts.ts";
import { draftNextInvoice, factsAfter, type InvoiceDraft } from "../../domain/billing/invoice.ts";
import { settle } from "../../domain/billing/payment.ts";
import { updateListingAfterInvoice } from "../../storage/account-store.ts";
import { insertInvoice, insertPayment } from "../../storage/invoice-store.ts";
import { advanceItem } from "../../storage/subscription-store.ts";
import type { CommandContext } from "../handler.ts";
import { entryBy } from "./entry-by.ts";

/**
 * Turn a draft into an invoice, inside the caller's transaction: number, credit, payment, and the subscription moved on to its
 * next period (BEHAVIOUR 8.3, 8.4, 8.6). Both a single issue and the billing run end here.
 *
 * @param draft what {@link draftNextInvoice} made of the facts.
 * @returns the invoice's id, and the day on which the subscription is billed again.
 */
export function finalizeInvoice(
  context: CommandContext,
  facts: BillingFacts,
  draft: InvoiceDraft,
  billingRunId: string | null,
): { readonly invoiceId: string; readonly nextBillingOn: CivilDate } {
  const { book, nowMs, caller } = context;
  const { accountId, paymentMethod, item } = facts;
  const id = context.makeId("invoice");
  const settlement = settle(draft.dueMinor, paymentMethod);
  const number = insertInvoice(book, { id, draft, settlement, billingRunId, createdAtMs: nowMs });
  if (draft.creditAppliedMinor > 0) {
    context.ledger.append(
      entryBy(context, {
        accountId,
        currency: draft.currency,
        amountMinor: -draft.creditAppliedMinor,
        sourceType: "invoice_applied",
        sourceId: id,
        origin: "billing",
        effectiveOn: draft.issuedOn,
      }),
    );
    context.changed("ledger", accountId);
  }
  if (settlement.attempt) {
    insertPayment(book, {
      ...settlement.attempt,
      id: context.makeId("payment"),
      invoiceNumber: number,
      gateway: paymentMethod.gateway,
      amountMinor: draft.dueMinor,
      paidOn: draft.issuedOn,
      reference: null,
      operator: caller.operator,
      createdAtMs: nowMs,
    });
  }
  const nextFacts = factsAfter(facts, draft);
  const next = draftNextInvoice(nextFacts);
  advanceItem(book, item.id, nextFacts.item.nextPeriodIndex, next.issuedOn);
  updateListingAfterInvoice(
    book,
    accountId,
    { nextChargeOn: next.issuedOn, nextChargeMinor: next.totalMinor },
    settlement.state === "open" ? draft.dueOn : null,
  );
  context.changed("invoices", accountId);
  context.changed("accounts", accountId);
  return { invoiceId: id, nextBillingOn: next.issuedOn };
}
