import { PassThrough } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { EngineEvent } from "../../shared/contract/events.ts";
import type { MethodAnswer } from "../../shared/contract/index.ts";
import type { Engine, SignedIn } from "../engine/engine.ts";
import type { Desk } from "../hosts/desk.ts";

/** What a page that does not read may leave waiting before it is cut off; it asks anew for everything when it is back. */
const backlogLimitBytes = 256 * 1024;

/** Somebody who listens, and may be another one, or may do something else, from one event to the next. */
interface Listener {
  readonly stream: PassThrough;
  readonly desk: Desk;
  /** Whether who was at the desk when it was asked may look at the book. */
  asked: { readonly signedIn: SignedIn | undefined; readonly mayRead: Promise<boolean> } | null;
  /** Until all that happened so far is told. */
  told: Promise<void>;
}

/**
 * Adds `GET /events`: the engine's events as Server-Sent Events, one JSON object each. An event is put into words once, and all
 * streams share its bytes. Who may not look at the book is told no more than that it is another one (BEHAVIOUR 11.1, 11.7). A comment
 * goes out every `keepAliveMs`, so that both sides notice when the other is gone.
 *
 * @param deskOf where a request that was let in comes from.
 * @returns a function that ends every stream, for the host's end.
 */
export function addEventRoutes(
  server: FastifyInstance,
  engine: Engine,
  deskOf: (request: FastifyRequest) => Desk | Promise<Desk>,
  keepAliveMs: number,
): () => void {
  const listeners = new Set<Listener>();
  let stopListening = (): void => undefined;

  function mayRead(listener: Listener): Promise<boolean> {
    const caller = listener.desk.caller();
    if (listener.asked?.signedIn !== caller.signedIn) listener.asked = null;
    listener.asked ??= {
      signedIn: caller.signedIn,
      mayRead: engine.dispatch("operators.current", {}, caller).then(
        (current) => current.ok && (current.value as MethodAnswer<"operators.current">).rights.includes("read"),
        () => false,
      ),
    };
    return listener.asked.mayRead;
  }

  function tellAll(event: EngineEvent): void {
    const whole = inWordsOnce(event);
    const bare = inWordsOnce(withoutContent(event));
    for (const listener of listeners) {
      if (concernsRights(event)) listener.asked = null;
      listener.told = tell(listener, listener.told, whole, bare);
    }
  }

  /** In the order in which it happened, whatever has to be asked first. */
  async function tell(listener: Listener, before: Promise<void>, whole: Words, bare: Words): Promise<void> {
    await before;
    const bytes = (await mayRead(listener)) ? whole() : bare();
    if (bytes) write(listener, bytes);
  }

  function write({ stream }: Listener, bytes: Buffer): void {
    if (stream.writableLength + stream.readableLength > backlogLimitBytes) stream.destroy();
    else if (stream.writable) stream.write(bytes);
  }

  function listen(): () => void {
    const unsubscribe = engine.subscribe(tellAll);
    const signOfLife = Buffer.from(": still here\n\n");
    const keepAlive = setInterval(() => {
      for (const listener of listeners) write(listener, signOfLife);
    }, keepAliveMs);
    return () => {
      clearInterval(keepAlive);
      unsubscribe();
    };
  }

  server.get("/events", { exposeHeadRoute: false }, async (request, reply) => {
    const desk = await deskOf(request);
    const stream = new PassThrough();
    const listener: Listener = { stream, desk, asked: null, told: Promise.resolve() };
    if (listeners.size === 0) stopListening = listen();
    listeners.add(listener);
    stream.once("close", () => {
      listeners.delete(listener);
      if (listeners.size === 0) stopListening();
    });
    reply.raw.once("close", () => stream.destroy());
    stream.write("retry: 1000\n\n");
    return reply.header("content-type", "text/event-stream").header("cache-control", "no-store").send(stream);
  });

  return () => {
    for (const { stream } of listeners) stream.end();
  };
}

/** Whether somebody may do something else after it than before: by the role, by being one of several, because it is another book. */
function concernsRights(event: EngineEvent): boolean {
  return event.type === "changed" && (event.topics.includes("operators") || event.topics.includes("book"));
}

/** What somebody may know who has not said who they are: that the book, or who works with it, is to be asked about again. */
function withoutContent(event: EngineEvent): EngineEvent | null {
  if (event.type !== "changed") return event.type === "restarted" ? event : null;
  return event.topics.includes("book") ? { type: "changed", topics: ["operators", "book"], accountIds: null } : null;
}

/** An event as it is sent; null for nothing. */
type Words = () => Buffer | null;

function inWordsOnce(event: EngineEvent | null): Words {
  let bytes: Buffer | null = null;
  return () => (bytes ??= event && Buffer.from(`data: ${JSON.stringify(event)}\n\n`));
}
