import type { ParsedInput } from "../../../../shared/contract/index.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import {
  decideDay,
  decideTerms,
  decideUses,
  requireFittingReason,
  requireRoom,
} from "../../../domain/credits/adjustment.ts";
import type { SealedEntry } from "../../../domain/ledger/entry.ts";
import {
  creditFacts,
  findLedgerBalance,
  findReason,
  type AdjustmentReason,
} from "../../../storage/ledger/ledger-store.ts";
import type { CommandContext } from "../../handler.ts";
import type { EntryParticulars } from "../ledger/entry-by.ts";
import { requireAccount } from "../require.ts";
import { addCredit, useCredit } from "./credit-posting.ts";

/** What an adjustment says. */
export type Adjustment = Omit<ParsedInput<"credits.adjust">, "idempotencyKey">;

/** Where an adjustment comes from; who makes it follows from the caller. */
export type AdjustmentSource = Pick<EntryParticulars, "sourceId" | "origin"> & { readonly idempotencyKey: string };

/**
 * Add or remove credit with one entry (BEHAVIOUR 3.1, 3.3, 3.9, 5.1).
 *
 * @throws AppError as `credits.adjust` names them.
 */
export function adjustCredit(context: CommandContext, adjustment: Adjustment, source: AdjustmentSource): SealedEntry {
  const { book } = context;
  requireAccount(book, adjustment.accountId);
  const reason = findReason(book, adjustment.reasonCode);
  if (!reason)
    throw new AppError(
      "reason_not_found",
      sentence('There is no reason code "{reasonCode}".', { reasonCode: adjustment.reasonCode }),
    );
  return postAdjustment(context, adjustment, reason, source);
}

/**
 * The same of an account that is known to be there, for a reason that was read. What refuses it does so before anything is written.
 *
 * @throws AppError as `credits.adjust` names them.
 */
export function postAdjustment(
  context: CommandContext,
  { accountId, action, amountMinor, currency, reasonCode, note, terms: given, countsOn }: Adjustment,
  reason: AdjustmentReason,
  source: AdjustmentSource,
): SealedEntry {
  const { book, today, settings } = context;
  const balanceMinor = action === "increase" ? (findLedgerBalance(book, accountId, currency) ?? 0) : 0;
  if (action === "increase") requireRoom(amountMinor, balanceMinor);
  requireFittingReason(reason, action, note);
  if (given !== null && settings.linkId !== null) {
    throw new AppError(
      "credit_terms_invalid",
      sentence("The upstream that the book is linked to keeps no terms of credit."),
    );
  }
  const effectiveOn = decideDay(countsOn, today, settings);
  const terms = decideTerms(action, given, today, effectiveOn);
  const said = { ...source, accountId, currency, reasonCode, note, effectiveOn };
  if (action === "increase") {
    return addCredit(context, { ...said, amountMinor, sourceType: "grant" }, terms, balanceMinor);
  }
  const uses = decideUses(amountMinor, currency, creditFacts(book, accountId, currency, today));
  return useCredit(context, { ...said, amountMinor: -amountMinor, sourceType: "deduction" }, uses);
}
