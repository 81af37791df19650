import type { CreditBalance } from "../../../shared/contract/accounts.ts";
import { AppError } from "../../../shared/errors.ts";
import { allocateCredit } from "../../domain/billing/apply-credit.ts";
import { decideAdjustment, decideReversal, requireFittingReason } from "../../domain/ledger/adjustment.ts";
import { refreshListingOpenDue } from "../../storage/account-store.ts";
import { findBillingFacts } from "../../storage/billing-facts-store.ts";
import {
  creditFacts,
  findCredit,
  findEntry,
  findReason,
  findReversalId,
  listCredit,
  listReasons,
} from "../../storage/ledger-store.ts";
import { formatInvoiceNumber } from "../../storage/invoice-number.ts";
import { addInvoiceCredit, listOutstanding } from "../../storage/invoice-store.ts";
import type { HandlersOf } from "../handler.ts";
import { entryBy } from "./entry-by.ts";
import { summariseNextInvoice } from "./next-invoice.ts";
import { requireAccount } from "./require.ts";
import { withoutSeal } from "./sealed-entry.ts";

export const creditHandlers: HandlersOf<
  | "credits.reasons"
  | "credits.balance"
  | "credits.preview"
  | "credits.adjust"
  | "credits.transfer"
  | "credits.applyToOpenInvoices"
  | "credits.reverse"
> = {
  "credits.reasons": ({ book }) => ({ reasons: listReasons(book) }),

  "credits.balance": ({ book }, { accountId }) => {
    const account = requireAccount(book, accountId);
    return { balances: listCredit(book, accountId, account.currency) };
  },

  "credits.preview": ({ book, settings }, { accountId, action, amountMinor, currency }) => {
    requireAccount(book, accountId);
    const balanceBefore = findCredit(book, accountId, currency) ?? null;
    const due = findBillingFacts(book, accountId, settings);
    const nextInvoiceBefore = due ? summariseNextInvoice(due.facts) : null;
    try {
      const credit = creditFacts(book, accountId, currency);
      const changeMinor = decideAdjustment(action, amountMinor, currency, credit);
      const balanceAfter: CreditBalance = {
        currency,
        ledgerMinor: credit.ledgerMinor + changeMinor,
        availableMinor: credit.availableMinor + changeMinor,
      };
      const isBilledIn = due?.facts.item.price.currency === currency;
      const nextInvoiceAfter =
        due && isBilledIn
          ? summariseNextInvoice({ ...due.facts, availableMinor: balanceAfter.availableMinor })
          : nextInvoiceBefore;
      return { balanceBefore, balanceAfter, nextInvoiceBefore, nextInvoiceAfter, problem: null };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return {
        balanceBefore,
        balanceAfter: balanceBefore,
        nextInvoiceBefore,
        nextInvoiceAfter: nextInvoiceBefore,
        problem: error.toView(),
      };
    }
  },

  "credits.adjust": (context, input) => {
    const { book, ledger, changed } = context;
    const { accountId, action, amountMinor, currency, reasonCode, note, idempotencyKey } = input;
    requireAccount(book, accountId);
    const reason = findReason(book, reasonCode);
    if (!reason) throw new AppError("reason_not_found", `There is no reason code "${reasonCode}".`);
    requireFittingReason(reason, action, note);
    const credit = creditFacts(book, accountId, currency);
    const draft = entryBy(context, {
      accountId,
      currency,
      amountMinor: decideAdjustment(action, amountMinor, currency, credit),
      sourceType: action === "increase" ? "grant" : "deduction",
      // The adjustment is its own source: nothing else in the book stands behind it but the request, which its key names.
      sourceId: idempotencyKey,
      reasonCode,
      note,
      idempotencyKey,
    });
    const entry = ledger.append(draft, credit.ledgerMinor);
    changed("ledger", accountId);
    changed("accounts", accountId);
    return { entry: withoutSeal(entry) };
  },

  "credits.transfer": (context, { fromAccountId, toAccountId, amountMinor, currency, note, idempotencyKey }) => {
    const { book, ledger, makeId, changed } = context;
    for (const accountId of [fromAccountId, toAccountId]) requireAccount(book, accountId);
    if (fromAccountId === toAccountId) {
      throw new AppError("transfer_to_itself", "The account that gives the credit is the one that would receive it.");
    }
    const outMinor = decideAdjustment("decrease", amountMinor, currency, creditFacts(book, fromAccountId, currency));
    const inMinor = decideAdjustment("increase", amountMinor, currency, creditFacts(book, toAccountId, currency));
    const pair = { currency, sourceId: makeId("transfer"), note, idempotencyKey };
    const outEntry = ledger.append(
      entryBy(context, { ...pair, accountId: fromAccountId, amountMinor: outMinor, sourceType: "transfer_out" }),
    );
    const inEntry = ledger.append(
      entryBy(context, { ...pair, accountId: toAccountId, amountMinor: inMinor, sourceType: "transfer_in" }),
    );
    for (const accountId of [fromAccountId, toAccountId]) {
      changed("ledger", accountId);
      changed("accounts", accountId);
    }
    return { outEntry: withoutSeal(outEntry), inEntry: withoutSeal(inEntry) };
  },

  "credits.applyToOpenInvoices": (context, { accountId }) => {
    const { book, ledger, today, changed } = context;
    const account = requireAccount(book, accountId);
    const credit = listCredit(book, accountId, account.currency);
    const available = new Map(credit.map(({ currency, availableMinor }) => [currency, availableMinor]));
    const allocations = allocateCredit(available, listOutstanding(book, accountId));
    if (allocations.length === 0) {
      throw new AppError("nothing_to_apply", `${account.name} has no open invoice that its credit could pay.`);
    }
    const applied = allocations.map(({ invoice, amountMinor, creditLeftMinor }) => {
      const outstandingMinor = invoice.outstandingMinor - amountMinor;
      ledger.append(
        entryBy(context, {
          accountId,
          currency: invoice.currency,
          amountMinor: -amountMinor,
          sourceType: "invoice_applied",
          sourceId: invoice.id,
        }),
      );
      addInvoiceCredit(book, invoice.number, { amountMinor, creditLeftMinor }, outstandingMinor === 0 ? today : null);
      const invoiceNumber = formatInvoiceNumber(invoice.number);
      return { invoiceId: invoice.id, invoiceNumber, currency: invoice.currency, amountMinor, outstandingMinor };
    });
    refreshListingOpenDue(book, accountId);
    for (const topic of ["ledger", "invoices", "accounts"] as const) changed(topic, accountId);
    return { applied };
  },

  "credits.reverse": (context, { entryId, note, idempotencyKey }) => {
    const { book, ledger, changed } = context;
    const original = findEntry(book, entryId);
    if (!original) throw new AppError("entry_not_found", `There is no ledger entry ${entryId}.`);
    const { accountId, currency, reasonCode } = original;
    const isReversed = findReversalId(book, entryId) !== null;
    const entry = ledger.append(
      entryBy(context, {
        accountId,
        currency,
        amountMinor: decideReversal(original, isReversed, creditFacts(book, accountId, currency)),
        sourceType: "reversal",
        sourceId: entryId,
        reasonCode,
        note,
        idempotencyKey,
        reversesEntryId: entryId,
      }),
    );
    changed("ledger", accountId);
    changed("accounts", accountId);
    return { entry: withoutSeal(entry) };
  },
};
