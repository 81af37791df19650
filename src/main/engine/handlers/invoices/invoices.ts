import type { InvoicePreview } from "../../../../shared/contract/invoice-view.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { multiplyByFraction } from "../../../../shared/money/minor-units.ts";
import { asOfBillingDate, comingCredit } from "../../../domain/billing/coming-credit.ts";
import type { BillingFacts } from "../../../domain/billing/facts.ts";
import { invoiceFingerprint } from "../../../domain/billing/fingerprint.ts";
import type { InvoiceDraft } from "../../../domain/billing/invoice.ts";
import { gateways } from "../../../domain/payments/payment.ts";
import { takeBillingStep, type BillingStep } from "../../../domain/billing/renewal.ts";
import { listInvoices } from "../../../storage/invoices/invoice-list.ts";
import {
  findCharge,
  insertCharge,
  listChargeViews,
  setChargeRemoved,
} from "../../../storage/invoices/pending-charge-store.ts";
import { findTaxRate } from "../../../storage/plans/tax-rate-store.ts";
import type { HandlersOf, QueryContext } from "../../handler.ts";
import { commitBilling } from "../billing/commit-billing.ts";
import { makeInvoicePaper, makePreviewPaper } from "./invoice-paper.ts";
import { toInvoiceFigures } from "./invoice-figures.ts";
import { isEstimated } from "./next-invoice.ts";
import { requireAccount, requireBilling, requireInvoice, requireRun } from "../require.ts";
import { showNextCharge } from "../accounts/show-next-charge.ts";

export const invoiceHandlers: HandlersOf<
  | "invoices.list"
  | "invoices.get"
  | "invoices.pdf"
  | "invoices.preview"
  | "invoices.previewPdf"
  | "invoices.issue"
  | "invoices.charges"
  | "invoices.addCharge"
  | "invoices.removeCharge"
> = {
  "invoices.list": ({ book, today }, input) => {
    if (input.accountId !== null) requireAccount(book, input.accountId);
    if (input.billingRunId !== null) requireRun(book, input.billingRunId);
    return listInvoices(book, input, today);
  },

  "invoices.get": (context, { invoiceId }) => requireInvoice(context, invoiceId).view,

  "invoices.pdf": (context, { invoiceId }) => {
    const { fileName, content } = makeInvoicePaper(context, requireInvoice(context, invoiceId).view);
    return { fileName, contentBase64: Buffer.from(content).toString("base64") };
  },

  "invoices.preview": (context, { accountId, asOf }) =>
    toPreview(context, requireNextInvoice(context, accountId, asOf)),

  "invoices.previewPdf": (context, { accountId, asOf }) => {
    const { figures, usesTestGateway } = toPreview(context, requireNextInvoice(context, accountId, asOf));
    const { fileName, content } = makePreviewPaper(context, figures, usesTestGateway);
    return { fileName, contentBase64: Buffer.from(content).toString("base64") };
  },

  "invoices.issue": (context, { accountId, pinnedOn, fingerprint }) => {
    const next = requireNextInvoice(context, accountId, "today");
    const preview = toPreview(context, next);
    if (preview.pinnedOn !== pinnedOn || preview.fingerprint !== fingerprint) {
      throw new AppError(
        "preview_stale",
        sentence("Something that the invoice depends on has changed since the preview."),
        {
          preview,
        },
      );
    }
    const { invoiceId } = commitBilling(context, next.facts, next.step, null);
    if (invoiceId === null) throw new Error("An invoice that was drafted is there afterwards");
    return { invoice: requireInvoice(context, invoiceId).view };
  },

  "invoices.charges": (context, { accountId }) => {
    const { facts } = requireBilling(context, accountId);
    return { charges: listChargeViews(context.book, accountId, facts.currency, facts) };
  },

  "invoices.addCharge": (context, input) => {
    const { book, nowMs, caller, makeId, changed } = context;
    const { accountId, description, quantity, unitMinor, currency, discountMinor, tax } = input;
    const { facts } = requireBilling(context, accountId);
    const taxRateId = tax.by === "rate" ? tax.taxRateId : null;
    if (taxRateId !== null && !findTaxRate(book, taxRateId)) {
      throw new AppError("tax_rate_not_found", sentence("There is no tax rate {taxRateId}.", { taxRateId }));
    }
    if (currency !== facts.currency) {
      throw new AppError(
        "currency_mismatch",
        sentence("{accountName} is billed in {accountCurrency}, not {currency}.", {
          accountName: facts.accountName,
          accountCurrency: facts.currency,
          currency,
        }),
      );
    }
    // Refuses what the line could not hold, before it waits for an invoice that it would then keep from being made.
    multiplyByFraction(unitMinor, { numerator: quantity, denominator: 1 });
    const chargeId = makeId("pendingCharge");
    insertCharge(book, {
      id: chargeId,
      accountId,
      currency,
      description,
      quantity,
      unitMinor,
      discountMinor,
      taxedBy: tax.by,
      taxRateId,
      carriedFromInvoiceNumber: null,
      operator: caller.operator,
      origin: caller.origin,
      createdAtMs: nowMs,
    });
    showNextCharge(context, accountId);
    changed("invoices", accountId);
    return { chargeId };
  },

  "invoices.removeCharge": (context, { chargeId }) => {
    const { book, nowMs, changed } = context;
    const charge = findCharge(book, chargeId);
    if (!charge || charge.isRemoved)
      throw new AppError("charge_not_found", sentence("There is no charge {chargeId}.", { chargeId }));
    if (!charge.isRemovable) {
      throw new AppError(
        "charge_not_removable",
        sentence("The charge is on an invoice, or was carried over from one."),
      );
    }
    setChargeRemoved(book, chargeId, nowMs);
    showNextCharge(context, charge.accountId);
    changed("invoices", charge.accountId);
    return { chargeId };
  },
};

/** What an account's next invoice is made of, and the step that makes it. */
interface NextInvoice {
  readonly facts: BillingFacts;
  readonly step: BillingStep;
  readonly draft: InvoiceDraft;
}

/**
 * @param asOf whether it uses the credit that there will be on its billing date, as a coming invoice does, or what there is today, as
 * one that is issued now does (BEHAVIOUR 5.3).
 * @throws AppError `account_not_found`, `nothing_to_invoice`.
 */
function requireNextInvoice(context: QueryContext, accountId: string, asOf: "billing_date" | "today"): NextInvoice {
  const { facts: factsNow } = requireBilling(context, accountId);
  const facts = asOf === "today" ? factsNow : asOfBillingDate(factsNow);
  const step = takeBillingStep(facts);
  if (!step) {
    throw new AppError(
      "nothing_to_invoice",
      sentence("{accountName} is on the free plan, and no charge waits.", { accountName: facts.accountName }),
    );
  }
  if (!step.draft) {
    throw new AppError(
      "nothing_to_invoice",
      sentence("The subscription of {accountName} ends on {on}.", { accountName: facts.accountName, on: step.on }),
    );
  }
  return { facts, step, draft: step.draft };
}

function toPreview({ today, settings }: QueryContext, { facts, step, draft }: NextInvoice): InvoicePreview {
  return {
    figures: toInvoiceFigures(draft),
    creditOn: facts.creditOn,
    comingCredit: comingCredit(facts, today),
    pinnedOn: step.on,
    fingerprint: invoiceFingerprint(facts, step.on),
    usesTestGateway: gateways[facts.paymentMethod.gateway].isTest,
    isEstimate: isEstimated(settings),
  };
}
