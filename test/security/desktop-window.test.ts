import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { securityHeaders } from "../../src/main/hosts/page-headers.ts";
import { openWindow } from "../../src/main/desktop/window.ts";
import { type DesktopUnderTest, startDesktop } from "../support/desktop.ts";
import { electronState, type WindowDouble } from "../support/electron-double.ts";
import { escapingPaths, secretText } from "../support/page-directory.ts";

vi.mock("electron", () => import("../support/electron-double.ts"));

const page = { home: "app://countinghouse/index.html", preferences: { preload: "/preload.cjs" } };
const windowOptions = { page, place: "", onShown: () => undefined };

let desktop: DesktopUnderTest;

beforeEach(async () => {
  desktop = await startDesktop();
});

afterEach(() => desktop.remove());

test("the page is isolated, sandboxed and without Node", () => {
  expect(desktop.window.options.webPreferences).toEqual({
    preload: "/preload.cjs",
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
  });
  expect(desktop.window.address).toBe("app://countinghouse/index.html");
});

test("nothing turns the sandbox off", () => {
  const written = ["src", "scripts"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:tsx?|mjs)$/u.test(entry.name))
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8")),
  );
  expect(written.length).toBeGreaterThan(100);
  for (const text of written) {
    expect(text).not.toMatch(
      /["'`-]no-sandbox|disable-web-security|sandbox: false|ELECTRON_RUN_AS_NODE|remote-debugging-port/u,
    );
  }
});

describe("the app: scheme", () => {
  const ask = async (address: string, method = "GET"): Promise<Response> => {
    const handler = electronState.protocolHandlers.get("app");
    if (handler === undefined) throw new Error("The scheme has no handler");
    return await handler(new Request(address, { method }));
  };

  test("is a standard, secure origin without the rights of a file: page", () => {
    expect(electronState.schemes).toEqual([
      { scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
    expect([...electronState.protocolHandlers.keys()]).toEqual(["app"]);
  });

  test("serves the page with the policy that the browser gets as well", async () => {
    const answer = await ask("app://countinghouse/index.html");
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject(securityHeaders);
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await answer.text()).toContain("<title>Countinghouse</title>");
  });

  test.each(escapingPaths)("serves nothing outside the page for %s", async (path) => {
    const answer = await ask(`app://countinghouse${path}`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain(secretText);
    expect(Object.fromEntries(answer.headers)).toMatchObject(securityHeaders);
  });

  test.each([
    "app://other/index.html",
    "app://countinghouse.evil.example/index.html",
    "app://countinghouse:1/index.html",
    "app:///index.html",
  ])("serves nothing to %s", async (address) => {
    expect((await ask(address)).status).toBe(404);
  });

  test("answers to nothing but GET", async () => {
    expect((await ask("app://countinghouse/index.html", "POST")).status).toBe(404);
  });
});

describe("permissions", () => {
  const request = (permission: string, origin = "app://countinghouse"): boolean => {
    let granted: boolean | undefined;
    const contents = { mainFrame: { origin } } as Electron.WebContents;
    electronState.permissionRequestHandler?.(
      contents,
      permission as "media",
      (answer) => (granted = answer),
      {} as Electron.PermissionRequest,
    );
    if (granted === undefined) throw new Error("The request was not answered");
    return granted;
  };
  const check = (permission: string, origin = "app://countinghouse/"): boolean | undefined =>
    electronState.permissionCheckHandler?.(
      null,
      permission as "media",
      origin,
      {} as Electron.PermissionCheckHandlerHandlerDetails,
    );

  test.each([
    "media",
    "geolocation",
    "notifications",
    "clipboard-read",
    "openExternal",
    "fileSystem",
    "usb",
    "invented",
  ])("%s is denied, asked for or tried", (permission) => {
    expect(request(permission)).toBe(false);
    expect(check(permission)).toBe(false);
  });

  test("writing to the clipboard is granted, to the page alone", () => {
    expect(request("clipboard-sanitized-write")).toBe(true);
    expect(check("clipboard-sanitized-write")).toBe(true);
    expect(request("clipboard-sanitized-write", "https://evil.example")).toBe(false);
    expect(check("clipboard-sanitized-write", "https://evil.example/")).toBe(false);
  });

  test("devices are denied", () => {
    expect(electronState.devicePermissionHandler?.({} as Electron.DevicePermissionHandlerHandlerDetails)).toBe(false);
  });
});

describe("leaving the page", () => {
  const navigate = (event: string, url: string): boolean => {
    let isRefused = false;
    desktop.window.webContents.emit(event, { url, preventDefault: () => (isRefused = true) });
    return isRefused;
  };

  test.each([
    "https://evil.example/",
    "file:///etc/passwd",
    "data:text/html,<script>1</script>",
    "javascript:alert(1)",
    "blob:app://countinghouse/1",
    "app://other/index.html",
    "app:countinghouse",
    "not an address",
    // What a file is navigated to that is dropped on the window.
    "file:///home/ann/notes.html",
    "https://countinghouse/index.html",
    "app://countinghouse.evil.example/",
    "app://user@evil.example/",
  ])("to %s is refused, by link, by frame and by redirect", (address) => {
    expect(navigate("will-frame-navigate", address)).toBe(true);
    expect(navigate("will-redirect", address)).toBe(true);
  });

  test("within the page is allowed", () => {
    expect(navigate("will-frame-navigate", "app://countinghouse/index.html#/ledger")).toBe(false);
  });

  test("into a new window is refused", () => {
    for (const url of ["app://countinghouse/index.html", "https://example.com/", "about:blank", "file:///"]) {
      const details = { url, disposition: "new-window" } as Electron.HandlerDetails;
      expect(desktop.window.webContents.openHandler?.(details)).toEqual({ action: "deny" });
    }
  });

  test("a page within the page is refused", () => {
    let isRefused = false;
    desktop.window.webContents.emit("will-attach-webview", { preventDefault: () => (isRefused = true) });
    expect(isRefused).toBe(true);
  });

  test("the same holds for whatever else opens a window", () => {
    const other = openWindow(windowOptions);
    const contents = electronState.windows.at(-1)?.webContents;
    expect(other.webContents).toBe(contents);
    expect(contents?.listenerCount("will-frame-navigate")).toBe(1);
  });
});

describe("showing the window", () => {
  test.each<[what: string, sign: (window: WindowDouble) => void]>([
    ["it has painted", (window) => window.emit("ready-to-show")],
    [
      "the page is loaded, on systems that paint only what is shown",
      (window) => window.webContents.emit("did-finish-load"),
    ],
    [
      "the page cannot be loaded",
      (window) => window.webContents.emit("did-fail-load", {}, -6, "ERR_FILE_NOT_FOUND", "", true),
    ],
  ])("is done once %s", (_what, sign) => {
    expect(desktop.window.isShown).toBe(false);
    sign(desktop.window);
    expect(desktop.window.isShown).toBe(true);
  });

  test("is done where no sign ever comes, and only once", async () => {
    vi.useFakeTimers();
    openWindow(windowOptions);
    const silent = electronState.windows.at(-1);
    await vi.advanceTimersByTimeAsync(3_000);
    silent?.emit("ready-to-show");
    silent?.webContents.emit("did-finish-load");
    expect(silent?.shownCount).toBe(1);
    vi.useRealTimers();
  });

  test.each([
    [false, "#ffffff"],
    [true, "#111918"],
  ])("begins with the page's own background (dark: %s)", (isDark, color) => {
    electronState.isDark = isDark;
    openWindow(windowOptions);
    expect(electronState.windows.at(-1)?.options.backgroundColor).toBe(color);
  });
});

describe("the window's place", () => {
  const placementPath = (): string => join(desktop.userDataDirectory, "window.json");

  test("is kept when it closes and taken up by the next start", () => {
    desktop.window.maximize();
    desktop.window.emit("close", { preventDefault: () => undefined });
    expect(JSON.parse(readFileSync(placementPath(), "utf8"))).toEqual({
      bounds: { x: 40, y: 50, width: 1100, height: 700 },
      isMaximized: true,
    });
    openWindow(windowOptions);
    const next = electronState.windows.at(-1);
    expect(next?.options).toMatchObject({ x: 40, y: 50, width: 1100, height: 700 });
    next?.emit("ready-to-show");
    expect(next?.isEnlarged).toBe(true);
    expect(next?.isShown).toBe(true);
  });

  test("is not kept where it cannot be written, and the window closes all the same", () => {
    const said = vi.spyOn(console, "error").mockReturnValue();
    mkdirSync(placementPath());
    expect(() => desktop.window.emit("close", { preventDefault: () => undefined })).not.toThrow();
    expect(said).toHaveBeenCalledOnce();
  });

  test.each([
    ["damaged", "{"],
    ["of another shape", '{"bounds":{"x":"1"}}'],
    ["on a screen that is gone", '{"bounds":{"x":5000,"y":50,"width":1100,"height":700},"isMaximized":false}'],
    ["absurd", '{"bounds":{"x":0,"y":0,"width":1e9,"height":1},"isMaximized":false}'],
  ])("is chosen anew where the kept one is %s", (_what, kept) => {
    writeFileSync(placementPath(), kept);
    openWindow(windowOptions);
    const { x, width } = electronState.windows.at(-1)?.options ?? {};
    expect(x).toBeUndefined();
    expect(width).toBe(1280);
  });
});
