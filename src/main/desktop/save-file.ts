import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { app, type BrowserWindow, dialog } from "electron";

/**
 * Asks the person where to save a file, and saves it there. The page proposes a name and nothing more: the place is chosen
 * in the system's own dialog.
 *
 * @returns false where the person changed their mind.
 */
export async function saveFile(
  window: BrowserWindow,
  suggestedName: string,
  content: string | Uint8Array,
): Promise<boolean> {
  const path = await chooseFile(window, suggestedName);
  if (path === null) return false;
  await writeFile(path, content, "utf8");
  return true;
}

/**
 * Asks the person where to save a file of ours.
 *
 * @param title what the dialog says above; left out, the system says what it always does.
 * @returns null where they changed their mind.
 */
export async function chooseFile(window: BrowserWindow, suggestedName: string, title?: string): Promise<string | null> {
  const defaultPath = join(app.getPath("documents"), plainFileName(suggestedName));
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath,
    ...(title === undefined ? {} : { title, message: title }),
  });
  return canceled || filePath === "" ? null : filePath;
}

/** A name without anything that a file system reads as a folder, a device or an end. */
export function plainFileName(name: string): string {
  const plain = name.replaceAll(/[/\\:*?"<>|\p{Cc}]/gu, "-").replace(/^\.+/u, "");
  return plain === "" ? "countinghouse.txt" : plain;
}
