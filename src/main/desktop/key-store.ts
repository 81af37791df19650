import { safeStorage } from "electron";
import type { SystemSealer } from "../engine/engine.ts";

/**
 * The system's key store, once the application is ready: the keychain, DPAPI, or the secret service of a desktop on Linux.
 *
 * @returns null where there is none. What Electron does on Linux without one keeps nothing from anybody: its password stands in its sources.
 */
export function systemKeyStore(): SystemSealer | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (process.platform === "linux" && ["basic_text", "unknown"].includes(safeStorage.getSelectedStorageBackend())) {
    return null;
  }
  return {
    seal: (text) => safeStorage.encryptString(text).toString("base64"),
    open: (sealed) => safeStorage.decryptString(Buffer.from(sealed, "base64")),
  };
}
