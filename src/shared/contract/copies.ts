import { z } from "zod";
import { problemText } from "../sentences/sentence.ts";
import { command, job, query } from "./definition.ts";
import { errorView, idempotencyKey, instantMs, storableText } from "./fields.ts";

/** The name of a file in a folder that the engine knows: no page says where else it reads or writes. */
const fileName = z
  .string()
  .min(1)
  .max(255)
  .regex(/^(?!\.{1,2}$)[^/\\\0]+$/u, { error: problemText("is not the name of a file") });

/**
 * A place on the machine. Only the command line and a host's own dialog may name one, where the person says it; from anybody else a
 * call with a path is refused.
 */
export const path = storableText(4096).min(1);

/** A public key of age that copies are encrypted for; that it is one is looked at where it is used. */
const recipients = z.array(z.string().min(1).max(200)).max(20);

/** What a copy is encrypted with, or opened; it is kept nowhere. */
const copyPassphrase = storableText(1024).min(1);

const backupEvery = z.enum(["off", "hour", "day"]);

/** What keeps copies from being made, until one has been. */
const backupProblem = errorView
  .pick({ code: true, message: true, sentence: true, remedy: true })
  .extend({ atMs: instantMs });
export type BackupProblem = z.infer<typeof backupProblem>;

const backupPlan = z.strictObject({
  /** How often the book is copied by itself, while it is open and something has changed. */
  every: backupEvery,
  /** Where the copies go. */
  folder: z.string(),
  /** Whether somebody named the folder; otherwise it is the book's own. */
  isFolderNamed: z.boolean(),
  /** The public keys of age that the copies are encrypted for; none: they are not encrypted. */
  recipients: z.array(z.string()),
  lastBackupAtMs: instantMs.nullable(),
  /** Whether the next one is due by now. */
  isDue: z.boolean(),
  problem: backupProblem.nullable(),
});
export type BackupPlan = z.infer<typeof backupPlan>;

const copyView = z.strictObject({
  fileName: z.string(),
  /**
   * Why it is there: somebody asked for it; it is one of the series, in which later ones take its place; it is what the book was
   * before a restore, or before an upgrade.
   */
  kind: z.enum(["requested", "series", "beforeRestore", "beforeUpgrade"]),
  createdAtMs: instantMs,
  sizeBytes: z.int(),
  /** Whether it is encrypted, so that it takes a passphrase or a key to restore it. */
  isEncrypted: z.boolean(),
  /** How many entries its ledger holds; null where it cannot be read or was not looked at. */
  entryCount: z.int().nullable(),
});
export type CopyView = z.infer<typeof copyView>;

export const copiesContract = {
  "book.backup": job({
    summary:
      "Copies the book as it is now to a file that is whole by itself, and checks the copy: its pages, its indexes, its chain of entries.",
    right: "book",
    audit: { notes: ["isOfSeries", "toPath"] },
    input: z.strictObject({
      /** Whether it is one of the series, of which three of a day are kept and one of each day, week and month. */
      isOfSeries: z.boolean().default(false),
      /** The file to copy to, in place of one in the folder of the backups. */
      toPath: path.nullable().default(null),
      /** Encrypt it in the age format, with this passphrase. */
      passphrase: copyPassphrase.nullable().default(null),
      /** Encrypt it for who has one of these keys; null: a copy in the folder of the backups is for the keys of the book. */
      recipients: recipients.nullable().default(null),
    }),
    output: z.strictObject({
      path: z.string(),
      sizeBytes: z.int(),
      /** How many ledger entries the copy holds. */
      entryCount: z.int(),
      createdAtMs: instantMs,
      isOfSeries: z.boolean(),
    }),
    errors: [
      "path_not_allowed",
      "book_exists",
      "book_on_server",
      "backup_folder_missing",
      "backup_failed",
      "recipient_invalid",
    ],
  }),
  "backups.plan": query({
    summary:
      "Reads how often the book is copied by itself, to where, when it was last, and what keeps it from being copied.",
    input: z.strictObject({}),
    output: backupPlan,
    errors: ["book_on_server"],
  }),
  "backups.configure": command({
    summary: "Changes how often the book is copied by itself, and to which folder. What is left out stays as it is.",
    right: "book",
    audit: { about: "book", id: null },
    input: z.strictObject({
      every: backupEvery.optional(),
      /** Null: the book's own folder. */
      folder: path.nullable().optional(),
      /** The public keys of age that the copies are encrypted for from now on; none: they are not encrypted. */
      recipients: recipients.optional(),
      idempotencyKey,
    }),
    output: backupPlan,
    errors: [
      "path_not_allowed",
      "book_on_server",
      "backup_folder_missing",
      "recipient_invalid",
      "idempotency_conflict",
    ],
  }),
  /** Answered also while no book is open, by those beside it; and it waits for a slow disk where nothing else does. */
  "backups.list": query({
    summary: "Lists the copies of the book in the folder of its backups and in its own, newest first.",
    right: "book",
    input: z.strictObject({}),
    output: z.strictObject({
      copies: z.array(copyView),
      /** Whether the folder of the backups is not there now, so that only those in the book's own folder are listed. */
      isFolderMissing: z.boolean(),
    }),
    errors: ["book_on_server"],
  }),
  /** Answered also while no book is open: it is the way out where there is none, or a damaged one. */
  "book.restore": command({
    summary: "Makes the book what a copy holds. What was there before is kept beside it, and can be restored in turn.",
    right: "book",
    audit: { notes: ["fileName", "fromPath", "replaces"] },
    input: z.strictObject({
      /** A copy in the folder of the backups or in the book's own. */
      fileName: fileName.nullable().default(null),
      /** A copy anywhere, in place of a name. */
      fromPath: path.nullable().default(null),
      /** Whether the book that is there now gives way; otherwise there may be none. */
      replaces: z.boolean().default(false),
      /** What opens a copy that is encrypted: its passphrase, or secret keys. */
      passphrase: copyPassphrase.nullable().default(null),
      identities: z.array(z.string().min(1).max(4096)).max(20).default([]),
      idempotencyKey,
    }),
    output: z.strictObject({
      path: z.string(),
      entryCount: z.int(),
      lastEntryAtMs: instantMs.nullable(),
      /** Whether the copy was made of an open book's file alone, so that what was written last may be missing. */
      mayMissLast: z.boolean(),
      /**
       * What proves the copy. `bytes`: each is as it was when the copy was made. `ledger`: nothing was written beside it, or it was opened as a
       * book since, so its pages, indexes and chain of entries were checked, and hold. `none`: its pages and indexes hold, its ledger does not.
       */
      proof: z.enum(["bytes", "ledger", "none"]),
      /** Where the book that was there before is now; null where there was none. */
      keptPath: z.string().nullable(),
    }),
    errors: [
      "path_not_allowed",
      "book_exists",
      "book_on_server",
      "backup_changed",
      "backup_encrypted",
      "backup_key_wrong",
      "backup_not_found",
    ],
  }),
  /** Answered also while no book is open: the book that it is for cannot be. */
  "book.upgrade": command({
    summary:
      "Brings a book on a database server to the version of this application, while no host has it open. The server's own backup is the only copy of how it was before. A book in a file is upgraded when it is opened, after a copy.",
    right: "book",
    audit: { notes: [] },
    input: z.strictObject({ idempotencyKey }),
    output: z.strictObject({
      path: z.string(),
      /** The versions of the schema that the book had, and has; the same where there was nothing to do. */
      fromVersion: z.int(),
      version: z.int(),
    }),
    errors: [],
  }),
  /** Answered also while no book is open: the book that it is for cannot be. */
  "book.mend": command({
    summary:
      "Mends a damaged book. Where indexes only lack what their tables have, they are made anew; else the newest copy that proves itself takes its place and goes on with the later entries that still prove themselves, with their numbers and hashes, as far as nothing but entries belongs to them; those that cannot be taken are listed in a file. The damaged file is kept beside the book.",
    right: "book",
    audit: { notes: [] },
    input: z.strictObject({ idempotencyKey }),
    output: z.strictObject({
      path: z.string(),
      /** What is broken, in SQLite's words; empty where the file is whole and the ledger does not hold. */
      problems: z.array(z.string()),
      way: z.enum(["rebuilt", "fromBackup"]),
      /** The copy that the book is now; null where it was written anew. */
      sourcePath: z.string().nullable(),
      entryCount: z.int(),
      lastEntryAtMs: instantMs.nullable(),
      /** How many of them are of the damaged file, after the last of the copy. */
      takenCount: z.int(),
      /** Where the damaged file is now. */
      keptPath: z.string(),
      /** How many later entries prove themselves in the damaged file, and are not in the book. */
      notTakenCount: z.int(),
      /** The list of them, as JSON Lines; null where there are none. */
      notTakenPath: z.string().nullable(),
      /** The sequence numbers of entries before the last known one that nobody can read. */
      missingSequences: z.array(z.int()),
    }),
    errors: ["book_on_server", "nothing_to_mend", "backup_not_found"],
  }),
};
