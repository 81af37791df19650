import { AppError } from "../../../shared/errors.ts";
import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";

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
  if (problem !== null) throw new AppError("link_address_invalid", problem);
  const { origin, pathname } = new URL(text);
  const path = pathname.replace(/\/+$/u, "");
  return origin + (path === "" ? "/v1" : path);
}

function problemOf(text: string): Sentence | null {
  if (text.length > maximumLength)
    return sentence("The address is longer than {maximumLength} characters.", { maximumLength });
  // The parser would bend these into an address that nobody wrote.
  if (/[\s\\\p{Cc}]/u.test(text)) return sentence("The address has a space, a backslash or a control character.");
  if (!/^https?:\/\/[^/]/iu.test(text) || !URL.canParse(text))
    return sentence("The address is not one of http or https.");
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (username !== "" || password !== "") return sentence("The address has a user name or a password.");
  if (search !== "" || hash !== "") return sentence("The address has a part behind ? or #.");
  if (protocol === "http:" && !loopbackHosts.test(hostname))
    return sentence("The address is one of http, and leads to another machine.");
  return null;
}
