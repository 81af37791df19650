import { createReadStream } from "node:fs";
import { uploadPieceBytes } from "../../../shared/contract/upload-pieces.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { pathFromHere } from "./options.ts";
import type { OpenBook } from "./run-command.ts";
import type { Terminal } from "./terminal.ts";

/** The bytes of a file that a command names, from the beginning. */
export type FileBytes = () => AsyncIterable<Buffer>;

/** @param path `-` is standard input, which is read once. */
export async function openFile(terminal: Terminal, path: string): Promise<FileBytes> {
  if (path !== "-") return () => readBytes(path);
  const text = Buffer.from(await terminal.readInput());
  // oxlint-disable-next-line typescript/require-await -- what is asked for may have to be waited for, and this is there
  return async function* () {
    yield text;
  };
}

async function* readBytes(path: string): AsyncGenerator<Buffer, void, void> {
  try {
    const stream = createReadStream(pathFromHere(path), { highWaterMark: uploadPieceBytes });
    for await (const bytes of stream) yield bytes as Buffer;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError("invalid_input", sentence("{path} cannot be read: {reason}.", { path, reason }));
  }
}

/** Send a file to whoever has the book, piece by piece. */
export async function sendFile(book: OpenBook, file: FileBytes, uploadId: string): Promise<void> {
  let fromByte = 0;
  for await (const bytes of file()) {
    for (let start = 0; start < bytes.length; start += uploadPieceBytes) {
      const piece = bytes.subarray(start, start + uploadPieceBytes);
      await book.record("imports.upload", { uploadId, fromByte, base64: piece.toString("base64") });
      fromByte += piece.length;
    }
  }
  // An empty file is one too.
  if (fromByte === 0) await book.record("imports.upload", { uploadId, fromByte, base64: "" });
}
