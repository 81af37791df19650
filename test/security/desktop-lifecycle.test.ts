import { EventEmitter } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FuseV1Options } from "@electron/fuses";
import { releaseFuses } from "../../scripts/electron-fuses.ts";
import { runDesktop, type DesktopOptions } from "../../src/main/desktop/desktop.ts";
import { nameTheProgram } from "../../src/main/desktop/profile.ts";
import { requestFor } from "../../src/main/desktop/start-request.ts";
import { menuTemplate, type MenuActions } from "../../src/main/desktop/menu-table.ts";
import { text as german } from "../../src/renderer/german/text.ts";
import { text as english } from "../../src/renderer/foundation/text.ts";
import { commandDefinition, commandIds, type CommandId } from "../../src/renderer/foundation/commands.ts";
import { dataDirectory } from "../../src/main/hosts/data-directory.ts";
import type { JobView } from "../../src/shared/contract/jobs.ts";
import { type DesktopUnderTest, startDesktop } from "../support/desktop.ts";
import { useProfile } from "../support/desktop-profile.ts";
import { app, electronState, powerMonitor, resetElectron } from "../support/electron-double.ts";
import { createFakeEngine } from "../support/fake-engine.ts";
import { makePageDirectory } from "../support/page-directory.ts";

vi.mock("electron", () => import("../support/electron-double.ts"));

const opened = () => ({ engine: createFakeEngine(), api: { problem: "port 1 is taken" } });

let page: ReturnType<typeof makePageDirectory>;

const optionsOf = (openBook: DesktopOptions["openBook"], rendererDirectory: string): DesktopOptions => ({
  request: requestFor({}),
  bookPath: "/books/acme.countinghouse",
  openBook,
  ensureSample: (onProgress) => {
    onProgress({ daysDone: 1, daysTotal: 2 });
    return Promise.resolve("/books/sample.sqlite");
  },
  preloadPath: "",
  rendererDirectory,
  policyPath: "/nowhere/policy.json",
  recentBooksPath: join(page.directory, "recent-books.json"),
  signals: new EventEmitter(),
  errorOutput: { write: () => true },
});

/** As the entry does it. */
async function startProgram(options: DesktopOptions): Promise<void> {
  nameTheProgram();
  await runDesktop(options);
}

beforeEach(() => {
  resetElectron();
  page = makePageDirectory();
  useProfile(page.directory);
});

afterEach(() => page.remove());

test("a second instance ends without touching the book", async () => {
  electronState.hasInstanceLock = false;
  const openBook = vi.fn<DesktopOptions["openBook"]>(() => Promise.resolve(opened()));
  await startProgram(optionsOf(openBook, page.directory));
  expect(openBook).not.toHaveBeenCalled();
  expect(electronState.quitCount).toBe(1);
  expect(electronState.windows).toHaveLength(0);
});

test.each([
  ["the page is not built", () => Promise.resolve(opened()), "/assets", "build the page first"],
  ["the engine cannot be started", () => Promise.reject(new Error("no threads are left")), "", "no threads are left"],
])("where %s, that is said in words, not shown as a blank window", async (_what, openBook, folder, words) => {
  await startProgram(optionsOf(openBook, page.directory + folder));
  expect(electronState.errorBoxes[0]).toContain(words);
  expect(electronState.exitCode).toBe(1);
});

describe("the program", () => {
  test("has its name, and a profile apart from the books, before the lock is asked for", async () => {
    electronState.paths.delete("asked for");
    await startProgram(optionsOf(() => Promise.resolve(opened()), page.directory));
    expect(electronState.name).toBe("Countinghouse");
    const profile = electronState.paths.get("userData");
    expect(existsSync(profile ?? "")).toBe(true);
    expect(profile).toBe(
      join(page.directory, process.platform === "linux" ? "countinghouse" : "Countinghouse Desktop"),
    );
    const home = page.directory;
    for (const platform of ["darwin", "win32"] as const) {
      const books = dataDirectory({ platform, environment: { APPDATA: home }, home });
      expect(books.endsWith("Countinghouse")).toBe(true);
    }
  });

  test("says so where there can be no profile, as for an account without a home", async () => {
    electronState.paths.delete("asked for");
    electronState.userDataDirectory = join(page.directory, "index.html", "home");
    expect(nameTheProgram).toThrow("The folder of the window's profile cannot be made: ENOTDIR");
    const { sayThatItCannotStart } = await import("../../src/main/desktop/cannot-start.ts");
    sayThatItCannotStart(new Error("no home"));
    expect([electronState.errorBoxes, electronState.exitCode]).toEqual([["Error: no home"], 1]);
  });

  test("begins with the book of a double click, which macOS tells before the program is ready", async () => {
    const openBook = vi.fn<DesktopOptions["openBook"]>(() => Promise.resolve(opened()));
    const started = startProgram(optionsOf(openBook, page.directory));
    app.emit("open-file", { preventDefault: () => undefined }, "/books/clicked.countinghouse");
    await started;
    expect(openBook.mock.calls.map(([bookPath]) => bookPath)).toEqual(["/books/clicked.countinghouse"]);
    expect(electronState.questions).toEqual([]);
  });

  test("keeps reports of crashes on the machine", async () => {
    await startProgram(optionsOf(() => Promise.resolve(opened()), page.directory));
    expect(electronState.crashReports).toEqual({ uploadToServer: false });
  });
});

describe("quitting", () => {
  /** Says that Electron is about to quit. @returns whether it was held back. */
  const willQuit = (): boolean => {
    let isHeldBack = false;
    app.emit("will-quit", { preventDefault: () => (isHeldBack = true) });
    return isHeldBack;
  };

  /** Has the window close. @returns whether it was held back. */
  const willClose = (desktop: DesktopUnderTest): boolean => {
    let isHeldBack = false;
    desktop.window.emit("close", { preventDefault: () => (isHeldBack = true) });
    return isHeldBack;
  };

  test("waits until the book is closed, once, however often it is asked for", async () => {
    const desktop = await startDesktop();
    const close = vi.spyOn(desktop.engine, "close");
    app.emit("window-all-closed");
    expect(electronState.quitCount).toBe(1);
    expect(willQuit()).toBe(true);
    expect(willQuit()).toBe(true);
    await vi.waitFor(() => expect(electronState.quitCount).toBe(2), 20_000);
    expect(desktop.engine.isClosed()).toBe(true);
    expect(close).toHaveBeenCalledOnce();
    expect(willQuit()).toBe(false);
    desktop.remove();
  });

  test("comes to its end where the book cannot be closed in good order", async () => {
    const said = vi.spyOn(console, "error").mockReturnValue();
    const desktop = await startDesktop();
    vi.spyOn(desktop.engine, "close").mockRejectedValue(new Error("the disk is full"));
    willQuit();
    await vi.waitFor(() => expect(electronState.quitCount).toBe(1), 20_000);
    expect(willQuit()).toBe(false);
    expect(said).toHaveBeenCalledOnce();
    desktop.remove();
  });

  const running: JobView = {
    id: "job_1",
    method: "billing.run",
    state: "running",
    progress: { done: 1, total: 4, unit: "accounts", failures: 0, totals: [] },
    startedAtMs: 1,
    endedAtMs: null,
  };

  test("asks the person where work is under way, and does as they say", async () => {
    const desktop = await startDesktop();
    expect(willClose(desktop)).toBe(false);
    desktop.engine.emit({ type: "job", job: running });
    expect(willClose(desktop)).toBe(true);
    expect(willClose(desktop)).toBe(true);
    await vi.waitFor(() => expect(electronState.questions).toHaveLength(1));
    expect(electronState.questions[0]?.message).toBe("A billing run is at work.");
    expect(electronState.quitCount).toBe(0);

    electronState.answer = () => 1;
    await vi.waitFor(() => {
      willClose(desktop);
      expect(electronState.quitCount).toBe(1);
    });
    expect(willClose(desktop)).toBe(false);
    desktop.remove();
  });

  test("asks nothing where the work is over, or is the calendar's own", async () => {
    const desktop = await startDesktop();
    desktop.engine.emit({ type: "job", job: running });
    desktop.engine.emit({ type: "job", job: { ...running, state: "done" } });
    desktop.engine.emit({ type: "job", job: { ...running, id: "job_2", method: "billing.catchUp" } });
    expect(willClose(desktop)).toBe(false);
    desktop.remove();
  });

  test.each<[what: string, happens: (desktop: DesktopUnderTest) => unknown]>([
    [
      "the starter asks, again and again",
      ({ signals }) => ["SIGTERM", "SIGTERM", "SIGINT"].map((each) => signals.emit(each)),
    ],
    ["the machine is turned off", () => powerMonitor.emit("shutdown", { preventDefault: () => undefined })],
  ])("asks nothing where %s", async (_what, happens) => {
    const desktop = await startDesktop();
    desktop.engine.emit({ type: "job", job: running });
    happens(desktop);
    expect(electronState.quitCount).toBeGreaterThan(0);
    expect(willClose(desktop)).toBe(false);
    expect(electronState.questions).toEqual([]);
    desktop.remove();
  });

  test("closes the book where Windows ends the session, after which nothing more is said", async () => {
    const desktop = await startDesktop();
    desktop.window.emit("session-end", {});
    await vi.waitFor(() => expect(desktop.engine.isClosed()).toBe(true), 20_000);
    // Where there is time to quit, too, it is not held back again.
    await vi.waitFor(() => expect(willQuit()).toBe(false));
    desktop.remove();
  });
});

const noActions: MenuActions = {
  runCommand: () => undefined,
  back: () => undefined,
  forward: () => undefined,
  chooseBook: () => undefined,
  nameNewBook: () => undefined,
  openBook: () => undefined,
  checkForUpdates: () => undefined,
  saveDiagnostics: () => undefined,
};

describe("the menu", () => {
  const columnOf = (platform: NodeJS.Platform, label: string) =>
    menuTemplate(platform, "en", [], noActions).find((column) => column.label === label);
  const itemsOf = (platform: NodeJS.Platform, label: string) =>
    (columnOf(platform, label)?.submenu ?? []) as Electron.MenuItemConstructorOptions[];
  const rolesIn = (platform: NodeJS.Platform, label: string) =>
    itemsOf(platform, label).flatMap(({ role }) => role ?? []);

  test("keeps Quit where each system has it", () => {
    expect(rolesIn("linux", "File")).toEqual(["quit"]);
    expect(rolesIn("win32", "File")).toEqual(["quit"]);
    expect(menuTemplate("darwin", "en", [], noActions)[0]).toEqual({ role: "appMenu" });
    expect(rolesIn("darwin", "File")).toEqual(["close"]);
  });

  test("has what macOS expects of a window's menu there, and only there", () => {
    expect(rolesIn("darwin", "Window")).toEqual(["minimize", "zoom", "front"]);
    expect(rolesIn("linux", "Window")).toEqual(["minimize", "close"]);
    expect(columnOf("darwin", "Window")?.role).toBe("window");
    expect(columnOf("darwin", "Help")?.role).toBe("help");
  });

  test.each([
    ["en", english],
    ["de", german],
  ] as const)(
    "has a place for every command of the page, under the name it has there, in %s",
    (language, { commands }) => {
      const run: string[] = [];
      const actions = { ...noActions, runCommand: (commandId: string) => void run.push(commandId) };
      const labels = menuTemplate("linux", language, [], actions).flatMap(({ submenu }) =>
        (submenu as Electron.MenuItemConstructorOptions[]).flatMap(({ label, click }) => {
          const before = run.length;
          (click as (() => void) | undefined)?.();
          return run.length > before && label !== undefined ? [label] : [];
        }),
      );
      expect(run.toSorted()).toEqual(commandIds.toSorted());
      const names = Object.keys(english.commands) as (keyof typeof commands)[];
      const nameOf = (id: string) =>
        names.find((name) => english.commands[name] === commandDefinition(id as CommandId).title);
      expect(labels).toEqual(run.map((id) => commands[nameOf(id) ?? "openAccounts"]));
    },
  );

  test("leaves no word in English where it is told in German", () => {
    const labelsOf = (items: Electron.MenuItemConstructorOptions[]): unknown[] =>
      items.flatMap(({ type, label, submenu }) =>
        type === "separator" ? [] : [label, ...labelsOf((submenu ?? []) as Electron.MenuItemConstructorOptions[])],
      );
    for (const platform of ["linux", "darwin"] as const) {
      const inGerman = labelsOf(menuTemplate(platform, "de", [], noActions).filter(({ role }) => role !== "appMenu"));
      const inEnglish = labelsOf(menuTemplate(platform, "en", [], noActions));
      expect(inGerman).not.toContain(undefined);
      expect(inGerman.filter((label) => label !== "Webhooks" && inEnglish.includes(label))).toEqual([]);
    }
  });

  test("of a page that cannot be asked has what the system and the program do, and no separator that parts nothing", () => {
    const asked = { ...noActions, runCommand: null };
    const columns = menuTemplate("linux", "en", ["/books/acme.countinghouse"], asked);
    expect(columns.map(({ label }) => label)).toEqual(["File", "Edit", "Go", "View", "Window", "Help"]);
    const items = columns.map(({ submenu }) =>
      (submenu as Electron.MenuItemConstructorOptions[]).map(({ label, role, type }) => label ?? role ?? type),
    );
    expect(items[0]).toEqual(["New book…", "Open book…", "Open recent book", "separator", "quit"]);
    expect(items[2]).toEqual(["Back", "Forward"]);
    expect(items[3]?.[0]).toBe("reload");
    expect(items[5]).toEqual(["Check for updates…", "Save diagnostics…"]);
  });

  test("loads the page again, and offers no developer tools", () => {
    expect(rolesIn("linux", "View")).toContain("reload");
    expect(JSON.stringify(menuTemplate("linux", "en", [], noActions))).not.toMatch(/devtools/iu);
  });

  test.each([
    ["linux", ["Alt+Left", "Alt+Right"]],
    ["darwin", ["Cmd+[", "Cmd+]"]],
  ] as const)("goes back and forward by the keys of %s", (platform, keys) => {
    expect(
      itemsOf(platform, "Go")
        .slice(0, 2)
        .map(({ label, accelerator }) => [label, accelerator]),
    ).toEqual([
      ["Back", keys[0]],
      ["Forward", keys[1]],
    ]);
  });
});

test("Electron is of one exact version", () => {
  const { devDependencies } = JSON.parse(readFileSync("package.json", "utf8")) as {
    devDependencies: { electron: string };
  };
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
    packages: Record<string, { version: string }>;
  };
  expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/u);
  expect(packages["node_modules/electron"]?.version).toBe(devDependencies.electron);
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
