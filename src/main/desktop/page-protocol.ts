import { readFile } from "node:fs/promises";
import { protocol } from "electron";
import { findPageFile, type PageFiles } from "../hosts/page-files.ts";
import { securityHeaders } from "../hosts/page-headers.ts";
import { isPageAddress, pageScheme } from "./page-address.ts";

/** Makes `app:` an origin like `https:`, with storage and fetch of its own. Works before Electron is ready, and only then. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Answers `app://countinghouse/…` from the closed list of the page's files, with the Content-Security-Policy. */
export function servePage(files: PageFiles): void {
  protocol.handle(pageScheme, async (request) => {
    const file = isPageAddress(request.url) ? findPageFile(files, new URL(request.url).pathname) : undefined;
    if (request.method !== "GET" || file === undefined) {
      return new Response("There is nothing at this address.\n", { status: 404, headers: securityHeaders });
    }
    return new Response(await readFile(file.absolutePath), { headers: { ...securityHeaders, ...file.headers } });
  });
}
