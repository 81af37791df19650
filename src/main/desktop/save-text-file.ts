import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { app, type BrowserWindow, dialog } from "electron";

/**
 * Asks the person where to save a text, and saves it there. The page proposes a name and nothing more: the place is chosen
 * in the system's own dialog.
 *
 * @returns false where the person changed their mind.
 */
export async function saveTextFile(window: BrowserWindow, suggestedName: string, text: string): Promise<boolean> {
  const defaultPath = join(app.getPath("documents"), plainFileName(suggestedName));
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath });
  if (canceled || filePath === "") return false;
  await writeFile(filePath, text, "utf8");
  return true;
}

/** A name without anything that a file system reads as a folder, a device or an end. */
function plainFileName(name: string): string {
  const plain = name.replaceAll(/[/\\:*?"<>|\p{Cc}]/gu, "-").replace(/^\.+/u, "");
  return plain === "" ? "countinghouse.txt" : plain;
}
