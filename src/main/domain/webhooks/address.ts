import { AppError } from "../../../shared/errors.ts";
import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";

const maximumLength = 2000;

/**
 * Check where an endpoint says it is. Addresses of this machine and of its network are as good as any: whoever may name one sits at
 * the book, and the receiver is often next to it.
 *
 * @throws AppError `webhook_address_invalid`.
 */
export function requireAddress(text: string): void {
  const problem = problemOf(text);
  if (problem !== null) throw new AppError("webhook_address_invalid", problem);
}

function problemOf(text: string): Sentence | null {
  if (text.length > maximumLength)
    return sentence("The address is longer than {maximumLength} characters.", { maximumLength });
  // The parser would bend these into an address that nobody wrote.
  if (/[\s\\\p{Cc}]/u.test(text)) return sentence("The address has a space, a backslash or a control character.");
  if (!/^https?:\/\/[^/]/iu.test(text) || !URL.canParse(text))
    return sentence("The address is not one of http or https.");
  const { username, password, href } = new URL(text);
  if (username !== "" || password !== "") return sentence("The address has a user name or a password.");
  if (text.includes("#")) return sentence("The address has a part behind #, which is never sent.");
  return href.length > maximumLength ? sentence("The address is too long once it is encoded.") : null;
}
