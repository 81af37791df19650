import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect } from "node:tls";

/** A host that does not answer for so long is not vouched for. */
const patienceMs = 10_000;

/**
 * Whether an authority of one's own vouches for the certificate that a host has shown. The host is asked for it once more, by a connection
 * that believes nobody but that authority, so that everything that makes a certificate good is checked by who knows it best.
 *
 * @param origin of the host.
 * @param authorityPath of the authority's certificates, in PEM.
 * @param shownPem the certificate that is asked about, in PEM.
 */
export function isVouchedFor(origin: string, authorityPath: string, shownPem: string): Promise<boolean> {
  const { hostname, port } = new URL(origin);
  // The brackets around an address of IPv6 belong to the URL.
  const host = hostname.replace(/^\[(.*)\]$/u, "$1");
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: port === "" ? 443 : Number(port),
      // A name that is an address is none to ask for by (RFC 6066).
      ...(/^[\d.]+$|:/u.test(host) ? {} : { servername: host }),
      ca: readFileSync(authorityPath),
      minVersion: "TLSv1.2",
      timeout: patienceMs,
    });
    const answer = (isGood: boolean): void => {
      resolve(isGood);
      socket.destroy();
    };
    socket.once("secureConnect", () => {
      const shown = new X509Certificate(shownPem).fingerprint256;
      answer(socket.authorized && socket.getPeerCertificate().fingerprint256 === shown);
    });
    socket.once("timeout", () => answer(false));
    socket.once("error", () => answer(false));
  });
}
