import type { CivilDate } from "../../../shared/calendar.ts";
import type {
  InvoiceAction,
  InvoiceLine,
  InvoiceState,
  InvoiceView,
  PaymentAction,
} from "../../../shared/contract/invoice-view.ts";
import { AppError, type ErrorView } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import type { PaymentMethod } from "../billing/facts.ts";
import { gateways } from "../payments/payment.ts";

/** Credit that an invoice or a payment put on the account, and what is left of the block that it formed. */
interface CreatedCredit {
  readonly amountMinor: number;
  readonly remainingMinor: number;
}

/** An invoice as far as it decides what can be done with it. */
export interface InvoiceCondition {
  /** Its number as printed. */
  readonly code: string;
  readonly state: InvoiceState;
  readonly currency: string;
  /** What it still asks. */
  readonly outstandingMinor: number;
  readonly amountPaidMinor: number;
  /** What was paid of it, by whatever, and what of that has been given back since. */
  readonly paidMinor: number;
  readonly givenBackMinor: number;
  /** The credit that a negative total became; null where it made none. */
  readonly createdCredit: CreatedCredit | null;
  /** How the account pays. */
  readonly method: PaymentMethod;
  /** What of the account's credit would go to it now, after older invoices. */
  readonly creditShareMinor: number;
  /** What credit notes can still take of it. */
  readonly creditableMinor: number;
}

/** A payment as far as it decides whether it can be taken back. */
export interface PaymentCondition {
  readonly gateway: PaymentMethod["gateway"];
  readonly status: "succeeded" | "failed" | "requires_action";
  readonly amountMinor: number;
  readonly overpaidMinor: number;
  readonly isTakenBack: boolean;
  /** What an overpayment became; null where it was none. */
  readonly overpaidCredit: CreatedCredit | null;
}

/** What each action asks of the invoice itself, whatever is said with it; each throws why not. */
const requirements: Readonly<Record<InvoiceAction, (invoice: InvoiceCondition) => void>> = {
  recordPayment(invoice) {
    requireState(invoice, ["open", "uncollectible"]);
    requireOutstanding(invoice);
  },
  collect(invoice) {
    requireState(invoice, ["open"]);
    const reason = whyNotChargeable(invoice.method, invoice);
    if (reason) throw reason;
  },
  applyCredit(invoice) {
    requireState(invoice, ["open"]);
    if (invoice.creditShareMinor === 0) {
      throw new AppError(
        "nothing_to_apply",
        sentence("There is no credit for invoice {invoiceNumber}.", {
          invoiceNumber: invoice.code,
        }),
      );
    }
  },
  creditNote({ code, state, creditableMinor }) {
    if (state === "void")
      throw new AppError(
        "invoice_not_creditable",
        sentence("Invoice {invoiceNumber} is void.", { invoiceNumber: code }),
      );
    if (creditableMinor > 0) return;
    throw new AppError(
      "credit_note_exceeds_line",
      sentence("Nothing of invoice {invoiceNumber} is left to credit.", { invoiceNumber: code }),
      {
        leftMinor: 0,
      },
    );
  },
  void: requireVoidable,
  writeOff(invoice) {
    requireState(invoice, ["open", "uncollectible"]);
    requireOutstanding(invoice);
  },
  markUncollectible(invoice) {
    requireState(invoice, ["open"]);
  },
};

/**
 * That an action is possible on the invoice as it stands. The commands ask this before anything else, and the same is what a record
 * says of itself ({@link invoiceActions}), so that nothing is offered that is then refused.
 *
 * @throws AppError why not (BEHAVIOUR 9.2, 9.4 to 9.6, 9.11).
 */
export function requireAction(action: InvoiceAction, invoice: InvoiceCondition): void {
  requirements[action](invoice);
}

/** Everything that can be done with an invoice, and why not where it cannot now. */
export function invoiceActions(
  invoice: InvoiceCondition,
): { readonly action: InvoiceAction; readonly refusal: ErrorView | null }[] {
  const actions = Object.keys(requirements) as InvoiceAction[];
  return actions.map((action) => ({ action, refusal: refusalOf(() => requireAction(action, invoice)) }));
}

/** The same for one of its payments. */
export function paymentActions(
  payment: PaymentCondition,
  invoice: InvoiceCondition,
): { readonly action: PaymentAction; readonly refusal: ErrorView | null }[] {
  return [{ action: "takeBack", refusal: refusalOf(() => requireTakenBack(payment, invoice)) }];
}

/**
 * What to propose for what an invoice billed, where it is voided (BEHAVIOUR 9.8): a period that has not begun will be wanted all the
 * same and is billed again; what has been used or is being used is for the operator to say.
 *
 * @param today where the account lives.
 */
export function proposedPeriods(
  lines: readonly Pick<InvoiceLine, "period">[],
  today: CivilDate,
): InvoiceView["periodsIfVoided"] {
  return lines.some(({ period }) => period !== null && period.startOn > today) ? "bill_again" : "waive";
}

function refusalOf(require: () => void): ErrorView | null {
  try {
    require();
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.toView();
    throw error;
  }
}

/**
 * That a payment can be taken back (BEHAVIOUR 9.9): an operator recorded it, and what was given back of the invoice, or became credit,
 * stays covered.
 *
 * @throws AppError `payment_given_back`, `credit_already_spent`, `payment_not_recorded`, `payment_was_taken_back`.
 */
export function requireTakenBack(payment: PaymentCondition, invoice: InvoiceCondition): void {
  if (payment.gateway !== "manual" || payment.status !== "succeeded") {
    throw new AppError("payment_not_recorded", sentence("Only a payment that an operator recorded can be taken back."));
  }
  if (payment.isTakenBack)
    throw new AppError("payment_was_taken_back", sentence("The payment has been taken back before."));
  const countedMinor = payment.amountMinor - payment.overpaidMinor;
  const shortfallMinor = invoice.givenBackMinor - (invoice.paidMinor - countedMinor);
  if (shortfallMinor > 0) {
    throw new AppError(
      "payment_given_back",
      sentence("{shortfall} of the payment has been given back by notes or by later invoices.", {
        shortfall: { amountMinor: shortfallMinor, currency: invoice.currency },
      }),
      { shortfallMinor, currency: invoice.currency },
    );
  }
  if (payment.overpaidCredit) requireUnspent(payment.overpaidCredit, invoice);
}

/**
 * That credit which an invoice or one of its payments put on the account is all there (BEHAVIOUR 9.5, 9.9).
 *
 * @throws AppError `credit_already_spent`; the details name the shortfall.
 */
export function requireUnspent(
  { amountMinor, remainingMinor }: CreatedCredit,
  { code, currency }: Pick<InvoiceCondition, "code" | "currency">,
): void {
  const shortfallMinor = amountMinor - remainingMinor;
  if (shortfallMinor <= 0) return;
  throw new AppError(
    "credit_already_spent",
    sentence("{shortfall} of the {amount} that became credit by invoice {invoiceNumber} is spent.", {
      shortfall: { amountMinor: shortfallMinor, currency },
      amount: { amountMinor, currency },
      invoiceNumber: code,
    }),
    { shortfallMinor, currency },
  );
}

/** Why an amount cannot be charged by a payment method now; null where it can (BEHAVIOUR 8.8, 9.2). */
export function whyNotChargeable(
  method: PaymentMethod,
  { code: invoiceNumber, currency, outstandingMinor }: Pick<InvoiceCondition, "code" | "currency" | "outstandingMinor">,
): AppError | null {
  if (method.gateway === "manual") {
    return new AppError(
      "nothing_to_collect_with",
      sentence("Invoice {invoiceNumber} is paid by transfer; there is nothing to charge.", { invoiceNumber }),
    );
  }
  const minimumMinor = gateways[method.gateway].minimumChargeMinor(currency);
  if (outstandingMinor >= minimumMinor) return null;
  return new AppError(
    "below_minimum_charge",
    sentence("Invoice {invoiceNumber} asks for {outstanding}; {methodLabel} is charged {minimum} at least.", {
      invoiceNumber,
      outstanding: { amountMinor: outstandingMinor, currency },
      methodLabel: method.label,
      minimum: { amountMinor: minimumMinor, currency },
    }),
    { outstandingMinor, minimumMinor, currency },
  );
}

/**
 * BEHAVIOUR 9.4, 9.5. Money that came in is not credit and cannot be returned by an entry, so an invoice that has some stays. Of
 * the paid ones only those can be voided that asked for nothing and created credit. What later invoices gave back of its time was
 * paid, so those are voided first.
 */
function requireVoidable(invoice: InvoiceCondition): void {
  const { code, state, amountPaidMinor, createdCredit, givenBackMinor } = invoice;
  const createdOnlyCredit = state === "paid" && createdCredit !== null && amountPaidMinor === 0;
  if (!createdOnlyCredit) requireState(invoice, ["open", "uncollectible"]);
  if (amountPaidMinor > 0) {
    throw new AppError(
      "invoice_has_payments",
      sentence("Money was received for invoice {invoiceNumber}.", { invoiceNumber: code }),
    );
  }
  if (givenBackMinor > 0) {
    throw new AppError(
      "invoice_gave_back",
      sentence("Time of invoice {invoiceNumber} that was paid has been given back.", {
        invoiceNumber: code,
      }),
    );
  }
  if (createdOnlyCredit) requireUnspent(createdCredit, invoice);
}

function requireState({ code, state }: InvoiceCondition, allowed: readonly InvoiceState[]): void {
  if (allowed.includes(state)) return;
  throw new AppError(
    "invoice_not_open",
    sentence("Invoice {invoiceNumber} is {state}.", {
      invoiceNumber: code,
      state: sentence(state),
    }),
  );
}

function requireOutstanding({ code, outstandingMinor }: InvoiceCondition): void {
  if (outstandingMinor > 0) return;
  throw new AppError(
    "nothing_outstanding",
    sentence("Invoice {invoiceNumber} asks for nothing any more.", { invoiceNumber: code }),
  );
}
