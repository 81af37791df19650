import type { ApiCallRecord } from "../../../shared/contract/audit.ts";
import type { Engine } from "../../engine/engine.ts";
import { hostCaller } from "../../hosts/callers.ts";

/** How long a call may wait to be written down. */
const patienceMs = 250;
/** What one write takes. */
const batchSize = 500;
/** With so many calls waiting, the book cannot be written to; the API then answers nothing new that it could not account for. */
const backlogLimit = 10_000;

const recorder = hostCaller("Backend API");

/** The calls of the API on their way into the audit log. */
export interface AuditTrail {
  record(call: ApiCallRecord): void;
  /** Whether so much waits that no further call should be answered. */
  isFull(): boolean;
  /** Writes what waits. */
  close(): Promise<void>;
}

/** Gathers calls and writes them in batches, so that a call that only reads waits for no disk. */
export function createAuditTrail(engine: Engine): AuditTrail {
  const waiting: ApiCallRecord[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let isClosed = false;

  const schedule = (): void => {
    // The book is closed soon, and then a try at every quarter of a second would keep the process from ending.
    if (isClosed) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      writing = writing.then(writeBatch);
    }, patienceMs);
  };

  async function writeBatch(): Promise<void> {
    const calls = waiting.slice(0, batchSize);
    if (calls.length === 0) return;
    const result = await engine.call("audit.record", { calls }, recorder);
    // What was not written stays, and is tried again with the next calls.
    if (result.ok) waiting.splice(0, calls.length);
    if (waiting.length > 0) schedule();
  }

  return {
    record(call) {
      waiting.push(call);
      // What was asked before the host closed may be answered after it.
      if (isClosed) writing = writing.then(writeBatch);
      else schedule();
    },
    isFull: () => waiting.length >= backlogLimit,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await writing;
      for (let left = Infinity; waiting.length > 0 && waiting.length < left;) {
        left = waiting.length;
        await writeBatch();
      }
    },
  };
}
