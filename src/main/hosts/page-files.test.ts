import { afterAll, describe, expect, test } from "vitest";
import { escapingPaths, makePageDirectory } from "../../../test/support/page-directory.ts";
import { findPageFile, listPageFiles } from "./page-files.ts";

const page = makePageDirectory();
const files = listPageFiles(page.directory);
afterAll(() => page.remove());

describe("the page's files", () => {
  test("are a closed list of what was built, links left out", () => {
    expect([...files.keys()].toSorted()).toEqual([
      "/",
      "/assets/large-4d5e6f.js",
      "/assets/main-1a2b3c.js",
      "/index.html",
    ]);
    expect(files.get("/")).toBe(files.get("/index.html"));
  });

  test.each(escapingPaths)("%s names none of them", (path) => {
    expect(findPageFile(files, path)).toBeUndefined();
  });

  test("a folder that ends with a slash gives the same list", () => {
    expect([...listPageFiles(`${page.directory}/`).keys()].toSorted()).toEqual([...files.keys()].toSorted());
  });

  test("only what is named after its content is kept for good", () => {
    expect(findPageFile(files, "/assets/main-1a2b3c.js")?.headers["cache-control"]).toContain("immutable");
    expect(findPageFile(files, "/index.html")?.headers["cache-control"]).toBe("no-cache");
  });
});
