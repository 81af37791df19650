import { AppError } from "../../../shared/errors.ts";

const maximumLength = 2000;

/** What reaches this machine and nothing else, so that nobody on the way can read a key. */
const loopbackHosts = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u;

/**
 * The address of an upstream's API as it is kept: without a slash at its end, and with the version where only a host is named.
 *
 * @throws AppError `link_address_invalid`, also for http to another machine, which would show the key to everybody on the way.
 */
export function upstreamAddress(text: string): string {
  const problem = problemOf(text);
  if (problem !== null) throw new AppError("link_address_invalid", `The address ${problem}.`);
  const { origin, pathname } = new URL(text);
  const path = pathname.replace(/\/+$/u, "");
  return origin + (path === "" ? "/v1" : path);
}

function problemOf(text: string): string | null {
  if (text.length > maximumLength) return `is longer than ${maximumLength.toLocaleString("en-US")} characters`;
  // The parser would bend these into an address that nobody wrote.
  if (/[\s\\\p{Cc}]/u.test(text)) return "has a space, a backslash or a control character";
  if (!/^https?:\/\/[^/]/iu.test(text) || !URL.canParse(text)) return "is not one of http or https";
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (username !== "" || password !== "") return "has a user name or a password";
  if (search !== "" || hash !== "") return "has a part behind ? or #";
  if (protocol === "http:" && !loopbackHosts.test(hostname)) return "is one of http, and leads to another machine";
  return null;
}
