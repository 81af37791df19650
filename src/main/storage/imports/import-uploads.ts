import { hash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  realpathSync,
  ftruncateSync,
  rmSync,
} from "node:fs";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { codeOf, writeWhole } from "../book/file-access.ts";
import { withBookErrors } from "../book/sqlite-errors.ts";

/**
 * Files that are about to be imported, in a folder beside the book for as long as it is open: so that a file of any length
 * comes in pieces, and is read in pieces, and is never in memory as a whole.
 */
function folderOf(bookPath: string): string {
  return `${ownPathOf(bookPath)}.imports`;
}

/** The book's own path, also where it was opened through a link. One that was moved away has only the path that it had. */
function ownPathOf(bookPath: string): string {
  try {
    return realpathSync(bookPath);
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    return bookPath;
  }
}

/** What a file is kept as that somebody has sent: nobody can add to what another sends, or read it, though they know its id. */
export function sentFileId(actorId: string, uploadId: string): string {
  return `${hash("sha256", actorId).slice(0, 16)}-${uploadId}`;
}

/** The folder, made where it is not there. */
export function makeUploadFolder(bookPath: string): string {
  const folder = folderOf(bookPath);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

const bytesPerRead = 64 * 1024;

/** No file that is larger is taken: nobody sends one on purpose, and the disk is the book's too. */
const largestUploadBytes = 512 * 1024 * 1024;

/**
 * Add bytes to a file. Said twice they are added once.
 *
 * @param fromByte how much of the file its sender has sent before.
 * @returns how much of the file there is.
 * @throws AppError `upload_not_found` where what came before is not there; `upload_too_large`; `disk_full`.
 */
export function addUploadedBytes(bookPath: string, uploadId: string, fromByte: number, bytes: Uint8Array): number {
  if (fromByte + bytes.length > largestUploadBytes) {
    throw new AppError(
      "upload_too_large",
      sentence("The file is larger than {megabytes} MB.", { megabytes: largestUploadBytes / 1024 / 1024 }),
    );
  }
  return withBookErrors(bookPath, () => {
    const file = openSync(join(makeUploadFolder(bookPath), uploadId), "a", 0o600);
    try {
      const { size } = fstatSync(file);
      if (fromByte + bytes.length <= size) return size;
      if (fromByte !== size) throw missing(uploadId);
      appendOrLeave(file, size, bytes);
      return size + bytes.length;
    } finally {
      closeSync(file);
    }
  });
}

/** What finds room for a part of it only is taken off again, so that it can be sent once more. */
function appendOrLeave(file: number, size: number, bytes: Uint8Array): void {
  try {
    writeWhole(file, bytes);
  } catch (error) {
    ftruncateSync(file, size);
    throw error;
  }
}

/** The text of a file from its beginning, in pieces that cut no character in two. @throws AppError `upload_not_found`. */
export function* readUploadedText(bookPath: string, uploadId: string): Generator<string, void, void> {
  const decoder = new StringDecoder("utf8");
  for (const bytes of readUploadedBytes(bookPath, uploadId)) yield decoder.write(bytes);
  const rest = decoder.end();
  if (rest !== "") yield rest;
}

/** The bytes of a file from its beginning; each piece holds until the next is asked for. @throws AppError `upload_not_found`. */
export function* readUploadedBytes(bookPath: string, uploadId: string): Generator<Buffer, void, void> {
  const file = openUpload(bookPath, uploadId);
  try {
    const bytes = Buffer.alloc(bytesPerRead);
    for (let position = 0; ;) {
      const count = readSync(file, bytes, 0, bytes.length, position);
      if (count === 0) return;
      position += count;
      yield bytes.subarray(0, count);
    }
  } finally {
    closeSync(file);
  }
}

/** Where a file is, or what is made of one, for as long as the book is open. */
export function uploadPath(bookPath: string, uploadId: string): string {
  return join(makeUploadFolder(bookPath), uploadId);
}

export function hasUpload(bookPath: string, uploadId: string): boolean {
  return existsSync(join(folderOf(bookPath), uploadId));
}

/** Forget a file that was imported. */
export function removeUpload(bookPath: string, uploadId: string): void {
  rmSync(join(folderOf(bookPath), uploadId), { force: true });
}

/** Forget all of it: when the book is closed, and what a process left that was killed. Only who holds the book may call this. */
export function removeUploads(bookPath: string): void {
  rmSync(folderOf(bookPath), { recursive: true, force: true });
}

function openUpload(bookPath: string, uploadId: string): number {
  try {
    return openSync(join(folderOf(bookPath), uploadId), "r");
  } catch (error) {
    if (codeOf(error) === "ENOENT") throw missing(uploadId);
    throw error;
  }
}

function missing(uploadId: string): AppError {
  const sentAs = uploadId.replace(/^[0-9a-f]{16}-/u, "");
  return new AppError(
    "upload_not_found",
    sentence("The file that was sent as {sentAs} is not there, or not all of it.", { sentAs }),
  );
}
