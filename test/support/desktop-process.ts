import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { bridgeChannels } from "../../src/shared/bridge.ts";
import { useProfile } from "./desktop-profile.ts";
import { app, sendToMain } from "./electron-double.ts";

/**
 * A process of its own that runs a main process as it was built or packed, on the double of Electron, and asks it as the page would for
 * its book: the answer is printed as JSON. It ends as Electron does, once nothing holds the quit back.
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
  app.emit("will-quit", { preventDefault: () => (isHeldBack = true) });
  if (!isHeldBack) process.exit(0);
};
process.argv = [node, entry, ...own];
const hasWindow = new Promise<void>((resolve) => {
  app.once("browser-window-created", () => resolve());
});
await import(pathToFileURL(entry).href);
await hasWindow;
process.stdout.write(`${JSON.stringify(await sendToMain(bridgeChannels.call, ["book.info", {}]))}\n`);
