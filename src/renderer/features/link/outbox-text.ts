import type {
  LinkedAccountState,
  LinkedItemView,
  LinkedStatementView,
  MatchDoubt,
} from "../../../shared/contract/link.ts";
import type { OutboxItem, OutboxSelection } from "../../../shared/contract/outbox.ts";
import type { StateWord } from "../../components/state-mark.tsx";
import { inLanguage } from "../../foundation/language.ts";

const states: Readonly<Record<OutboxItem["state"], StateWord>> = {
  queued: { word: "Waiting", tone: "waiting" },
  sending: { word: "Sending", tone: "waiting" },
  applied: { word: "Arrived", tone: "fine" },
  refused: { word: "Refused", tone: "wrong" },
};

const settlements: Readonly<Record<NonNullable<OutboxItem["settledAs"]>, StateWord>> = {
  reversed: { word: "Undone here", tone: "over" },
  kept: { word: "Kept here", tone: "over" },
  unlinked: { word: "Left behind", tone: "over" },
};

const selections: Readonly<Record<OutboxSelection, string>> = {
  open: "Not there yet",
  unsettled: "Refused, to settle",
  queued: "Waiting",
  sending: "Sending",
  applied: "Arrived",
  refused: "Refused, all",
  settled: "Settled",
};

const accountStates: Readonly<Record<LinkedAccountState, StateWord>> = {
  matched: { word: "Matched", tone: "fine" },
  doubtful: { word: "Doubtful", tone: "wrong" },
  gone: { word: "Gone there", tone: "over" },
};

const doubts: Readonly<Record<MatchDoubt, string>> = {
  several_accounts: "Several accounts here have its e-mail address or slug.",
  other_kind: "An account here has its id, e-mail address or slug, and is of the other kind.",
  account_taken: "The account here with its e-mail address or slug is already another one from there.",
};

const planStates: Readonly<Record<"here" | "none" | "partly" | "gone", StateWord>> = {
  here: { word: "Here", tone: "fine" },
  partly: { word: "A price is not", tone: "wrong" },
  none: { word: "Nothing here", tone: "wrong" },
  gone: { word: "Gone there", tone: "over" },
};

const itemStates: Readonly<Record<LinkedItemView["status"], StateWord>> = {
  active: { word: "Active", tone: "fine" },
  past_due: { word: "Past due", tone: "wrong" },
  canceled: { word: "Ending", tone: "waiting" },
  upcoming: { word: "Upcoming", tone: "waiting" },
  ended: { word: "Ended", tone: "over" },
};

const statementStates: Readonly<Record<LinkedStatementView["status"], StateWord>> = {
  open: { word: "Open", tone: "waiting" },
  closed: { word: "Closed", tone: "fine" },
};

/** Everything that is said on the screen of a linked book: its outbox, the differences, and the accounts of the upstream. */
export const outboxText = inLanguage("outboxText", {
  title: "Sync",
  linkedTo: (upstream: string) => `Linked to ${upstream}`,
  lastContact: (age: string) => `last contact ${age}`,
  openLink: "The link",
  unlock: "Give the passphrase",
  unlinkedTitle: "The book is linked to nothing",
  unlinked:
    "A book that is linked to Clerk, or to another Countinghouse, has here what waits to be sent there, where the two differ, and who is on both sides.",
  openSettings: "Link it in the settings",
  tabs: {
    label: "What to look at",
    outbox: "Outbox",
    differences: "Differences",
    accounts: "Accounts there",
    plans: "Plans there",
    items: "Subscribed there",
    statements: "Statements there",
  },
  states,
  settlements,
  doubts,
  list: {
    label: "Adjustments on their way",
    columns: {
      account: "Account",
      amount: "Amount",
      state: "State",
      why: "Why",
      made: "Made",
      operator: "By",
      note: "Note",
    },
    state: "State",
    selections,
    all: "All",
    retryAll: "Send all now",
    retryAllHint:
      "Everything that waits or was refused is sent again, each under its own key: what is there already arrives once.",
    retriedNone: "Nothing waits to be sent",
    retried: (count: string) => (count === "1" ? "1 is being sent" : `${count} are being sent`),
    emptyTitle: "Nothing was adjusted yet",
    empty: "Credit that is adjusted here is an entry at once, and stands in this list until it has arrived.",
    allThereTitle: "Everything has arrived",
    allThere: "No adjustment waits, and none was refused.",
    noMatchTitle: "Nothing is in this state",
    noMatch: "Adjustments in other states are in the list without the filter.",
    clear: "Show all",
  },
  item: {
    title: (account: string, amount: string) => `${account}: ${amount}`,
    state: "State",
    says: (upstream: string) => `What ${upstream} said`,
    problem: "Why not yet",
    account: "Account",
    entry: "Entry",
    openEntry: "Open the entry",
    note: "Note",
    made: "Made",
    madeBy: (moment: string, operator: string) => `${moment}, ${operator}`,
    attempts: "Tries",
    attemptsTitle: "Every try",
    attemptsAt: (count: string, moment: string | null) => (moment === null ? count : `${count}, last ${moment}`),
    lastStatus: "Last answer",
    noAnswer: "none",
    next: "Next try",
    upstreamEntry: "Entry there",
    retry: "Send now",
    retryHint: "It is sent again under the same key, so it arrives once, whether or not it did before.",
    retrying: "It is being sent",
    close: "Close",
    settle: "Settle it",
    how: "How",
    reverse: "Undo it here",
    reverseHint: (upstream: string) => `A reversing entry takes it back here. ${upstream} is sent nothing.`,
    change: "Send another amount",
    changeHint: "It is undone here, and another amount in the same direction is entered and sent in its place.",
    keep: "Keep it as a difference",
    keepHint: (upstream: string) =>
      `It stays here, ${upstream} never gets it, and the account stands under Differences until that is settled.`,
    amount: "Amount to send",
    amountMissing: "Enter an amount above zero.",
    noteWhy: "Why",
    noteHint: "Goes into the entries that this writes.",
    balance: "Balance here",
    submit: { reverse: "Undo here", change: "Undo and send", keep: "Keep here" },
    done: {
      reverse: "It was undone here",
      change: "It was undone here, and the other amount is being sent",
      keep: "It is kept here as a difference",
    },
  },
  differences: {
    label: "Accounts that differ",
    columns: {
      account: "Account",
      here: "Here",
      there: "There",
      difference: "Difference",
      why: "Why",
      read: "Read",
    },
    none: "none",
    kept: "An adjustment was kept here",
    statements: (count: number, rest: string | null) =>
      `${count === 1 ? "A statement" : `${count} statements`} used or gave back credit there${rest === null ? "" : `; ${rest} is not explained`}`,
    changedThere: "Credit moved there: a charge, or an adjustment",
    emptyTitle: "Both sides have the same",
    empty:
      "Where credit is another one here than there, without what still waits in the outbox, the account stands here until you settle it.",
    settle: {
      title: (account: string) => `Settle the difference of ${account}`,
      explain: (upstream: string) => `This writes one entry here. ${upstream} has it already and is not sent anything.`,
      how: "How much of it",
      explained: (amount: string) => `What statements explain: ${amount}`,
      explainedHint: (rest: string | null) =>
        rest === null ? "That is all of it." : `${rest} stays a difference, until somebody says what it is.`,
      whole: (amount: string) => `All of it: ${amount}`,
      wholeHint: "Both sides are equal then, whatever made the difference.",
      statement: (id: string, amount: string) => `${id}: ${amount}`,
      statements: "Statements there",
      moreStatements: (count: string) => `and ${count} more`,
      there: (upstream: string) => `In ${upstream}`,
      here: "Here, without the outbox",
      none: "none, which counts as zero",
      entry: "The entry",
      balance: "Balance here",
      after: "After that",
      waiting: "What waits in the outbox is in the balance here and not there yet.",
      note: "Note",
      noteHint: (address: string) => `Without one: “As it is at ${address}.”`,
      cancel: "Cancel",
      confirm: "Write the entry",
      done: "Both sides are equal",
      explainedDone: "What statements explain is here",
    },
    settleAll: {
      open: (count: string) => `Settle explained (${count})`,
      hint: "Takes in what statements there explain, an entry for each account. What they do not explain stays.",
      title: "Settle what statements explain",
      explain: (count: string) =>
        count === "1"
          ? "This writes one entry here, of what statements there used of credit or gave back. Nothing is sent."
          : `This writes ${count} entries here, one for each account, of what statements there used of credit or gave back. Nothing is sent.`,
      entry: (account: string, amount: string, rest: string | null) =>
        rest === null ? `${account}: ${amount}` : `${account}: ${amount}; ${rest} stays a difference`,
      more: (count: string) => `and ${count} more accounts`,
      sums: (amounts: readonly string[]) => `Together: ${amounts.join(", ")}`,
      progress: (done: string, total: string) => `${done} of ${total} are written`,
      confirm: (count: string) => (count === "1" ? "Write the entry" : `Write ${count} entries`),
      done: (count: string) => (count === "1" ? "One account is settled" : `${count} accounts are settled`),
    },
  },
  plans: {
    label: "Plans of the upstream",
    columns: {
      name: "There",
      state: "State",
      here: "Here",
      matchedBy: "Matched by",
      prices: "Prices",
      why: "Why not",
      id: "Id there",
    },
    states: planStates,
    matchedBy: { id: "id", slug: "slug", free: "the free plan", new: "added from there" },
    emptyTitle: "No plan was read yet",
    empty: "Plans stand here once they have been read from there, with those here that they are.",
  },
  items: {
    label: "What the upstream bills",
    columns: {
      account: "Account",
      plan: "Plan",
      state: "State",
      period: "Period",
      seats: "Seats",
      until: "Until",
      why: "Why not here",
    },
    states: itemStates,
    periods: { month: "Monthly", annual: "Yearly" },
    trial: "Trial",
    which: "Which",
    onlyProblems: "Not as here",
    noProblemTitle: "Everything is here as it is there",
    noProblem: "What is billed there and cannot be a subscription here would stand in this list with the reason.",
    emptyTitle: "Nothing is billed there",
    empty:
      "What accounts are subscribed to there stands here, with why it is not their subscription here where it is not.",
  },
  statements: {
    label: "Statements of the upstream",
    columns: {
      account: "Account",
      at: "From",
      state: "State",
      total: "Total",
      applied: "Credit used",
      settled: "Taken in here",
      id: "Id there",
    },
    states: statementStates,
    which: "Which",
    onlyUnsettled: "Not taken in",
    allSettledTitle: "All of them are taken in",
    allSettled:
      "Credit that a statement there used or gave back, and that no entry here says, would stand in this list.",
    emptyTitle: "No statement used credit",
    empty: "Statements there stand here from the link on, where they used credit or still may.",
  },
  accounts: {
    label: "Accounts of the upstream",
    columns: {
      name: "There",
      contact: "E-mail or slug",
      kind: "Kind",
      state: "State",
      here: "Here",
      matchedBy: "Matched by",
      balance: "Credit there",
      read: "Read",
    },
    states: accountStates,
    state: "State",
    matchedBy: { id: "id", contact: "e-mail or slug", new: "added from there", operator: "an operator" },
    noCredit: "none",
    notRead: "not read yet",
    emptyTitle: "Nobody was read yet",
    empty: "Users and organizations stand here once they have been read from there.",
    noMatchTitle: "Nobody is in this state",
    noMatch: "The others are in the list without the filter.",
    clear: "Show all",
    match: {
      title: (name: string) => `Who is ${name}?`,
      why: "Why it is doubtful",
      id: "Its id there",
      contact: "E-mail or slug",
      which: "Which account here",
      one: "One that is here",
      oneHint: "Its credit is compared with the credit there from then on.",
      fresh: "None of them: add it",
      freshHint: "It is added here, with its credit from there as the opening balance.",
      account: "Account here",
      missing: "Choose the account that it is.",
      cancel: "Cancel",
      confirm: "Decide",
      done: (name: string) => `It is decided who ${name} is`,
    },
  },
});
