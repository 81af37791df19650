import type { SpareThreads } from "../../src/main/engine/thread.ts";
import { serve } from "../../src/main/server/serve.ts";
import { prepareBook, type BookKind } from "./books.ts";

/** What the tests ask of it: to serve a book under a number, made before where there is to be one, or to let go of it. */
export type HostingRequest =
  | { readonly type: "prepare"; readonly number: number; readonly bookPath: string; readonly kind: BookKind }
  | { readonly type: "serve"; readonly number: number; readonly bookPath: string; readonly port: number }
  | { readonly type: "stop"; readonly number: number };

/** What was asked for under a number is done; a book that is served, when it is no longer. */
export interface HostingAnswer {
  readonly number: number;
  /** Why it could not be. */
  readonly refusal: string | null;
}

/*
 * Serves the books of the end-to-end tests, one after the other and several at once, as `host.js` does one: by the same function, which prints
 * the same address. Starting a program and two threads for each test took more of the processor than what a test asks of its host.
 */

const spareThreads: SpareThreads = [];
const stops = new Map<number, () => void>();

async function serveUntilStopped({ number, bookPath, port }: HostingRequest & { type: "serve" }): Promise<void> {
  const { promise: stopRequested, resolve } = Promise.withResolvers<void>();
  stops.set(number, resolve);
  await serve({ bookPath, port, opensBrowser: false }, { stopRequested, spareThreads });
}

async function carryOut(request: Exclude<HostingRequest, { type: "stop" }>): Promise<void> {
  const work = request.type === "prepare" ? prepareBook(request.kind, request.bookPath) : serveUntilStopped(request);
  const refusal = await work.then(
    () => null,
    (error: unknown) => String(error),
  );
  process.send?.({ number: request.number, refusal } satisfies HostingAnswer);
}

process.on("message", (request: HostingRequest) => {
  if (request.type === "stop") stops.get(request.number)?.();
  else void carryOut(request);
});
// Whoever started it has ended, and waits for no more.
process.on("disconnect", () => process.exit());
