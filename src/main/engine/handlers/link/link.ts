import type { Difference } from "../../../../shared/contract/link.ts";
import { addDays } from "../../../../shared/calendar.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { decideUses } from "../../../domain/credits/adjustment.ts";
import { subscriptionAfterLink } from "../../../domain/link/own-again.ts";
import type { SealedEntry } from "../../../domain/ledger/entry.ts";
import { findAccount } from "../../../storage/accounts/account-store.ts";
import { findRunUnderWay } from "../../../storage/billing/billing-run-store.ts";
import { countLinkedCatalog, findLink, insertLink, removeLink, setInstance } from "../../../storage/link/link-store.ts";
import { countDifferences, findDifference, listDifferences } from "../../../storage/link/difference-store.ts";
import {
  countLinkedAccounts,
  findByAccountId,
  findByUpstreamId,
  listLinkedAccounts,
  setMatch,
} from "../../../storage/link/linked-account-store.ts";
import { listLinkedItems } from "../../../storage/link/linked-item-store.ts";
import { listLinkedPlans } from "../../../storage/link/linked-plan-store.ts";
import { listLinkedStatements, settleStatements } from "../../../storage/link/linked-statement-store.ts";
import { countOutbox, settleOpenItems } from "../../../storage/link/outbox-store.ts";
import { listAccountsBehind } from "../../../storage/subscriptions/subscription-store.ts";
import type { CommandContext, HandlersOf } from "../../handler.ts";
import { commitBilling } from "../billing/commit-billing.ts";
import { creditFacts } from "../../../storage/ledger/ledger-store.ts";
import { addCredit, useCredit } from "../credits/credit-posting.ts";
import type { EntryParticulars } from "../ledger/entry-by.ts";
import { requireAccount, requireBilling } from "../require.ts";
import { createLinkedAccount } from "./pulled-accounts.ts";
import { followSubscription } from "./pulled-items.ts";
import { requireLink } from "./requires-link.ts";

export const linkHandlers: HandlersOf<
  | "link.show"
  | "link.remove"
  | "link.accounts"
  | "link.match"
  | "link.plans"
  | "link.items"
  | "link.statements"
  | "link.differences"
  | "link.settleDifference"
> = {
  "link.show": ({ book }) => {
    const link = findLink(book);
    if (!link) return { link: null };
    const { pullNumber: _pullNumber, pullPlace: _pullPlace, statementsThroughMs: _throughMs, ...shown } = link;
    return {
      link: {
        ...shown,
        // Of what is in memory the engine itself knows.
        isUnlocked: false,
        isAtWork: false,
        ...countLinkedAccounts(book, link.id),
        ...countLinkedCatalog(book, link.id),
        ...countOutbox(book),
        ...countDifferences(book, link.id),
      },
    };
  },

  "link.remove": (context, { leavesWaiting }) => {
    const { book, changed } = context;
    const link = requireLink(book);
    const { queuedCount, refusedCount } = countOutbox(book);
    if (queuedCount + refusedCount > 0 && !leavesWaiting) {
      throw new AppError(
        "outbox_not_empty",
        sentence("{address} does not have {count} of the adjustments in the outbox yet.", {
          address: link.address,
          count: queuedCount + refusedCount,
        }),
        { queuedCount, refusedCount },
      );
    }
    const unlinkedCount = settleOpenItems(book, "unlinked");
    removeLink(book, Date.now());
    billFromNextPeriod(context);
    for (const topic of ["link", "book", "ledger"] as const) changed(topic);
    return { address: link.address, unlinkedCount };
  },

  "link.accounts": ({ book }, input) => listLinkedAccounts(book, requireLink(book).id, input),

  "link.match": (context, { upstreamId, accountId }) => {
    const { book, changed } = context;
    const link = requireLink(book);
    const { id: linkId } = link;
    const linked = findByUpstreamId(book, linkId, upstreamId);
    if (!linked)
      throw new AppError(
        "account_not_found",
        sentence("The upstream has shown no account {upstreamId}.", { upstreamId }),
      );
    if (linked.accountId !== null) {
      throw new AppError(
        "match_not_doubtful",
        sentence("{name} is known to be {accountId}.", { name: linked.name, accountId: linked.accountId }),
      );
    }
    if (accountId !== null) {
      const { kind, name } = requireAccount(book, accountId);
      if (kind !== linked.kind) {
        throw new AppError(
          "account_for_other_kind",
          sentence("{linkedName} is of the other kind than {name}.", { linkedName: linked.name, name }),
        );
      }
      if (findByAccountId(book, linkId, accountId)) {
        throw new AppError(
          "account_exists",
          sentence("Another account of the upstream is known to be {accountId}.", { accountId }),
        );
      }
    } else if (findAccount(book, upstreamId)) {
      throw new AppError("account_exists", sentence("There is an account {upstreamId} here already.", { upstreamId }));
    }
    const matched = accountId ?? createLinkedAccount(context, { ...linked, createdAtMs: context.nowMs });
    setMatch(book, linked.number, { accountId: matched, matchedBy: "operator" });
    followSubscription(context, link, upstreamId);
    changed("link", matched);
    return { accountId: matched };
  },

  "link.plans": ({ book }, input) => listLinkedPlans(book, requireLink(book).id, input),

  "link.items": ({ book }, input) => listLinkedItems(book, requireLink(book).id, input),

  "link.statements": ({ book }, input) => listLinkedStatements(book, requireLink(book).id, input),

  "link.differences": ({ book }, input) => listDifferences(book, requireLink(book).id, input),

  "link.settleDifference": (context, { accountId, differenceMinor, explainedMinor, note, idempotencyKey }) => {
    const { book } = context;
    const { id: linkId, address } = requireLink(book);
    requireAccount(book, accountId);
    const difference = findDifference(book, linkId, accountId);
    const isAsShown =
      difference?.differenceMinor === differenceMinor &&
      (explainedMinor === null || difference.explanation?.amountMinor === explainedMinor);
    if (!isAsShown) {
      throw new AppError("difference_changed", sentence("The two sides differ by another amount now, or no longer."), {
        differenceMinor: difference?.differenceMinor ?? 0,
        explainedMinor: difference?.explanation?.amountMinor ?? 0,
      });
    }
    const { currency, explanation } = difference;
    const amountMinor = explainedMinor ?? differenceMinor;
    const isExplained = explanation?.amountMinor === amountMinor;
    const said = {
      accountId,
      currency,
      amountMinor,
      sourceId: idempotencyKey,
      idempotencyKey,
      // The upstream has it already, so it is not sent.
      origin: "sync" as const,
      reasonCode: "other",
      note:
        note ?? (isExplained ? `As statements at ${address} say: ${namesOf(explanation)}.` : `As it is at ${address}.`),
    };
    const { id } = postDifference(context, said);
    const upstreamAccountId = findByAccountId(book, linkId, accountId)?.upstreamId ?? "";
    settleStatements(book, linkId, { upstreamAccountId, currency }, id);
    return { entryId: id };
  },
};

/** Periods that have begun were the upstream's to bill (BEHAVIOUR 12.4). */
function billFromNextPeriod(context: CommandContext): void {
  const { book, today } = context;
  // Where an account lives it may be tomorrow already.
  for (const accountId of listAccountsBehind(book, addDays(today, 1))) {
    const { facts } = requireBilling(context, accountId);
    const after = subscriptionAfterLink(facts);
    if (after) commitBilling(context, facts, { ...after, draft: null }, null);
  }
}

function namesOf({ statements, statementCount }: NonNullable<Difference["explanation"]>): string {
  const names = statements.map(({ upstreamId }) => upstreamId).join(", ");
  const more = statementCount - statements.length;
  return more > 0 ? `${names} and ${more} more` : names;
}

function postDifference(context: CommandContext, said: Omit<EntryParticulars, "sourceType">): SealedEntry {
  const { book, today, changed } = context;
  const { accountId, currency, amountMinor } = said;
  changed("link", accountId);
  if (amountMinor > 0) return addCredit(context, { ...said, sourceType: "grant" });
  const uses = decideUses(-amountMinor, currency, creditFacts(book, accountId, currency, today));
  return useCredit(context, { ...said, sourceType: "deduction" }, uses);
}

/** Remember a link that was found to work; the key is kept elsewhere. */
export function createLink(
  context: CommandContext,
  { address, instanceId }: { readonly address: string; readonly instanceId: string | null },
): { address: string; instanceId: string | null } {
  const { book, makeId, changed } = context;
  const known = findLink(book);
  if (known) {
    requireSameUpstream(known, { address, instanceId });
    if (known.instanceId === null && instanceId !== null) setInstance(book, instanceId);
  } else {
    const runId = findRunUnderWay(book);
    if (runId !== undefined) {
      throw new AppError("run_in_progress", sentence("A billing run is under way, and a linked book does not bill."), {
        runId,
      });
    }
    insertLink(book, { id: makeId("link"), address, instanceId, createdAtMs: Date.now() });
  }
  for (const topic of ["link", "book"] as const) changed(topic);
  return { address, instanceId };
}

/** @throws AppError `book_is_linked` for another address; `upstream_is_another` where another instance answers at this one. */
export function requireSameUpstream(
  known: { readonly address: string; readonly instanceId: string | null },
  found: { readonly address: string; readonly instanceId: string | null },
): void {
  if (known.address !== found.address) {
    throw new AppError("book_is_linked", sentence("The book is linked to {address}.", { address: known.address }));
  }
  if (known.instanceId !== null && found.instanceId !== null && known.instanceId !== found.instanceId) {
    throw new AppError(
      "upstream_is_another",
      sentence("The book is linked to the instance {instanceId}; what answers is {otherId}.", {
        instanceId: known.instanceId,
        otherId: found.instanceId,
      }),
    );
  }
}
