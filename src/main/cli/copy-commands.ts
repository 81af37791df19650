import { constants, copyFileSync, existsSync, mkdirSync, realpathSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Command, Option } from "commander";
import { AppError } from "../../shared/errors.ts";
import { bookOption, jsonOption, keyOption, pathFromHere, withExamples } from "./options.ts";
import type { BookFlags, CommandLine } from "./run-command.ts";
import { count } from "./terminal.ts";

interface BackupFlags extends BookFlags {
  readonly to?: string;
}

interface RestoreFlags extends BookFlags {
  readonly from: string;
  readonly replace?: true;
}

/** `countinghouse book backup` and `book restore` */
export function addCopyCommands(book: Command, line: CommandLine): void {
  const backup = book
    .command("backup")
    .description("Copy a book, as it is now, to a file that is whole by itself. Work in the book goes on.")
    .addOption(bookOption())
    .addOption(new Option("--to <file>", "where the copy goes; left out: beside the book").argParser(pathFromHere))
    .addOption(jsonOption())
    .action((flags: BackupFlags) =>
      line.withBook(flags, async (open) => {
        if (flags.to !== undefined) requireNoFile(flags.to);
        const made = await open.job("book.backup", {}, "Copying");
        const path = flags.to ?? made.path;
        if (flags.to !== undefined) moveFile(made.path, flags.to);
        const text = `Copied ${count(made.entryCount)} entries to ${path}, and checked the copy.`;
        return { ok: true, value: { ...made, path }, text };
      }),
    );
  withExamples(
    backup,
    "book backup --book acme.countinghouse",
    "book backup --book acme.countinghouse --to /media/stick/acme.countinghouse",
  );

  const restore = book
    .command("restore")
    .description("Make a book what a copy of it holds. The copy stays as it is, and so does what was there before.")
    .addOption(bookOption())
    .addOption(new Option("--from <file>", "the copy").argParser(pathFromHere).makeOptionMandatory())
    .option("--replace", "let the book that is there now give way; it is kept beside the new one")
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((flags: RestoreFlags) =>
      line.withBook(flags, async (open) => {
        const staged = stage(flags.from, flags.book);
        try {
          const input = { fileName: staged.fileName, replaces: flags.replace === true };
          const value = await open.write("book.restore", input);
          return { ok: true, value, text: restoredText(value) };
        } finally {
          staged.remove();
        }
      }),
    );
  withExamples(
    restore,
    "book restore --book acme.countinghouse --from /media/stick/acme.countinghouse",
    "book restore --book acme.countinghouse --from acme.countinghouse.backup-20260301T120000123Z --replace",
  );
}

function restoredText(restored: {
  readonly path: string;
  readonly entryCount: number;
  readonly lastEntryAtMs: number | null;
  readonly mayMissLast: boolean;
  readonly keptPath: string | null;
}): string {
  const { path, entryCount, lastEntryAtMs, mayMissLast, keptPath } = restored;
  const last = lastEntryAtMs === null ? "" : `, the last of ${new Date(lastEntryAtMs).toISOString()}`;
  const lines = [`${path} holds ${count(entryCount)} entries${last}.`];
  if (mayMissLast) {
    lines.push("The copy was made of the file alone while the book was open: what was written last may be missing.");
  }
  if (keptPath !== null) lines.push(`What was there before is now ${keptPath}.`);
  return lines.join("\n");
}

/**
 * The engine reads in the book's folder only, so a copy from elsewhere is brought there for the time being, with its log where it has
 * one.
 */
function stage(from: string, bookPath: string): { readonly fileName: string; remove(): void } {
  if (!existsSync(from)) throw new AppError("backup_not_found", `There is no file ${from}.`);
  const folder = dirname(existsSync(bookPath) ? realpathSync(bookPath) : bookPath);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (realpathSync(folder) === realpathSync(dirname(from))) {
    return { fileName: basename(from), remove: () => undefined };
  }
  const stagedPath = join(folder, `${basename(bookPath)}.from-${process.pid}`);
  const endings = ["", "-wal"];
  for (const ending of endings) {
    if (existsSync(from + ending)) copyFileSync(from + ending, stagedPath + ending, constants.COPYFILE_EXCL);
  }
  return {
    fileName: basename(stagedPath),
    remove() {
      for (const ending of [...endings, "-shm"]) rmSync(stagedPath + ending, { force: true });
    },
  };
}

function requireNoFile(path: string): void {
  if (existsSync(path)) throw new AppError("book_exists", `${path} is there already.`);
}

/** Give a file another name, also on another disk; none is overwritten. */
function moveFile(from: string, to: string): void {
  requireNoFile(to);
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    rmSync(from);
  }
}
