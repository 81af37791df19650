import { app, type WebContents } from "electron";
import { openExternalAddress } from "./external-links.ts";
import { isPageAddress } from "./page-address.ts";

/** Where windows may go. Everything else is refused. */
export interface Bounds {
  /** Whether a page may be shown, or be gone on to. */
  includes(address: string): boolean;
  /** Is told where a window is now, by whichever way it came there. */
  arrived(address: string): void;
  /** What becomes of a further window that the page asks for. */
  furtherWindow(address: string): "refused" | "opened" | "in the browser";
}

/** The page itself: no leaving it, no further windows, no page within the page. */
export const pageBounds: Bounds = {
  includes: isPageAddress,
  arrived: () => undefined,
  furtherWindow: () => "refused",
};

/** Where a single sign-on begins at a team's host (docs/team.md). */
const signOnPath = "/sign-on/start";

/**
 * A team's host. While somebody signs on, the window goes where the host and the provider send it, as a browser does, and is back when it
 * comes to the host again; nothing that it shows meanwhile has more than a page of the web.
 */
export function teamBounds(origin: string): Bounds {
  let isSigningOn = false;
  return {
    includes(address) {
      const parsed = URL.parse(address);
      if (parsed?.origin === origin) {
        isSigningOn = parsed.pathname === signOnPath;
        return true;
      }
      return isSigningOn && parsed?.protocol === "https:";
    },
    arrived(address) {
      // Whoever goes back to the host has given it up.
      if (URL.parse(address)?.origin === origin) isSigningOn = false;
    },
    furtherWindow(address) {
      const parsed = URL.parse(address);
      // A desk that is locked signs on in a window of its own, and keeps what was typed.
      if (parsed?.origin !== origin) return "in the browser";
      isSigningOn = parsed.pathname === signOnPath;
      return isSigningOn ? "opened" : "refused";
    },
  };
}

/** Keeps every window, whoever opens it, within its bounds. Call it before there is a window. */
export function keepWindowsWithin(bounds: Bounds): void {
  app.on("web-contents-created", (_event, contents) => keepWithin(contents, bounds));
}

function keepWithin(contents: WebContents, bounds: Bounds): void {
  const refuseOthers = (details: { readonly url: string; preventDefault(): void }): void => {
    if (!bounds.includes(details.url)) details.preventDefault();
  };
  contents.on("will-frame-navigate", refuseOthers);
  contents.on("will-redirect", refuseOthers);
  contents.on("did-navigate", (_event, address) => bounds.arrived(address));
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    const becomes = bounds.furtherWindow(url);
    // What is no address for it is left where it is.
    if (becomes === "in the browser") void openExternalAddress(url).catch(() => undefined);
    return { action: becomes === "opened" ? "allow" : "deny" };
  });
}
