import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { findListedAccount, listAccountsByOffset } from "../../../storage/accounts/account-profile-store.ts";
import { listItemsByOffset } from "../../../storage/listings/item-listing-store.ts";
import { listPricesByOffset } from "../../../storage/listings/price-listing-store.ts";
import { listInvoiceIds } from "../../../storage/listings/statement-listing-store.ts";
import type { HandlersOf } from "../../handler.ts";
import { toListedItem } from "./listed-item.ts";
import { toListedStatement } from "./listed-statement.ts";
import { requirePlan } from "../require.ts";

export const listingHandlers: HandlersOf<
  "listings.accounts" | "listings.account" | "listings.prices" | "listings.items" | "listings.statements"
> = {
  "listings.accounts": ({ book }, input) => {
    const { kind, afterAccountId } = input;
    if (afterAccountId !== null && !findListedAccount(book, kind, afterAccountId)) {
      throw new AppError(
        "account_not_found",
        sentence("There is no {kind} {id}.", { kind: sentence(kind), id: afterAccountId }),
      );
    }
    return listAccountsByOffset(book, input);
  },

  "listings.account": ({ book }, { kind, idOrSlug }) => {
    const account = findListedAccount(book, kind, idOrSlug);
    if (!account)
      throw new AppError(
        "account_not_found",
        sentence("There is no {kind} {id}.", { kind: sentence(kind), id: idOrSlug }),
      );
    return account;
  },

  "listings.prices": ({ book }, input) => {
    if (input.planId !== null) requirePlan(book, input.planId);
    return listPricesByOffset(book, input);
  },

  "listings.items": (context, input) => {
    const { rows, total } = listItemsByOffset(context.book, input, context.today);
    return { rows: rows.map((row) => toListedItem(context, row)), total };
  },

  "listings.statements": (context, input) => {
    const { ids, total } = listInvoiceIds(context.book, input);
    return { rows: ids.map((invoiceId) => toListedStatement(context, invoiceId)), total };
  },
};
