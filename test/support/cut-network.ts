import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** A way to a server that can be cut as a cable is: nobody is told, and nothing arrives. */
export interface CutNetwork {
  readonly port: number;
  cut(): void;
  /** What is sent from now on arrives; what was connected before stays as it is. */
  heal(): void;
}

/** Begin to pass on what is sent to a port of this machine, until the test is over. */
export async function startCutNetwork(toPort: number): Promise<CutNetwork> {
  let isCut = false;
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((from) => {
    from.on("error", () => undefined);
    if (isCut) return;
    const to = connect(toPort, "127.0.0.1");
    to.on("error", () => undefined);
    const pair = [from, to] as const;
    pairs.add(pair);
    for (const [one, other] of [pair, [to, from] as const]) {
      one.on("data", (data) => void (pairs.has(pair) && other.write(data)));
      one.on("close", () => void (pairs.has(pair) && other.destroy()));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const everySocket: Socket[] = [];
  server.on("connection", (socket) => everySocket.push(socket));
  onTestFinished(() => {
    for (const socket of [...everySocket, ...[...pairs].flat()]) socket.destroy();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      isCut = true;
      // The server's side is there still, and knows nothing.
      pairs.clear();
    },
    heal: () => void (isCut = false),
  };
}
