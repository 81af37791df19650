import { civilDateAt } from "../../../../shared/calendar.ts";
import { createIdMaker } from "../../../../shared/ids.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import type { ChangeableAccount, ImportFacts } from "../../../domain/imports/batch.ts";
import { latestInvoiceOn } from "../../../domain/invoices/invoice-reach.ts";
import { findAccount, findAccountsByContact, whatFixesCurrency } from "../../../storage/accounts/account-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { findPlanFacts, hasOpeningEntry, hasSubscription } from "../../../storage/imports/import-store.ts";
import { findLedgerBalance } from "../../../storage/ledger/ledger-store.ts";
import { findPlan } from "../../../storage/plans/plan-store.ts";
import type { QueryContext } from "../../handler.ts";
import { randomFraction } from "../../random.ts";
import { importableFields } from "../accounts/accounts.ts";

const fixedBy = {
  invoice: sentence("an invoice"),
  subscription: sentence("a subscription"),
  waiting_charge: sentence("a charge that waits for its next invoice"),
} as const;

function findChangeable(book: ReadableBook, accountId: string): ChangeableAccount | null {
  const account = findAccount(book, accountId);
  if (!account) return null;
  const { id, kind, name, contact, currency } = account;
  const { createdAtMs: _createdAtMs, taxRateName: _taxRateName, ...fields } = importableFields(book, accountId);
  return { id, kind, name, contact, currency, ...fields };
}

const makeIdNow = createIdMaker(randomFraction);
/** UTC+14: nowhere does a day begin earlier. */
const firstTimeZone = "Pacific/Kiritimati";

/** What the rows of an import may refer to and what they may clash with, in the book as it is now. */
export function importFacts({ book, settings, nowMs, today }: QueryContext): ImportFacts {
  return {
    currency: settings.currency,
    timeZone: settings.timeZone,
    todayOn: today,
    latestTodayOn: civilDateAt(nowMs, firstTimeZone),
    latestInvoiceOn: latestInvoiceOn(today),
    closedThroughOn: settings.closedThroughOn,
    findAccount: (id) => findAccount(book, id) ?? null,
    findChangeable: (id) => findChangeable(book, id),
    whatFixesCurrency(id) {
      const fixing = whatFixesCurrency(book, id);
      return fixing && fixedBy[fixing];
    },
    findAccountsByContact: (contact) => findAccountsByContact(book, contact),
    hasSubscription: (accountId) => hasSubscription(book, accountId),
    findPlan: (slug) => findPlanFacts(book, slug),
    hasPlanId: (id) => findPlan(book, id) !== undefined,
    findCredit(accountId, currency) {
      const ledgerMinor = findLedgerBalance(book, accountId, currency);
      return ledgerMinor === null ? null : { ledgerMinor, hasOpening: hasOpeningEntry(book, accountId, currency) };
    },
    makeId: (kind) => makeIdNow(kind, nowMs),
  };
}
