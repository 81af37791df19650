import type { MethodInput } from "../../../shared/contract/index.ts";
import { textPieces } from "../../../shared/text-pieces.ts";
import { callEngine } from "../../foundation/engine.ts";
import type { ChosenFile } from "./import-draft.ts";

type SentFiles = MethodInput<"accounts.import">["files"];

/**
 * Send the text of files to the engine, in pieces: a request of any length would keep everybody else waiting. Files of which it was not
 * said what they hold are left out.
 *
 * @returns what to import, by what was sent.
 * @throws EngineError
 */
export async function sendFiles(files: readonly ChosenFile[]): Promise<SentFiles> {
  const sent: SentFiles = [];
  for (const { kind, name, text } of files) {
    if (kind === null) continue;
    const uploadId = await digestOf(text);
    await sendText(uploadId, text);
    sent.push({ kind, name, uploadId });
  }
  return sent;
}

async function sendText(uploadId: string, text: string): Promise<void> {
  const encoder = new TextEncoder();
  let fromByte = 0;
  for (const piece of text === "" ? [""] : textPieces(text)) {
    await callEngine("accounts.uploadImportText", { uploadId, fromByte, text: piece });
    fromByte += encoder.encode(piece).length;
  }
}

/** The same text is the same file: sent again, it is there already. */
async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
