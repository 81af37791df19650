import type { BackupPlan, CopyView } from "../../../shared/contract/copies.ts";
import { inLanguage } from "../../foundation/language.ts";
import { text } from "../../foundation/text.ts";

const every: Readonly<Record<BackupPlan["every"], string>> = {
  day: "Every day",
  hour: "Every hour",
  off: "Only when asked",
};

const kinds: Readonly<Record<CopyView["kind"], string>> = {
  requested: "Asked for",
  series: "By itself",
  beforeRestore: "Before a restore",
  beforeUpgrade: "Before an upgrade",
};

const ledgerEntries = (count: string): string => text.status.entries(count);

/** Everything that is said of copies of the book. */
export const backupsText = inLanguage("backupsText", {
  title: "Backups",
  explain:
    "While the book is open it is copied by itself where something has changed. Of these copies three of today stay, and the newest of each of the last seven days, five weeks and twelve months. A copy that you ask for stays until you remove it. Each is checked from its pages to the last entry of its ledger.",
  every: "Copied by itself",
  everyWords: every,
  saved: "The backups were set",
  folder: "Folder",
  folderOwn: "The book’s own folder. A copy on another disk outlives this one.",
  chooseFolder: "Choose folder…",
  folderByCommandLine: "Another folder is named on the command line:",
  folderCommand: "countinghouse book backup-plan --folder …",
  recipients: "Encrypted for",
  recipientsNone: "Nobody in particular: whoever finds a copy can read it.",
  recipientsCount: (count: string) =>
    count === "1" ? "Whoever has the secret key." : `Whoever has one of ${count} secret keys.`,
  recipientsChange: "Change keys…",
  recipientsDialog: {
    title: "Encrypt the backups",
    explain:
      "One public key of age a line, as age-keygen shows it. The secret key that goes with one of them opens a copy; without any, nobody does. Keep it away from this machine. Copies that are there already stay as they are.",
    label: "Public keys",
    placeholder: "age1…",
    confirm: "Save",
    cancel: "Cancel",
  },
  encrypted: "encrypted",
  folderMissing: "The folder of the backups is not there, so only the copies in the book’s own folder are listed.",
  backUp: "Back up now",
  saveCopy: "Save a copy…",
  saveCopyTitle: "To a place that you choose; the copy is not listed here.",
  backingUp: "Copying and checking the book",
  backedUp: (entries: string) => `A copy of ${ledgerEntries(entries)} was made and checked`,
  exportTitle: "The whole book as a file",
  exportExplain:
    "Everything the book holds as JSON Lines, without passphrases and the secrets of webhooks: for another system, an archive, or a new book that is made of it on the command line. Whoever has the file can read names, balances and invoices.",
  exportBook: "Export the book…",
  restoreFromFile: "Restore from a file…",
  caption: "Copies of the book, newest first",
  made: "Made",
  kind: "Why",
  kinds,
  entries: "Entries",
  size: "Size",
  none: "No copy yet.",
  restore: "Restore",
  restoreNamed: (when: string) => `Restore the copy made ${when}`,
  restoreDialog: {
    title: (when: string) => `Restore the copy made ${when}?`,
    explain: "The book becomes what this copy holds. What it holds now is kept beside it, and can be restored in turn.",
    entries: (then: string, now: string) => `The copy holds ${ledgerEntries(then)}; the book holds ${now} now.`,
    entriesThen: (then: string) => `The copy holds ${ledgerEntries(then)}.`,
    people:
      "Operators with their roles and passphrases, and the keys of programs, become those of the copy. Where several operators work with the book, everyone signs in anew.",
    key: "Passphrase or secret key",
    keyHelp: "The copy is encrypted. A secret key begins with AGE-SECRET-KEY.",
    jobs: "Work that is under way, such as a billing run, is stopped first.",
    confirm: "Restore this copy",
    cancel: "Cancel",
  },
  restoreFileDialog: { title: "Restore a copy from a file?", confirm: "Choose the file…" },
  restored: {
    title: (entries: string) => `The book was restored. It holds ${ledgerEntries(entries)}`,
    mayMissLast: "The copy was made of an open book’s file alone: what was written last may be missing.",
    proofs: {
      bytes: "Each byte of the copy is as it was when it was made.",
      ledger:
        "Nothing beside the copy says what its bytes were: its pages, its indexes and its ledger were checked, and hold.",
      none: "The ledger in the copy does not hold. Verify the ledger to see where.",
    },
    kept: "What it held before is kept beside it.",
    undo: "Undo",
    undone: "The restore was taken back",
  },
  mend: {
    title: "Mend from backup",
    explain:
      "Where only indexes are damaged they are made anew, and nothing is lost. Otherwise the newest backup that proves itself becomes the book, and goes on with every later ledger entry that still proves itself, as far as nothing but entries belongs to it. What cannot be saved is listed in a file beside the book.",
    mend: "Mend…",
    question: "Mend this book?",
    kept: "The damaged file is kept beside the book, and nothing is deleted.",
    confirm: "Mend the book",
    cancel: "Cancel",
    done: (entries: string) => `The book was mended. It holds ${ledgerEntries(entries)}`,
    broken: (problem: string) => `Broken: ${problem}.`,
    ledgerBroken: "the ledger does not hold",
    rebuilt: "Nothing is lost: the indexes were made anew.",
    fromBackup: (name: string) => `It is now what the backup ${name} holds.`,
    taken: (count: string) =>
      count === "1" ? "It goes on with 1 later entry." : `It goes on with ${count} later entries.`,
    notTaken: (count: string, name: string) =>
      `${count === "1" ? "1 later entry proves itself and is" : `${count} later entries prove themselves and are`} not in the book. Enter anew what ${name} lists, beside the book.`,
    missing: (numbers: string) => `Nobody can read these entries any more: ${numbers}.`,
    others: "Whatever else was changed after that backup is lost: invoices, payments, accounts, settings.",
    keptAs: (name: string) => `The damaged file is kept as ${name}.`,
  },
  status: {
    never: "No backup yet",
    last: (age: string) => `Last backup ${age}`,
    lastBriefly: (age: string) => `Backup ${age}`,
    failing: (age: string | null) => (age === null ? "Backups fail" : `Backups fail, last one ${age}`),
  },
  copies: "Copies of this book",
});
