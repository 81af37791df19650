import { app, BrowserWindow, dialog, Menu, session } from "electron";
import { bridgeChannels } from "../../shared/bridge.ts";
import { deskCaller } from "../hosts/callers.ts";
import { listPageFiles } from "../hosts/page-files.ts";
import { answerPage, type OpenedBook } from "./ipc.ts";
import { menuTemplate } from "./menu-table.ts";
import { keepWindowsOnThePage } from "./navigation.ts";
import { registerPageScheme, servePage } from "./page-protocol.ts";
import { restrictPermissions } from "./permissions.ts";
import { openWindow } from "./window.ts";

export interface DesktopOptions {
  /** Opens the book, and the door for programs beside the window. Called once, and only in the first instance. */
  readonly openBook: () => Promise<OpenedBook>;
  readonly preloadPath: string;
  readonly rendererDirectory: string;
}

/**
 * Runs the desktop until its last window is closed. A second start brings the first one's window to the front and ends.
 *
 * Call it while the entry module is being evaluated and do not await it there: Electron is ready only after that.
 */
export async function runDesktop(options: DesktopOptions): Promise<void> {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  registerPageScheme();
  keepWindowsOnThePage();
  app.on("second-instance", focusWindow);
  // One window, one book: when it is closed the work is done, on macOS as elsewhere.
  app.on("window-all-closed", () => app.quit());

  await app.whenReady();
  try {
    await open(options);
  } catch (error) {
    dialog.showErrorBox("Countinghouse cannot start", error instanceof Error ? error.message : String(error));
    app.exit(1);
  }
}

async function open({ openBook, preloadPath, rendererDirectory }: DesktopOptions): Promise<void> {
  restrictPermissions(session.defaultSession);
  servePage(listPageFiles(rendererDirectory));
  const book = openBook();
  closeBookBeforeQuitting(book);
  answerPage(book, deskCaller());
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate(process.platform, (commandId) => sendToPage(bridgeChannels.menuCommand, commandId)),
    ),
  );
  // The window comes up while the book is being opened; its first calls wait for it.
  openWindow(preloadPath);
  (await book).engine.subscribe((event) => sendToPage(bridgeChannels.engineEvent, event));
}

function sendToPage(channel: string, message: unknown): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send(channel, message);
}

function focusWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** Holds the quit back until the transaction under way is on disk and the book is closed. */
function closeBookBeforeQuitting(book: Promise<OpenedBook>): void {
  let isClosed = false;
  app.on("will-quit", (event) => {
    if (isClosed) return;
    event.preventDefault();
    void book
      .then(({ engine }) => engine.close())
      .finally(() => {
        isClosed = true;
        app.quit();
      });
  });
}
