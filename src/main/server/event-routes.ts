import { PassThrough } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { Engine } from "../engine/engine.ts";

/** What a page that does not read may leave waiting before it is cut off; it asks anew for everything when it is back. */
const backlogLimitBytes = 256 * 1024;

/**
 * Adds `GET /events`: the engine's events as Server-Sent Events, one JSON object each. An event is put into words once, and all
 * streams share its bytes. A comment goes out every `keepAliveMs`, so that both sides notice when the other is gone.
 *
 * @returns a function that ends every stream, for the host's end.
 */
export function addEventRoutes(server: FastifyInstance, engine: Engine, keepAliveMs: number): () => void {
  const streams = new Set<PassThrough>();
  let stopListening = (): void => undefined;

  function sendToAll(text: string): void {
    const bytes = Buffer.from(text);
    for (const stream of streams) {
      if (stream.writableLength + stream.readableLength > backlogLimitBytes) stream.destroy();
      else stream.write(bytes);
    }
  }

  function listen(): () => void {
    const unsubscribe = engine.subscribe((event) => sendToAll(`data: ${JSON.stringify(event)}\n\n`));
    const keepAlive = setInterval(() => sendToAll(": still here\n\n"), keepAliveMs);
    return () => {
      clearInterval(keepAlive);
      unsubscribe();
    };
  }

  server.get("/events", { exposeHeadRoute: false }, (_request, reply) => {
    const stream = new PassThrough();
    if (streams.size === 0) stopListening = listen();
    streams.add(stream);
    stream.once("close", () => {
      streams.delete(stream);
      if (streams.size === 0) stopListening();
    });
    reply.raw.once("close", () => stream.destroy());
    stream.write("retry: 1000\n\n");
    void reply.header("content-type", "text/event-stream").header("cache-control", "no-store").send(stream);
  });

  return () => {
    for (const stream of streams) stream.end();
  };
}
