import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";

/** What a request line asks for: a path of this host, or why nothing else is asked about it. */
type RequestTarget =
  | { readonly path: string; readonly refusal: null }
  | { readonly path: null; readonly refusal: AppError; readonly status: 400 | 421 };

/** What a host is called by those who ask it, and how they reach it. */
export interface OwnAddress {
  readonly scheme: "http" | "https";
  /** @param authority a name or an address, and a port or none. */
  readonly isOwn: (authority: string) => boolean;
}

/** A host that answers this machine alone. */
export function loopbackAddress(port: number): OwnAddress {
  return {
    scheme: "http",
    isOwn: (authority) => authority === `127.0.0.1:${port}` || authority === `localhost:${port}`,
  };
}

/** One slash, then visible ASCII without what addresses are read in two ways with: a second slash in front, backslashes, a fragment. */
const plainPath = /^\/(?![/\\])[!"$-[\]-~]*$/u;

/**
 * The one check of a request's target (RFC 9112, 3.2), before anything else reads it: whatever parses it later gets a path that has
 * one meaning. The whole address of this host is taken as its path; that of another host is misdirected.
 *
 * @param target as it stands on the request line.
 */
export function readTarget(target: string, { scheme, isOwn }: OwnAddress): RequestTarget {
  const [, asked, authority, rest = ""] = /^(https?):\/\/([^/?#]*)(.*)$/iu.exec(target) ?? [];
  const isOurs = authority !== undefined && asked?.toLowerCase() === scheme && isOwn(authority);
  if (!isOurs && /^[a-z][a-z\d+.-]*:\/\//iu.test(target)) {
    const refusal = new AppError("forbidden_origin", sentence("The request is for another host."));
    return { path: null, refusal, status: 421 };
  }
  const path = isOurs ? rest.replace(/^(?!\/)/u, "/") : target;
  if (plainPath.test(path)) return { path, refusal: null };
  return {
    path: null,
    refusal: new AppError("invalid_input", sentence("The address of the request is not a path.")),
    status: 400,
  };
}

/**
 * Whether a request comes from the page itself or from a program, and not from another site that a browser shows.
 *
 * - `Host` must be this host's own name. A site that points its own name here (DNS rebinding) is refused.
 * - `Origin`, where a browser sends it, must be the page's.
 * - `Sec-Fetch-Site`, where a browser sends it, must say the same, except for following a link in a window of its own:
 *   the printed address may be clicked on wherever it is read.
 */
export function isFromThePage(method: string, headers: IncomingHttpHeaders, { scheme, isOwn }: OwnAddress): boolean {
  const { host, origin } = headers;
  if (host === undefined || !isOwn(host)) return false;
  if (origin !== undefined && origin !== `${scheme}://${host}`) return false;
  return !isFromAnotherSite(headers) || (method === "GET" && isFollowedLink(headers));
}

/** Whether a program waits for something to parse, rather than a person for something to read. */
export function isForPrograms({ raw }: { readonly raw: Pick<IncomingMessage, "url"> }): boolean {
  return /^\/(?:rpc|events)\b/u.test(raw.url ?? "");
}

/** Whether the browser says that another site started the request. */
export function isFromAnotherSite(headers: IncomingHttpHeaders): boolean {
  const site = headers["sec-fetch-site"];
  return site !== undefined && site !== "same-origin" && site !== "none";
}

function isFollowedLink(headers: IncomingHttpHeaders): boolean {
  return headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
}
