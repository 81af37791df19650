import { mkdirSync, statSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../test/support/book.ts";
import { bookPathOf, dataDirectory } from "./data-directory.ts";

describe("the data directory", () => {
  test.each([
    ["linux", {}, join("/home/ada", ".local", "share", "countinghouse")],
    ["linux", { XDG_DATA_HOME: "/data" }, join("/data", "countinghouse")],
    ["linux", { XDG_DATA_HOME: "" }, join("/home/ada", ".local", "share", "countinghouse")],
    ["darwin", { XDG_DATA_HOME: "/data" }, join("/home/ada", "Library", "Application Support", "Countinghouse")],
    ["win32", { APPDATA: "/roaming" }, join("/roaming", "Countinghouse")],
    ["win32", {}, join("/home/ada", "AppData", "Roaming", "Countinghouse")],
  ] as const)("on %s with %j is %s", (platform, environment, expected) => {
    expect(dataDirectory({ platform, environment, home: "/home/ada" })).toBe(expected);
  });
});

describe("the book's path", () => {
  test("is the default book where none was asked for", () => {
    expect(bookPathOf(undefined)).toBe(join(dataDirectory(), "book.countinghouse"));
  });

  test("is in a folder that is its owner's alone, also where an earlier version made it for everybody", () => {
    const home = temporaryFolder();
    const machine = { platform: "linux", environment: {}, home } as const;
    mkdirSync(dataDirectory(machine), { recursive: true, mode: 0o755 });
    expect(bookPathOf(undefined, machine)).toBe(join(dataDirectory(machine), "book.countinghouse"));
    expect(statSync(dataDirectory(machine)).mode & 0o777).toBe(0o700);
  });

  test("is absolute, whatever the program's folder becomes later", () => {
    expect(isAbsolute(bookPathOf("some.book"))).toBe(true);
  });
});
