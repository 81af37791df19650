import type { CivilDate } from "../../../../shared/calendar.ts";
import type { CreditBalance } from "../../../../shared/contract/accounts.ts";
import type { AdjustmentPreview } from "../../../../shared/contract/credits.ts";
import type { ParsedInput } from "../../../../shared/contract/index.ts";
import { AppError } from "../../../../shared/errors.ts";
import {
  decideDay,
  decideTerms,
  decideUses,
  requireRoom,
  type CreditFacts,
} from "../../../domain/credits/adjustment.ts";
import {
  blocksAfter,
  countsOn,
  defaultPriority,
  remainingIn,
  usableBlocks,
  type BlockUse,
  type CreditBlock,
} from "../../../domain/credits/credit-blocks.ts";
import { findBillingFacts } from "../../../storage/billing/billing-facts-store.ts";
import { listBlocksWithCredit } from "../../../storage/credits/credit-block-store.ts";
import { creditFacts, findCredit } from "../../../storage/ledger/ledger-store.ts";
import type { QueryContext } from "../../handler.ts";
import { approvalNeeded } from "../../limits.ts";
import { summariseNextInvoice } from "../invoices/next-invoice.ts";
import { requireAccount } from "../require.ts";

type PreviewInput = ParsedInput<"credits.preview">;

/**
 * What an adjustment would do to the balance and to the next invoice, by the rules that the adjustment itself follows; a refusal is
 * part of the answer.
 *
 * @throws AppError `account_not_found`.
 */
export function previewAdjustment(context: QueryContext, input: PreviewInput): AdjustmentPreview {
  const { book, today } = context;
  const { accountId, currency } = input;
  requireAccount(book, accountId);
  const balanceBefore = findCredit(book, accountId, currency, today) ?? null;
  const facts = findBillingFacts(context, accountId);
  const nextInvoiceBefore = facts ? summariseNextInvoice(facts, context) : null;
  try {
    const effectiveOn = decideDay(input.countsOn, today, context.settings);
    const credit = creditFacts(book, accountId, currency, today);
    const { signedMinor, adjust, uses } = decideAdjustment(credit, input, { today, effectiveOn });
    const balanceAfter: CreditBalance = {
      currency,
      ledgerMinor: (balanceBefore?.ledgerMinor ?? 0) + signedMinor,
      availableMinor: remainingIn(usableBlocks(adjust(listBlocksWithCredit(book, accountId, currency, today)), today)),
    };
    const nextInvoiceAfter =
      facts?.currency === currency
        ? summariseNextInvoice({ ...facts, credit: adjust(facts.credit) }, context)
        : nextInvoiceBefore;
    const { amountMinor } = input;
    const approval = approvalNeeded(context, [{ currency, amountMinor, largestMinor: amountMinor }]);
    return {
      balanceBefore,
      balanceAfter,
      countsOn: countsOn(effectiveOn, uses),
      nextInvoiceBefore,
      nextInvoiceAfter,
      problem: null,
      approval: approval?.toView() ?? null,
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return {
      balanceBefore,
      balanceAfter: balanceBefore,
      countsOn: null,
      nextInvoiceBefore,
      nextInvoiceAfter: nextInvoiceBefore,
      problem: error.toView(),
      approval: null,
    };
  }
}

/** What an adjustment adds to the balance, and what it makes of the account's blocks, whenever they can be used. */
interface DecidedAdjustment {
  readonly signedMinor: number;
  /** What is taken of which block; nothing by an increase. */
  readonly uses: readonly BlockUse[];
  readonly adjust: (blocks: readonly CreditBlock[]) => readonly CreditBlock[];
}

function decideAdjustment(
  credit: CreditFacts,
  { action, amountMinor, currency, terms: given }: PreviewInput,
  { today, effectiveOn }: Pick<QueryContext, "today"> & { readonly effectiveOn: CivilDate },
): DecidedAdjustment {
  if (action === "increase") requireRoom(amountMinor, credit.ledgerMinor);
  const terms = decideTerms(action, given, today, effectiveOn);
  if (action === "decrease") {
    const uses = decideUses(amountMinor, currency, credit);
    return { signedMinor: -amountMinor, uses, adjust: (blocks) => blocksAfter(blocks, uses) };
  }
  const added: CreditBlock = {
    priority: defaultPriority,
    category: null,
    effectiveOn: today,
    expiresOn: null,
    ...terms,
    id: "",
    remainingMinor: amountMinor,
    filledOn: effectiveOn,
    // Nothing in the book is newer than what is about to be added.
    entrySequence: Number.MAX_SAFE_INTEGER,
  };
  return { signedMinor: amountMinor, uses: [], adjust: (blocks) => [...blocks, added] };
}
