import { latestOf, type CivilDate } from "../../../../shared/calendar.ts";
import { paperWords } from "../../../../shared/paper/paper-words.ts";
import type { BillingFacts } from "../../../domain/billing/facts.ts";
import { carriedCharge, type InvoiceDraft } from "../../../domain/billing/invoice.ts";
import { countsOn } from "../../../domain/credits/credit-blocks.ts";
import { settle, type Settlement } from "../../../domain/payments/payment.ts";
import { datedOn } from "../../../domain/periods/dating.ts";
import { insertInvoice } from "../../../storage/invoices/invoice-store.ts";
import { numbersOf } from "../../../storage/invoices/numbering-store.ts";
import { insertCharge, setChargeInvoiced } from "../../../storage/invoices/pending-charge-store.ts";
import type { CommandContext } from "../../handler.ts";
import { addCredit, useCredit } from "../credits/credit-posting.ts";

/** An invoice that was made of a draft, and how it stands. */
export interface FinalizedInvoice {
  readonly id: string;
  readonly number: number;
  readonly dueOn: CivilDate;
  readonly settlement: Settlement;
}

/**
 * Turn a draft into an invoice, inside the caller's transaction: the number, the credit that it uses or creates, what it carries
 * over, and how it is settled (BEHAVIOUR 8.3–8.6, 8.8). A gateway's attempt is recorded by the caller, once the subscription is
 * stored.
 */
export function finalizeInvoice(
  context: CommandContext,
  facts: BillingFacts,
  draft: InvoiceDraft,
  billingRunId: string | null,
): FinalizedInvoice {
  const { book, nowMs } = context;
  const { accountId, paymentMethod, currency } = facts;
  const id = context.makeId("invoice");
  const settlement = settle(draft, paymentMethod);
  // Credit pays on the paper's day, or from when it counts; a payment is of the day it is made (BEHAVIOUR 3.11, 9.9).
  const creditUsedOn = countsOn(draft.issuedOn, draft.creditUses);
  const paidOn = settlement.attempt ? datedOn(context.today, "rule", context.settings) : creditUsedOn;
  const number = insertInvoice(book, context.invoiceNumbers, {
    id,
    draft,
    settlement,
    paidOn,
    billingRunId,
    createdAtMs: nowMs,
  });
  context.money.addCharged(draft);
  const credit = { accountId, currency, sourceId: id, origin: "billing" } as const;
  if (draft.creditAppliedMinor > 0) {
    const amountMinor = -draft.creditAppliedMinor;
    const used = { ...credit, amountMinor, sourceType: "invoice_applied", effectiveOn: creditUsedOn } as const;
    useCredit(context, used, draft.creditUses);
  }
  if (draft.creditCreatedMinor > 0) {
    // Where the account's day is the book's tomorrow, the credit can be used today and counts from the day of the paper that it comes from.
    const effectiveOn = latestOf(context.today, draft.issuedOn);
    addCredit(context, { ...credit, amountMinor: draft.creditCreatedMinor, sourceType: "proration", effectiveOn });
  }
  for (const chargeId of draft.pendingChargeIds) setChargeInvoiced(book, chargeId, number);
  if (draft.carriedMinor > 0) carryOver(context, accountId, draft, number);
  context.changed("invoices", accountId);
  context.happened("invoice.created", id);
  if (settlement.state === "paid") context.happened("invoice.paid", id);
  else if (settlement.attempt) context.happened("invoice.paymentFailed", id);
  return { id, number, dueOn: draft.dueOn, settlement };
}

/** What was too little to be charged stands on the account's next invoice (BEHAVIOUR 8.8). */
function carryOver(
  { book, makeId, nowMs, caller }: CommandContext,
  accountId: string,
  { carriedMinor, currency, language, wordsEdition }: InvoiceDraft,
  invoiceNumber: number,
): void {
  const words = paperWords(language, wordsEdition);
  const charge = carriedCharge(makeId("pendingCharge"), carriedMinor, numbersOf(book).invoice(invoiceNumber), words);
  insertCharge(book, {
    id: charge.id,
    accountId,
    currency,
    description: charge.description,
    quantity: charge.quantity,
    unitMinor: charge.unitMinor,
    discountMinor: charge.discountMinor,
    taxedBy: "nothing",
    taxRateId: null,
    carriedFromInvoiceNumber: invoiceNumber,
    operator: caller.operator,
    origin: "billing",
    createdAtMs: nowMs,
  });
}
