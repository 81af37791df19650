import type { SealedEntry } from "../../../domain/ledger/entry.ts";
import { findAccount } from "../../../storage/accounts/account-store.ts";
import {
  beginPull,
  endPull,
  setContact,
  setInstance,
  setPullPlace,
  type StoredLink,
} from "../../../storage/link/link-store.ts";
import {
  findByNumber,
  listToRead,
  setBalance,
  setGone,
  type LinkedAccount,
} from "../../../storage/link/linked-account-store.ts";
import { findLedgerBalance } from "../../../storage/ledger/ledger-store.ts";
import { isInFlight } from "../../../storage/link/outbox-store.ts";
import type { ParsedInput } from "../../../../shared/contract/index.ts";
import type { CommandContext, HandlersOf } from "../../handler.ts";
import { addCredit } from "../credits/credit-posting.ts";
import { requireSameUpstream } from "./link.ts";
import { takePulledAccount } from "./pulled-accounts.ts";
import { requireLink } from "./requires-link.ts";

/** What is pulled is written page by page, each with the place where the next one begins, so it can be broken off anywhere (BEHAVIOUR 12.5). */
export const pullHandlers: HandlersOf<
  "link.beginPull" | "link.takeAccounts" | "link.accountsToRead" | "link.takeBalances" | "link.recordContact"
> = {
  "link.beginPull": ({ book, changed }, { instanceId }) => {
    const link = requireLink(book);
    requireSameUpstream(link, { address: link.address, instanceId });
    if (link.instanceId === null && instanceId !== null) setInstance(book, instanceId);
    if (link.pullStage === null) beginPull(book, "users");
    changed("link");
    return { stage: link.pullStage ?? "users", place: link.pullPlace, isFirst: link.lastPullAtMs === null };
  },

  "link.takeAccounts": (context, { accounts, stage, place }) => {
    const link = requireLink(context.book);
    for (const account of accounts) takePulledAccount(context, link, account);
    setPullPlace(context.book, stage, place);
    context.changed("link");
    return {};
  },

  "link.accountsToRead": ({ book }, { afterNumber, limit }) => ({
    accounts: listToRead(book, requireLink(book).id, afterNumber, limit),
  }),

  "link.takeBalances": (context, { balances, gone, throughNumber }) => {
    const { book, changed } = context;
    const link = requireLink(book);
    const nowMs = Date.now();
    for (const number of gone) setGone(book, number, nowMs);
    for (const read of balances) takeBalance(context, link, read, nowMs);
    if (throughNumber === null) endPull(book, nowMs);
    else setPullPlace(book, "balances", String(throughNumber));
    changed("link");
    return {};
  },

  "link.recordContact": ({ book, changed }, { problem }) => {
    const known = requireLink(book).problem;
    const atMs = Date.now();
    // The same again is no news, but for the time of the last contact.
    setContact(book, atMs, problem && { ...problem, atMs: known?.code === problem.code ? known.atMs : atMs });
    if (known?.code !== problem?.code) changed("link");
    return {};
  },
};

/**
 * Believe a balance, unless something of the account was on its way meanwhile: then nobody knows which side of it the balance is on. Credit
 * of an account that never had any here is taken over as its opening balance; what differs later is for an operator to settle (BEHAVIOUR 12.3).
 */
function takeBalance(
  context: CommandContext,
  link: StoredLink,
  { number, version, balance }: ParsedInput<"link.takeBalances">["balances"][number],
  nowMs: number,
): void {
  const { book } = context;
  const linked = findByNumber(book, link.id, number);
  if (!linked || linked.accountId === null || linked.version !== version || isInFlight(book, linked.accountId)) return;
  setBalance(book, number, balance, nowMs);
  if (
    balance !== null &&
    balance.amountMinor > 0 &&
    findLedgerBalance(book, linked.accountId, balance.currency) === null
  ) {
    takeOver(context, link, linked, balance);
  }
}

function takeOver(
  context: CommandContext,
  link: StoredLink,
  { accountId, upstreamId }: LinkedAccount,
  { amountMinor, currency }: { readonly amountMinor: number; readonly currency: string },
): SealedEntry | null {
  if (accountId === null || !findAccount(context.book, accountId)) return null;
  return addCredit(context, {
    accountId,
    currency,
    amountMinor,
    sourceType: "opening",
    sourceId: link.id,
    reasonCode: "migration",
    note: `Balance of ${upstreamId} at ${link.address} when it was first read.`,
    origin: "sync",
    idempotencyKey: `${link.id}/opening/${accountId}/${currency}`,
  });
}
