import type { CreditNoteFigures } from "../../../../shared/contract/credit-notes.ts";
import type { MethodAnswer, ParsedInput } from "../../../../shared/contract/index.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { draftCreditNote } from "../../../domain/invoices/credit-note.ts";
import type { CreditNoteDraft } from "../../../domain/invoices/credit-note-draft.ts";
import { previewFingerprint } from "../../../domain/billing/fingerprint.ts";
import { planRefund, refundable, type RefundPlan } from "../../../domain/invoices/refund.ts";
import {
  findCreditNote,
  findCreditNoteFacts,
  type CreditNoteFacts,
} from "../../../storage/invoices/credit-note-store.ts";
import type { HandlersOf, QueryContext } from "../../handler.ts";
import { issueCreditNote } from "./credit-note-posting.ts";
import { noteOrNone } from "../note-or-none.ts";
import { requireInvoice } from "../require.ts";
import { makeCreditNotePaper } from "./invoice-paper.ts";
import { requireInvoiceFor } from "./standing-invoice.ts";

type CreditNoteContent = Pick<ParsedInput<"creditNotes.preview">, "invoiceId" | "lines" | "destination">;

export const creditNoteHandlers: HandlersOf<"creditNotes.preview" | "creditNotes.pdf" | "creditNotes.issue"> = {
  "creditNotes.preview": (context, input) => toPreview(compute(context, input)),

  "creditNotes.pdf": (context, { invoiceId, creditNoteId }) => {
    const { view } = requireInvoice(context, invoiceId);
    const creditNote = view.creditNotes.find(({ id }) => id === creditNoteId);
    if (!creditNote)
      throw new AppError(
        "invoice_not_found",
        sentence("{invoiceNumber} has no credit note {creditNoteId}.", { invoiceNumber: view.number, creditNoteId }),
      );
    const { fileName, content } = makeCreditNotePaper(context, view, creditNote);
    return { fileName, contentBase64: Buffer.from(content).toString("base64") };
  },

  "creditNotes.issue": (context, input) => {
    const computed = compute(context, input);
    const { facts, draft, toDueMinor, plan } = computed;
    if (computed.fingerprint !== input.fingerprint) {
      throw new AppError(
        "preview_stale",
        sentence("Something that the credit note depends on has changed since the preview."),
        {
          preview: toPreview(computed),
        },
      );
    }
    const note = noteOrNone(input.note);
    const id = issueCreditNote(context, { invoice: facts, cause: "correction", draft, toDueMinor, plan, note });
    const creditNote = findCreditNote(context.book, id);
    if (!creditNote) throw new Error(`Credit note ${id} is gone`);
    return { creditNote };
  },
};

interface Computed {
  readonly facts: CreditNoteFacts;
  readonly draft: CreditNoteDraft;
  readonly toDueMinor: number;
  readonly plan: RefundPlan;
  readonly fingerprint: string;
}

/** The one way to a credit note, for the preview and for the issue (BEHAVIOUR 8.9). */
function compute(context: QueryContext, { invoiceId, lines, destination }: CreditNoteContent): Computed {
  const { book, today } = context;
  requireInvoiceFor(context, "creditNote", invoiceId);
  const facts = findCreditNoteFacts(book, invoiceId);
  if (!facts) throw new Error(`The invoice ${invoiceId} cannot be read back`);
  const draft = draftCreditNote(facts, lines);
  const toDueMinor = Math.min(draft.totalMinor, facts.outstandingMinor);
  const plan = planRefund(draft.totalMinor - toDueMinor, destination, facts.payments);
  return { facts, draft, toDueMinor, plan, fingerprint: previewFingerprint([facts, lines, destination], today) };
}

function toPreview({ facts, draft, toDueMinor, plan, fingerprint }: Computed): MethodAnswer<"creditNotes.preview"> {
  const { refunds: _refunds, ...destination } = plan;
  const figures: CreditNoteFigures = {
    ...draft,
    ...destination,
    toDueMinor,
    lines: draft.lines.map((line) => ({ ...line, steps: [...line.steps] })),
    invoiceId: facts.id,
    invoiceNumber: facts.code,
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
