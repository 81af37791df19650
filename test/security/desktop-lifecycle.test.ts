import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FuseV1Options } from "@electron/fuses";
import { releaseFuses } from "../../scripts/electron-fuses.ts";
import { runDesktop, type DesktopOptions } from "../../src/main/desktop/desktop.ts";
import { menuTemplate } from "../../src/main/desktop/menu-table.ts";
import { startDesktop } from "../support/desktop.ts";
import { app, electronState, resetElectron } from "../support/electron-double.ts";
import { createFakeEngine } from "../support/fake-engine.ts";
import { makePageDirectory } from "../support/page-directory.ts";

vi.mock("electron", () => import("../support/electron-double.ts"));

const opened = () => ({ engine: createFakeEngine(), api: { problem: "port 1 is taken" } });

let page: ReturnType<typeof makePageDirectory>;

beforeEach(() => {
  resetElectron();
  page = makePageDirectory();
});

afterEach(() => page.remove());

test("a second instance ends without touching the book", async () => {
  electronState.hasInstanceLock = false;
  const openBook = vi.fn<DesktopOptions["openBook"]>(() => Promise.resolve(opened()));
  await runDesktop({ openBook, preloadPath: "", rendererDirectory: page.directory });
  expect(openBook).not.toHaveBeenCalled();
  expect(electronState.quitCount).toBe(1);
  expect(electronState.windows).toHaveLength(0);
});

test("a page that is not built is said in words, not shown as a blank window", async () => {
  await runDesktop({
    openBook: () => Promise.resolve(opened()),
    preloadPath: "",
    rendererDirectory: `${page.directory}/assets`,
  });
  expect(electronState.errorBoxes[0]).toContain("build the page first");
  expect(electronState.exitCode).toBe(1);
});

describe("quitting", () => {
  test("waits until the book is closed", async () => {
    const desktop = await startDesktop();
    app.emit("window-all-closed");
    expect(electronState.quitCount).toBe(1);

    let isHeldBack = false;
    app.emit("will-quit", { preventDefault: () => (isHeldBack = true) });
    expect(isHeldBack).toBe(true);
    await vi.waitFor(() => expect(electronState.quitCount).toBe(2), 20_000);
    expect(desktop.engine.isClosed()).toBe(true);

    isHeldBack = false;
    app.emit("will-quit", { preventDefault: () => (isHeldBack = true) });
    expect(isHeldBack).toBe(false);
    desktop.remove();
  });
});

describe("the menu", () => {
  test("keeps Quit where each system has it", () => {
    const topOf = (platform: NodeJS.Platform): unknown => menuTemplate(platform, () => undefined)[0];
    expect(topOf("linux")).toMatchObject({ label: "File", submenu: [{ role: "quit" }] });
    expect(topOf("darwin")).toEqual({ role: "appMenu" });
  });

  test("offers neither reload nor developer tools", () => {
    expect(JSON.stringify(menuTemplate("linux", () => undefined))).not.toMatch(/reload|devtools/iu);
  });
});

describe("the release's fuses", () => {
  test("every one that there is has been decided on", () => {
    const known = Object.values(FuseV1Options).filter((fuse) => typeof fuse === "number");
    expect(new Set(Object.keys(releaseFuses).map(Number))).toEqual(new Set(known));
  });

  test("no foreign code gets into the program", () => {
    expect(releaseFuses[FuseV1Options.RunAsNode]).toBe(false);
    expect(releaseFuses[FuseV1Options.EnableNodeOptionsEnvironmentVariable]).toBe(false);
    expect(releaseFuses[FuseV1Options.EnableNodeCliInspectArguments]).toBe(false);
    expect(releaseFuses[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(false);
    expect(releaseFuses[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(true);
    expect(releaseFuses[FuseV1Options.OnlyLoadAppFromAsar]).toBe(true);
  });
});
