import type { InvoiceFigures } from "../../../../shared/contract/invoice-view.ts";
import type { InvoiceDraft } from "../../../domain/billing/invoice.ts";

/** A draft as the contract shows it: what will be on the paper, without what only storing it needs. */
export function toInvoiceFigures(draft: InvoiceDraft): InvoiceFigures {
  const {
    taxes,
    lines,
    steps,
    subscriptionId: _subscriptionId,
    pendingChargeIds: _pendingChargeIds,
    creditUses: _creditUses,
    sellerNumber: _sellerNumber,
    ...figures
  } = draft;
  return {
    ...figures,
    lines: lines.map((line, index) => ({
      position: index + 1,
      kind: line.kind,
      description: line.description,
      period:
        line.periodStartOn === null || line.periodEndOn === null
          ? null
          : { startOn: line.periodStartOn, endOn: line.periodEndOn },
      quantity: line.quantity,
      unitMinor: line.unitMinor,
      grossMinor: line.grossMinor,
      discountMinor: line.discountMinor,
      netMinor: line.netMinor,
      taxMinor: line.taxMinor,
      taxRateName: line.taxRate?.name ?? null,
      steps: [...line.steps],
    })),
    taxes: taxes.map(({ rate, baseMinor, taxMinor }) => ({
      name: rate.name,
      ratePartsPerMillion: rate.partsPerMillion,
      baseMinor,
      taxMinor,
    })),
    steps: [...steps],
  };
}
