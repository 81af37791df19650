import { writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { isSquirrelStart } from "../../src/main/desktop/squirrel-start.ts";
import { isNewer, updateSource } from "../../src/main/desktop/update-feed.ts";
import { offerUpdates, type Updates } from "../../src/main/desktop/updates.ts";
import { type DesktopUnderTest, startDesktop } from "../support/desktop.ts";
import { autoUpdater, electronState } from "../support/electron-double.ts";

vi.mock("electron", () => import("../support/electron-double.ts"));

let desktop: DesktopUnderTest;
let server: Server;
let feed: string;
/** What the feed answers with, by default a newer version. */
let answer: RequestListener;

const newest = { version: "1.3.0", notes: "Faster.\u202e\u0007\nAnd sound.", page: "https://example.com/1.3.0" };

beforeEach(async () => {
  desktop = await startDesktop();
  answer = (_request, response) => response.end(JSON.stringify(newest));
  server = createServer((request, response) => answer(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  feed = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`;
});

afterEach(() => {
  desktop.remove();
  server.close();
});

const policyPath = (): string => join(desktop.userDataDirectory, "policy.json");
const settingsPath = (): string => join(desktop.userDataDirectory, "settings.json");
const source = () => updateSource({ policyPath: policyPath(), settingsPath: settingsPath() });
const choose = (what: object): void => writeFileSync(settingsPath(), JSON.stringify(what));

function updatesOn(platform: NodeJS.Platform, isAtWork = () => false): Updates {
  choose({ updateFeed: feed });
  return offerUpdates({ platform, architecture: "arm64", source, isAtWork, showWindow: () => undefined });
}

/** What was said or asked last. */
const said = () => electronState.questions.at(-1);

describe("where updates come from", () => {
  test("is nowhere until somebody names a place, and nobody is asked", async () => {
    expect(source()).toEqual({ offBecause: expect.stringContaining(settingsPath()) as string });
    const help = electronState.menu.find(({ label }) => label === "Help")?.submenu;
    const items = (help ?? []) as Electron.MenuItemConstructorOptions[];
    (items.find(({ label }) => label === "Check for updates…")?.click as (() => void) | undefined)?.();
    await vi.waitFor(() => expect(said()?.detail).toContain("No place is named"));
    expect(electronState.updateChecks).toBe(0);
  });

  test("is the person's to say, and the policy's before that", () => {
    choose({ updateFeed: "https://updates.example.com/countinghouse" });
    expect(source()).toEqual({ feed: new URL("https://updates.example.com/countinghouse/") });
    writeFileSync(policyPath(), JSON.stringify({ updates: { feed: "https://it.example.com/" } }));
    expect(source()).toEqual({ feed: new URL("https://it.example.com/") });
    writeFileSync(policyPath(), JSON.stringify({ updates: "forbidden" }));
    expect(source()).toEqual({ offBecause: expect.stringContaining("forbids updates") as string });
  });

  test.each(["not JSON", '{"updates":"no"}', '{"update":"forbidden"}', "[]", ""])(
    "is nowhere where the policy is %j, and that is said",
    (text) => {
      choose({ updateFeed: feed });
      writeFileSync(policyPath(), text);
      expect(source()).toEqual({ offBecause: expect.stringContaining("cannot be read") as string });
    },
  );

  test.each([
    "http://example.com/",
    "file:///tmp/",
    "https://user:secret@example.com/",
    "http://127.0.0.1.example.com/",
    "x",
  ])("is not %s", (address) => {
    choose({ updateFeed: address });
    expect(source()).toEqual({ offBecause: expect.stringContaining("https address") as string });
  });

  test("is nowhere where the settings are damaged", () => {
    writeFileSync(settingsPath(), "{");
    expect(source()).toHaveProperty("offBecause");
  });
});

test.each([
  ["1.2.4", "1.2.3", true],
  ["1.10.0", "1.9.9", true],
  ["2.0.0", "1.99.99", true],
  ["1.2.3", "1.2.3", false],
  ["1.2.2", "1.2.3", false],
  ["0.99.0", "1.2.3", false],
])("version %s comes after %s: %s", (version, than, is) => expect(isNewer(version, than)).toBe(is));

describe("a newer version", () => {
  test.each([
    ["darwin" as const, { url: "darwin-arm64/RELEASES.json", serverType: "json" }],
    ["win32" as const, { url: "win32-arm64" }],
  ])(
    "on %s is shown with its notes, downloaded by the system's updater, and ready at the next start",
    async (platform, told) => {
      const updates = updatesOn(platform);
      const over = updates.checkNow();
      await vi.waitFor(() => expect(electronState.updateChecks).toBe(1));
      expect(said()).toMatchObject({
        message: "Countinghouse 1.3.0 is there; this is 1.2.3.",
        detail: "Faster.\nAnd sound.",
        buttons: ["Download", "Later"],
      });
      expect(electronState.updateFeeds).toEqual([{ ...told, url: `${feed}/${told.url}` }]);
      // Asked again meanwhile, it is not downloaded twice.
      await updates.checkNow();
      expect(electronState.updateChecks).toBe(1);
      autoUpdater.emit("update-downloaded");
      await over;
      expect(said()).toMatchObject({ message: "Countinghouse 1.3.0 is ready." });
      await updates.checkNow();
      expect(said()).toMatchObject({ message: "Countinghouse 1.3.0 is ready." });
      // It waits for the program to end, and does not make it end.
      expect([electronState.quitCount, electronState.restarts, electronState.updateChecks]).toEqual([0, [], 1]);
      expect(autoUpdater.eventNames()).toEqual([]);
    },
  );

  test("on Linux leads to its page, because the package manager installs", async () => {
    await updatesOn("linux").checkNow();
    expect(said()?.buttons).toEqual(["Open its page", "Later"]);
    expect(electronState.openedAddresses).toEqual(["https://example.com/1.3.0"]);
    expect(electronState.updateChecks).toBe(0);
  });

  test("is left alone where the person says so", async () => {
    electronState.answer = () => 1;
    await updatesOn("win32").checkNow();
    expect(electronState.updateChecks).toBe(0);
  });

  test.each([
    ["ENOSPC: no space left on device, write", /^The disk is full\. Make room/u],
    ["There is not enough space on the disk.", /^The disk is full\. Make room/u],
    ["Code signature at URL did not pass validation", /^Code signature/u],
    ["Sha1 hash does not match", /^Sha1/u],
  ])("that is not downloaded (%s) is said, and can be tried again", async (message, words) => {
    const updates = updatesOn("darwin");
    for (const count of [1, 2]) {
      const over = updates.checkNow();
      await vi.waitFor(() => expect(electronState.updateChecks).toBe(count));
      autoUpdater.emit("error", new Error(message));
      await over;
      expect(said()?.message).toBe("Countinghouse 1.3.0 was not downloaded; this version stays as it is.");
      expect(said()?.detail).toMatch(words);
    }
  });

  test("without a package for this system is said", async () => {
    const over = updatesOn("win32").checkNow();
    await vi.waitFor(() => expect(electronState.updateChecks).toBe(1));
    autoUpdater.emit("update-not-available");
    await over;
    expect(said()?.detail).toContain("no package");
  });

  test("is told once where nobody asked, and not in the middle of a job", async () => {
    let isAtWork = true;
    const updates = updatesOn("win32", () => isAtWork);
    await updates.checkQuietly();
    expect(electronState.notifications).toEqual([]);
    isAtWork = false;
    await updates.checkQuietly();
    await updates.checkQuietly();
    expect(electronState.notifications.map(({ options }) => options.title)).toEqual(["Countinghouse 1.3.0 is there"]);
    expect(electronState.questions).toEqual([]);
    electronState.answer = () => 1;
    electronState.notifications[0]?.emit("click");
    await vi.waitFor(() => expect(said()?.message).toContain("1.3.0 is there"));
  });
});

describe("a feed", () => {
  test.each<[what: string, answer: RequestListener]>([
    ["is of this version", (_request, response) => response.end(JSON.stringify({ ...newest, version: "1.2.3" }))],
    ["is of an older one", (_request, response) => response.end(JSON.stringify({ ...newest, version: "1.0.9" }))],
  ])("that %s asks for nothing", async (_what, answering) => {
    answer = answering;
    await updatesOn("win32").checkNow();
    expect(said()?.message).toBe("This is the newest version.");
  });

  test.each<[what: string, answer: RequestListener]>([
    ["is not there", (_request, response) => response.writeHead(404).end()],
    ["leads elsewhere", (_request, response) => response.writeHead(302, { location: "https://example.com/" }).end()],
    ["is no JSON", (_request, response) => response.end("<html>")],
    ["names no version", (_request, response) => response.end(JSON.stringify({ ...newest, version: "latest" }))],
    [
      "has a page that is no https",
      (_request, response) => response.end(JSON.stringify({ ...newest, page: "file:///x" })),
    ],
    ["never ends", (_request, response) => response.end("x".repeat(1_000_000))],
    ["breaks off", (request) => request.socket.destroy()],
  ])("that %s is said to who asks, and to nobody else", async (_what, answering) => {
    answer = answering;
    const updates = updatesOn("win32");
    await updates.checkQuietly();
    expect([electronState.questions, electronState.notifications]).toEqual([[], []]);
    await updates.checkNow();
    expect(said()?.message).toBe("Nothing is known of a newer version.");
    expect(electronState.updateChecks).toBe(0);
  });
});

describe("a start by Windows' installer", () => {
  const start = (event: string, platform: NodeJS.Platform = "win32") => {
    const runs: string[] = [];
    const isOver = isSquirrelStart({
      platform,
      program: "/local/Countinghouse/app-1.2.3/Countinghouse.exe",
      commandLine: [event, "1.2.3"],
      run: (program, commandLine) => runs.push([program, ...commandLine].join(" ")),
    });
    return { isOver, runs };
  };

  test.each(["--squirrel-install", "--squirrel-updated"])(
    "with %s makes shortcuts, and Windows know books and links",
    (event) => {
      const { isOver, runs } = start(event);
      expect(isOver).toBe(true);
      expect(runs[0]).toBe("/local/Countinghouse/Update.exe --createShortcut Countinghouse.exe");
      // What opens a book is the launcher, which stays where it is when there is another version.
      const opens = '"/local/Countinghouse/Countinghouse.exe" -- "%1"';
      expect(runs.filter((each) => each.includes(opens))).toHaveLength(2);
      // The icon of books goes with the version.
      const icon = "/local/Countinghouse/app-1.2.3/resources/book.ico";
      const key = String.raw`HKCU\Software\Classes\Countinghouse.Book\DefaultIcon`;
      expect(runs).toContain(`reg.exe add ${key} /ve /d ${icon} /f`);
    },
  );

  test("takes away what it made, and nothing else", () => {
    expect(start("--squirrel-uninstall").runs).toEqual([
      "/local/Countinghouse/Update.exe --removeShortcut Countinghouse.exe",
      String.raw`reg.exe delete HKCU\Software\Classes\countinghouse /f`,
      String.raw`reg.exe delete HKCU\Software\Classes\.countinghouse /f`,
      String.raw`reg.exe delete HKCU\Software\Classes\Countinghouse.Book /f`,
    ]);
  });

  test("of a version that is no longer the newest only ends", () => {
    expect(start("--squirrel-obsolete")).toEqual({ isOver: true, runs: [] });
  });

  test.each<[string, NodeJS.Platform]>([
    ["--squirrel-firstrun", "win32"],
    ["--book=/x.countinghouse", "win32"],
    ["--squirrel-install", "linux"],
  ])("is not %s on %s", (event, platform) => expect(start(event, platform)).toEqual({ isOver: false, runs: [] }));
});
