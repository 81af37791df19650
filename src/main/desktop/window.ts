import { join } from "node:path";
import { app, BrowserWindow, screen, type WebPreferences } from "electron";
import { pageAddress } from "./page-address.ts";
import { readPlacement, writePlacement } from "./window-placement.ts";

/** The page is an ordinary web page behind glass: nothing of Node, nothing of Electron but what the preload hands in. */
function pagePreferences(preloadPath: string): WebPreferences {
  return {
    preload: preloadPath,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    // Chromium would fetch its dictionaries from the network; the desk works without one and stays off it.
    spellcheck: false,
    devTools: !app.isPackaged,
  };
}

/** Opens the window where it was left the last time and loads the page. */
export function openWindow(preloadPath: string): BrowserWindow {
  const placementPath = join(app.getPath("userData"), "window.json");
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const { isMaximized, bounds } = readPlacement(placementPath, screens);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 800,
    minHeight: 560,
    title: "Countinghouse",
    // Shown once there is something to see, so that nothing flashes.
    show: false,
    webPreferences: pagePreferences(preloadPath),
  });
  window.once("ready-to-show", () => {
    if (isMaximized) window.maximize();
    window.show();
  });
  window.on("close", () => {
    writePlacement(placementPath, { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() });
  });
  void window.loadURL(pageAddress);
  return window;
}
