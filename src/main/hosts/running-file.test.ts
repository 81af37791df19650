import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readRunningFile, removeRunningFile, writeRunningFile } from "./running-file.ts";

let folder: string;
let book: string;
const host = { address: "http://127.0.0.1:4321", pid: process.pid, secret: "s".repeat(43) };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "countinghouse-running-"));
  book = join(folder, "book.countinghouse");
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A file that is as it should be, but for its content. */
function writeContent(content: string): void {
  writeFileSync(`${book}.running`, content);
  chmodSync(`${book}.running`, 0o600);
}

describe("the file beside the book", () => {
  test("is for this user alone, holds what was said, and leaves nothing else behind", () => {
    writeRunningFile(book, { ...host, secret: "o".repeat(43) });
    writeRunningFile(book, host);
    expect(statSync(`${book}.running`).mode & 0o777).toBe(0o600);
    expect(readRunningFile(book)).toEqual(host);
    expect(readdirSync(folder)).toEqual(["book.countinghouse.running"]);
    removeRunningFile(book);
    removeRunningFile(book);
    expect(existsSync(`${book}.running`)).toBe(false);
    expect(readRunningFile(book)).toBeUndefined();
  });

  test.each([0o644, 0o660, 0o606, 0o640])("is not believed with the mode %o", (mode) => {
    writeRunningFile(book, host);
    chmodSync(`${book}.running`, mode);
    expect(readRunningFile(book)).toBeUndefined();
  });

  test.each([
    ["http://localhost:4321"],
    ["https://127.0.0.1:4321"],
    ["http://127.0.0.1:4321@evil.example"],
    ["http://127.0.0.1.evil.example:4321"],
    ["http://evil.example:4321"],
    ["http://127.0.0.1:4321/elsewhere"],
    ["http://127.0.0.1:4321\nx"],
  ])("is not followed to %j", (address) => {
    writeContent(JSON.stringify({ ...host, address }));
    expect(readRunningFile(book)).toBeUndefined();
  });

  test.each([
    ["a process that is gone", { ...host, pid: 2 ** 30 }],
    ["no process at all", { ...host, pid: 0 }],
    ["a group of processes", { ...host, pid: -process.pid }],
    ["a secret that is none", { ...host, secret: "" }],
    ["more than a host says", { ...host, more: true }],
  ])("is not believed with %s", (_what, content) => {
    writeContent(JSON.stringify(content));
    expect(readRunningFile(book)).toBeUndefined();
  });

  test.each(["", "{", "null", "[]", `${JSON.stringify(host)}${" ".repeat(5000)}`])(
    "is not believed when it is no such file",
    (content) => {
      writeContent(content);
      expect(readRunningFile(book)).toBeUndefined();
    },
  );

  test("is not a link to somewhere else", () => {
    writeContent(JSON.stringify(host));
    symlinkSync(`${book}.running`, `${book}.other.running`);
    expect(readRunningFile(`${book}.other`)).toBeUndefined();
    expect(readRunningFile(book)).toEqual(host);
  });
});
