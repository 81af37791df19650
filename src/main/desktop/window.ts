import { join } from "node:path";
import { app, BrowserWindow, nativeTheme, screen, type WebPreferences } from "electron";
import { readPlacement, writePlacement } from "./window-placement.ts";

/** A page is an ordinary web page behind glass: nothing of Node, nothing of Electron but what a preload hands in, where it has one. */
function pagePreferences({ preload, session }: ShownPage["preferences"]): WebPreferences {
  return {
    ...(preload === undefined ? {} : { preload }),
    ...(session === undefined ? {} : { session }),
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    // macOS checks spelling by itself; elsewhere Chromium would fetch its dictionaries from the network, and the desk stays off it.
    spellcheck: process.platform === "darwin",
    devTools: !app.isPackaged,
  };
}

/** The page's own backgrounds, so that nothing flashes before it is there. */
const background = { light: "#ffffff", dark: "#111918" } as const;

/** A page that has painted nothing by now is shown as it is: a person must see that there is a window, and can close it. */
const patienceMs = 3_000;

/** What a window shows: the page that lies in the program, or that of a team's host. */
export interface ShownPage {
  /** Its address, before that of a place. */
  readonly home: string;
  readonly preferences: Pick<WebPreferences, "preload" | "session">;
}

export interface WindowOptions {
  readonly page: ShownPage;
  /** The place to begin at, as the part of the page's address after its name. */
  readonly place: string;
  /** Is told when a person can see it. */
  readonly onShown: () => void;
}

/** Opens the window where it was left the last time and loads the page. */
export function openWindow({ page, place, onShown }: WindowOptions): BrowserWindow {
  const placementPath = join(app.getPath("userData"), "window.json");
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const { isMaximized, bounds } = readPlacement(placementPath, screens);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 800,
    minHeight: 560,
    title: "Countinghouse",
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: pagePreferences(page.preferences),
  });
  showOnce(window, isMaximized, onShown);
  window.on("close", () => {
    writePlacement(placementPath, { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
  });
  // Mice with buttons for it, where the system hands them over.
  window.on("app-command", (_event, command) => {
    if (command === "browser-backward") window.webContents.navigationHistory.goBack();
    if (command === "browser-forward") window.webContents.navigationHistory.goForward();
  });
  void window.loadURL(page.home + place).catch(() => undefined);
  return window;
}

/**
 * Shows the window on the first sign that there is something to see, or that there will be nothing: on Wayland, Chromium may wait with
 * its first picture for the window to be shown (electron#48859).
 */
function showOnce(window: BrowserWindow, isMaximized: boolean, onShown: () => void): void {
  const show = (): void => {
    clearTimeout(timer);
    onShown();
    if (window.isDestroyed() || window.isVisible()) return;
    if (isMaximized) window.maximize();
    window.show();
  };
  const timer = setTimeout(show, patienceMs);
  window.once("ready-to-show", show);
  window.webContents.once("did-finish-load", show);
  window.webContents.once("did-fail-load", show);
}
