import { app, BrowserWindow, dialog, type MessageBoxOptions, type WebContents } from "electron";
import { sentence, type Sentence } from "../../shared/sentences/sentence.ts";
import { inDesktopLanguage } from "./desktop-language.ts";

/** What ends so is no fault: the window or the program is being closed. */
const orderlyReason = "clean-exit";

/** Pages that did not answer and are ended by us, to be loaded again. */
const endedByUs = new WeakSet<WebContents>();

/** Of what does not load, this was only overtaken by another load. */
const loadAborted = -3;

/** What is written is written by the engine, which lives on. */
const nothingIsLost = sentence("Nothing that was confirmed is lost. What you were typing has to be typed again.");

/**
 * Says so where a window no longer shows anything, or does not answer, and offers to load the page again. Call it before there is a
 * window.
 */
export function watchForDeadWindows(): void {
  app.on("render-process-gone", (_event, contents, { reason }) => {
    if (endedByUs.delete(contents) || reason === orderlyReason) return;
    offerReload(contents, sentence("The page has stopped ({reason}).", { reason }));
  });
  app.on("child-process-gone", (_event, { type, reason }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (type !== "GPU" || reason === orderlyReason || window === undefined) return;
    offerReload(window.webContents, sentence("What draws the window has stopped ({reason}).", { reason }));
  });
  app.on("browser-window-created", (_event, window) => {
    const contents = window.webContents;
    contents.on("did-fail-load", (_failure, code, description, _address, isMainFrame) => {
      if (isMainFrame && code !== loadAborted)
        offerReload(contents, sentence("The page could not be loaded ({description}).", { description }));
    });
    let patience = new AbortController();
    window.on("unresponsive", () => {
      patience = new AbortController();
      const offer = {
        message: inDesktopLanguage(sentence("The page does not answer.")),
        detail: inDesktopLanguage(nothingIsLost),
        buttons: [sentence("Wait"), sentence("Load it again")].map(inDesktopLanguage),
        signal: patience.signal,
      };
      void ask(contents, offer, (answer) => {
        if (answer !== 1 || patience.signal.aborted) return;
        endedByUs.add(contents);
        contents.forcefullyCrashRenderer();
        contents.reload();
      });
    });
    window.on("responsive", () => patience.abort());
  });
}

function offerReload(contents: WebContents, said: Sentence): void {
  const [message = "", detail = "", ...buttons] = [
    said,
    nothingIsLost,
    sentence("Load it again"),
    sentence("Quit"),
  ].map(inDesktopLanguage);
  void ask(contents, { message, detail, buttons }, (answer) => {
    if (answer === 0) contents.reload();
    else app.quit();
  });
}

/** One question at a time: a fault seldom comes alone. */
const beingAsked = new WeakSet<WebContents>();

async function ask(contents: WebContents, question: MessageBoxOptions, act: (answer: number) => void): Promise<void> {
  const window = BrowserWindow.fromWebContents(contents);
  if (window === null || beingAsked.has(contents)) return;
  beingAsked.add(contents);
  const { response } = await dialog.showMessageBox(window, {
    type: "warning",
    defaultId: 0,
    cancelId: 0,
    ...question,
  });
  if (!contents.isDestroyed()) act(response);
  beingAsked.delete(contents);
}
