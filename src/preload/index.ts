import { contextBridge, ipcRenderer, type IpcRendererEvent } from "electron";
import { bridgeChannels } from "../shared/bridge.ts";
import { isMethodName } from "../shared/contract/index.ts";
import { AppError, type Result } from "../shared/errors.ts";
import { sentence } from "../shared/sentences/sentence.ts";
import { platformGlobalName, type ApiAddress, type Platform } from "../shared/platform.ts";

/** All that the page gets of the desktop. Nothing of Electron itself passes: no event objects, no channel names. */
const platform: Platform = {
  host: "desktop",
  async call(method, input) {
    if (!isMethodName(method)) {
      const refusal = new AppError("unknown_method", sentence('The contract has no method "{method}".', { method }));
      return { ok: false, error: refusal.toView() };
    }
    return (await ipcRenderer.invoke(bridgeChannels.call, method, input)) as Result<unknown>;
  },
  async apiAddress() {
    return (await ipcRenderer.invoke(bridgeChannels.apiAddress)) as ApiAddress;
  },
  onEvent: (listener) => listen(bridgeChannels.engineEvent, listener),
  onMenuCommand: (listener) => listen(bridgeChannels.menuCommand, listener),
  async saveTextFile(suggestedName, text) {
    return (await ipcRenderer.invoke(bridgeChannels.saveTextFile, suggestedName, text)) as boolean;
  },
  async saveFile(suggestedName, content) {
    return (await ipcRenderer.invoke(bridgeChannels.saveFile, suggestedName, content)) as boolean;
  },
  async saveExport(jobId) {
    return (await ipcRenderer.invoke(bridgeChannels.saveExport, jobId)) as Result<unknown> | null;
  },
  async saveBookCopy() {
    return (await ipcRenderer.invoke(bridgeChannels.saveBookCopy)) as Result<unknown> | null;
  },
  places: {
    async nameBackupFolder() {
      return (await ipcRenderer.invoke(bridgeChannels.nameBackupFolder)) as Result<unknown> | null;
    },
    async restoreFromFile(keys) {
      return (await ipcRenderer.invoke(bridgeChannels.restoreFromFile, keys)) as Result<unknown> | null;
    },
  },
  async openSample(onProgress) {
    const stop = listen(bridgeChannels.sampleProgress, onProgress);
    try {
      return (await ipcRenderer.invoke(bridgeChannels.openSample)) as Result<unknown>;
    } finally {
      stop();
    }
  },
  async openTeamLedger(address) {
    return (await ipcRenderer.invoke(bridgeChannels.openTeamLedger, address)) as Result<unknown>;
  },
  async print() {
    await ipcRenderer.invoke(bridgeChannels.print);
  },
  async openExternal(address) {
    await ipcRenderer.invoke(bridgeChannels.openExternal, address);
  },
  async tellLanguage(language) {
    await ipcRenderer.invoke(bridgeChannels.tellLanguage, language);
  },
};

function listen<Message>(channel: string, listener: (message: Message) => void): () => void {
  const onMessage = (_event: IpcRendererEvent, message: Message): void => listener(message);
  ipcRenderer.on(channel, onMessage);
  // In braces, because `off` returns what it was called on.
  return () => {
    ipcRenderer.off(channel, onMessage);
  };
}

contextBridge.exposeInMainWorld(platformGlobalName, platform);
