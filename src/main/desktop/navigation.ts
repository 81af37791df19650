import { app, type WebContents } from "electron";
import { isPageAddress } from "./page-address.ts";

/** Keeps every window, whoever opens it, on the page: no leaving it, no further windows, no page within the page. */
export function keepWindowsOnThePage(): void {
  app.on("web-contents-created", (_event, contents) => keepOnThePage(contents));
}

function keepOnThePage(contents: WebContents): void {
  const refuseOthers = (details: { readonly url: string; preventDefault(): void }): void => {
    if (!isPageAddress(details.url)) details.preventDefault();
  };
  contents.on("will-frame-navigate", refuseOthers);
  contents.on("will-redirect", refuseOthers);
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
}
