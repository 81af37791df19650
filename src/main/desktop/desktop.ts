import { join } from "node:path";
import { app, BrowserWindow, dialog, Menu, session } from "electron";
import { bridgeChannels } from "../../shared/bridge.ts";
import { AppError } from "../../shared/errors.ts";
import type { SampleProgress } from "../../shared/platform.ts";
import type { SystemSealer } from "../engine/engine.ts";
import { deskCaller } from "../hosts/callers.ts";
import { rememberBook } from "../hosts/recent-books.ts";
import { createDesk } from "../hosts/desk.ts";
import { isTeamAddress, teamOrigin } from "../hosts/team-address.ts";
import { listPageFiles } from "../hosts/page-files.ts";
import { sayThatItCannotStart } from "./cannot-start.ts";
import { closeInGoodOrder, type Closing, type ClosingOptions } from "./closing.ts";
import { offerContextMenus } from "./context-menu.ts";
import { saveDiagnostics } from "./diagnostics.ts";
import { answerPage, type OpenedBook } from "./ipc.ts";
import { followJobs } from "./jobs-at-work.ts";
import { systemKeyStore } from "./key-store.ts";
import { keepLog, type ErrorOutput } from "./log-file.ts";
import { desktopLanguage, followPage, inDesktopLanguage } from "./desktop-language.ts";
import { menuTemplate } from "./menu-table.ts";
import { keepWindowsWithin, pageBounds, teamBounds } from "./navigation.ts";
import { pageAddress, pageOrigin } from "./page-address.ts";
import { registerPageScheme, servePage } from "./page-protocol.ts";
import { restrictPermissions } from "./permissions.ts";
import { readTeamPolicy } from "./policy.ts";
import { teamPage } from "./team-ledger.ts";
import { placeOfLink, readStartRequest, requestFor, toCommandLine, type StartRequest } from "./start-request.ts";
import { updateSource } from "./update-feed.ts";
import { offerUpdates, type Updates } from "./updates.ts";
import { chooseFile } from "./save-file.ts";
import { watchForDeadWindows } from "./window-faults.ts";
import { openWindow, type ShownPage } from "./window.ts";
import { sentence } from "../../shared/sentences/sentence.ts";

export interface DesktopOptions {
  /** What this start asks for. */
  readonly request: StartRequest;
  /** The book that is opened for it, by its path or the address of a team's host; where it names none, the policy's or one's own. */
  readonly bookPath: string;
  /** Opens a book, and, once the window has been shown, the door for programs. Called once, and only in the first instance. */
  readonly openBook: (bookPath: string, shown: Promise<void>, keyStore: SystemSealer | null) => Promise<OpenedBook>;
  /** The path of the sample company's book, which is made where there is none yet. */
  readonly ensureSample: (onProgress: (progress: SampleProgress) => void) => Promise<string>;
  readonly preloadPath: string;
  readonly rendererDirectory: string;
  /** What whoever looks after the machine has decided. */
  readonly policyPath: string;
  /** Where the list of recent books lies, which the command line has as well. */
  readonly recentBooksPath: string;
  readonly signals: ClosingOptions["signals"];
  /** Where the program says what goes wrong; it is kept in a file as well. */
  readonly errorOutput: ErrorOutput;
}

/**
 * Runs the desktop, once it has its name and its profile, until its last window is closed. A second start hands what it asks for over to the first one and ends.
 *
 * Call it while the entry module is being evaluated and do not await it there: Electron is ready only after that.
 */
export async function runDesktop(options: DesktopOptions): Promise<void> {
  if (!app.requestSingleInstanceLock(options.request)) {
    app.quit();
    return;
  }
  keepLog(app.getPath("logs"), options.errorOutput);
  registerPageScheme();
  offerContextMenus();
  watchForDeadWindows();
  // One window, one book: when it is closed the work is done, on macOS as elsewhere.
  app.on("window-all-closed", () => app.quit());
  const early = receiveEarlyRequests();

  await app.whenReady();
  try {
    await open(options, early);
  } catch (error) {
    sayThatItCannotStart(error);
  }
}

async function open(options: DesktopOptions, early: EarlyRequests): Promise<void> {
  const { openBook, policyPath, preloadPath, rendererDirectory, request, signals } = options;
  const named = (request.bookPath === null ? early.takeBook() : null) ?? options.bookPath;
  const origin = isTeamAddress(named) ? originOf(named) : null;
  const bookPath = origin ?? named;
  const shown = Promise.withResolvers<void>();
  // A team's ledger is opened by its host.
  const book = origin === null ? openBook(bookPath, shown.promise, systemKeyStore()) : null;
  const page = origin === null ? ownPage(preloadPath, rendererDirectory) : pageOfTeam(origin, policyPath);
  const jobs = followJobs(showWindow);
  const close = async () => (await book)?.engine.close();
  const closing = closeInGoodOrder({ close, workInWords: () => jobs.inWords(), signals });
  early.handTo((asked) => void serveRequest(asked, { bookPath, page }, closing));
  const updates = offerUpdates({
    platform: process.platform,
    architecture: process.arch,
    source: () => updateSource({ policyPath, settingsPath: join(app.getPath("userData"), "settings.json") }),
    isAtWork: () => jobs.inWords() !== null,
    showWindow,
  });
  const recentBooks = rememberBook(options.recentBooksPath, bookPath);
  const showMenu = () => {
    const template = applicationMenu(recentBooks, closing, updates, book !== null);
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  };
  showMenu();
  if (book !== null) answerOwnPage(book, options, closing, showMenu);
  // The window comes up while the book is being opened; its first calls wait for it.
  openWindow({ page, place: request.place ?? "", onShown: shown.resolve });
  (await book)?.engine.subscribe((event) => {
    jobs.receive(event);
    sendToPage(bridgeChannels.engineEvent, event);
  });
  void updates.checkQuietly();
  setInterval(() => void updates.checkQuietly(), looksForUpdatesEveryMs).unref();
}

/** @throws AppError `invalid_input` where it says more than where the host is. */
function originOf(address: string): string {
  const origin = teamOrigin(address);
  if (origin === null)
    throw new AppError("invalid_input", sentence("A team's host is named by https:// and its name alone."));
  return origin;
}

/** The page that lies in the program, on whose messages the preload waits. */
function ownPage(preloadPath: string, rendererDirectory: string): ShownPage {
  restrictPermissions(session.defaultSession, pageOrigin);
  servePage(listPageFiles(rendererDirectory));
  keepWindowsWithin(pageBounds);
  return { home: pageAddress, preferences: { preload: preloadPath } };
}

function pageOfTeam(origin: string, policyPath: string): ShownPage {
  keepWindowsWithin(teamBounds(origin));
  return teamPage(origin, readTeamPolicy(policyPath).certificateAuthority);
}

function answerOwnPage(
  book: Promise<OpenedBook>,
  { ensureSample }: Pick<DesktopOptions, "ensureSample">,
  closing: Closing,
  showMenu: () => void,
): void {
  const openSample = async () => {
    const samplePath = await ensureSample((progress) => sendToPage(bridgeChannels.sampleProgress, progress));
    openInstead(requestFor({ bookPath: samplePath }), closing);
  };
  answerPage(book, createDesk(deskCaller()), {
    openSample,
    openTeamLedger(address) {
      const bookPath = originOf(address.includes("://") ? address : `https://${address}`);
      openInstead(requestFor({ bookPath }), closing);
    },
    tellLanguage(ofPage) {
      if (ofPage === desktopLanguage()) return;
      followPage(ofPage);
      showMenu();
    },
  });
}

const looksForUpdatesEveryMs = 6 * 3_600_000;

interface EarlyRequests {
  /** The first book that was asked for until now: what a double click on macOS begins with. It is not passed on any more; null where there was none. */
  takeBook(): string | null;
  /** Passes on what was asked for until now, and all that comes from now on. */
  handTo(serve: (request: StartRequest) => void): void;
}

/** The system may hand something over before there is anything to hand it to. */
function receiveEarlyRequests(): EarlyRequests {
  const waiting: StartRequest[] = [];
  let take = (request: StartRequest): void => void waiting.push(request);
  app.on("second-instance", (_event, _commandLine, _directory, handedOver) => take(readStartRequest(handedOver)));
  // macOS says with events what other systems say on the command's line.
  app.on("open-file", (event, path) => {
    event.preventDefault();
    take(requestFor({ bookPath: path }));
  });
  app.on("open-url", (event, link) => {
    event.preventDefault();
    take(requestFor({ place: placeOfLink(link) }));
  });
  return {
    takeBook() {
      const index = waiting.findIndex(({ bookPath }) => bookPath !== null);
      return index === -1 ? null : (waiting.splice(index, 1)[0]?.bookPath ?? null);
    },
    handTo(serve) {
      take = serve;
      for (const request of waiting.splice(0)) serve(request);
    },
  };
}

/** Does what another start asks for: shows the window, at a place, or goes over to another book. */
async function serveRequest(
  request: StartRequest,
  { bookPath, page }: { readonly bookPath: string; readonly page: ShownPage },
  closing: Closing,
): Promise<void> {
  const isOfAnotherBook = request.bookPath !== null && request.bookPath !== bookPath;
  if (closing.isUnderWay()) {
    // A book that nobody named is opened again as it was.
    const again = request.bookPath === null ? { ...request, bookPath, isReadOnly: null } : request;
    closing.startAgainWith(restartLine(again));
    return;
  }
  showWindow();
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return;
  if (!isOfAnotherBook) {
    // Where the page cannot be loaded, that is said elsewhere.
    if (request.place !== null) await window.loadURL(page.home + request.place).catch(() => undefined);
    return;
  }
  const { response } = await dialog.showMessageBox(window, {
    type: "question",
    message: inDesktopLanguage(sentence("Open another book?")),
    detail: `${request.bookPath}\n\n${inDesktopLanguage(sentence("The book that is open is closed first: {bookPath}", { bookPath }))}`,
    buttons: [sentence("Open it"), sentence("Stay here")].map(inDesktopLanguage),
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) openInstead(request, closing);
}

function openInstead(request: StartRequest, closing: Closing): void {
  closing.startAgainWith(restartLine(request));
  app.quit();
}

/** A program that is not packaged is told on its line where it lies. */
function restartLine(request: StartRequest): string[] {
  return [...(app.isPackaged ? [] : [app.getAppPath()]), ...toCommandLine(request, process.argv.slice(1))];
}

/** @param listensToMenu whether the page is told of commands; a team's listens to the keyboard alone, as in a browser. */
function applicationMenu(recentBooks: readonly string[], closing: Closing, updates: Updates, listensToMenu: boolean) {
  const history = () => BrowserWindow.getAllWindows()[0]?.webContents.navigationHistory;
  const openBook = (path: string): void => openInstead(requestFor({ bookPath: path }), closing);
  return menuTemplate(process.platform, desktopLanguage(), recentBooks, {
    runCommand: listensToMenu ? (commandId) => sendToPage(bridgeChannels.menuCommand, commandId) : null,
    back: () => history()?.goBack(),
    forward: () => history()?.goForward(),
    openBook,
    checkForUpdates: () => void updates.checkNow(),
    saveDiagnostics: () => {
      const [window] = BrowserWindow.getAllWindows();
      if (window !== undefined) void saveDiagnostics(window);
    },
    chooseBook: () => void chooseBook().then((path) => path !== null && openBook(path)),
    nameNewBook: () => void nameNewBook().then((path) => path !== null && openBook(path)),
  });
}

async function chooseBook(): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog({
    filters: [
      { name: inDesktopLanguage(sentence("Books")), extensions: ["countinghouse", "sqlite"] },
      { name: inDesktopLanguage(sentence("All files")), extensions: ["*"] },
    ],
    properties: ["openFile"],
  });
  return filePaths[0] ?? null;
}

/** The page offers to make a book where there is none yet. */
async function nameNewBook(): Promise<string | null> {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return null;
  const title = inDesktopLanguage(sentence("New book"));
  const path = await chooseFile(window, `${title}.countinghouse`, title);
  return path === null || path.endsWith(".countinghouse") ? path : `${path}.countinghouse`;
}

function sendToPage(channel: string, message: unknown): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.send(channel, message);
}

function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
