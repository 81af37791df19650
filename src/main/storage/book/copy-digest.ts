import { createHash } from "node:crypto";
import { closeSync, existsSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import type { CopyDraft } from "./backup.ts";
import { readMark } from "./book-mark.ts";
import { readFileAsItIs } from "./reading-file.ts";

/** The file beside a copy that says what it is made of. */
export const digestPathOf = (path: string): string => `${path}.sha256`;

/**
 * Write beside a copy what it is made of, before it has its name. A comment names the mark of the book in it, which is another one as soon as
 * somebody has opened the copy and changed it.
 */
export function writeDigestFile(draft: CopyDraft, targetPath: string): void {
  const { path, copied, markId } = draft;
  // As `sha256sum` reads it, which passes over what follows a hash sign.
  const lines = [
    `# ${copied.entryCount} ledger entries`,
    ...(markId === null ? [] : [`# mark ${markId}`]),
    `${digestOf(path)}  ${basename(targetPath)}`,
    "",
  ];
  writeFileSync(digestPathOf(targetPath), lines.join("\n"), { mode: 0o600 });
}

/** How many entries a copy held when it was made; null where nothing was written beside it. The copy itself is not opened. */
export function countEntries(path: string): number | null {
  const [, count] = /^# (\d+) ledger entries$/mu.exec(readDigestFile(path)) ?? [];
  return count === undefined ? null : Number(count);
}

/**
 * Compare a copy with what was written beside it.
 *
 * @returns whether each of its bytes is proven by that. Not where nothing lies beside it, as after somebody moved the file alone, nor where it
 * was opened as a book since and changed: what it is then is for its own checks to say.
 * @throws AppError `backup_changed` where it is another than it was without anybody having opened it.
 */
export function requireUnchanged(path: string): boolean {
  const written = readDigestFile(path);
  if (written === "") return false;
  if (written.includes(`\n${digestOf(path)}  `)) return true;
  const [, markId] = /^# mark ([0-9a-f]{32})$/mu.exec(written) ?? [];
  if (markId !== undefined && hasOtherMark(path, markId)) return false;
  throw new AppError(
    "backup_changed",
    sentence("{path} is not what it was when it was made: it is damaged, or somebody changed it.", { path }),
  );
}

/** What was written beside a copy when it was made; empty where nothing was. */
function readDigestFile(path: string): string {
  return existsSync(digestPathOf(path)) ? readFileSync(digestPathOf(path), "utf8") : "";
}

function digestOf(path: string): string {
  const digest = createHash("sha256");
  const piece = Buffer.alloc(1024 * 1024);
  const file = openSync(path, "r");
  try {
    for (let read = 1; read > 0;) {
      read = readSync(file, piece);
      digest.update(piece.subarray(0, read));
    }
  } finally {
    closeSync(file);
  }
  return digest.digest("hex");
}

/** Whether a file is a book in another state than the one that was copied. What cannot be read is none. */
function hasOtherMark(path: string, markId: string): boolean {
  try {
    return readFileAsItIs(path, (database) => {
      const mark = readMark(database);
      return mark !== null && mark.id !== markId;
    });
  } catch (error) {
    if (error instanceof Database.SqliteError) return false;
    throw error;
  }
}
