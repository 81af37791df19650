import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/**
 * Whether a request comes from the page itself or from a program on this machine, and not from another site that a browser
 * on this machine shows.
 *
 * - `Host` must be this machine's own name. A site that points its own name at 127.0.0.1 (DNS rebinding) is refused here.
 * - `Origin`, where a browser sends it, must be the page's.
 * - `Sec-Fetch-Site`, where a browser sends it, must say the same, except for following a link in a window of its own:
 *   the printed address may be clicked on wherever it is read.
 */
export function isFromThePage(method: string, headers: IncomingHttpHeaders, port: number): boolean {
  const { host, origin } = headers;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return false;
  if (origin !== undefined && origin !== `http://${host}`) return false;
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
