import type { AdjustmentFacts, FoundAccount } from "../../../domain/batches/read-adjustment.ts";
import { remainingIn, usableBlocks } from "../../../domain/credits/credit-blocks.ts";
import { findAccountsByContact } from "../../../storage/accounts/account-store.ts";
import { findAccountsByName, findNamedAccount } from "../../../storage/batches/batch-store.ts";
import { listBlocksWithCredit } from "../../../storage/credits/credit-block-store.ts";
import { findLedgerBalance, listReasons } from "../../../storage/ledger/ledger-store.ts";
import type { QueryContext } from "../../handler.ts";

/** What rows of adjustments are measured by, asked of the book as it is at each row. */
export function adjustmentFacts({ book, settings, today }: QueryContext): AdjustmentFacts {
  return {
    todayOn: today,
    closed: settings,
    bookCurrency: settings.currency,
    reasons: listReasons(book),
    findAccounts(reference) {
      const byId = findNamedAccount(book, reference);
      if (byId) return [byId];
      const byContact = findAccountsByContact(book, reference);
      if (byContact.length === 0) return findAccountsByName(book, reference);
      return byContact
        .map(({ id }) => findNamedAccount(book, id))
        .filter((found): found is FoundAccount => found !== undefined);
    },
    findLedgerBalance: (accountId, currency) => findLedgerBalance(book, accountId, currency) ?? 0,
    findAvailable: (accountId, currency) =>
      remainingIn(usableBlocks(listBlocksWithCredit(book, accountId, currency, today), today)),
  };
}
