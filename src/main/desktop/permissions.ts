import type { Session } from "electron";

/** What the page may use without asking. Everything else, known today or added to Chromium later, is denied. */
const grantedPermissions: ReadonlySet<string> = new Set([
  // *Copy ID* writes text to the clipboard. Reading it is another permission, and is denied.
  "clipboard-sanitized-write",
]);

/**
 * Denies what is not granted above, both when the page asks for it and when it tries whether it has it.
 *
 * @param pageOrigin whose page has what is granted; any other has nothing.
 */
export function restrictPermissions(session: Session, pageOrigin: string): void {
  session.setPermissionRequestHandler((webContents, permission, respond) => {
    respond(grantedPermissions.has(permission) && webContents.mainFrame.origin === pageOrigin);
  });
  session.setPermissionCheckHandler(
    (_webContents, permission, requestingOrigin) =>
      // Chromium writes the origin with a slash at its end here.
      grantedPermissions.has(permission) && requestingOrigin.replace(/\/$/u, "") === pageOrigin,
  );
  session.setDevicePermissionHandler(() => false);
}
