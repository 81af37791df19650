import type { Engine, SignedIn } from "../engine/engine.ts";
import { hostCaller } from "../hosts/callers.ts";

/** How far behind the book may be with when a session was last seen; sessions end after hours. */
const patienceMs = 60_000;
/** What one write takes. */
const batchSize = 1000;

const recorder = hostCaller("Sessions");

/** When sessions were last seen, on its way into the book. */
export interface SeenSessions {
  /** A call has come of who signed in there; nothing where nobody did. */
  saw(signedIn: SignedIn | undefined): void;
  /** Writes what waits. */
  close(): Promise<void>;
}

/** Gathers calls, so that looking at something waits for no disk. */
export function createSeenSessions(engine: Pick<Engine, "dispatch">): SeenSessions {
  const seen = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;

  async function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const calls = [...seen].map(([sessionId, atMs]) => ({ sessionId, atMs }));
    seen.clear();
    for (let from = 0; from < calls.length; from += batchSize) {
      // What cannot be written is told by the next call of the session.
      await engine.dispatch("sessions.seen", { calls: calls.slice(from, from + batchSize) }, recorder);
    }
  }

  return {
    saw(signedIn) {
      if (!signedIn || signedIn.sessionId === null) return;
      seen.set(signedIn.sessionId, Date.now());
      timer ??= setTimeout(() => void write(), patienceMs).unref();
    },
    close: write,
  };
}
