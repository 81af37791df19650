import { EventEmitter } from "node:events";
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
  messageHandlers: Map<string, (event: Electron.IpcMainInvokeEvent, ...message: unknown[]) => unknown>;
  /** What the preload put into the page, by name. */
  exposed: Map<string, unknown>;
  openedAddresses: string[];
  menu: Electron.MenuItemConstructorOptions[];
  saveDialogAnswer: Electron.SaveDialogReturnValue;
  saveDialogPath: string | undefined;
  printAnswer: readonly [hasPrinted: boolean, failureReason: string];
  windows: WindowDouble[];
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
  messageHandlers: new Map(),
  exposed: new Map(),
  openedAddresses: [],
  menu: [],
  saveDialogAnswer: { canceled: true, filePath: "" },
  saveDialogPath: undefined,
  printAnswer: [true, ""],
  windows: [],
});

export const electronState = initialState();

/** Forgets everything that happened, for the next test. */
export function resetElectron(): void {
  Object.assign(electronState, initialState());
  app.removeAllListeners();
  ipcRenderer.removeAllListeners();
}

type FrameDouble = Pick<Electron.WebFrameMain, "origin" | "parent">;

class WebContentsDouble extends EventEmitter {
  readonly mainFrame: FrameDouble = { origin: "app://countinghouse", parent: null };
  openHandler: Parameters<Electron.WebContents["setWindowOpenHandler"]>[0] | undefined;

  setWindowOpenHandler(handler: Parameters<Electron.WebContents["setWindowOpenHandler"]>[0]): void {
    this.openHandler = handler;
  }

  /** Main to page: arrives where the preload listens. */
  send(channel: string, message: unknown): void {
    ipcRenderer.emit(channel, {}, structuredClone(message));
  }

  print(
    _options: Electron.WebContentsPrintOptions,
    answer: (hasPrinted: boolean, failureReason: string) => void,
  ): void {
    answer(...electronState.printAnswer);
  }
}

export type { WebContentsDouble, WindowDouble };

class WindowDouble extends EventEmitter {
  readonly webContents = new WebContentsDouble();
  readonly options: Electron.BrowserWindowConstructorOptions;
  address = "";
  isShown = false;
  isFocused = false;
  isIconified = false;
  isEnlarged = false;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    electronState.windows.push(this);
    app.emit("web-contents-created", {}, this.webContents);
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

export const app = Object.assign(new EventEmitter(), {
  isPackaged: true,
  getPath: () => electronState.userDataDirectory,
  requestSingleInstanceLock: () => electronState.hasInstanceLock,
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

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler) => {
      electronState.permissionRequestHandler = handler;
    },
    setPermissionCheckHandler: (handler) => {
      electronState.permissionCheckHandler = handler;
    },
    setDevicePermissionHandler: (handler) => {
      electronState.devicePermissionHandler = handler;
    },
  } satisfies Partial<Electron.Session>,
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
  showErrorBox: (_title: string, content: string) => {
    electronState.errorBoxes.push(content);
  },
  showSaveDialog: (_window: unknown, options: Electron.SaveDialogOptions) => {
    electronState.saveDialogPath = options.defaultPath;
    return Promise.resolve(electronState.saveDialogAnswer);
  },
};

export const screen = {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
};

export const Menu = {
  buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
  setApplicationMenu: (menu: Electron.MenuItemConstructorOptions[]) => {
    electronState.menu = menu;
  },
};
