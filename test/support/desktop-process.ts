import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import type { Worker } from "node:worker_threads";
import { bridgeChannels } from "../../src/shared/bridge.ts";
import { useProfile } from "./desktop-profile.ts";
import { app, electronState, powerMonitor, sendToMain, type WindowDouble } from "./electron-double.ts";

/** What a test asks of the process, each with a number that the answer repeats. */
export type DesktopRequest =
  /** What `app:` serves at an address. */
  | { readonly kind: "fetch"; readonly address: string }
  /** What the preload sends to the main process. */
  | { readonly kind: "invoke"; readonly channel: string; readonly message: readonly unknown[]; readonly origin: string }
  /** Something happens to the program, or to its window. */
  | {
      readonly kind: "happens";
      readonly to: "app" | "window" | "power";
      readonly event: string;
      readonly what: readonly unknown[];
      /** Only when the window shows for the first time that something is at work. */
      readonly whenAtWork?: true;
    }
  /** What persons answer from now on: the number of a button. */
  | { readonly kind: "answer"; readonly button: number }
  /** A person chooses an entry of the menu. */
  | { readonly kind: "choose"; readonly menu: string; readonly entry: string }
  /** Every thread of the program dies, as of a fault of the system. */
  | { readonly kind: "endThreads" }
  /** What is known of the window, and of what persons were asked. */
  | { readonly kind: "look" };

/** What the process says: an answer, or what the main process does with the page. */
export type DesktopMessage =
  | { readonly kind: "answer"; readonly number: number; readonly value?: unknown; readonly refusal?: string }
  | { readonly kind: "send"; readonly channel: string; readonly message: unknown }
  | { readonly kind: "load"; readonly address: string; readonly hasPreload: boolean };

/**
 * A process of its own that runs a main process as it was built or packed, on the double of Electron. It ends as Electron does, once
 * nothing holds the quit back. A test that forks it plays Chromium (`test/e2e/shell.ts`); without one, the process asks for its book by
 * itself, as the page would, and prints the answer as JSON.
 *
 * Arguments: the entry module, the profile's folder, then the program's own.
 */
const [node = "", , entry = "", profile = "", ...own] = process.argv;
const double = new URL("electron-double.ts", import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron" ? { url: double, shortCircuit: true } : next(specifier, context),
});
useProfile(profile);
app.quit = () => {
  let isHeldBack = false;
  const event = { preventDefault: () => (isHeldBack = true) };
  const [window] = electronState.windows;
  if (window !== undefined && !window.isClosed) {
    window.emit("close", event);
    if (isHeldBack) return;
    window.isClosed = true;
  }
  app.emit("will-quit", event);
  if (!isHeldBack) process.exit(0);
};
process.argv = [node, entry, ...own];
const threads: Worker[] = [];
process.on("worker", (thread) => threads.push(thread));
const hasWindow = new Promise<void>((resolve) => {
  app.once("browser-window-created", () => resolve());
});
await import(pathToFileURL(entry).href);
await hasWindow;
if (process.send === undefined) {
  electronState.windows[0]?.webContents.emit("did-finish-load");
  process.stdout.write(`${JSON.stringify(await sendToMain(bridgeChannels.call, ["book.info", {}]))}\n`);
} else {
  serveTest();
}

function say(message: DesktopMessage): void {
  process.send?.(message);
}

function serveTest(): void {
  const [window] = electronState.windows;
  if (window === undefined) throw new Error("There is no window");
  window.webContents.send = (channel, message) => say({ kind: "send", channel, message });
  const hasPreload = window.options.webPreferences?.preload !== undefined;
  window.loadURL = (address) => {
    say({ kind: "load", address, hasPreload });
    return Promise.resolve();
  };
  process.on("message", ({ number, ...request }: DesktopRequest & { readonly number: number }) => {
    answer(request).then(
      (value) => say({ kind: "answer", number, value }),
      (error: unknown) => say({ kind: "answer", number, refusal: String(error) }),
    );
  });
  say({ kind: "load", address: window.address, hasPreload });
}

function showsWork(window: WindowDouble): Promise<void> {
  return new Promise((resolve) => {
    const show = window.setProgressBar.bind(window);
    window.setProgressBar = (share) => {
      show(share);
      if (share >= 0) resolve();
    };
  });
}

async function answer(request: DesktopRequest): Promise<unknown> {
  const [window] = electronState.windows;
  switch (request.kind) {
    case "fetch": {
      const response = await electronState.protocolHandlers.get("app")?.(new Request(request.address));
      if (response === undefined) throw new Error("Nothing serves app:");
      const body = Buffer.from(await response.arrayBuffer()).toString("base64");
      return { status: response.status, headers: Object.fromEntries(response.headers), body };
    }
    case "invoke":
      return await sendToMain(request.channel, request.message, {
        senderFrame: { origin: request.origin, parent: null },
      });
    case "answer":
      electronState.answer = () => request.button;
      return undefined;
    case "happens": {
      if (request.whenAtWork && window !== undefined) await showsWork(window);
      const target = { app, window, power: powerMonitor }[request.to];
      return target?.emit(request.event, { preventDefault: () => undefined }, ...request.what);
    }
    case "choose": {
      const column = electronState.menu.find(({ label }) => label === request.menu);
      const items = (column?.submenu ?? []) as Electron.MenuItemConstructorOptions[];
      const click = items.find(({ label }) => label === request.entry)?.click as (() => void) | undefined;
      if (click === undefined) throw new Error(`The menu has no entry ${request.menu}, ${request.entry}`);
      click();
      return undefined;
    }
    case "endThreads":
      await Promise.all(threads.splice(0).map((thread) => thread.terminate()));
      return undefined;
    case "look":
      return {
        options: window?.options,
        isShown: window?.isShown,
        questions: electronState.questions.map(({ message }) => message),
        openedAddresses: electronState.openedAddresses,
      };
  }
}
