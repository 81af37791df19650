import type { ApiAddress } from "../../shared/platform.ts";
import type { Engine } from "../engine/engine.ts";
import { toEventObject } from "./backend-api/countinghouse/event-object.ts";
import { startLoopbackHost } from "./loopback-host.ts";
import { startWebhookDelivery } from "./webhooks/delivery.ts";

export interface ServeProgramsOptions {
  readonly engine: Engine;
  /** The engine's book, beside which the command line finds the host. */
  readonly bookPath: string;
  /** As it was asked for; one that is free is chosen where it is left out. */
  readonly port: string | undefined;
}

/**
 * Serves the programs of this machine beside a window that this process shows: the command line and those of the Backend API,
 * and no page. A port that cannot be had is no reason to keep a person from the window: the book is served to nobody else then,
 * and why is said in place of the address. Webhooks are delivered either way.
 *
 * @returns the engine for the window; closing it ends the serving first.
 */
export async function servePrograms(options: ServeProgramsOptions): Promise<{ engine: Engine; api: ApiAddress }> {
  const { engine, bookPath } = options;
  try {
    const port = portNumber(options.port);
    const host = await startLoopbackHost({ engine, bookPath, ...(port === undefined ? {} : { port }) });
    const close = async (): Promise<void> => {
      await host.close();
      await engine.close();
    };
    return { engine: { ...host.engine, close }, api: { address: `${host.origin}/v1` } };
  } catch (error) {
    // What goes out from here needs no port.
    const delivery = startWebhookDelivery({ engine, toBody: toEventObject });
    const close = async (): Promise<void> => {
      await delivery.stop();
      await engine.close();
    };
    return { engine: { ...engine, close }, api: { problem: problemWith(options.port, error) } };
  }
}

function portNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d+$/u.test(text) && port <= 65_535) return port;
  throw new Error(`"${text}" is not a port`);
}

function problemWith(port: string | undefined, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return `port ${port} is taken by another program`;
  if (code === "EACCES") return `port ${port} is not for programs of this user`;
  return message;
}
