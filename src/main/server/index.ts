import { parseArgs } from "node:util";
import { bookPathOf } from "../hosts/data-directory.ts";
import { serve } from "./serve.ts";

const usage = "Usage: node out/main/host.js [--book PATH] [--port NUMBER] [--no-open]";

/** The loopback host as a program, as `npm start` runs it where there is no desktop. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { book: { type: "string" }, port: { type: "string" }, "no-open": { type: "boolean" } },
  });
  await serve({
    bookPath: bookPathOf(values.book),
    ...(values.port === undefined ? {} : { port: portNumber(values.port) }),
    opensBrowser: values["no-open"] !== true,
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
  return code?.startsWith("ERR_PARSE_ARGS") ? `${error.message}\n${usage}` : error.message;
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${wordsFor(error)}\n`);
  process.exitCode = 1;
}
