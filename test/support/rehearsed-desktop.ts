import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import type { DesktopMessage, DesktopRequest } from "./desktop-process.ts";

/*
 * The desktop rehearsed without Electron: its main process and its preload as they are built, and a real Chromium between them. The main
 * process runs in a process of its own on the double of Electron. What Electron's own code would do between it and Chromium is done
 * here, and is all that is not the real thing: `app:` is an https address whose requests the real handler answers, the preload runs in
 * an isolated world, and what it exposes is handed over by messages.
 */

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** Chromium knows no `app:`; the main process hears only of the origin that it stands for. */
const standInOrigin = "https://countinghouse.invalid";
const realOrigin = "app://countinghouse";

export interface RehearsedDesktop {
  readonly ask: (request: DesktopRequest) => Promise<unknown>;
  /** How the process ended. */
  readonly ended: Promise<number | null>;
  /** Ends it, as the system would. */
  readonly end: () => Promise<void>;
}

/** Both worlds speak by events on the window, which carry text. Functions go as numbers. */
const mainWorld = `(() => {
  let count = 0;
  const functions = new Map();
  const returned = new Map();
  const promised = new Map();
  const say = (name, detail) => window.dispatchEvent(new CustomEvent("shell:" + name, { detail: JSON.stringify(detail) }));
  const hear = (name, act) => window.addEventListener("shell:" + name, ({ detail }) => act(JSON.parse(detail)));
  hear("returned", (what) => returned.set(what.id, what));
  hear("settled", ({ id, isGood, value, reason }) => isGood ? promised.get(id).resolve(value) : promised.get(id).reject(new Error(reason)));
  hear("callback", ({ id, values }) => functions.get(id)(...values));
  const caller = (id) => (...values) => {
    const call = ++count;
    say("call", { id, call, values: values.map((value) => typeof value === "function" ? (functions.set(++count, value), { functionId: count }) : { value }) });
    const { kind, value } = returned.get(call);
    if (kind === "function") return caller(value);
    if (kind !== "promise") return value;
    return new Promise((resolve, reject) => promised.set(call, { resolve, reject }));
  };
  hear("expose", ({ name, values, ids }) => {
    const functions = Object.fromEntries(Object.entries(ids).map(([key, id]) => [key, caller(id)]));
    Object.defineProperty(window, name, { value: Object.freeze({ ...values, ...functions }) });
  });
})();`;

const isolatedWorld = (preload: string): string => `(() => {
  let count = 0;
  const functions = new Map();
  const waiting = new Map();
  const listeners = new Map();
  const say = (name, detail) => window.dispatchEvent(new CustomEvent("shell:" + name, { detail: JSON.stringify(detail) }));
  const keep = (value) => (functions.set(++count, value), count);
  window.addEventListener("shell:call", ({ detail }) => {
    const { id, call, values } = JSON.parse(detail);
    const callbackOf = (functionId) => (...values) => say("callback", { id: functionId, values });
    const result = functions.get(id)(...values.map(({ functionId, value }) => functionId === undefined ? value : callbackOf(functionId)));
    if (result instanceof Promise) {
      say("returned", { id: call, kind: "promise" });
      result.then((value) => say("settled", { id: call, isGood: true, value }), (error) => say("settled", { id: call, isGood: false, reason: error.message }));
    } else if (typeof result === "function") say("returned", { id: call, kind: "function", value: keep(result) });
    else say("returned", { id: call, kind: "value", value: result });
  });
  globalThis.fromMain = (what) => {
    if (what.kind === "send") for (const listener of listeners.get(what.channel) ?? []) listener({}, what.message);
    else if (what.refusal === undefined) waiting.get(what.number).resolve(what.value);
    else waiting.get(what.number).reject(new Error(what.refusal));
  };
  const electron = {
    contextBridge: {
      exposeInMainWorld(name, api) {
        const entries = Object.entries(api);
        const ids = Object.fromEntries(entries.filter(([, value]) => typeof value === "function").map(([key, value]) => [key, keep(value)]));
        say("expose", { name, ids, values: Object.fromEntries(entries.filter(([, value]) => typeof value !== "function")) });
      },
    },
    ipcRenderer: {
      invoke: (channel, ...message) => new Promise((resolve, reject) => {
        waiting.set(++count, { resolve, reject });
        toMain(JSON.stringify({ number: count, channel, message, origin: location.origin }));
      }),
      on: (channel, listener) => void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      off: (channel, listener) => void listeners.set(channel, listeners.get(channel).filter((each) => each !== listener)),
    },
  };
  const module = { exports: {} };
  ((require, module, exports) => {${preload}\n})(() => electron, module, module.exports);
})();`;

function connect(child: ChildProcess) {
  let count = 0;
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  child.on("message", (message: DesktopMessage) => {
    if (message.kind !== "answer") return;
    const asked = waiting.get(message.number);
    if (message.refusal === undefined) asked?.resolve(message.value);
    else asked?.reject(new Error(message.refusal));
  });
  return (request: DesktopRequest): Promise<unknown> => {
    // The page lives a moment longer than the program, and may ask it something still.
    if (!child.connected) return Promise.reject(new Error("The desktop has ended."));
    const number = ++count;
    const asked = Promise.withResolvers<unknown>();
    waiting.set(number, asked);
    child.send({ ...request, number });
    return asked.promise;
  };
}

/** Lets the page stand where Electron would show it: served by the main process, with the preload before it where its window has one. */
async function show(page: Page, child: ChildProcess, ask: RehearsedDesktop["ask"]): Promise<void> {
  const shown = Promise.withResolvers<void>();
  let prepared: Promise<void> | undefined;
  // Heard from the beginning: a program that starts quickly may want its page before there is a preload for it.
  child.on("message", (message: DesktopMessage) => {
    if (message.kind !== "load") return;
    const address = message.address.replace(realOrigin, standInOrigin);
    prepared ??= message.hasPreload ? bringPreload(page, child, ask) : Promise.resolve();
    shown.resolve(prepared);
    void prepared.then(() => page.goto(address)).catch(() => undefined);
  });
  await Promise.race([shown.promise, once(child, "exit")]);
}

/** Puts the preload before the program's own page, and lets both reach the main process. */
async function bringPreload(page: Page, child: ChildProcess, ask: RehearsedDesktop["ask"]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  let preloadContext: number | undefined;
  session.on("Runtime.executionContextCreated", ({ context }) => {
    if (context.name === "preload") preloadContext = context.id;
  });
  const toPreload = (what: unknown): void => {
    if (preloadContext === undefined) return;
    const expression = `fromMain(${JSON.stringify(what)})`;
    void session.send("Runtime.evaluate", { contextId: preloadContext, expression }).catch(() => undefined);
  };
  session.on("Runtime.bindingCalled", ({ payload }) => {
    const { number, channel, message, origin } = JSON.parse(payload) as {
      number: number;
      channel: string;
      message: unknown[];
      origin: string;
    };
    ask({ kind: "invoke", channel, message, origin: origin === standInOrigin ? realOrigin : origin }).then(
      (value) => toPreload({ kind: "answer", number, value }),
      (error: unknown) => toPreload({ kind: "answer", number, refusal: String(error) }),
    );
  });
  await session.send("Runtime.enable");
  await session.send("Page.enable");
  await session.send("Runtime.addBinding", { name: "toMain", executionContextName: "preload" });
  await session.send("Page.addScriptToEvaluateOnNewDocument", { source: mainWorld });
  const preload = isolatedWorld(readFileSync(pathOf("../../out/preload/index.cjs"), "utf8"));
  await session.send("Page.addScriptToEvaluateOnNewDocument", { source: preload, worldName: "preload" });
  await page.route(`${standInOrigin}/**`, async (route) => {
    const address = route.request().url().replace(standInOrigin, realOrigin);
    const answer = (await ask({ kind: "fetch", address })) as {
      status: number;
      headers: Record<string, string>;
      body: string;
    };
    await route.fulfill({ ...answer, body: Buffer.from(answer.body, "base64") });
  });
  child.on("message", (message: DesktopMessage) => {
    if (message.kind === "send") toPreload(message);
  });
}

/**
 * Starts the desktop on a book, and shows it in a page of Chromium.
 *
 * @param bookPath or the address of a team's host.
 * @param folder of the profile.
 * @param onWindow is told when the main process has its window and wants the page loaded.
 */
export async function rehearseDesktop(
  page: Page,
  { bookPath, folder, onWindow }: { bookPath: string; folder: string; onWindow?: () => void },
): Promise<RehearsedDesktop> {
  const program = [pathOf("../../out/main/index.js"), folder, "--book", bookPath];
  const child = fork(pathOf("./desktop-process.ts"), program, { execArgv: [] });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  const ask = connect(child);
  child.on("message", ({ kind }: DesktopMessage) => kind === "load" && onWindow?.());
  await show(page, child, ask);
  page.on("load", () => {
    ask({ kind: "happens", to: "window", event: "ready-to-show", what: [] }).catch(() => undefined);
  });
  const end = async (): Promise<void> => {
    if (child.exitCode === null) child.kill("SIGTERM");
    await ended;
  };
  return { ask, ended, end };
}
