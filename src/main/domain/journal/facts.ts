import type { CivilDate } from "../../../shared/calendar.ts";
import type { InvoiceLineKind } from "../../../shared/contract/invoice-view.ts";
import type { EntrySourceType } from "../../../shared/contract/ledger.ts";

/** What every fact says. None of it changes later, so that the same day always posts the same. */
interface Fact {
  readonly on: CivilDate;
  readonly currency: string;
  readonly accountId: string;
  /** What it is known by: an invoice's number, an entry's id. */
  readonly code: string;
}

/** An entry of the ledger. */
export interface EntryFact extends Fact {
  readonly type: "entry";
  readonly amountMinor: number;
  /** What it is; of a reversal, what the entry that it undoes was. */
  readonly sourceType: Exclude<EntrySourceType, "reversal">;
  readonly isReversal: boolean;
  /** Why it was given or taken by hand; null where no reason was said. */
  readonly reasonCode: string | null;
}

/** A line as far as it is posted: with its sign, after its discount. */
export interface PostedLine {
  readonly kind: InvoiceLineKind;
  /** Null where it belongs to none. */
  readonly planId: string | null;
  readonly netMinor: number;
  readonly taxRateId: string | null;
  readonly taxMinor: number;
}

interface FactOfInvoice extends Fact {
  readonly buyerName: string;
}

/** An invoice on the day that stands on it. */
export interface InvoiceFact extends FactOfInvoice {
  readonly type: "invoice";
  readonly lines: readonly PostedLine[];
  /** What of it waits for the next invoice. */
  readonly carriedMinor: number;
}

/** An invoice that was voided: what was left of its lines after credit notes, and what of it had been written off. */
export interface VoidFact extends FactOfInvoice {
  readonly type: "void";
  readonly lines: readonly PostedLine[];
  readonly writtenOffMinor: number;
  /** Whether what had been carried over to it waits again; otherwise nobody asks for that any more (BEHAVIOUR 9.8). */
  readonly isBilledAgain: boolean;
}

/** A credit note, with what went back the way it had come. What went to credit is an entry of its own. */
export interface CreditNoteFact extends FactOfInvoice {
  readonly type: "credit_note";
  readonly invoiceCode: string;
  readonly lines: readonly PostedLine[];
  readonly refunds: readonly { readonly gateway: string; readonly amountMinor: number }[];
}

/** Money that came in, all of it: what was too much is an entry of its own. Taken back: that it did not. */
export interface PaymentFact extends FactOfInvoice {
  readonly type: "payment" | "payment_taken_back";
  readonly invoiceCode: string;
  readonly gateway: string;
  readonly amountMinor: number;
}

export interface WriteOffFact extends FactOfInvoice {
  readonly type: "write_off";
  readonly amountMinor: number;
}

/** Anything that is posted. */
export type JournalFact = EntryFact | InvoiceFact | VoidFact | CreditNoteFact | PaymentFact | WriteOffFact;
