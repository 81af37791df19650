import { randomUUID } from "node:crypto";
import { copyFile } from "node:fs/promises";
import { type BrowserWindow, dialog } from "electron";
import type { BookInfo } from "../../shared/contract/book.ts";
import type { JobView } from "../../shared/contract/jobs.ts";
import { AppError, type Result } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import type { CopyKeys } from "../../shared/platform.ts";
import type { Caller, Engine } from "../engine/engine.ts";
import { exportedFileOf } from "../hosts/exported-file.ts";
import { chooseFile, plainFileName } from "./save-file.ts";

/*
 * What the person names in the system's own dialogs. The page asks for a dialog and learns what came of it; it cannot say which place.
 * Each answers null where the person changed their mind; the caller is that person, who has named the place.
 */

/** Copies the book to a file that the person names. @returns the job that copies. */
export async function saveBookCopy(
  window: BrowserWindow,
  engine: Engine,
  caller: Caller,
): Promise<Result<unknown> | null> {
  const info = (await engine.dispatch("book.info", {}, caller)) as Result<BookInfo>;
  if (!info.ok) return info;
  const toPath = await chooseFile(window, `${plainFileName(info.value.name)}.countinghouse`);
  if (toPath === null) return null;
  return engine.dispatch("book.backup", { toPath }, caller);
}

/** Saves what an export has written as a file that the person names. */
export async function saveExport(
  window: BrowserWindow,
  engine: Engine,
  caller: Caller,
  jobId: string,
): Promise<Result<unknown> | null> {
  const job = (await engine.dispatch("jobs.get", { jobId }, caller)) as Result<JobView>;
  if (!job.ok) return job;
  try {
    const { path, fileName } = exportedFileOf(job.value);
    const toPath = await chooseFile(window, fileName);
    if (toPath === null) return null;
    await copyFile(path, toPath);
    return { ok: true, value: { path: toPath } };
  } catch (error) {
    const refusal =
      error instanceof AppError ? error : new AppError("export_failed", sentence("The file could not be saved there."));
    return { ok: false, error: refusal.toView() };
  }
}

/** Has the backups go to a folder that the person names. */
export async function nameBackupFolder(
  window: BrowserWindow,
  engine: Engine,
  caller: Caller,
): Promise<Result<unknown> | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: ["openDirectory", "createDirectory"],
  });
  const [folder] = filePaths;
  if (canceled || folder === undefined) return null;
  return engine.dispatch("backups.configure", { folder, idempotencyKey: randomUUID() }, caller);
}

/**
 * Makes the book of a copy that the person names. Of one that is encrypted it is told then; what opens it comes with another call, for the
 * copy that was named, because the page never learns where that is.
 */
export function createRestoreFromFile(): (
  window: BrowserWindow,
  engine: Engine,
  caller: Caller,
  keys: CopyKeys | null,
) => Promise<Result<unknown> | null> {
  let named: string | null = null;
  return async (window, engine, caller, keys) => {
    if (keys === null) {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, { properties: ["openFile"] });
      named = canceled ? null : (filePaths[0] ?? null);
    }
    if (named === null) return null;
    const input = { fromPath: named, replaces: true, ...keys, idempotencyKey: randomUUID() };
    return engine.dispatch("book.restore", input, caller);
  };
}
