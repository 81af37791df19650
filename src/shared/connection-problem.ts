import { sentence, verbatim, type Sentence } from "./sentences/sentence.ts";
/** What the codes of connections that fail mean to whoever looks after the other side. */
const sentences: Readonly<Record<string, Sentence>> = {
  ECONNREFUSED: sentence("Nothing answers at the address."),
  ENOTFOUND: sentence("There is no host of this name."),
  EAI_AGAIN: sentence("The name of the host could not be looked up."),
  EHOSTUNREACH: sentence("The host cannot be reached."),
  ENETUNREACH: sentence("The network of the host cannot be reached."),
  ECONNRESET: sentence("The connection was broken off before there was an answer."),
  EPIPE: sentence("The connection was broken off before there was an answer."),
  UND_ERR_SOCKET: sentence("The connection was broken off before there was an answer."),
  UND_ERR_HEADERS_OVERFLOW: sentence("The headers of the answer are too long."),
};

/** Why a request came to nothing, in a sentence; what fetch throws says only that it failed, and its cause says why. */
export function connectionProblem(error: unknown): Sentence {
  if (!(error instanceof Error)) return sentence("It could not be sent.");
  const { cause } = error;
  if (!(cause instanceof Error)) return verbatim(error.message);
  const { code = "" } = cause as { readonly code?: string };
  if (cause.name === "HTTPParserError") return sentence("What came back is not HTTP.");
  const reason = cause.message === "" ? code || error.message : cause.message;
  return sentences[code] ?? sentence("The connection failed: {reason}.", { reason });
}
