import { AppError } from "../../../shared/errors.ts";

const maximumLength = 2000;

/**
 * Check where an endpoint says it is. Addresses of this machine and of its network are as good as any: whoever may name one sits at
 * the book, and the receiver is often next to it.
 *
 * @throws AppError `webhook_address_invalid`.
 */
export function requireAddress(text: string): void {
  const problem = problemOf(text);
  if (problem !== null) throw new AppError("webhook_address_invalid", `The address ${problem}.`);
}

function problemOf(text: string): string | null {
  if (text.length > maximumLength) return `is longer than ${maximumLength.toLocaleString("en-US")} characters`;
  // The parser would bend these into an address that nobody wrote.
  if (/[\s\\\p{Cc}]/u.test(text)) return "has a space, a backslash or a control character";
  if (!/^https?:\/\/[^/]/iu.test(text) || !URL.canParse(text)) return "is not one of http or https";
  const { username, password, href } = new URL(text);
  if (username !== "" || password !== "") return "has a user name or a password";
  if (text.includes("#")) return "has a part behind #, which is never sent";
  return href.length > maximumLength ? "is too long once it is encoded" : null;
}
