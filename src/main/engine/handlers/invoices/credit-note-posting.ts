import { latestOf, type CivilDate } from "../../../../shared/calendar.ts";
import type { CreditNoteDraft } from "../../../domain/invoices/credit-note-draft.ts";
import type { RefundPlan } from "../../../domain/invoices/refund.ts";
import { datedOn } from "../../../domain/periods/dating.ts";
import { updateListingActivity } from "../../../storage/accounts/account-listing-store.ts";
import { insertCreditNote, type NewCreditNote } from "../../../storage/invoices/credit-note-store.ts";
import { listHeldCredit } from "../../../storage/ledger/ledger-store.ts";
import { settleReduced } from "../../../storage/invoices/invoice-standing-store.ts";
import type { CommandContext } from "../../handler.ts";
import { refreshStanding } from "../payments/collection.ts";
import { requireStanding } from "./standing-invoice.ts";
import { addCredit, returnCredit } from "../credits/credit-posting.ts";

/** A credit note that was computed, and the invoice that it corrects. */
export interface ComputedCreditNote extends Pick<NewCreditNote, "cause" | "toDueMinor"> {
  readonly invoice: {
    readonly id: string;
    readonly number: number;
    readonly accountId: string;
    readonly currency: string;
    /** What of the credit that it used has not gone back to credit by earlier notes. */
    readonly creditToReturnMinor: number;
  };
  readonly draft: CreditNoteDraft;
  readonly plan: RefundPlan;
  readonly note: string | null;
}

/** Where nothing is given back beyond what was still due. */
export const nothingBeyondDue: RefundPlan = {
  toCreditMinor: 0,
  toPaymentMethodMinor: 0,
  outOfBandMinor: 0,
  refunds: [],
};

/**
 * Issue a credit note in the caller's transaction: its number, what it takes off what is due, where the rest goes, and how the
 * invoice stands after it (BEHAVIOUR 9.6, 9.11). An operator's note and the one that a change of the subscription makes end here.
 *
 * @returns the note's id.
 * @throws AppError `period_closed` where an operator corrects while the book's day lies in a closed month.
 */
export function issueCreditNote(context: CommandContext, computed: ComputedCreditNote): string {
  const { book, today, nowMs, caller, makeId, settings } = context;
  const { invoice, draft, plan, cause, toDueMinor, note } = computed;
  const noteOn = datedOn(today, cause === "correction" ? "hand" : "rule", settings);
  // No paper is taken back before its day (BEHAVIOUR 3.11), but money goes back when it goes (9.9).
  const issuedOn = returnsMoney(plan) ? noteOn : latestOf(noteOn, requireStanding(context, invoice.id).issuedOn);
  const id = makeId("creditNote");
  insertCreditNote(book, {
    id,
    cause,
    toDueMinor,
    invoice,
    draft,
    plan,
    issuedOn,
    note,
    operator: caller.operator,
    origin: caller.origin,
    createdAtMs: nowMs,
    makeRefundId: () => makeId("refund"),
  });
  const { currency, number: invoiceNumber } = invoice;
  context.money.addCredited({ issuedOn, currency, invoiceNumber, lines: draft.lines });
  const refundedMinor = plan.toPaymentMethodMinor + plan.outOfBandMinor;
  if (refundedMinor > 0) context.money.add({ kind: "refunded", on: issuedOn, currency, amountMinor: -refundedMinor });
  updateListingActivity(book, invoice.accountId, today);
  giveCredit(context, computed, id, issuedOn);
  const isSettled = settleReduced(book, invoice.number, issuedOn);
  context.happened("creditNote.created", id);
  context.happened(isSettled ? "invoice.paid" : "invoice.updated", invoice.id);
  context.changed("invoices", invoice.accountId);
  if (toDueMinor > 0) refreshStanding(context, invoice.accountId);
  return id;
}

function returnsMoney({ toPaymentMethodMinor, outOfBandMinor }: RefundPlan): boolean {
  return toPaymentMethodMinor + outOfBandMinor > 0;
}

/** What credit had paid goes back to the blocks it came from; what money had paid becomes a plain block (BEHAVIOUR 9.6). */
function giveCredit(
  context: CommandContext,
  { invoice, plan, note }: ComputedCreditNote,
  creditNoteId: string,
  effectiveOn: CivilDate,
): void {
  const { accountId, currency } = invoice;
  const entry = { accountId, currency, sourceType: "refund_to_credit", sourceId: creditNoteId, note } as const;
  const returnedMinor = Math.min(plan.toCreditMinor, invoice.creditToReturnMinor);
  if (returnedMinor > 0) {
    returnCredit(context, { ...entry, amountMinor: returnedMinor }, listHeldCredit(context.book, invoice.id));
  }
  const addedMinor = plan.toCreditMinor - returnedMinor;
  if (addedMinor > 0) addCredit(context, { ...entry, amountMinor: addedMinor, effectiveOn });
}
