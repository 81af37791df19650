import { PassThrough } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { everythingChanged, type EngineEvent } from "../../shared/contract/events.ts";
import type { MethodAnswer } from "../../shared/contract/index.ts";
import { eventCursorHeader } from "../../shared/event-cursor.ts";
import type { Engine, SignedIn } from "../engine/engine.ts";
import type { Desk } from "../hosts/desk.ts";
import { createEventHistory } from "./event-history.ts";

/** What a page that does not read may leave waiting before it is cut off; it goes on where it was when it is back. */
const backlogLimitBytes = 256 * 1024;

/** A session ends by itself as well, and nobody tells; whether somebody may look is asked anew after so long. */
const askedAnewAfterMs = 60_000;

/** Somebody who listens, and may be another one, or may do something else, from one event to the next. */
interface Listener {
  readonly stream: PassThrough;
  readonly desk: Desk;
  /** Whether who was at the desk when it was asked may look at the book. */
  asked: { readonly signedIn: SignedIn | undefined; readonly atMs: number; readonly mayRead: Promise<boolean> } | null;
  /** Until all that happened so far is told. */
  told: Promise<void>;
}

/** An event as it is sent, to who may look at the book and to who may not; null for nothing. */
interface Words {
  whole(cursor: string): Buffer | null;
  bare(cursor: string): Buffer | null;
}

export interface EventTerms {
  /** A comment goes out so often, so that both sides notice when the other is gone. */
  readonly keepAliveMs: number;
  /** After how long a browser asks again for a stream that broke off; left out: a second. */
  readonly retryMs?: () => number;
}

/**
 * Adds `GET /events`: the engine's events as Server-Sent Events, one JSON object each. An event is put into words once, and all
 * streams share its bytes. A stream that broke off goes on after the last event that it heard (`Last-Event-ID`, or `?after=`); where that is not
 * known any more, it is told that everything may have changed (BEHAVIOUR 13.3). Who may not look at the book is told no more than that it is
 * another one (BEHAVIOUR 11.1, 11.7).
 *
 * Each answer to a call of `/rpc` says in {@link eventCursorHeader} where the events stood before it was asked for, so that a page which begins
 * to listen there misses nothing of what made its first answers old. Every stream ends as the server begins to close.
 *
 * @param deskOf where a request that was let in comes from.
 */
export function addEventRoutes(
  server: FastifyInstance,
  engine: Engine,
  deskOf: (request: FastifyRequest) => Desk | Promise<Desk>,
  { keepAliveMs, retryMs = () => 1_000 }: EventTerms,
): void {
  const listeners = new Set<Listener>();
  const history = createEventHistory<Words>();

  function mayRead(listener: Listener): Promise<boolean> {
    const caller = listener.desk.caller();
    const nowMs = performance.now();
    if (listener.asked?.signedIn !== caller.signedIn || nowMs - (listener.asked?.atMs ?? 0) > askedAnewAfterMs) {
      listener.asked = null;
    }
    listener.asked ??= {
      signedIn: caller.signedIn,
      atMs: nowMs,
      mayRead: engine.dispatch("operators.current", {}, caller).then(
        (current) => current.ok && (current.value as MethodAnswer<"operators.current">).rights.includes("read"),
        () => false,
      ),
    };
    return listener.asked.mayRead;
  }

  function tellAll(event: EngineEvent): void {
    const { cursor, words } = history.add(wordsOf(event));
    for (const listener of listeners) {
      if (concernsRights(event)) listener.asked = null;
      listener.told = tell(listener, listener.told, words, cursor);
    }
  }

  /** In the order in which it happened, whatever has to be asked first. */
  async function tell(listener: Listener, before: Promise<void>, words: Words, cursor: string): Promise<void> {
    await before;
    const bytes = (await mayRead(listener)) ? words.whole(cursor) : words.bare(cursor);
    if (bytes) write(listener, bytes);
  }

  function write({ stream }: Listener, bytes: Buffer): void {
    if (stream.writableLength + stream.readableLength > backlogLimitBytes) stream.destroy();
    else if (stream.writable) stream.write(bytes);
  }

  /** Tell a stream what it missed. */
  function catchUp(listener: Listener, cursor: string): void {
    const all = history.after(cursor) ?? [{ cursor: history.cursor(), words: wordsOf(everythingChanged) }];
    for (const each of all) listener.told = tell(listener, listener.told, each.words, each.cursor);
  }

  const unsubscribe = engine.subscribe(tellAll);
  const signOfLife = Buffer.from(": still here\n\n");
  const keepAlive = setInterval(() => {
    for (const listener of listeners) write(listener, signOfLife);
  }, keepAliveMs);

  server.addHook("onRequest", (request, reply, done) => {
    if (request.url.startsWith("/rpc/")) void reply.header(eventCursorHeader, history.cursor());
    done();
  });

  server.get<{ Querystring: { after?: string } }>("/events", { exposeHeadRoute: false }, async (request, reply) => {
    const desk = await deskOf(request);
    const stream = new PassThrough();
    const listener: Listener = { stream, desk, asked: null, told: Promise.resolve() };
    const { "last-event-id": heard = request.query.after } = request.headers;
    listeners.add(listener);
    stream.once("close", () => listeners.delete(listener));
    reply.raw.once("close", () => stream.destroy());
    stream.write(`retry: ${retryMs()}\n${heard === undefined ? `id: ${history.cursor()}\n` : ""}\n`);
    if (heard !== undefined) catchUp(listener, String(heard));
    // Proxies that gather an answer before they pass it on would keep events back.
    const headers = { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" };
    return reply.headers(headers).send(stream);
  });

  server.addHook("preClose", (done) => {
    clearInterval(keepAlive);
    unsubscribe();
    for (const { stream } of listeners) stream.end();
    done();
  });
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

function wordsOf(event: EngineEvent): Words {
  return { whole: inWordsOnce(event), bare: inWordsOnce(withoutContent(event)) };
}

/** The same bytes for all streams. An event that somebody is told nothing of moves their stream on all the same with the next one. */
function inWordsOnce(event: EngineEvent | null): (cursor: string) => Buffer | null {
  let bytes: Buffer | null = null;
  return (cursor) => (bytes ??= event && Buffer.from(`id: ${cursor}\ndata: ${JSON.stringify(event)}\n\n`));
}
