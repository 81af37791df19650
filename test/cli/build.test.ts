import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { temporaryFolder } from "../support/book.ts";

interface Build {
  readonly buildIfStale: (node: string, parts?: readonly string[]) => Promise<void>;
  readonly isFresh: (part: string) => boolean;
}

/** Stands in for the bundler: it writes down which targets it was asked for, and fails where the sources say so. */
const builder = `
import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
mkdirSync("out", { recursive: true });
appendFileSync("built.txt", process.env.COUNTINGHOUSE_BUILD_TARGETS + "\\n");
if (readFileSync("src/main/index.ts", "utf8").includes("mistake")) throw new Error("a mistake");
`;

/** A project with the real scripts, and with little else. */
async function smallProject() {
  const folder = temporaryFolder();
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  cpSync("scripts/lib", join(folder, "scripts/lib"), { recursive: true });
  write("node_modules/electron-vite/bin/electron-vite.js", builder);
  write("node_modules/electron-vite/package.json", JSON.stringify({ type: "module" }));
  for (const path of ["package.json", "package-lock.json", "electron.vite.config.ts", "config/tsconfig.base.json"]) {
    write(path, "{}");
  }
  for (const room of ["main", "preload", "shared", "renderer"]) write(`src/${room}/index.ts`, "");
  const { buildIfStale, isFresh } = (await import(pathToFileURL(join(folder, "scripts/lib/build.mjs")).href)) as Build;
  return {
    write,
    remove: (path: string) => rmSync(join(folder, path)),
    isFresh,
    /** @returns what was built. */
    build: async (...parts: string[]) => {
      write("built.txt", "");
      await buildIfStale(process.execPath, ...(parts.length === 0 ? [] : [parts]));
      return readFileSync(join(folder, "built.txt"), "utf8").split("\n").slice(0, -1);
    },
  };
}

it("builds what is missing, and again only what was made of other sources", async () => {
  const { write, remove, build } = await smallProject();
  expect(await build()).toEqual(["main,preload", "renderer"]);
  expect(await build()).toEqual([]);

  write("src/main/engine/more.ts", "more");
  expect(await build("page")).toEqual([]);
  expect(await build()).toEqual(["main,preload"]);
  write("src/main/engine/more.test.ts", "a test is no part of it");
  expect(await build()).toEqual([]);
  remove("src/main/engine/more.ts");
  expect(await build()).toEqual(["main,preload"]);

  write("src/renderer/page.tsx", "a page");
  expect(await build("programs")).toEqual([]);
  expect(await build()).toEqual(["renderer"]);
  write("src/shared/index.ts", "all of them read it");
  expect(await build()).toEqual(["main,preload", "renderer"]);
});

it("takes nothing for built after a build that failed, nor what was built of sources that are back", async () => {
  const { write, build, isFresh } = await smallProject();
  await build();
  write("src/main/index.ts", "a mistake");
  expect(isFresh("programs")).toBe(false);
  await expect(build()).rejects.toThrow("a mistake");
  expect(isFresh("programs")).toBe(false);
  write("src/main/index.ts", "");
  expect(await build()).toEqual(["main,preload"]);
  expect(isFresh("programs")).toBe(true);
});
