import { restEndsAtMs } from "../../domain/link/sending.ts";
import type { AskBook } from "./read.ts";
import type { UpstreamFailure } from "./upstream-client.ts";

/** Whether the upstream answers, as sending and pulling find it, and until when both leave it alone because it does not. */
export interface UpstreamContact {
  /** Until when nothing is sent; in the past where there is no reason to wait. */
  restsUntilMs(): number;
  /** It answered. */
  answered(): Promise<void>;
  /** It did not: what went wrong with one call goes wrong with the others as well, so none is tried for a while. */
  failed(failure: UpstreamFailure): Promise<void>;
  /** There is no reason to wait any longer. */
  endRest(): void;
  /** What was found so far was found with another key. */
  forget(): void;
}

/** @param ask is told of each contact, so that everyone who looks at the book's link sees it. */
export function createUpstreamContact(ask: AskBook): UpstreamContact {
  let restsUntilMs = 0;
  let failuresInARow = 0;

  async function record(failure: UpstreamFailure | null): Promise<void> {
    await ask("link.recordContact", {
      problem: failure && { code: failure.code, message: failure.message.slice(0, 500) },
    });
  }

  return {
    restsUntilMs: () => restsUntilMs,
    async answered() {
      failuresInARow = 0;
      await record(null);
    },
    async failed(failure) {
      failuresInARow += 1;
      restsUntilMs = restEndsAtMs(failuresInARow, Date.now(), failure.askedWaitMs);
      await record(failure);
    },
    endRest() {
      restsUntilMs = 0;
    },
    forget() {
      restsUntilMs = 0;
      failuresInARow = 0;
    },
  };
}
