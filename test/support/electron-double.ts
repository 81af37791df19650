import { EventEmitter } from "node:events";
import { existsSync } from "node:fs";
import type * as Electron from "electron";

/**
 * A stand-in for the `electron` module, typed by the real one, for tests of what the desktop host asks of Electron. Use it as
 * `vi.mock("electron", () => import("../support/electron-double.ts"))`; {@link electronState} tells what was asked.
 */
export interface ElectronState {
  userDataDirectory: string;
  hasInstanceLock: boolean;
  quitCount: number;
  exitCode: number | undefined;
  errorBoxes: string[];
  schemes: Electron.CustomScheme[];
  protocolHandlers: Map<string, (request: Request) => Response | Promise<Response>>;
  permissionRequestHandler: Parameters<Electron.Session["setPermissionRequestHandler"]>[0];
  permissionCheckHandler: Parameters<Electron.Session["setPermissionCheckHandler"]>[0];
  devicePermissionHandler: Parameters<Electron.Session["setDevicePermissionHandler"]>[0];
  /** Which session has the handlers above: the default one, or one that is kept by a name. */
  partition: string | null;
  certificateVerifyProc: Parameters<Electron.Session["setCertificateVerifyProc"]>[0];
  messageHandlers: Map<string, (event: Electron.IpcMainInvokeEvent, ...message: unknown[]) => unknown>;
  /** What the preload put into the page, by name. */
  exposed: Map<string, unknown>;
  openedAddresses: string[];
  menu: Electron.MenuItemConstructorOptions[];
  saveDialogAnswer: Electron.SaveDialogReturnValue;
  saveDialogPath: string | undefined;
  saveDialogTitle: string | undefined;
  openDialogAnswer: string[];
  /** What persons were asked, and what they answer: the number of a button; the first one where it is not said. */
  questions: Electron.MessageBoxOptions[];
  answer: (question: Electron.MessageBoxOptions) => number | Promise<number>;
  printAnswer: readonly [hasPrinted: boolean, failureReason: string];
  printers: string[];
  /** The paper of what was printed, and of what was made a PDF. */
  printedOn: unknown[];
  madePdfOn: unknown[];
  countryCode: string;
  isDark: boolean;
  notifications: NotificationDouble[];
  /** The menus that were opened at the mouse. */
  contextMenus: Electron.MenuItemConstructorOptions[][];
  restarts: string[][];
  lockData: unknown;
  paths: Map<string, string>;
  name: string;
  crashReports: Electron.CrashReporterStartOptions | undefined;
  windows: WindowDouble[];
  /** What keeps the system's secrets; null where nothing does. */
  keyStore: ReturnType<Electron.SafeStorage["getSelectedStorageBackend"]> | null;
  /** What the system's updater was told, and how often it was sent. */
  updateFeeds: Electron.FeedURLOptions[];
  updateChecks: number;
}

const initialState = (): ElectronState => ({
  userDataDirectory: "",
  hasInstanceLock: true,
  quitCount: 0,
  exitCode: undefined,
  errorBoxes: [],
  schemes: [],
  protocolHandlers: new Map(),
  permissionRequestHandler: null,
  permissionCheckHandler: null,
  devicePermissionHandler: null,
  partition: null,
  certificateVerifyProc: null,
  messageHandlers: new Map(),
  exposed: new Map(),
  openedAddresses: [],
  menu: [],
  saveDialogAnswer: { canceled: true, filePath: "" },
  saveDialogPath: undefined,
  saveDialogTitle: undefined,
  openDialogAnswer: [],
  questions: [],
  answer: () => 0,
  printAnswer: [true, ""],
  printers: ["Office"],
  printedOn: [],
  madePdfOn: [],
  countryCode: "DE",
  isDark: false,
  notifications: [],
  contextMenus: [],
  restarts: [],
  lockData: undefined,
  paths: new Map(),
  name: "",
  crashReports: undefined,
  windows: [],
  keyStore: null,
  updateFeeds: [],
  updateChecks: 0,
});

export const electronState = initialState();

/** Forgets everything that happened, for the next test. */
export function resetElectron(): void {
  Object.assign(electronState, initialState());
  app.removeAllListeners();
  powerMonitor.removeAllListeners();
  autoUpdater.removeAllListeners();
  ipcRenderer.removeAllListeners();
}

type FrameDouble = Pick<Electron.WebFrameMain, "origin" | "parent">;

class WebContentsDouble extends EventEmitter {
  readonly mainFrame: FrameDouble = { origin: "app://countinghouse", parent: null };
  openHandler: Parameters<Electron.WebContents["setWindowOpenHandler"]>[0] | undefined;
  /** What was done with it, in order. */
  readonly acts: string[] = [];
  readonly navigationHistory = {
    goBack: () => void this.acts.push("back"),
    goForward: () => void this.acts.push("forward"),
  };

  setWindowOpenHandler(handler: Parameters<Electron.WebContents["setWindowOpenHandler"]>[0]): void {
    this.openHandler = handler;
  }

  /** Main to page: arrives where the preload listens. */
  send(channel: string, message: unknown): void {
    ipcRenderer.emit(channel, {}, structuredClone(message));
  }

  reload(): void {
    this.acts.push("reload");
  }

  forcefullyCrashRenderer(): void {
    this.acts.push("end");
    app.emit("render-process-gone", {}, this, { reason: "killed", exitCode: 9 });
  }

  replaceMisspelling(word: string): void {
    this.acts.push(`spell ${word}`);
  }

  isDestroyed(): boolean {
    return false;
  }

  getPrintersAsync(): Promise<{ name: string }[]> {
    return Promise.resolve(electronState.printers.map((name) => ({ name })));
  }

  printToPDF({ pageSize }: Electron.PrintToPDFOptions): Promise<Buffer> {
    electronState.madePdfOn.push(pageSize);
    return Promise.resolve(Buffer.from("%PDF-1.7"));
  }

  print(options: Electron.WebContentsPrintOptions, answer: (hasPrinted: boolean, failureReason: string) => void): void {
    electronState.printedOn.push(options.pageSize);
    answer(...electronState.printAnswer);
  }
}

export type { WebContentsDouble, WindowDouble };

class WindowDouble extends EventEmitter {
  readonly webContents = new WebContentsDouble();
  readonly options: Electron.BrowserWindowConstructorOptions;
  address = "";
  isShown = false;
  isClosed = false;
  shownCount = 0;
  progress: number | undefined;
  isFocused = false;
  isIconified = false;
  isEnlarged = false;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    electronState.windows.push(this);
    app.emit("web-contents-created", {}, this.webContents);
    app.emit("browser-window-created", {}, this);
  }

  static getFocusedWindow(): WindowDouble | null {
    return electronState.windows.find((window) => window.isFocused) ?? null;
  }

  static getAllWindows(): WindowDouble[] {
    return electronState.windows;
  }

  static fromWebContents(contents: unknown): WindowDouble | null {
    return electronState.windows.find((window) => window.webContents === contents) ?? null;
  }

  loadURL(address: string): Promise<void> {
    this.address = address;
    return Promise.resolve();
  }

  show(): void {
    this.isShown = true;
    this.shownCount += 1;
  }

  isVisible(): boolean {
    return this.isShown;
  }

  isDestroyed(): boolean {
    return false;
  }

  getTitle(): string {
    return "Invoice INV-000042";
  }

  setProgressBar(share: number): void {
    this.progress = share;
  }

  focus(): void {
    this.isFocused = true;
  }

  isMinimized(): boolean {
    return this.isIconified;
  }

  restore(): void {
    this.isIconified = false;
  }

  isMaximized(): boolean {
    return this.isEnlarged;
  }

  maximize(): void {
    this.isEnlarged = true;
  }

  getNormalBounds(): Electron.Rectangle {
    return { x: 40, y: 50, width: 1100, height: 700 };
  }
}

export { WindowDouble as BrowserWindow };

class NotificationDouble extends EventEmitter {
  readonly options: Electron.NotificationConstructorOptions;

  constructor(options: Electron.NotificationConstructorOptions) {
    super();
    this.options = options;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    electronState.notifications.push(this);
  }
}

export { NotificationDouble as Notification };

export const app = Object.assign(new EventEmitter(), {
  isPackaged: true,
  commandLine: {
    hasSwitch: (name: string) => name === "user-data-dir" && electronState.paths.has("asked for"),
  } as Electron.CommandLine,
  getPath: (name: string) => electronState.paths.get(name) ?? electronState.userDataDirectory,
  setPath: (name: string, path: string) => {
    if (!existsSync(path)) throw new Error(`There is no folder ${path}`);
    electronState.paths.set(name, path);
  },
  setName: (name: string) => {
    electronState.name = name;
  },
  getVersion: () => "1.2.3",
  getLocale: () => "en-US",
  getGPUFeatureStatus: () => ({ gpu_compositing: "enabled" }) as Electron.GPUFeatureStatus,
  getAppPath: () => "/project",
  getLocaleCountryCode: () => electronState.countryCode,
  requestSingleInstanceLock: (data) => {
    electronState.lockData = data;
    // Electron looks for the lock in the profile that is set by then.
    if (electronState.name === "") throw new Error("The program has no name yet");
    return electronState.hasInstanceLock;
  },
  relaunch: ({ args = [] } = {}) => {
    electronState.restarts.push(args);
  },
  whenReady: () => Promise.resolve(),
  quit: () => {
    electronState.quitCount += 1;
  },
  exit: (code?: number) => {
    electronState.exitCode = code;
  },
} satisfies Partial<Electron.App>);

export const protocol = {
  registerSchemesAsPrivileged: (schemes) => electronState.schemes.push(...schemes),
  handle: (scheme, handler) => {
    electronState.protocolHandlers.set(scheme, handler);
  },
} satisfies Partial<Electron.Protocol>;

const sessionDouble = {
  setPermissionRequestHandler: (handler) => {
    electronState.permissionRequestHandler = handler;
  },
  setPermissionCheckHandler: (handler) => {
    electronState.permissionCheckHandler = handler;
  },
  setDevicePermissionHandler: (handler) => {
    electronState.devicePermissionHandler = handler;
  },
  setCertificateVerifyProc: (proc) => {
    electronState.certificateVerifyProc = proc;
  },
} satisfies Partial<Electron.Session>;

export const session = {
  defaultSession: sessionDouble,
  fromPartition: (partition: string) => {
    electronState.partition = partition;
    return sessionDouble;
  },
};

export const ipcMain = {
  handle: (channel, handler) => {
    if (electronState.messageHandlers.has(channel)) throw new Error(`A second handler for "${channel}"`);
    electronState.messageHandlers.set(channel, handler);
  },
} satisfies Partial<Electron.IpcMain>;

/** Sends a message from the preload of the first window, or as whomever the test says. */
export async function sendToMain(
  channel: string,
  message: readonly unknown[],
  from: { readonly sender?: unknown; readonly senderFrame?: FrameDouble | null } = {},
): Promise<unknown> {
  const handler = electronState.messageHandlers.get(channel);
  if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
  const [window] = electronState.windows;
  const event = { sender: window?.webContents, senderFrame: window?.webContents.mainFrame, ...from };
  return structuredClone(await handler(event as Electron.IpcMainInvokeEvent, ...structuredClone(message)));
}

export const ipcRenderer = Object.assign(new EventEmitter(), {
  invoke: async (channel: string, ...message: unknown[]) => await sendToMain(channel, message),
} satisfies Partial<Electron.IpcRenderer>);

export const contextBridge = {
  exposeInMainWorld: (name, value) => electronState.exposed.set(name, value),
} satisfies Partial<Electron.ContextBridge>;

export const shell = {
  openExternal: (address) => {
    electronState.openedAddresses.push(address);
    return Promise.resolve();
  },
} satisfies Partial<Electron.Shell>;

export const dialog = {
  showMessageBox: async (_window: unknown, question: Electron.MessageBoxOptions) => {
    electronState.questions.push(question);
    return { response: await electronState.answer(question), checkboxChecked: false };
  },
  showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: electronState.openDialogAnswer }),
  showErrorBox: (_title: string, content: string) => {
    electronState.errorBoxes.push(content);
  },
  showSaveDialog: (_window: unknown, options: Electron.SaveDialogOptions) => {
    electronState.saveDialogPath = options.defaultPath;
    electronState.saveDialogTitle = options.title;
    return Promise.resolve(electronState.saveDialogAnswer);
  },
};

export const screen = {
  getAllDisplays: () => [
    { workArea: { x: 0, y: 0, width: 1920, height: 1080 }, scaleFactor: 2, size: { width: 1920, height: 1080 } },
  ],
};

/** The system's secrets open for whoever has the same key store. */
export const safeStorage = {
  isEncryptionAvailable: () => electronState.keyStore !== null,
  getSelectedStorageBackend: () => electronState.keyStore ?? "unknown",
  encryptString: (text) => Buffer.from(`${electronState.keyStore} keeps ${Buffer.from(text).toString("hex")}`),
  decryptString: (sealed) => {
    const [keeper, hex] = sealed.toString().split(" keeps ");
    if (keeper !== electronState.keyStore || hex === undefined)
      throw new Error("Error while decrypting the ciphertext");
    return Buffer.from(hex, "hex").toString();
  },
} satisfies Partial<Electron.SafeStorage>;

export const powerMonitor = new EventEmitter();

/** The system's updater: what it finds is for the test to emit. */
export const autoUpdater = Object.assign(new EventEmitter(), {
  setFeedURL: (options) => void electronState.updateFeeds.push(options),
  checkForUpdates: () => {
    electronState.updateChecks += 1;
  },
} satisfies Partial<Electron.AutoUpdater>);

export const net = {
  fetch: (address, init) => fetch(address, init),
} satisfies Partial<Electron.Net>;

export const nativeTheme = {
  get shouldUseDarkColors() {
    return electronState.isDark;
  },
};

export const crashReporter = {
  start: (options) => {
    electronState.crashReports = options;
  },
} satisfies Partial<Electron.CrashReporter>;

/** A menu is its template; one can be opened at the mouse. */
class MenuDouble extends Array<Electron.MenuItemConstructorOptions> {
  popup(): void {
    electronState.contextMenus.push([...this]);
  }
}

export const Menu = {
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => MenuDouble.from(template),
  setApplicationMenu: (menu: Electron.MenuItemConstructorOptions[]) => {
    electronState.menu = menu;
  },
};
