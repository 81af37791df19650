import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { withBookErrors } from "./sqlite-errors.ts";

const path = "/mnt/finance/acme.countinghouse";

function codeWhere(error: Error): unknown {
  try {
    withBookErrors(path, () => {
      throw error;
    });
  } catch (refusal) {
    return refusal;
  }
  return null;
}

/** No test can take a network share away while it is written to; what SQLite and the system say then is thrown here. */
describe("a disk or a network share that goes away", () => {
  test.each(["SQLITE_IOERR_READ", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_FSTAT"])(
    "is said where SQLite answers %s",
    (code) => {
      expect(codeWhere(new Database.SqliteError("disk I/O error", code))).toMatchObject({
        code: "book_disk_failed",
        message: `The disk does not answer for ${path}: disk I/O error.`,
      });
    },
  );

  test.each(["EIO", "ESTALE", "ENOTCONN", "EHOSTDOWN"])("is said where the system answers %s", (code) => {
    const error = Object.assign(new Error(`${code}: stat`), { code, syscall: "stat" });
    expect(codeWhere(error)).toMatchObject({ code: "book_disk_failed" });
  });

  test("is not what a full disk is", () => {
    const full = new Database.SqliteError("disk I/O error", "SQLITE_IOERR_SHMSIZE");
    expect(codeWhere(full)).toMatchObject({ code: "disk_full" });
  });
});
