import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { createAlarm, endsWell, type LinkWork, type LinkWorker } from "./link-work.ts";
import { pull } from "./pull.ts";
import { UpstreamFailure } from "./upstream-client.ts";

/** After how long the upstream is asked again what is new. */
const pullsEveryMs = 15 * 60_000;
/** After how long at the soonest a pull that came to nothing is tried again. */
const triesAgainAfterMs = 5_000;

/**
 * Pulls what the upstream of a linked book has, again and again (BEHAVIOUR 12.5).
 *
 * @param ended is called with each pull's end, and told whether it got to the end of what there is.
 */
export function createUpstreamPuller(work: LinkWork, ended: (hasPulled: boolean) => void): LinkWorker {
  const { ask, contact, ending } = work;
  const alarm = createAlarm();
  let pulling: Promise<void> | null = null;
  let hasPulled = false;

  function begin(): void {
    if (ending.aborted) return;
    alarm.clear();
    pulling ??= pullAndGoOn();
  }

  async function pullAndGoOn(): Promise<void> {
    await endsWell(pullAll(), ending);
    pulling = null;
    if (work.runsByItself) alarm.set(nextAtMs(), beginRested);
    ended(hasPulled);
  }

  function nextAtMs(): number {
    const nowMs = Date.now();
    return hasPulled ? nowMs + pullsEveryMs : Math.max(nowMs + triesAgainAfterMs, contact.restsUntilMs());
  }

  /** An upstream may want to be left alone for longer than any sleep. */
  function beginRested(): void {
    if (Date.now() < contact.restsUntilMs()) alarm.set(nextAtMs(), beginRested);
    else begin();
  }

  async function pullAll(): Promise<void> {
    hasPulled = false;
    const client = await work.client();
    if (!client || !(await work.keepsLink())) return;
    try {
      await pull({ client, ask, pause, rest: { untilMs: 0 } });
      hasPulled = true;
      contact.endRest();
      await contact.answered();
    } catch (error) {
      if (ending.aborted) return;
      const failure = failureOf(error);
      if (failure === null) throw error;
      await contact.failed(failure);
    }
  }

  /** Rejects once nothing more is to be done. */
  const pause = (delayMs: number) => sleep(delayMs, undefined, { signal: ending, ref: false });

  return {
    begin,
    isAtWork: () => pulling !== null,
    async stop() {
      alarm.clear();
      await pulling;
      // What was under way may have set it once more.
      alarm.clear();
    },
  };
}

/** What a pull came to nothing by, where that is the upstream's; null: it is the book's or our own. */
function failureOf(error: unknown): UpstreamFailure | null {
  if (error instanceof UpstreamFailure) return error;
  if (!(error instanceof AppError)) return null;
  if (error.code === "upstream_is_another") return new UpstreamFailure("upstream_is_another", error.sentence);
  if (error.code !== "invalid_input" && error.code !== "amount_out_of_range") return null;
  const said = sentence("What it has cannot be kept here: {reason}", { reason: error.sentence });
  return new UpstreamFailure("upstream_not_understood", said);
}
