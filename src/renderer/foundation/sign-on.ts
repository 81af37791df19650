import { errorRemedies, type ErrorCode, type ErrorView } from "../../shared/errors.ts";
import { refusalText } from "./refusal-text.ts";
import { text } from "./text.ts";

const code = new URL(window.location.href).searchParams.get("sign-on");

/** What the single sign-on came to that the host has turned back from; null where it did not. Whoever reloads has seen it. */
export const signOnRefusal = code === null ? null : refusalOf(code);
if (code !== null) window.history.replaceState(window.history.state, "", `/${window.location.hash}`);

/** Leads to the provider of the single sign-on, and back to the place that is shown now. */
export function signOnAddress(): string {
  return `${window.location.origin}/sign-on/start?to=${encodeURIComponent(window.location.hash)}`;
}

/** Only a code is taken from the address, which anybody can make; the words are the page's own. */
function refusalOf(told: string): Pick<ErrorView, "message" | "remedy"> {
  const known: ErrorCode = Object.hasOwn(text.signOn, told) ? (told as ErrorCode) : "sign_on_refused";
  const { remedy } = refusalText({ code: known, message: "", remedy: errorRemedies[known] });
  return { message: text.signOn[known as keyof typeof text.signOn], remedy };
}
