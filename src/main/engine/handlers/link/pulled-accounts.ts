import type { PulledAccount } from "../../../../shared/contract/link-pull.ts";
import { matchAccount, type Candidate, type Match } from "../../../domain/link/matching.ts";
import { claims } from "../../../domain/imports/staged-row.ts";
import { findAccount, findAccountsByContact } from "../../../storage/accounts/account-store.ts";
import type { StoredLink } from "../../../storage/link/link-store.ts";
import {
  findByAccountId,
  findByUpstreamId,
  insertLinkedAccount,
  setSeen,
  type LinkedAccount,
} from "../../../storage/link/linked-account-store.ts";
import { keepDifference } from "../../../storage/link/difference-store.ts";
import type { CommandContext } from "../../handler.ts";
import { addAccount } from "../accounts/add-account.ts";
import { changeAccount } from "../accounts/change-account.ts";
import { requireUnclaimed } from "../imports/require-unclaimed.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";

/** Write down an account as the upstream has it: one that is known, one that is matched, or a new one (BEHAVIOUR 12.2). */
export function takePulledAccount(context: CommandContext, link: StoredLink, pulled: PulledAccount): void {
  const { book } = context;
  const known = findByUpstreamId(book, link.id, pulled.upstreamId);
  if (known) {
    setSeen(book, known.number, pulled, link.pullNumber);
    if (known.goneAtMs !== null && known.accountId !== null) keepDifference(book, link.id, known.accountId);
    if (known.matchedBy === "new") followUpstream(context, known, pulled);
    return;
  }
  insertLinkedAccount(book, link.id, pulled, matchOf(context, link, pulled), link.pullNumber);
}

function matchOf(context: CommandContext, link: StoredLink, pulled: PulledAccount): Match {
  const { book } = context;
  const toCandidate = ({ id, kind }: Pick<Candidate, "id" | "kind">): Candidate => ({
    id,
    kind,
    isTaken: findByAccountId(book, link.id, id) !== undefined,
  });
  const byId = findAccount(book, pulled.upstreamId);
  const byContact = pulled.contact === null ? [] : findAccountsByContact(book, pulled.contact);
  return (
    matchAccount(pulled.kind, byId && toCandidate(byId), byContact.map(toCandidate)) ?? {
      accountId: createLinkedAccount(context, pulled),
      matchedBy: "new",
    }
  );
}

/** Make the account here that one of the upstream is, under its id. @returns the id. */
export function createLinkedAccount(
  context: CommandContext,
  { upstreamId, kind, name, contact, createdAtMs }: PulledAccount,
): string {
  const { book, settings, nowMs } = context;
  if (contact !== null)
    requireUnclaimed(book, claims.contact(contact), sentence('an account "{contact}"', { contact }));
  const isFree = contact === null || findAccountsByContact(book, contact).length === 0;
  addAccount(context, {
    id: upstreamId,
    kind,
    name: nameOf(upstreamId, name),
    contact: isFree ? contact : null,
    currency: settings.currency,
    timeZone: settings.timeZone,
    // An upstream whose clock is ahead makes nobody a customer of tomorrow.
    createdAtMs: Math.min(createdAtMs, nowMs),
  });
  return upstreamId;
}

/** An account that was made of one of the upstream goes by what it is called there. */
function followUpstream(context: CommandContext, known: LinkedAccount, { name, contact }: PulledAccount): void {
  const { book } = context;
  const account = known.accountId === null ? undefined : findAccount(book, known.accountId);
  if (!account || (known.name === name && known.contact === contact)) return;
  const isFree = contact === null || findAccountsByContact(book, contact).every(({ id }) => id === account.id);
  changeAccount(context, account, {
    ...account,
    name: nameOf(account.id, name),
    contact: isFree ? contact : account.contact,
  });
}

/** What has no name upstream goes by its id. */
function nameOf(upstreamId: string, name: string): string {
  return name.trim() === "" ? upstreamId : name.trim();
}
