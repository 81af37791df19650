import type { MethodInput } from "../../../shared/contract/index.ts";
import { EngineError } from "../../foundation/engine.ts";
import type { ChosenFile } from "./import-draft.ts";
import { importsText } from "./imports-text.ts";
import { sendFile } from "./send-file.ts";
import { SendingStopped, whileShown, type SendingWay } from "./sending.ts";

type SentFiles = MethodInput<"accounts.import">["files"];

/**
 * Send files to the engine. Those of which it was not said what they hold are left out.
 *
 * @param purpose under which it is shown how far it is.
 * @returns what to import, by what was sent.
 * @throws EngineError; SendingStopped; Error, in words, where a file cannot be read any more.
 */
export async function sendFiles(purpose: string, files: readonly ChosenFile[]): Promise<SentFiles> {
  const totalBytes = files.reduce((sum, { file }) => sum + file.size, 0);
  return await whileShown(purpose, { what: importsText.sending.files, totalBytes }, async (way) => {
    const sent: SentFiles = [];
    let beforeBytes = 0;
    for (const { kind, name, file, choices = null } of files) {
      if (kind === null) continue;
      const from = beforeBytes;
      const ofAll = { ...way, onSent: (sentBytes: number) => way.onSent(from + sentBytes) };
      sent.push({ kind, name, uploadId: await sendNamed(file, name, ofAll), choices });
      beforeBytes += file.size;
    }
    return sent;
  });
}

/** Send one file. @throws what {@link sendFiles} throws. */
export async function sendNamed(file: Blob, name: string, way: SendingWay): Promise<string> {
  try {
    return await sendFile(file, way);
  } catch (error) {
    if (error instanceof EngineError || error instanceof SendingStopped) throw error;
    throw new Error(importsText.files.unreadable(name), { cause: error });
  }
}
