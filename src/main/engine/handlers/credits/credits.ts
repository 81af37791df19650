import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { allocateCredit } from "../../../domain/billing/apply-credit.ts";
import { explainCredit } from "../../../domain/billing/invoice.ts";
import { actionsOf, decideDay, decideUses, requireRoom } from "../../../domain/credits/adjustment.ts";
import { blocksAfter, remainingIn, takeFromBlocks } from "../../../domain/credits/credit-blocks.ts";
import { creditFacts, findLedgerBalance, listCredit, listReasons } from "../../../storage/ledger/ledger-store.ts";
import { addInvoiceCredit, listOutstanding } from "../../../storage/invoices/invoice-standing-store.ts";
import { numbersOf } from "../../../storage/invoices/numbering-store.ts";
import type { HandlersOf } from "../../handler.ts";
import { refreshStanding } from "../payments/collection.ts";
import { adjustCredit } from "./adjust-credit.ts";
import { addCreditInBlocks, useCredit } from "./credit-posting.ts";
import { previewAdjustment } from "./preview-adjustment.ts";
import { reverseEntry } from "./reverse-entry.ts";
import { requireAccount } from "../require.ts";
import { withoutSeal } from "../ledger/sealed-entry.ts";

export const creditHandlers: HandlersOf<
  | "credits.reasons"
  | "credits.balance"
  | "credits.preview"
  | "credits.adjust"
  | "credits.transfer"
  | "credits.applyToOpenInvoices"
  | "credits.reverse"
> = {
  "credits.reasons": ({ book }) => ({
    reasons: listReasons(book).map((reason) => ({ ...reason, actions: [...actionsOf(reason)] })),
  }),

  "credits.balance": ({ book, today }, { accountId }) => {
    const account = requireAccount(book, accountId);
    return { balances: listCredit(book, accountId, account.currency, today) };
  },

  "credits.preview": (context, input) => previewAdjustment(context, input),

  "credits.adjust": (context, { idempotencyKey, ...adjustment }) => {
    // The adjustment is its own source: nothing else in the book stands behind it but the request, which its key names.
    const entry = adjustCredit(context, adjustment, { sourceId: idempotencyKey, idempotencyKey });
    return { entry: withoutSeal(entry) };
  },

  "credits.transfer": (
    context,
    { fromAccountId, toAccountId, amountMinor, currency, note, countsOn, idempotencyKey },
  ) => {
    const { book, today, settings, makeId } = context;
    for (const accountId of [fromAccountId, toAccountId]) requireAccount(book, accountId);
    if (fromAccountId === toAccountId) {
      throw new AppError(
        "transfer_to_itself",
        sentence("The account that gives the credit is the one that would receive it."),
      );
    }
    requireRoom(amountMinor, findLedgerBalance(book, toAccountId, currency) ?? 0);
    const credit = creditFacts(book, fromAccountId, currency, today);
    const uses = decideUses(amountMinor, currency, credit);
    const effectiveOn = decideDay(countsOn, today, settings);
    const pair = { currency, sourceId: makeId("transfer"), note, idempotencyKey, effectiveOn };
    const outEntry = useCredit(
      context,
      { ...pair, accountId: fromAccountId, amountMinor: -amountMinor, sourceType: "transfer_out" },
      uses,
    );
    // Credit stays what it was: the receiving side gets as many blocks, on the same terms.
    const terms = new Map(credit.usable.map((block) => [block.id, block]));
    const inEntry = addCreditInBlocks(
      context,
      { ...pair, accountId: toAccountId, amountMinor, sourceType: "transfer_in", effectiveOn: outEntry.effectiveOn },
      uses.map((use) => ({ amountMinor: use.amountMinor, terms: terms.get(use.blockId) ?? {} })),
    );
    return { outEntry: withoutSeal(outEntry), inEntry: withoutSeal(inEntry) };
  },

  "credits.applyToOpenInvoices": (context, { accountId }) => {
    const { book, today, changed, happened } = context;
    const account = requireAccount(book, accountId);
    const invoices = listOutstanding(book, accountId);
    const blocks = new Map(
      invoices.map(({ currency }) => [currency, creditFacts(book, accountId, currency, today).usable]),
    );
    const available = new Map([...blocks].map(([currency, usable]) => [currency, remainingIn(usable)]));
    const allocations = allocateCredit(available, invoices);
    if (allocations.length === 0) {
      throw new AppError(
        "nothing_to_apply",
        sentence("{accountName} has no open invoice that its credit could pay.", { accountName: account.name }),
      );
    }
    const numbers = numbersOf(book);
    const applied = allocations.map(({ invoice, amountMinor, creditLeftMinor }) => {
      const { currency } = invoice;
      const outstandingMinor = invoice.outstandingMinor - amountMinor;
      const usable = blocks.get(currency) ?? [];
      const uses = takeFromBlocks(usable, amountMinor);
      blocks.set(currency, blocksAfter(usable, uses));
      useCredit(
        context,
        { accountId, currency, amountMinor: -amountMinor, sourceType: "invoice_applied", sourceId: invoice.id },
        uses,
      );
      const steps = explainCredit(usable, uses, invoice.outstandingMinor);
      const credit = { amountMinor, creditLeftMinor, steps };
      addInvoiceCredit(book, invoice.number, credit, outstandingMinor === 0 ? today : null);
      happened(outstandingMinor === 0 ? "invoice.paid" : "invoice.updated", invoice.id);
      const invoiceNumber = numbers.invoice(invoice.number);
      return { invoiceId: invoice.id, invoiceNumber, currency, amountMinor, outstandingMinor };
    });
    refreshStanding(context, accountId);
    changed("invoices", accountId);
    return { applied };
  },

  "credits.reverse": (context, { entryId, note, idempotencyKey }) => {
    return { entry: withoutSeal(reverseEntry(context, entryId, { note, idempotencyKey })) };
  },
};
