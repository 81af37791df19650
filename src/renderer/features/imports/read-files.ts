import { decodeText } from "./decode-text.ts";
import { guessFileKind } from "./file-kind.ts";
import type { ChosenFile } from "./import-draft.ts";

/** What became of the files that were chosen: those that are text, and the names of those that are left out. */
export interface ReadFiles {
  readonly files: readonly ChosenFile[];
  readonly notText: readonly string[];
  readonly unreadable: readonly string[];
}

/** Read chosen files into memory. One that is not text does not keep the others out. */
export async function readFiles(chosen: readonly File[]): Promise<ReadFiles> {
  const files: ChosenFile[] = [];
  const notText: string[] = [];
  const unreadable: string[] = [];
  for (const file of chosen) {
    const bytes = await file.arrayBuffer().catch(() => null);
    if (bytes === null) {
      unreadable.push(file.name);
      continue;
    }
    const decoded = decodeText(bytes);
    if (decoded.ok) files.push({ name: file.name, kind: guessFileKind(file.name), text: decoded.text });
    else notText.push(file.name);
  }
  return { files, notText, unreadable };
}
