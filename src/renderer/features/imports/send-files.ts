import type { MethodInput } from "../../../shared/contract/index.ts";
import { EngineError } from "../../foundation/engine.ts";
import type { ChosenFile } from "./import-draft.ts";
import { importsText } from "./imports-text.ts";
import { sendFile } from "./send-file.ts";

type SentFiles = MethodInput<"accounts.import">["files"];

/**
 * Send files to the engine. Those of which it was not said what they hold are left out.
 *
 * @returns what to import, by what was sent.
 * @throws EngineError; Error, in words, where a file cannot be read any more.
 */
export async function sendFiles(files: readonly ChosenFile[]): Promise<SentFiles> {
  const sent: SentFiles = [];
  for (const { kind, name, file, choices = null } of files) {
    if (kind === null) continue;
    sent.push({ kind, name, uploadId: await sendNamed(file, name), choices });
  }
  return sent;
}

export async function sendNamed(file: File, name: string): Promise<string> {
  try {
    return await sendFile(file);
  } catch (error) {
    if (error instanceof EngineError) throw error;
    throw new Error(importsText.files.unreadable(name), { cause: error });
  }
}
