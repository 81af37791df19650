import type { SealedEntry } from "../../../domain/ledger/entry.ts";
import { findAccount } from "../../../storage/accounts/account-store.ts";
import {
  beginPull,
  endPull,
  setContact,
  setInstance,
  setPullPlace,
  setStatementsThrough,
  type StoredLink,
} from "../../../storage/link/link-store.ts";
import {
  findByNumber,
  listToRead,
  setBalance,
  setGone,
  type LinkedAccount,
} from "../../../storage/link/linked-account-store.ts";
import { keepDifference, listDifferingUpstreamIds } from "../../../storage/link/difference-store.ts";
import { endItemsUnseen, listAccountsUnseen } from "../../../storage/link/linked-item-store.ts";
import { markPlansGone } from "../../../storage/link/linked-plan-store.ts";
import {
  isKnownStatement,
  listOpenStatementsOf,
  saveStatement,
  settleStatements,
} from "../../../storage/link/linked-statement-store.ts";
import { findLedgerBalance } from "../../../storage/ledger/ledger-store.ts";
import { isInFlight } from "../../../storage/link/outbox-store.ts";
import type { ParsedInput } from "../../../../shared/contract/index.ts";
import type { CommandContext, HandlersOf } from "../../handler.ts";
import { addCredit } from "../credits/credit-posting.ts";
import { requireSameUpstream } from "./link.ts";
import { takePulledAccount } from "./pulled-accounts.ts";
import { followSubscription, takePulledItem } from "./pulled-items.ts";
import { takePulledPlan, takePulledPrice } from "./pulled-plans.ts";
import { requireLink } from "./requires-link.ts";

/** What is pulled is written page by page, each with the place where the next one begins, so it can be broken off anywhere (BEHAVIOUR 12.5). */
export const pullHandlers: HandlersOf<
  | "link.beginPull"
  | "link.takeAccounts"
  | "link.takePlans"
  | "link.takeItems"
  | "link.itemsToCheck"
  | "link.takeStatements"
  | "link.statementsToRead"
  | "link.accountsToRead"
  | "link.takeBalances"
  | "link.recordContact"
> = {
  "link.beginPull": ({ book, changed }, { instanceId }) => {
    const link = requireLink(book);
    requireSameUpstream(link, { address: link.address, instanceId });
    if (link.instanceId === null && instanceId !== null) setInstance(book, instanceId);
    if (link.pullStage === null) beginPull(book, "users");
    changed("link");
    const { pullStage, pullPlace: place, lastPullAtMs, statementsThroughMs } = link;
    return { stage: pullStage ?? "users", place, isFirst: lastPullAtMs === null, statementsThroughMs };
  },

  "link.takeAccounts": (context, { accounts, stage, place }) => {
    const link = requireLink(context.book);
    for (const account of accounts) takePulledAccount(context, link, account);
    setPullPlace(context.book, stage, place);
    context.changed("link");
    return {};
  },

  "link.takePlans": (context, { plans, prices, isEnd }) => {
    const { book, changed } = context;
    const link = requireLink(book);
    for (const plan of plans) takePulledPlan(context, link, plan);
    for (const price of prices) takePulledPrice(context, link, price);
    if (isEnd) {
      markPlansGone(book, link.id, link.pullNumber, Date.now());
      setPullPlace(book, "items", null);
    }
    changed("link");
    return {};
  },

  "link.takeItems": (context, { items, wholeOf, isEnd }) => {
    const { book, changed } = context;
    const link = requireLink(book);
    const others = items.filter((item) => takePulledItem(context, link, item));
    for (const upstreamAccountId of wholeOf) endItemsUnseen(book, link.id, upstreamAccountId, link.pullNumber);
    const whose = new Set([...others.map(({ upstreamAccountId }) => upstreamAccountId), ...wholeOf]);
    for (const upstreamAccountId of whose) followSubscription(context, link, upstreamAccountId);
    if (isEnd) setPullPlace(book, "statements", null);
    changed("link");
    return {};
  },

  "link.itemsToCheck": ({ book }, { limit }) => {
    const { id, pullNumber } = requireLink(book);
    return { accounts: listAccountsUnseen(book, id, pullNumber, limit) };
  },

  "link.takeStatements": ({ book, changed }, { statements, next }) => {
    const link = requireLink(book);
    for (const statement of statements) {
      const { upstreamId, status, appliedMinor } = statement;
      const isOfUse = status === "open" || appliedMinor > 0 || isKnownStatement(book, link.id, upstreamId);
      // What was used before the first pull is in the balances that it takes over.
      if (isOfUse) saveStatement(book, link.id, statement, link.statementsThroughMs === null ? appliedMinor : 0);
    }
    if (next && "place" in next) setPullPlace(book, "statements", next.place);
    else if (next) {
      setStatementsThrough(book, next.throughMs);
      setPullPlace(book, "balances", null);
    }
    changed("link");
    return {};
  },

  "link.statementsToRead": ({ book }, { limit }) => {
    const { id } = requireLink(book);
    return { upstreamIds: listOpenStatementsOf(book, id, listDifferingUpstreamIds(book, id, limit), limit) };
  },

  "link.accountsToRead": ({ book }, { afterNumber, limit }) => ({
    accounts: listToRead(book, requireLink(book), afterNumber, limit),
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
  const { differenceMinor: beforeMinor } = linked;
  setBalance(book, number, balance, nowMs);
  if (
    balance !== null &&
    balance.amountMinor > 0 &&
    findLedgerBalance(book, linked.accountId, balance.currency) === null
  ) {
    takeOver(context, link, linked, balance);
  }
  const differenceMinor = keepDifference(book, link.id, linked.accountId);
  if (differenceMinor !== 0) {
    if (differenceMinor !== beforeMinor) context.happened("creditDifference.found", linked.accountId);
  } else if (balance !== null) {
    // Where both sides are the same, all is taken in that statements up to now say.
    const { upstreamId: upstreamAccountId } = linked;
    settleStatements(book, link.id, { upstreamAccountId, currency: balance.currency }, null);
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
