import type { LedgerRow } from "../../../shared/contract/ledger.ts";
import type { LinkView, PullStage } from "../../../shared/contract/link.ts";
import type { StateWord } from "../../components/state-mark.tsx";
import { inLanguage } from "../../foundation/language.ts";
import type { LinkStanding } from "./link-standing.ts";

const stages: Readonly<Record<PullStage, string>> = {
  users: "Reading users",
  organizations: "Reading organizations",
  plans: "Reading plans",
  items: "Reading subscriptions",
  statements: "Reading statements",
  balances: "Reading balances",
};

const notYet: StateWord = { word: "Not yet", tone: "waiting" };

const shortMarks: Readonly<Record<NonNullable<LedgerRow["upstreamState"]>, StateWord>> = {
  queued: notYet,
  sending: notYet,
  refused: { word: "Refused", tone: "wrong" },
  kept: { word: "Kept here only", tone: "over" },
};

const standings: Readonly<Record<LinkStanding, StateWord>> = {
  online: { word: "Online", tone: "fine" },
  offline: { word: "Offline", tone: "waiting" },
  locked: { word: "Waits for the passphrase", tone: "waiting" },
  stopped: { word: "Needs a look", tone: "wrong" },
};

/** Everything that is said of the link itself, and of who bills. */
export const linkText = inLanguage("linkText", {
  title: "Link to an upstream",
  explain:
    "A book can be linked to a Clerk instance, or to another Countinghouse. Users, organizations and their credit are read from there; credit that is adjusted here is an entry at once, also without a network, and arrives there exactly once.",
  none: "The book is linked to nothing: it keeps its accounts and bills them itself.",
  link: "Link…",
  anotherKey: "Give another key…",
  syncNow: "Sync now",
  synced: "Sending and reading has begun",
  unlink: "Unlink…",
  standings,
  facts: {
    label: "The link",
    address: "Address",
    instance: "Instance",
    notKnown: "not known yet",
    state: "State",
    problem: "Problem",
    lastContact: "Last contact",
    lastPull: "Last read whole",
    never: "not yet",
    underWay: "At the moment",
    stages,
    sending: "Sending",
    soFar: (count: string) => `${count} accounts so far`,
    accounts: "Accounts there",
    accountCounts: (all: string, doubtful: string, gone: string) => `${all}, ${doubtful} doubtful, ${gone} gone`,
    outbox: "Outbox",
    outboxCounts: (queued: string, refused: string) => `${queued} waiting, ${refused} refused`,
    differences: "Differences",
  },
  unlock: {
    explain: (upstream: string) =>
      `The key to ${upstream} is kept under a passphrase. Until it is given, what is done here waits; nothing is lost.`,
    passphrase: "Passphrase of the key",
    submit: "Unlock",
    done: "The key is at hand until the application ends",
  },
  dialog: {
    linkTitle: "Link the book",
    keyTitle: "Give another key",
    explain: "At first this only looks at what is there. Nothing is written, here or there.",
    address: "Address of the API",
    addressHint: "Clerk’s is https://api.clerk.com/v1. Another Countinghouse shows its own in its settings.",
    addressMissing: "Enter the address.",
    key: "Secret key",
    keyHint: "It is shown nowhere again, and is kept beside the book, never in it.",
    keyMissing: "Enter the secret key.",
    look: "Have a look",
    cancel: "Cancel",
    back: "Back",
    found: "What is there",
    counts: {
      users: "Users",
      organizations: "Organizations",
      plans: "Plans",
      currency: "Currency of the prices",
      credit: "Credit",
      here: "Accounts here",
    },
    readsCredit: "can be read",
    readsNoCredit: "not for this key",
    creditNotTried: "not tried: nobody is there yet",
    noCreditWarning: "With this key nothing would arrive: choose one that may read and adjust credit.",
    currencyUnknown: (currency: string) =>
      `Prices there are in ${currency}, which this application does not know. Credit in it cannot be kept here.`,
    currencyOther: (there: string, here: string) => `Prices there are in ${there}; the book’s currency is ${here}.`,
    whatHappens: "What linking does",
    matched:
      "Accounts that are on both sides are matched by id, then by e-mail address or slug. What is doubtful is shown, and left alone until you decide.",
    added: "Who is not here yet is added, with the credit from there as the opening balance.",
    bills: (upstream: string) => `From then on ${upstream} bills. Billing here rests, and previews are estimates.`,
    sent: "What moves credit here from then on is sent there. What was done before is not.",
    passphrase: "Passphrase for the key",
    keptBySystem: "This machine keeps the key in its key store, where it opens for you alone.",
    passphraseHint: "The key is encrypted under it. It is asked for after every start.",
    confirm: "Link",
    confirmKey: "Use this key",
    linked: (upstream: string) => `The book is linked to ${upstream}`,
    linkedHint: "What is there is being read.",
    keyGiven: "The link has its new key",
  },
  remove: {
    title: (upstream: string) => `Unlink from ${upstream}`,
    explain:
      "The key is forgotten, nothing more is read or sent, and this book bills its accounts again from their next period on. Entries, accounts and balances stay as they are.",
    nothingWaits: (upstream: string) => `${upstream} has everything that was done here.`,
    neverArrives: (upstream: string, queued: string, refused: string) =>
      `${upstream} does not have ${queued} that wait and ${refused} that were refused. They stay here and never get there.`,
    cancel: "Cancel",
    confirm: "Unlink",
    done: (address: string) => `The book is no longer linked to ${address}`,
  },
  status: {
    standings: {
      online: (upstream: string) => `${upstream}: online`,
      offline: (upstream: string, age: string | null) =>
        age === null ? `${upstream}: offline` : `${upstream}: offline, last contact ${age}`,
      locked: (upstream: string) => `${upstream}: waits for the passphrase`,
      stopped: (upstream: string) => `${upstream}: needs a look`,
    },
    waiting: (count: string) => `${count} waiting`,
    refused: (count: string) => `${count} refused`,
    differ: (count: string) => (count === "1" ? "1 differs" : `${count} differ`),
    doubtful: (count: string) => `${count} doubtful`,
    lastContact: (moment: string) => `Last contact ${moment}`,
  },
  toDecide: (count: string) => `${count} to decide`,
  /** How an entry stands to the upstream, until it is there. */
  marks: {
    waiting: (upstream: string) => `Not yet in ${upstream}`,
    refused: (upstream: string) => `Refused by ${upstream}`,
    kept: (upstream: string) => `Kept here only, not in ${upstream}`,
  },
  shortMarks,
  bills: {
    title: (upstream: string) => `${upstream} bills the accounts of this book`,
    explain: (address: string) =>
      `The book is linked to ${address}, which subscribes, charges and invoices. What is computed here of coming invoices is an estimate.`,
    settings: "The link",
  },
});

/** How the link is doing, in one word. */
export const standingWord = (standing: LinkStanding): StateWord => linkText.standings[standing];

/** What is under way, for those who wait for it; null where nothing is. */
export function underWayText({ isAtWork, pullStage }: Pick<LinkView, "isAtWork" | "pullStage">): string | null {
  if (!isAtWork) return null;
  return pullStage === null ? linkText.facts.sending : linkText.facts.stages[pullStage];
}
