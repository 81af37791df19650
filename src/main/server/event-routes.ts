import { PassThrough } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { Engine } from "../engine/engine.ts";

/** What a page that does not read may leave waiting before it is cut off; it asks anew for everything when it is back. */
const backlogLimitBytes = 1024 * 1024;

/**
 * Adds `GET /events`: the engine's events as Server-Sent Events, one JSON object each. A comment goes out every
 * `keepAliveMs`, so that both sides notice when the other is gone.
 *
 * @returns a function that ends every stream, for the host's end.
 */
export function addEventRoutes(server: FastifyInstance, engine: Engine, keepAliveMs: number): () => void {
  const streams = new Set<PassThrough>();

  const send = (stream: PassThrough, text: string): void => {
    if (stream.writableLength + stream.readableLength > backlogLimitBytes) stream.destroy();
    else stream.write(text);
  };

  server.get("/events", { exposeHeadRoute: false }, (_request, reply) => {
    const stream = new PassThrough();
    streams.add(stream);
    const unsubscribe = engine.subscribe((event) => send(stream, `data: ${JSON.stringify(event)}\n\n`));
    const keepAlive = setInterval(() => send(stream, ": still here\n\n"), keepAliveMs);
    stream.once("close", () => {
      clearInterval(keepAlive);
      unsubscribe();
      streams.delete(stream);
    });
    reply.raw.once("close", () => stream.destroy());
    send(stream, "retry: 1000\n\n");
    void reply.header("content-type", "text/event-stream").header("cache-control", "no-store").send(stream);
  });

  return () => {
    for (const stream of streams) stream.end();
  };
}
