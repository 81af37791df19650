/** What the codes of connections that fail mean to whoever looks after the other side. */
const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Nothing answers at the address.",
  ENOTFOUND: "There is no host of this name.",
  EAI_AGAIN: "The name of the host could not be looked up.",
  EHOSTUNREACH: "The host cannot be reached.",
  ENETUNREACH: "The network of the host cannot be reached.",
  ECONNRESET: "The connection was broken off before there was an answer.",
  EPIPE: "The connection was broken off before there was an answer.",
  UND_ERR_SOCKET: "The connection was broken off before there was an answer.",
  UND_ERR_HEADERS_OVERFLOW: "The headers of the answer are too long.",
};

/** Why a request came to nothing, in a sentence; what fetch throws says only that it failed, and its cause says why. */
export function connectionProblem(error: unknown): string {
  if (!(error instanceof Error)) return "It could not be sent.";
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  const { code = "" } = cause as { readonly code?: string };
  if (cause.name === "HTTPParserError") return "What came back is not HTTP.";
  return sentences[code] ?? `The connection failed: ${cause.message === "" ? code || error.message : cause.message}.`;
}
