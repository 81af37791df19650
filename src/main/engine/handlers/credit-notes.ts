import type { CreditNoteFigures } from "../../../shared/contract/credit-notes.ts";
import type { MethodAnswer, ParsedInput } from "../../../shared/contract/index.ts";
import { AppError } from "../../../shared/errors.ts";
import { draftCreditNote, type CreditNoteDraft } from "../../domain/billing/credit-note.ts";
import { previewFingerprint } from "../../domain/billing/fingerprint.ts";
import { formatInvoiceNumber } from "../../domain/billing/invoice-number.ts";
import { planRefund, refundable, type RefundPlan } from "../../domain/billing/refund.ts";
import { updateListingActivity } from "../../storage/account-store.ts";
import {
  findCreditNote,
  findCreditNoteFacts,
  insertCreditNote,
  type CreditNoteFacts,
} from "../../storage/credit-note-store.ts";
import { listHeldCredit } from "../../storage/ledger-store.ts";
import type { CommandContext, HandlersOf, QueryContext } from "../handler.ts";
import { addCredit, returnCredit } from "./credit-posting.ts";
import { noteOrNone } from "./note-or-none.ts";

type CreditNoteContent = Pick<ParsedInput<"creditNotes.preview">, "invoiceId" | "lines" | "destination">;

export const creditNoteHandlers: HandlersOf<"creditNotes.preview" | "creditNotes.issue"> = {
  "creditNotes.preview": (context, input) => toPreview(compute(context, input)),

  "creditNotes.issue": (context, input) => {
    const { book, today, nowMs, caller, makeId } = context;
    const computed = compute(context, input);
    const { facts, draft, plan } = computed;
    if (computed.fingerprint !== input.fingerprint) {
      throw new AppError("preview_stale", "Something that the credit note depends on has changed since the preview.", {
        preview: toPreview(computed),
      });
    }
    const id = makeId("creditNote");
    const note = noteOrNone(input.note);
    insertCreditNote(book, {
      id,
      invoice: facts,
      draft,
      plan,
      issuedOn: today,
      note,
      operator: caller.operator,
      origin: caller.origin,
      createdAtMs: nowMs,
      makeRefundId: () => makeId("refund"),
    });
    updateListingActivity(book, facts.accountId, today);
    creditAccount(context, facts, plan.toCreditMinor, id, note);
    context.happened("creditNote.created", id);
    context.happened("invoice.updated", facts.id);
    context.changed("invoices", facts.accountId);
    const creditNote = findCreditNote(book, id);
    if (!creditNote) throw new Error(`Credit note ${id} is gone`);
    return { creditNote };
  },
};

interface Computed {
  readonly facts: CreditNoteFacts;
  readonly draft: CreditNoteDraft;
  readonly plan: RefundPlan;
  readonly fingerprint: string;
}

/** The one way to a credit note, for the preview and for the issue (BEHAVIOUR 8.9). */
function compute({ book, today }: QueryContext, { invoiceId, lines, destination }: CreditNoteContent): Computed {
  const facts = findCreditNoteFacts(book, invoiceId);
  if (!facts) throw new AppError("invoice_not_found", `There is no invoice ${invoiceId}.`);
  if (facts.state !== "paid") {
    throw new AppError("invoice_not_paid", `Invoice ${formatInvoiceNumber(facts.number)} is ${facts.state}.`);
  }
  const draft = draftCreditNote(facts, lines);
  const plan = planRefund(draft.totalMinor, destination, facts.payments);
  return { facts, draft, plan, fingerprint: previewFingerprint([facts, lines, destination], today) };
}

function toPreview({ facts, draft, plan, fingerprint }: Computed): MethodAnswer<"creditNotes.preview"> {
  const { refunds: _refunds, ...destination } = plan;
  const figures: CreditNoteFigures = {
    ...draft,
    ...destination,
    lines: draft.lines.map((line) => ({ ...line, steps: [...line.steps] })),
    invoiceId: facts.id,
    invoiceNumber: formatInvoiceNumber(facts.number),
    currency: facts.currency,
  };
  const { charged, recorded } = refundable(facts.payments);
  return {
    figures,
    fingerprint,
    refundableToPaymentMethodMinor: charged,
    refundableOutOfBandMinor: recorded,
  };
}

/** What credit had paid goes back to the blocks it came from; what money had paid becomes a plain block (BEHAVIOUR 9.6). */
function creditAccount(
  context: CommandContext,
  { id: invoiceId, accountId, currency, creditToReturnMinor }: CreditNoteFacts,
  toCreditMinor: number,
  creditNoteId: string,
  note: string | null,
): void {
  const entry = { accountId, currency, sourceType: "refund_to_credit", sourceId: creditNoteId, note } as const;
  const returnedMinor = Math.min(toCreditMinor, creditToReturnMinor);
  if (returnedMinor > 0) {
    returnCredit(context, { ...entry, amountMinor: returnedMinor }, listHeldCredit(context.book, invoiceId));
  }
  const addedMinor = toCreditMinor - returnedMinor;
  if (addedMinor > 0) addCredit(context, { ...entry, amountMinor: addedMinor });
}
