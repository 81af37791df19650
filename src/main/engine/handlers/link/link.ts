import { AppError } from "../../../../shared/errors.ts";
import { decideUses } from "../../../domain/credits/adjustment.ts";
import type { SealedEntry } from "../../../domain/ledger/entry.ts";
import { findAccount } from "../../../storage/accounts/account-store.ts";
import { findLink, insertLink, removeLink, setInstance } from "../../../storage/link/link-store.ts";
import {
  countDifferences,
  countLinkedAccounts,
  findByAccountId,
  findByUpstreamId,
  findDifference,
  listDifferences,
  listLinkedAccounts,
  setMatch,
} from "../../../storage/link/linked-account-store.ts";
import { countOutbox, settleOpenItems } from "../../../storage/link/outbox-store.ts";
import type { CommandContext, HandlersOf } from "../../handler.ts";
import { creditFacts } from "../../../storage/ledger/ledger-store.ts";
import { addCredit, useCredit } from "../credits/credit-posting.ts";
import type { EntryParticulars } from "../ledger/entry-by.ts";
import { requireAccount } from "../require.ts";
import { createLinkedAccount } from "./pulled-accounts.ts";
import { requireLink } from "./requires-link.ts";

export const linkHandlers: HandlersOf<
  "link.show" | "link.remove" | "link.accounts" | "link.match" | "link.differences" | "link.settleDifference"
> = {
  "link.show": ({ book }) => {
    const link = findLink(book);
    if (!link) return { link: null };
    const { pullNumber: _pullNumber, pullPlace: _pullPlace, ...shown } = link;
    return {
      link: {
        ...shown,
        // Of what is in memory the engine itself knows.
        isUnlocked: false,
        isAtWork: false,
        ...countLinkedAccounts(book, link.id),
        ...countOutbox(book),
        differenceCount: countDifferences(book, link.id),
      },
    };
  },

  "link.remove": ({ book, changed }, { leavesWaiting }) => {
    const link = requireLink(book);
    const { queuedCount, refusedCount } = countOutbox(book);
    if (queuedCount + refusedCount > 0 && !leavesWaiting) {
      throw new AppError(
        "outbox_not_empty",
        `${link.address} does not have ${queuedCount + refusedCount} of the adjustments in the outbox yet.`,
        { queuedCount, refusedCount },
      );
    }
    const unlinkedCount = settleOpenItems(book, "unlinked");
    removeLink(book, Date.now());
    for (const topic of ["link", "book", "ledger"] as const) changed(topic);
    return { address: link.address, unlinkedCount };
  },

  "link.accounts": ({ book }, input) => listLinkedAccounts(book, requireLink(book).id, input),

  "link.match": (context, { upstreamId, accountId }) => {
    const { book, changed } = context;
    const { id: linkId } = requireLink(book);
    const linked = findByUpstreamId(book, linkId, upstreamId);
    if (!linked) throw new AppError("account_not_found", `The upstream has shown no account ${upstreamId}.`);
    if (linked.accountId !== null) {
      throw new AppError("match_not_doubtful", `${linked.name} is known to be ${linked.accountId}.`);
    }
    if (accountId !== null) {
      requireAccount(book, accountId);
      if (findByAccountId(book, linkId, accountId)) {
        throw new AppError("account_exists", `Another account of the upstream is known to be ${accountId}.`);
      }
    } else if (findAccount(book, upstreamId)) {
      throw new AppError("account_exists", `There is an account ${upstreamId} here already.`);
    }
    const matched = accountId ?? createLinkedAccount(context, { ...linked, createdAtMs: context.nowMs });
    setMatch(book, linked.number, { accountId: matched, matchedBy: "operator" });
    changed("link", matched);
    return { accountId: matched };
  },

  "link.differences": ({ book }, input) => listDifferences(book, requireLink(book).id, input),

  "link.settleDifference": (context, { accountId, differenceMinor, note, idempotencyKey }) => {
    const { book } = context;
    const { id: linkId, address } = requireLink(book);
    requireAccount(book, accountId);
    const difference = findDifference(book, linkId, accountId);
    if (difference?.differenceMinor !== differenceMinor) {
      throw new AppError("difference_changed", "The two sides differ by another amount now, or no longer.", {
        differenceMinor: difference?.differenceMinor ?? 0,
      });
    }
    const { currency } = difference;
    const said = {
      accountId,
      currency,
      amountMinor: differenceMinor,
      sourceId: idempotencyKey,
      idempotencyKey,
      // The upstream has it already, so it is not sent.
      origin: "sync" as const,
      reasonCode: "other",
      note: note ?? `As it is at ${address}.`,
    };
    return { entryId: postDifference(context, said).id };
  },
};

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
  } else insertLink(book, { id: makeId("link"), address, instanceId, createdAtMs: Date.now() });
  for (const topic of ["link", "book"] as const) changed(topic);
  return { address, instanceId };
}

/** @throws AppError `book_is_linked` for another address; `upstream_is_another` where another instance answers at this one. */
export function requireSameUpstream(
  known: { readonly address: string; readonly instanceId: string | null },
  found: { readonly address: string; readonly instanceId: string | null },
): void {
  if (known.address !== found.address) {
    throw new AppError("book_is_linked", `The book is linked to ${known.address}.`);
  }
  if (known.instanceId !== null && found.instanceId !== null && known.instanceId !== found.instanceId) {
    throw new AppError(
      "upstream_is_another",
      `The book is linked to the instance ${known.instanceId}; what answers is ${found.instanceId}.`,
    );
  }
}
