import type { Engine } from "../engine/engine.ts";
import { removeRunningFile, writeRunningFile, type RunningHost } from "../hosts/running-file.ts";

/** A host's word beside the book that it holds the book. */
export interface Announcement {
  /** The engine, which gives the word with its first good answer. */
  readonly engine: Engine;
  /** Takes the word back; while the engine still holds the book. */
  withdraw(): void;
}

/**
 * Say beside the book where the host is, as soon as the book is held and not before. A host may have been started on a book that
 * another one holds, or that does not exist yet; every call but that for the copies of a book is refused then, so the first one that
 * is not shows that the book is open.
 *
 * @param host where it is, which is known only once it listens.
 */
export function announceWhenHeld(engine: Engine, bookPath: string, host: () => RunningHost): Announcement {
  let state: "silent" | "announced" | "ended" = "silent";
  const announce = (): void => {
    if (state !== "silent") return;
    state = "announced";
    try {
      writeRunningFile(bookPath, host());
    } catch (error) {
      // What stands there is not this host's, so it is not this host's to remove.
      state = "ended";
      process.stderr.write(`The command line will not find this host: ${(error as Error).message}\n`);
    }
  };
  return {
    engine: {
      ...engine,
      async dispatch(method, input, caller) {
        const result = await engine.dispatch(method, input, caller);
        // Whoever asks who somebody is has the book open.
        if (method !== "backups.list" && (result.ok || result.error.code === "sign_in_required")) announce();
        return result;
      },
    },
    withdraw() {
      if (state === "announced") removeRunningFile(bookPath);
      state = "ended";
    },
  };
}
