import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  existsSync,
  rmSync,
  statSync,
} from "node:fs";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { codeOf, giveName, writeWhole } from "../book/file-access.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

/** A file that is being written for who asked for an export. What is neither kept nor dropped is nobody's. */
export interface ExportFile {
  readonly path: string;
  /** @throws AppError `disk_full`. */
  write(content: string | Uint8Array): void;
  /** Nothing more is written, all of it is on the disk, and the file has its name. @returns its length in bytes. */
  keep(): number;
  /** It is taken away, because it did not become whole. */
  drop(): void;
}

/** Where exports lie that a host hands on, for as long as the book is open. */
function folderOf(bookPath: string): string {
  return `${bookPath}.exports`;
}

/** How the name ends of what is not whole yet. */
const draftEnding = ".new";

/** So many exports wait to be handed on; with one more, the oldest goes. */
const keptExportLimit = 20;

/** A place beside the book for one more export. @param name of a file, under which nothing lies there yet. */
export function placeForExport(bookPath: string, name: string): string {
  const folder = folderOf(bookPath);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const kept = readdirSync(folder)
    .filter((each) => !each.endsWith(draftEnding))
    .map((each) => join(folder, each))
    .toSorted((one, other) => statSync(one).mtimeMs - statSync(other).mtimeMs);
  for (const path of kept.slice(0, Math.max(0, kept.length - keptExportLimit + 1))) rmSync(path, { force: true });
  return join(folder, name);
}

/** Forget all of them: when the book is closed, and what a process left that was killed. Only who holds the book may call this. */
export function removeExports(bookPath: string): void {
  rmSync(folderOf(bookPath), { recursive: true, force: true });
}

/**
 * Begin a file where there is none; only its owner may read it. It goes by another name until it is whole, so that whatever happens to
 * the program nothing half is left under its own.
 *
 * @throws AppError `export_failed` where one is there, or where none can be; `disk_full`.
 */
export function createExportFile(path: string): ExportFile {
  const draftPath = `${path}.${randomUUID().slice(0, 8)}${draftEnding}`;
  const guarded = <Answer>(work: () => Answer): Answer => {
    try {
      return work();
    } catch (error) {
      throw refusalOf(error, path);
    }
  };
  if (existsSync(path)) throw isThere(path);
  const file = guarded(() => openSync(draftPath, "wx", 0o600));
  let isOpen = true;
  const close = () => {
    isOpen = false;
    closeSync(file);
  };
  return {
    path,
    write(content) {
      guarded(() => {
        // Its number may be another file's by now.
        if (!isOpen) throw new Error("The export is not written any more");
        writeWhole(file, content);
      });
    },
    keep() {
      return guarded(() => {
        fsyncSync(file);
        const { size } = fstatSync(file);
        close();
        giveName(draftPath, path);
        return size;
      });
    },
    drop() {
      if (isOpen) close();
      rmSync(draftPath, { force: true });
    },
  };
}

function isThere(path: string): AppError {
  return new AppError("export_failed", sentence("{path} is there already.", { path }));
}

function refusalOf(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (code === "ENOSPC" || code === "EDQUOT")
    return new AppError("disk_full", sentence("There is no room left for {path}.", { path }));
  if (code === "EEXIST") return isThere(path);
  return code === undefined
    ? error
    : new AppError("export_failed", sentence("{path} cannot be written ({code}).", { path, code }));
}
