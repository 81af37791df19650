import { requireDiscountTerms } from "../../../domain/plans/discount-terms.ts";
import { insertDiscount, listDiscounts } from "../../../storage/plans/discount-store.ts";
import type { HandlersOf } from "../../handler.ts";

export const discountHandlers: HandlersOf<"discounts.list" | "discounts.create"> = {
  "discounts.list": ({ book }) => ({ discounts: listDiscounts(book) }),

  "discounts.create": ({ book, nowMs, makeId, changed }, { name, partsPerMillion, amountMinor, currency, periods }) => {
    const terms = { partsPerMillion, amountMinor, currency, periods };
    requireDiscountTerms(terms);
    const discountId = makeId("discount");
    insertDiscount(book, { id: discountId, name, ...terms }, nowMs);
    changed("plans");
    return { discountId };
  },
};
