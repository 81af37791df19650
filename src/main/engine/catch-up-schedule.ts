import { endOfDayMs } from "../../shared/calendar.ts";
import { clockOf } from "../storage/book/book-store.ts";
import { isCatchUpDue } from "../storage/billing/standing-store.ts";
import type { Dispatcher } from "./dispatcher.ts";
import { catchUp } from "./handlers/billing/catch-up.ts";
import { isHeldElsewhere } from "./shared-work.ts";

/** A machine that slept through midnight is noticed within this time, as is a clock that was put right. */
const longestWaitMs = 60 * 60 * 1000;

/** Runs `billing.catchUp` by itself. */
export interface CatchUpSchedule {
  /** Look at the calendar now: to be called where the book's day may have moved. */
  look(): void;
  stop(): void;
}

/**
 * Look at the calendar right away, at each midnight of the book and at least once an hour, and catch up where the day asks for
 * something (BEHAVIOUR 5.3, 9.3). A book in which nothing is due is only read. While catching up is under way nothing is begun: it
 * goes on until nothing is due, whatever the day has become meanwhile.
 */
export function startCatchUpSchedule(dispatcher: Dispatcher): CatchUpSchedule {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  function look(): void {
    clearTimeout(timer);
    if (isStopped) return;
    timer = setTimeout(look, lookAndBegin());
    // It keeps nobody waiting who has nothing else to do.
    timer.unref();
  }

  /** @returns how long to wait until the next look. */
  function lookAndBegin(): number {
    try {
      const { isDue, midnightInMs } = dispatcher.read(({ book, settings, today, nowMs }) => ({
        isDue: isCatchUpDue(book, { today, nowMs }, settings.linkId === null),
        midnightInMs:
          clockOf(settings).kind === "system" ? endOfDayMs(today, settings.timeZone) - nowMs : longestWaitMs,
      }));
      if (isDue && !dispatcher.jobs.isRunning("billing.catchUp")) dispatcher.startOwnJob("billing.catchUp", catchUp);
      return Math.min(Math.max(midnightInMs, 0), longestWaitMs);
    } catch (error) {
      // Should that host not come to the end of it, this one finds that it has left it.
      if (isHeldElsewhere(error)) return longestWaitMs;
      // The day's work can wait for the next look; whatever else the thread is asked must not.
      console.error("looking for what the day asks for failed:", error);
      return longestWaitMs;
    }
  }

  look();
  return {
    look,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
