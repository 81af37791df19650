import { toBase64 } from "../../../shared/base64.ts";
import { uploadPieceBytes } from "../../../shared/contract/upload-pieces.ts";
import { callEngine } from "../../foundation/engine.ts";

/** A file that is sent again is there already. */
const known = new WeakMap<Blob, string>();

/**
 * Send a file to the engine piece by piece, as it is read from the disk: neither the page nor a request ever holds all of it.
 *
 * @returns what the engine knows it by.
 * @throws EngineError; DOMException where the file cannot be read any more.
 */
export async function sendFile(file: Blob): Promise<string> {
  const uploadId = known.get(file) ?? crypto.randomUUID();
  known.set(file, uploadId);
  for (let fromByte = 0; fromByte === 0 || fromByte < file.size; fromByte += uploadPieceBytes) {
    const piece = await file.slice(fromByte, fromByte + uploadPieceBytes).arrayBuffer();
    await callEngine("imports.upload", { uploadId, fromByte, base64: toBase64(new Uint8Array(piece)) });
  }
  return uploadId;
}
