import type { ApiAddress } from "../../shared/platform.ts";
import type { Caller, Engine } from "../engine/engine.ts";
import type { OpenedBook } from "./ipc.ts";

/** A book that programs are let in to, beside the window. */
export interface ServedBook {
  readonly engine: Engine;
  readonly api: ApiAddress;
}

/**
 * Hands a book to the window at once, and lets programs in when the window has been shown: what serves them is the largest part of the
 * main process, and nobody waits for it at the start.
 *
 * @param serve loads what serves programs and starts it. Its engine takes the place of the one that was handed in, and announces the
 * book to programs with its first good answer; where the page has had one already, the page's next question is not waited for.
 * @param caller who asks for the book then.
 */
export function serveWhenShown(
  engine: Engine,
  shown: Promise<void>,
  serve: () => Promise<ServedBook>,
  caller: Caller,
): OpenedBook {
  let current = engine;
  let hasAnswered = false;
  const closing = Promise.withResolvers<void>();
  let isClosing = false;
  const served = Promise.race([shown, closing.promise]).then(async () => {
    if (isClosing) return { engine, api: { problem: "the book is being closed" } };
    const book = await serve();
    current = book.engine;
    if (hasAnswered) await current.call("book.info", {}, caller);
    return book;
  });
  return {
    engine: {
      ...engine,
      async dispatch(method, input, from) {
        const result = await current.dispatch(method, input, from);
        hasAnswered ||= result.ok;
        return result;
      },
      async close() {
        isClosing = true;
        closing.resolve();
        const book = await served.catch(() => null);
        await (book?.engine ?? engine).close();
      },
    },
    api: served.then(({ api }) => api),
  };
}
