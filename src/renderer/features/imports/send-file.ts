import { toBase64 } from "../../../shared/base64.ts";
import { uploadPieceBytes } from "../../../shared/contract/upload-pieces.ts";
import { callEngine } from "../../foundation/engine.ts";
import type { SendingWay } from "./sending.ts";

/** A file that is sent again is there already. */
const known = new WeakMap<Blob, string>();

/**
 * Send a file to the engine piece by piece, as it is read from the disk: neither the page nor a request ever holds all of it. What the
 * engine has of it is not sent again.
 *
 * @returns what the engine knows it by.
 * @throws EngineError; DOMException where the file cannot be read any more; SendingStopped.
 */
export async function sendFile(file: Blob, way?: SendingWay): Promise<string> {
  const uploadId = known.get(file) ?? crypto.randomUUID();
  known.set(file, uploadId);
  let sentBytes = 0;
  do {
    way?.requireWanted();
    const piece = await file.slice(sentBytes, sentBytes + uploadPieceBytes).arrayBuffer();
    const sent = { uploadId, fromByte: sentBytes, base64: toBase64(new Uint8Array(piece)) };
    sentBytes = (await callEngine("imports.upload", sent)).bytes;
    way?.onSent(sentBytes);
  } while (sentBytes < file.size);
  return uploadId;
}
