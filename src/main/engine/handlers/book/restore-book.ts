import { rmSync } from "node:fs";
import type { ParsedInput } from "../../../../shared/contract/index.ts";
import { locateCopy, requireUnchanged, restoreBook } from "../../../storage/book/copies.ts";
import { decryptFile, isEncrypted } from "../../../storage/book/encryption.ts";

/**
 * Make a book of what a copy holds; one that is encrypted is opened beside the book first. Whoever calls holds the book's lock.
 *
 * @throws AppError as the contract says of `book.restore`.
 */
export async function restoreCopy(
  bookPath: string,
  { fileName, fromPath, replaces, ...keys }: ParsedInput<"book.restore">,
  nowMs: number,
): Promise<ReturnType<typeof restoreBook>> {
  const source = fromPath === null ? { fileName: fileName ?? "" } : { path: fromPath };
  const path = locateCopy(bookPath, source);
  if (!isEncrypted(path)) return restoreBook(bookPath, { path }, { replaces, nowMs });
  requireUnchanged(path);
  const plainPath = `${bookPath}.decrypted`;
  const removePlain = (): void => {
    for (const ending of ["", "-wal", "-shm"]) rmSync(plainPath + ending, { force: true });
  };
  removePlain();
  try {
    await decryptFile(path, plainPath, keys);
    return restoreBook(bookPath, { path: plainPath }, { replaces, nowMs });
  } finally {
    removePlain();
  }
}
