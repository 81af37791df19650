import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readRecentBooks, rememberBook } from "./recent-books.ts";

test("who reads the list while another book is put on it reads a whole one", () => {
  const folder = mkdtempSync(join(tmpdir(), "countinghouse-recent-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const listPath = join(folder, "recent-books.json");
  rememberBook(listPath, "/books/first");
  const file = openSync(listPath, "r");
  onTestFinished(() => closeSync(file));
  expect(rememberBook(listPath, "/books/second")).toEqual(["/books/first"]);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(["/books/first"]);
  expect(readRecentBooks(listPath)).toEqual(["/books/second", "/books/first"]);
  expect(readdirSync(folder)).toEqual(["recent-books.json"]);
});
