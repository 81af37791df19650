import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test, vi } from "vitest";
import { temporaryFolder } from "../../../../test/support/book.ts";
import { createBook } from "../../engine/create-book.ts";
import { openBook } from "./book-file.ts";
import { readMark } from "./book-mark.ts";

test("a transaction for which the disk has no room is refused by that name, and nothing of it is written", () => {
  const path = join(temporaryFolder(), "book.countinghouse");
  createBook(path, 0, { name: "Acme", timeZone: "UTC", currency: "USD", isForTrying: false });
  const { book, close } = openBook(path, 1);
  const { pages } = book.get<{ pages: number }>("SELECT page_count AS pages FROM pragma_page_count") ?? { pages: 0 };
  // The file may not grow any more, which SQLite answers as it answers a full disk.
  book.get(`PRAGMA max_page_count = ${pages}`);
  const writeMuch = () => {
    book.run("UPDATE book SET name = 'Other'");
    for (let index = 0; index < 1000; index += 1) {
      book.run(
        "INSERT INTO tax_rate (id, name, rate_parts_per_million) VALUES (?, ?, ?)",
        `${index}`,
        "x".repeat(500),
        index,
      );
    }
  };
  expect(() => book.transaction(writeMuch)).toThrow(expect.objectContaining({ code: "disk_full" }) as Error);
  expect(book.get("SELECT name FROM book")).toEqual({ name: "Acme" });
  close();
});

test("a log that is full is brought into the file once, and not again by each transaction after it", () => {
  const path = join(temporaryFolder(), "book.countinghouse");
  createBook(path, 0, { name: "Acme", timeZone: "UTC", currency: "USD", isForTrying: false });
  const { book, close } = openBook(path, 1);
  const onlooker = new Database(path, { readonly: true });
  // Each time that the log is brought into the file the book gets a new mark.
  const rename = (name: string) => {
    book.transaction(() => book.run("UPDATE book SET name = ?", name));
    return readMark(onlooker)?.id;
  };
  const before = rename("before");
  const afterFilling = rename("x".repeat(17 * 1024 * 1024));
  expect(afterFilling).not.toBe(before);
  expect([rename("one"), rename("two"), rename("three")]).toEqual(Array(3).fill(afterFilling));
  onlooker.close();
  close();
});

test("a statement is planned once, whatever it is asked for", () => {
  const path = join(temporaryFolder(), "book.countinghouse");
  createBook(path, 0, { name: "Acme", timeZone: "UTC", currency: "USD", isForTrying: false });
  const { book, close } = openBook(path, 1);
  // The driver makes a function for the rows of each plan.
  const makeFunction = vi.spyOn(globalThis, "Function");
  const codes = ["courtesy", "nothing", "promotion"].map((code, index) =>
    book.all<{ code: string }>("SELECT code FROM reason_code WHERE code = ? ORDER BY name LIMIT ?", code, 5 + index),
  );
  expect(codes).toEqual([[{ code: "courtesy" }], [], [{ code: "promotion" }]]);
  expect(makeFunction).toHaveBeenCalledOnce();
  makeFunction.mockRestore();
  close();
});
