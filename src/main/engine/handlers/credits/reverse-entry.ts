import { latestOf } from "../../../../shared/calendar.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import type { SealedEntry } from "../../../domain/ledger/entry.ts";
import { decideReversal, takesFromOthers } from "../../../domain/ledger/reversal.ts";
import { creditFacts, findEntry, findLedgerBalance, findTraces } from "../../../storage/ledger/ledger-store.ts";
import type { CommandContext } from "../../handler.ts";
import type { EntryParticulars } from "../ledger/entry-by.ts";
import { returnCredit, useCredit } from "./credit-posting.ts";

/**
 * Undo an entry that was made by hand with one of the opposite amount that links to it (BEHAVIOUR 3.6).
 *
 * @throws AppError as `credits.reverse` names them.
 */
export function reverseEntry(
  context: CommandContext,
  entryId: string,
  said: Pick<EntryParticulars, "note" | "idempotencyKey" | "origin">,
): SealedEntry {
  const { book, today } = context;
  const original = findEntry(book, entryId);
  if (!original) throw new AppError("entry_not_found", sentence("There is no ledger entry {entryId}.", { entryId }));
  const { accountId, currency, reasonCode } = original;
  const traces = findTraces(book, original);
  // An account may have a block for each of thousands of rows of a file, and undoing them looks at each once.
  const credit = takesFromOthers(original, traces)
    ? creditFacts(book, accountId, currency, today)
    : { ledgerMinor: findLedgerBalance(book, accountId, currency) ?? 0, usable: [] };
  const uses = decideReversal(original, traces, credit, today);
  const particulars: EntryParticulars = {
    ...said,
    accountId,
    currency,
    amountMinor: -original.amountMinor,
    sourceType: "reversal",
    sourceId: entryId,
    effectiveOn: latestOf(today, original.effectiveOn),
    reasonCode,
    reversesEntryId: entryId,
  };
  return original.amountMinor > 0
    ? useCredit(context, particulars, uses)
    : returnCredit(context, particulars, [original]);
}
