import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { readCertificate, type CertificateFiles } from "./certificate.ts";
import { readSignOnSettings } from "./sign-on-settings.ts";
import type { TeamDoor } from "./team-host.ts";

/** What somebody says who wants a book served to other machines, as a command line has it. */
export interface TeamDoorFlags {
  /** `ADDRESS` or `ADDRESS:PORT`, an address of IPv6 in brackets where a port follows. */
  readonly listen: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly behindProxy?: readonly string[];
  readonly allowHost?: readonly string[];
  /** The file with what a single sign-on takes. */
  readonly signOn?: string;
}

const usualPort = 8443;

/**
 * The door that the flags ask for. Where no names are named, they are those of the certificate.
 *
 * @throws AppError `network_not_secure` where what is said would let others listen in; `certificate_invalid`; `sign_on_invalid`.
 */
export function teamDoorOf({
  listen,
  tlsCert,
  tlsKey,
  behindProxy = [],
  allowHost = [],
  signOn,
}: TeamDoorFlags): TeamDoor {
  const [, address = "", port = String(usualPort)] = /^(\[[\da-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/iu.exec(listen) ?? [];
  if (address === "" || Number(port) > 65_535) {
    throw new AppError("network_not_secure", sentence('"{listen}" is not an address to listen at.', { listen }));
  }
  const security = securityOf(tlsCert, tlsKey, behindProxy);
  const names = allowHost.map((name) => name.toLowerCase());
  if (names.length === 0 && security.kind === "tls") names.push(...readCertificate(security, Date.now()).names);
  if (names.length === 0) {
    throw new AppError(
      "network_not_secure",
      sentence("Nothing says by which name desks call the host: name it with --allow-host."),
    );
  }
  return {
    address: address.replaceAll(/[[\]]/gu, ""),
    port: Number(port),
    names,
    security,
    ...(signOn !== undefined && { signOn: readSignOnSettings(signOn) }),
  };
}

function securityOf(
  certificatePath: string | undefined,
  keyPath: string | undefined,
  addresses: readonly string[],
): TeamDoor["security"] {
  const files: Partial<CertificateFiles> = {
    ...(certificatePath !== undefined && { certificatePath }),
    ...(keyPath !== undefined && { keyPath }),
  };
  const isBoth = files.certificatePath !== undefined && files.keyPath !== undefined;
  if (addresses.length > 0 && Object.keys(files).length === 0) return { kind: "proxy", addresses };
  if (addresses.length === 0 && isBoth) return { kind: "tls", ...(files as CertificateFiles) };
  throw new AppError(
    "network_not_secure",
    addresses.length > 0
      ? sentence("A proxy that takes care of TLS and a certificate of the host's own exclude each other.")
      : sentence("Passphrases and balances would go over the network for everybody to read."),
  );
}
