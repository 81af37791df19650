import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Engine } from "../engine/engine.ts";
import { startEngine } from "../engine/start.ts";
import { bookPathOf } from "../hosts/data-directory.ts";
import { type LoopbackHost, startLoopbackHost } from "./loopback-host.ts";
import { openBrowser } from "./open-browser.ts";

const usage = "Usage: node src/main/server/index.ts [--book PATH] [--port NUMBER] [--no-open]";

/** The loopback host as a program: opens a book, prints one address, and serves it until SIGINT or SIGTERM. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { book: { type: "string" }, port: { type: "string" }, "no-open": { type: "boolean" } },
  });
  const port = values.port === undefined ? undefined : portNumber(values.port);
  const bookPath = bookPathOf(values.book);

  const stopRequested = nextStopSignal();
  const engine = await startEngine({ bookPath });
  try {
    const host = await startLoopbackHost({
      engine,
      rendererDirectory: fileURLToPath(new URL("../../../out/renderer", import.meta.url)),
      ...(port === undefined ? {} : { port }),
      onFreshAddress: (address) => say(`A browser was turned away. A fresh address for it:\n\n  ${address}\n`),
    });
    say(`Countinghouse serves ${bookPath} to this machine. Open this address; it works once:\n\n  ${host.address}\n`);
    say("Press Ctrl+C to stop.");
    if (values["no-open"] !== true) openBrowser(host.address);
    await stopRequested;
    await stop(host, engine);
  } catch (error) {
    await engine.close();
    throw error;
  }
}

async function stop(host: LoopbackHost, engine: Engine): Promise<void> {
  await host.close();
  await engine.close();
  say("Stopped. Everything that was confirmed is in the book.");
}

/**
 * Listens from the start, so that a stop asked for while the book opens is not lost, and to the end, so that one asked for
 * twice does not cut off the transaction that the first one waits for. A terminal that is closed (SIGHUP) asks for one too.
 */
function nextStopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
  });
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/u.test(text) || port > 65_535) throw new Error(`"${text}" is not a port.\n${usage}`);
  return port;
}

function wordsFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return "Another program uses this port. Choose another with --port, or leave it out.";
  return code?.startsWith("ERR_PARSE_ARGS") ? `${error.message}\n${usage}` : error.message;
}

// The terminal may be gone, or whoever started this may read no more; that is no reason to stop serving.
process.stdout.on("error", () => undefined);

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${wordsFor(error)}\n`);
  process.exitCode = 1;
}
