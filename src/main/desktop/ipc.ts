import { BrowserWindow, ipcMain, type IpcMainInvokeEvent } from "electron";
import { z } from "zod";
import { bridgeChannels } from "../../shared/bridge.ts";
import { isMethodName } from "../../shared/contract/index.ts";
import { AppError, type Result } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { deskLanguages, type ApiAddress, type DeskLanguage } from "../../shared/platform.ts";
import type { Engine } from "../engine/engine.ts";
import type { Desk } from "../hosts/desk.ts";
import { openExternalAddress } from "./external-links.ts";
import { pageOrigin } from "./page-address.ts";
import { printPage } from "./print-page.ts";
import { saveFile } from "./save-file.ts";
import { createRestoreFromFile, nameBackupFolder, saveBookCopy, saveExport } from "./book-places.ts";

/** What each message from the page must look like. The engine checks a method's input against its own schema. */
const messageShapes = {
  [bridgeChannels.call]: z.tuple([z.string().max(100), z.unknown()]),
  [bridgeChannels.apiAddress]: z.tuple([]),
  [bridgeChannels.saveTextFile]: z.tuple([z.string().min(1).max(255), z.string()]),
  [bridgeChannels.saveFile]: z.tuple([z.string().min(1).max(255), z.instanceof(Uint8Array)]),
  [bridgeChannels.saveExport]: z.tuple([z.string().max(64)]),
  [bridgeChannels.saveBookCopy]: z.tuple([]),
  [bridgeChannels.nameBackupFolder]: z.tuple([]),
  // The engine checks what is in it.
  [bridgeChannels.restoreFromFile]: z.tuple([
    z.strictObject({ passphrase: z.string().nullable(), identities: z.array(z.string()) }).nullable(),
  ]),
  [bridgeChannels.openSample]: z.tuple([]),
  [bridgeChannels.openTeamLedger]: z.tuple([z.string().max(2_000)]),
  [bridgeChannels.print]: z.tuple([]),
  [bridgeChannels.openExternal]: z.tuple([z.string()]),
  [bridgeChannels.tellLanguage]: z.tuple([z.enum(deskLanguages)]),
};

/** What the desktop shows: a book's engine, and where programs reach the same book. */
export interface OpenedBook {
  readonly engine: Engine;
  /** Known once programs are let in, which is when the window has been shown. */
  readonly api: ApiAddress | Promise<ApiAddress>;
}

/** What the page may ask of the desktop beside the book. */
export interface PageRequests {
  /** Goes over to the sample company's book. */
  openSample(): Promise<void>;
  /** Goes over to the ledger that a team's host serves. @throws AppError `invalid_input` where the address is none of one. */
  openTeamLedger(address: string): void;
  /** Has the menus told in the page's language. */
  tellLanguage(language: DeskLanguage): void;
}

type Message<Channel extends keyof typeof messageShapes> = z.output<(typeof messageShapes)[Channel]>;

/** Answers the page's messages. This is the one file that receives any. */
export function answerPage(book: Promise<OpenedBook>, desk: Desk, requests: PageRequests): void {
  answer(bridgeChannels.call, (_window, [method, input]) => dispatch(book, desk, method, input));
  answer(bridgeChannels.apiAddress, async () => await (await book).api);
  answer(bridgeChannels.saveTextFile, (window, [suggestedName, text]) => saveFile(window, suggestedName, text));
  answer(bridgeChannels.saveFile, (window, [suggestedName, content]) => saveFile(window, suggestedName, content));
  answer(bridgeChannels.openSample, () => resultOf(() => requests.openSample()));
  answer(bridgeChannels.openTeamLedger, (_window, [address]) => resultOf(() => requests.openTeamLedger(address)));
  answer(bridgeChannels.print, (window) => printPage(window));
  answer(bridgeChannels.saveExport, async (window, [jobId]) =>
    saveExport(window, (await book).engine, desk.dialogCaller(), jobId),
  );
  answer(bridgeChannels.saveBookCopy, async (window) => saveBookCopy(window, (await book).engine, desk.dialogCaller()));
  answer(bridgeChannels.nameBackupFolder, async (window) =>
    nameBackupFolder(window, (await book).engine, desk.dialogCaller()),
  );
  const restoreFromFile = createRestoreFromFile();
  answer(bridgeChannels.restoreFromFile, async (window, [keys]) =>
    restoreFromFile(window, (await book).engine, desk.dialogCaller(), keys),
  );
  answer(bridgeChannels.openExternal, (_window, [address]) => openExternalAddress(address));
  answer(bridgeChannels.tellLanguage, (_window, [language]) => Promise.resolve(requests.tellLanguage(language)));
}

/** What was done, or why it was refused. */
async function resultOf(act: () => Promise<void> | void): Promise<Result<unknown>> {
  try {
    await act();
    return { ok: true, value: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ok: false, error: error.toView() };
  }
}

/** Answers one channel, for messages from the page itself that have the right shape; others are refused unread. */
function answer<Channel extends keyof typeof messageShapes>(
  channel: Channel,
  handler: (window: BrowserWindow, message: Message<Channel>) => Promise<unknown>,
): void {
  ipcMain.handle(channel, async (event, ...message: unknown[]) => {
    const window = windowOfPage(event);
    const checked = messageShapes[channel].safeParse(message);
    if (!checked.success)
      throw new AppError("invalid_input", sentence("The message to {channel} has not the agreed shape.", { channel }));
    return await handler(window, checked.data as Message<Channel>);
  });
}

/** The window whose main frame shows the page and sent the message. */
function windowOfPage({ sender, senderFrame }: IpcMainInvokeEvent): BrowserWindow {
  const window = BrowserWindow.fromWebContents(sender);
  const isMainFrame = senderFrame !== null && senderFrame.parent === null;
  if (window === null || !isMainFrame || senderFrame.origin !== pageOrigin) {
    throw new AppError("forbidden_origin", sentence("The message did not come from the page."));
  }
  return window;
}

async function dispatch(
  book: Promise<OpenedBook>,
  desk: Desk,
  method: string,
  input: unknown,
): Promise<Result<unknown>> {
  if (!isMethodName(method)) {
    return {
      ok: false,
      error: new AppError("unknown_method", sentence('The contract has no method "{method}".', { method })).toView(),
    };
  }
  return await desk.dispatch((await book).engine, method, input);
}
