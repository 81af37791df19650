import { createServer as createPlainServer, type RequestListener, type Server, type ServerOptions } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import { clientOf } from "./client-address.ts";
import { readCertificate, stampOf, type CertificateFiles } from "./certificate.ts";

/** How many connections a host takes. */
export interface ConnectionLimits {
  readonly inAll: number;
  /** From one address; behind one there may be a whole office. */
  readonly fromOne: number;
}

/** Room for a thousand desks with an open stream and calls beside it. */
export const defaultConnectionLimits: ConnectionLimits = { inAll: 8192, fromOne: 4096 };

/** Who does not finish shaking hands is cut off. */
const handshakeMs = 10_000;
const looksForCertificateEveryMs = 60_000;

/** What comes before a request is read: how a connection is secured, and which are cut off. */
interface Listener {
  makeServer(options: ServerOptions, handle: RequestListener): Server;
  /** Looks whether there is a new certificate, which holds for connections from then on. Called every minute as well. */
  renew(): void;
  stop(): void;
}

/** A server that speaks TLS 1.2 or newer, with a certificate that may be renewed while it runs. @throws AppError `certificate_invalid`. */
export function createTlsListener(
  files: CertificateFiles,
  limits: ConnectionLimits,
  say: (text: string) => void,
): Listener {
  const { cert, key, warning } = readCertificate(files, Date.now());
  if (warning !== null) say(warning);
  let stamp = stampOf(files);
  let server: ReturnType<typeof createTlsServer> | undefined;

  function renew(): void {
    try {
      const found = stampOf(files);
      if (found === stamp) return;
      const renewed = readCertificate(files, Date.now());
      server?.setSecureContext({ cert: renewed.cert, key: renewed.key, minVersion: "TLSv1.2" });
      stamp = found;
      say(renewed.warning ?? "The certificate was renewed.");
    } catch (error) {
      // One that is half written is looked at again; until then the former one holds.
      say(`The certificate was not renewed: ${(error as Error).message}`);
    }
  }

  const timer = setInterval(renew, looksForCertificateEveryMs).unref();
  return {
    renew,
    stop: () => clearInterval(timer),
    makeServer(options, handle) {
      server = createTlsServer({ ...options, cert, key, minVersion: "TLSv1.2", handshakeTimeout: handshakeMs }, handle);
      limitConnections(server, limits, () => true);
      return server;
    },
  };
}

/** A server behind a proxy that has taken care of TLS; nobody else gets a word in. */
export function createProxiedListener(isProxy: (address: string) => boolean, limits: ConnectionLimits): Listener {
  return {
    renew: () => undefined,
    stop: () => undefined,
    makeServer(options, handle) {
      const server = createPlainServer(options, handle);
      // All come from the proxy, whose own business it is how many one client has.
      limitConnections(server, { ...limits, fromOne: limits.inAll }, isProxy);
      return server;
    },
  };
}

function limitConnections(
  server: Server,
  { inAll, fromOne }: ConnectionLimits,
  isWelcome: (address: string) => boolean,
): void {
  server.maxConnections = inAll;
  const counts = new Map<string, number>();
  server.on("connection", (socket: Socket) => {
    const { remoteAddress = "" } = socket;
    const client = clientOf(remoteAddress);
    const count = counts.get(client) ?? 0;
    if (count >= fromOne || !isWelcome(remoteAddress)) {
      socket.destroy();
      return;
    }
    counts.set(client, count + 1);
    socket.once("close", () => {
      const left = (counts.get(client) ?? 1) - 1;
      if (left === 0) counts.delete(client);
      else counts.set(client, left);
    });
  });
}
