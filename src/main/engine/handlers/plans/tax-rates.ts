import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { findTaxRateByParts, insertTaxRate, listTaxRates } from "../../../storage/plans/tax-rate-store.ts";
import type { HandlersOf } from "../../handler.ts";

export const taxRateHandlers: HandlersOf<"taxRates.list" | "taxRates.create"> = {
  "taxRates.list": ({ book }) => ({ taxRates: listTaxRates(book) }),

  "taxRates.create": ({ book, makeId, changed }, { name, ratePartsPerMillion }) => {
    const known = findTaxRateByParts(book, ratePartsPerMillion);
    if (known) {
      throw new AppError("tax_rate_exists", sentence('"{name}" is a tax of this rate already.', { name: known.name }), {
        taxRateId: known.id,
      });
    }
    const taxRateId = makeId("taxRate");
    insertTaxRate(book, { id: taxRateId, name, partsPerMillion: ratePartsPerMillion });
    changed("plans");
    return { taxRateId };
  },
};
