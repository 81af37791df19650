import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { AppError, type Result } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import type { SampleProgress } from "../../shared/platform.ts";

/** Opens the sample company beside the book, and answers with the address that lets one browser in there. */
export type SampleOpener = (onProgress: (progress: SampleProgress) => void) => Promise<string>;

/**
 * Adds `POST /sample`: a line of JSON for each step of its history, and at the end one with what it came to. It takes its time where the
 * sample has to be made, and goes on where nobody listens any more.
 */
export function addSampleRoute(server: FastifyInstance, openSample: SampleOpener): void {
  server.post("/sample", (request, reply) => {
    request.raw.socket.setTimeout(0);
    const lines = new Readable({ read: () => undefined });
    const say = (line: SampleProgress | Result<{ address: string }>) => lines.push(`${JSON.stringify(line)}\n`);
    void openSample(say)
      .then((address) => say({ ok: true, value: { address } }))
      .catch((error: unknown) => {
        if (!(error instanceof AppError)) process.stderr.write(`${String(error)}\n`);
        const refusal =
          error instanceof AppError
            ? error
            : new AppError("internal_error", sentence("The sample company could not be made."));
        say({ ok: false, error: refusal.toView() });
      })
      .finally(() => lines.push(null));
    void reply.header("content-type", "application/x-ndjson").header("cache-control", "no-store").send(lines);
  });
}
