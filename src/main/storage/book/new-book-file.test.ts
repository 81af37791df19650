import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test, vi } from "vitest";
import { temporaryFolder } from "../../../../test/support/book.ts";
import { createBook } from "../../engine/create-book.ts";
import { claimBook, openBook } from "./book-file.ts";

const settings = { name: "Acme", timeZone: "UTC", currency: "USD", isForTrying: false };

/** How the file system refuses a hard link; undefined where it makes one. */
const links = vi.hoisted(() => ({ refusal: undefined as string | undefined }));

// No file system without hard links can be made everywhere, so the one call that asks for a link stands in for it.
vi.mock(import("node:fs"), async (original) => {
  const fs = await original();
  return {
    ...fs,
    linkSync(from, to) {
      if (links.refusal === undefined) fs.linkSync(from, to);
      else throw Object.assign(new Error(`${links.refusal}: link`), { code: links.refusal, syscall: "link" });
    },
  };
});

test.each([["EPERM"], ["ENOTSUP"], ["EOPNOTSUPP"], ["ENOSYS"], [undefined]])(
  "a book is made, and no file overwritten, where a link is answered with %s",
  (refusal) => {
    links.refusal = refusal;
    const path = join(temporaryFolder(), "book.countinghouse");
    createBook(path, 0, settings);
    expect(readdirSync(dirname(path))).toEqual(["book.countinghouse"]);
    const lock = claimBook(path);
    openBook(path, 1, { mustBeAlone: true }).close();
    lock.release();

    const other = join(dirname(path), "other.countinghouse");
    writeFileSync(other, "mine");
    expect(() => createBook(other, 0, settings)).toThrow(expect.objectContaining({ code: "book_exists" }) as Error);
    expect(readFileSync(other, "utf8")).toBe("mine");
    expect(existsSync(`${other}.new`)).toBe(false);
  },
);
