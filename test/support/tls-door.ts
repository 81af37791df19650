import { readFileSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from "node:tls";
import { onTestFinished } from "vitest";
import { tlsFile } from "./team.ts";

/** What is found at the address: a certificate of the tests' authority, one that has expired, no TLS at all, or nobody. */
type Behind = "host" | "expired" | "plain" | "nobody";

/** A door to an upstream, at one address for good, that is another one from time to time. */
export interface TlsDoor {
  /** Of the API, as a link is made to it. */
  readonly address: string;
  become(what: Behind): Promise<void>;
}

/** Let everything in this process that speaks TLS believe the authorities of these files beside the usual ones, until the test is over. */
export function believe(...files: readonly string[]): void {
  setDefaultCACertificates([...usual, ...files.map((name) => readFileSync(tlsFile(name), "utf8"))]);
}
const usual = getCACertificates("default");

/** A door on this machine; it is gone when the test is over. @param origin what is behind it. */
export async function startTlsDoor(origin: string): Promise<TlsDoor> {
  const { port: portBehind } = new URL(origin);
  const open = new Set<Socket>();
  let server: Server | null = null;
  let port = 0;

  function passOn(socket: Socket): void {
    const behind = connect(Number(portBehind), "127.0.0.1");
    for (const each of [socket, behind]) {
      open.add(each);
      each.on("error", () => undefined).on("close", () => open.delete(each));
    }
    socket.pipe(behind).pipe(socket);
  }

  async function close(): Promise<void> {
    for (const socket of open) socket.destroy();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
    server = null;
  }

  async function become(what: Behind): Promise<void> {
    await close();
    if (what === "nobody") return;
    const made =
      what === "plain"
        ? createServer(passOn)
        : createTlsServer(
            { cert: readFileSync(tlsFile(`${what}.pem`)), key: readFileSync(tlsFile(`${what}.key`)) },
            passOn,
          );
    await new Promise<void>((resolve) => made.listen(port, "127.0.0.1", resolve));
    port = (made.address() as AddressInfo).port;
    server = made;
  }

  await become("host");
  onTestFinished(async () => {
    await close();
    setDefaultCACertificates(usual);
  });
  return { address: `https://localhost:${port}/v1`, become };
}
