import { app, type BrowserWindow, dialog, powerMonitor } from "electron";
import { sentence } from "../../shared/sentences/sentence.ts";
import { inDesktopLanguage } from "./desktop-language.ts";

export interface ClosingOptions {
  /** Finishes the transaction under way and closes the book. */
  readonly close: () => Promise<void>;
  /** What a person may want to wait for, in words such as `A billing run is at work.`; null where there is nothing. */
  readonly workInWords: () => string | null;
  /** Where the system's requests to end arrive: the process. */
  readonly signals: { on(signal: NodeJS.Signals, listener: () => void): unknown };
}

export interface Closing {
  /** Whether the book is being closed, so that nothing more can be shown of it. */
  isUnderWay(): boolean;
  /** Has the program started again with this command line once it has ended. */
  startAgainWith(commandLine: readonly string[]): void;
}

/**
 * Sees to it that the program ends in one way, whoever asks for it and however often: the person is asked where work is under way, then
 * the book is closed once, and only then does the program end. Call it when Electron is ready and before there is a window.
 */
export function closeInGoodOrder({ close, workInWords, signals }: ClosingOptions): Closing {
  let closed: Promise<void> | null = null;
  let isClosed = false;
  let isQuitting = false;
  let isAsking = false;
  let isDecided = false;
  let nextCommandLine: readonly string[] | null = null;

  function finish(): Promise<void> {
    closed ??= close()
      .catch((error: unknown) => console.error("the book was not closed in good order:", error))
      .finally(() => (isClosed = true));
    return closed;
  }

  async function quitWhenClosed(): Promise<void> {
    await finish();
    if (nextCommandLine !== null) app.relaunch({ args: [...nextCommandLine] });
    app.quit();
  }

  function quitUnasked(): void {
    isDecided = true;
    app.quit();
  }

  async function ask(window: BrowserWindow, work: string): Promise<void> {
    isAsking = true;
    const { response } = await dialog.showMessageBox(window, {
      type: "question",
      message: work,
      detail: inDesktopLanguage(
        sentence(
          "What it has written so far stays in the book. An import or a billing run can be gone on with after the next start.",
        ),
      ),
      buttons: [sentence("Keep working"), sentence("Quit")].map(inDesktopLanguage),
      defaultId: 0,
      cancelId: 0,
    });
    isAsking = false;
    if (response === 1) quitUnasked();
    else nextCommandLine = null;
  }

  app.on("will-quit", (event) => {
    if (isClosed) return;
    event.preventDefault();
    if (isQuitting) return;
    isQuitting = true;
    void quitWhenClosed();
  });
  app.on("browser-window-created", (_event, window) => {
    window.on("close", (event) => {
      const work = isDecided ? null : workInWords();
      if (work === null) return;
      event.preventDefault();
      if (!isAsking) void ask(window, work);
    });
    // Windows ends the session without another word to the program.
    window.on("session-end", () => void finish());
  });
  // Chromium would follow the first request and die of the second.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) signals.on(signal, quitUnasked);
  powerMonitor.on("shutdown", (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    quitUnasked();
  });

  return {
    isUnderWay: () => closed !== null,
    startAgainWith: (commandLine) => (nextCommandLine = commandLine),
  };
}
