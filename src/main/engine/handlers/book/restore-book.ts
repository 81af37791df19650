import { rmSync } from "node:fs";
import type { MethodOutput, ParsedInput } from "../../../../shared/contract/index.ts";
import { locateCopy } from "../../../storage/book/copies.ts";
import { requireUnchanged } from "../../../storage/book/copy-digest.ts";
import { restoreBook } from "../../../storage/book/restore.ts";
import { decryptFile, isEncrypted } from "../../../storage/book/encryption.ts";
import { verifyClosedBook } from "../ledger/verify-ledger.ts";

/**
 * Make a book of what a copy holds; one that is encrypted is opened beside the book first. Whoever calls holds the book's lock.
 *
 * @throws AppError as the contract says of `book.restore`.
 */
export async function restoreCopy(
  bookPath: string,
  { fileName, fromPath, replaces, ...keys }: ParsedInput<"book.restore">,
  nowMs: number,
): Promise<Omit<MethodOutput<"book.restore">, "path">> {
  const source = fromPath === null ? { fileName: fileName ?? "" } : { path: fromPath };
  const path = locateCopy(bookPath, source);
  if (!isEncrypted(path)) {
    const { isProven, ...restored } = restoreBook(bookPath, { path }, { replaces, nowMs });
    return { ...restored, proof: isProven ? "bytes" : proveLedger(bookPath) };
  }
  requireUnchanged(path);
  const plainPath = `${bookPath}.decrypted`;
  const removePlain = (): void => {
    for (const ending of ["", "-wal", "-shm"]) rmSync(plainPath + ending, { force: true });
  };
  removePlain();
  try {
    await decryptFile(path, plainPath, keys);
    const { isProven: _isProven, ...restored } = restoreBook(bookPath, { path: plainPath }, { replaces, nowMs });
    // What opens an encrypted file proves each byte of it.
    return { ...restored, proof: "bytes" };
  } finally {
    removePlain();
  }
}

/** Nothing is said of the bytes of such a copy. Its pages and indexes were checked as it was read; its chain of entries is now. */
function proveLedger(bookPath: string): "ledger" | "none" {
  return verifyClosedBook(bookPath).ok ? "ledger" : "none";
}
