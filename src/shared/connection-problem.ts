import { sentence, verbatim, type Sentence } from "./sentences/sentence.ts";

const whatIsNoTls = sentence("What answers at the address does not speak TLS.");

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
  UND_ERR_CONNECT_TIMEOUT: sentence("Nothing answered at the address in time."),
  ETIMEDOUT: sentence("Nothing answered at the address in time."),
  ERR_SSL_WRONG_VERSION_NUMBER: whatIsNoTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: whatIsNoTls,
  ERR_SSL_HTTP_REQUEST: whatIsNoTls,
  UND_ERR_HEADERS_OVERFLOW: sentence("The headers of the answer are too long."),
};

/** What is wrong with the certificate that a host has shown, by the code of the error; null where it is something else. */
export function certificateProblem(
  error: { readonly code?: string; readonly message?: string } | null,
): Sentence | null {
  const { code = "", message = "" } = error ?? {};
  const now = new Date().toISOString();
  if (code === "CERT_HAS_EXPIRED") {
    return sentence("its certificate has expired. By the clock of this machine it is {now}.", { now });
  }
  if (code === "CERT_NOT_YET_VALID") {
    return sentence("its certificate is not good yet. By the clock of this machine it is {now}.", { now });
  }
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return sentence("its certificate is for another name.");
  return /CERT|^UNABLE_TO_/u.test(code)
    ? sentence("nothing here vouches for its certificate ({message}).", { message })
    : null;
}

/** Why a request came to nothing, in a sentence; what fetch throws says only that it failed, and its cause says why. */
export function connectionProblem(error: unknown): Sentence {
  if (!(error instanceof Error)) return sentence("It could not be sent.");
  const { cause } = error;
  if (!(cause instanceof Error)) return verbatim(error.message);
  const { code = "" } = cause as { readonly code?: string };
  if (cause.name === "HTTPParserError") return sentence("What came back is not HTTP.");
  const reason = cause.message === "" ? code || error.message : cause.message;
  const ofCertificate = certificateProblem(cause);
  if (ofCertificate) return sentence("It is not believed: {problem}", { problem: ofCertificate });
  return sentences[code] ?? sentence("The connection failed: {reason}.", { reason });
}
