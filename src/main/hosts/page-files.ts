import { readdirSync } from "node:fs";
import { extname, join } from "node:path";

/** A file of the page: where it is, what it is, and how long a browser may keep it. */
export interface PageFile {
  readonly absolutePath: string;
  readonly headers: { readonly "content-type": string; readonly "cache-control": string };
}

/** The page's files by the path of their address: `/index.html`, `/assets/main-3f2a.js`; `/` is the index. */
export type PageFiles = ReadonlyMap<string, PageFile>;

const contentTypes: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
};

/**
 * Lists what may be served. Both hosts look addresses up in this closed list instead of turning an address into a path, so
 * no spelling of an address (`..`, `%2e`, a backslash, NUL) can name a file that is not part of the page. Symbolic links
 * are left out: they could point outside.
 *
 * @param rendererDirectory the built page. One that is missing is an error at start, not a blank window.
 */
export function listPageFiles(rendererDirectory: string): PageFiles {
  const files = new Map<string, PageFile>();
  for (const entry of readdirSync(rendererDirectory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const absolutePath = join(entry.parentPath, entry.name);
    const address = `/${absolutePath.slice(join(rendererDirectory, "/").length).replaceAll("\\", "/")}`;
    files.set(address, { absolutePath, headers: headersFor(address) });
  }
  const index = files.get("/index.html");
  if (index === undefined) throw new Error(`There is no index.html in ${rendererDirectory}; build the page first`);
  return files.set("/", index);
}

/**
 * Finds the file that an address names.
 *
 * @param pathname as it stands in the address, percent-encoded.
 */
export function findPageFile(files: PageFiles, pathname: string): PageFile | undefined {
  try {
    return files.get(decodeURIComponent(pathname));
  } catch {
    // An escape that is none, such as `%zz`, names nothing.
    return undefined;
  }
}

/** The build names what lies in `assets` after its content; everything else is asked for anew each time. */
function headersFor(address: string): PageFile["headers"] {
  return {
    "content-type": contentTypes[extname(address).toLowerCase()] ?? "application/octet-stream",
    "cache-control": address.startsWith("/assets/") ? "private, max-age=31536000, immutable" : "no-cache",
  };
}
