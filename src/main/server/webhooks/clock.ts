/** The machine's clock can be set, so no sleep is longer. */
const longestSleepMs = 3_600_000;

/** The machine's time, and waking up at one. */
export interface DeliveryClock {
  nowMs(): number;
  /** @returns a function that cancels it. */
  after(delayMs: number, act: () => void): () => void;
}

export const machineClock: DeliveryClock = {
  nowMs: () => Date.now(),
  after(delayMs, act) {
    const timer = setTimeout(act, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Lets one sleep until a time, and others call them up before it. */
export interface Alarm {
  /** Ends the sleep under way; where there is none, the next one ends at once. */
  call(): void;
  sleepUntil(atMs: number): Promise<void>;
}

export function createAlarm(clock: DeliveryClock): Alarm {
  let isCalled = false;
  let wake = (): void => undefined;
  return {
    call() {
      isCalled = true;
      wake();
    },
    async sleepUntil(atMs) {
      if (!isCalled) {
        const sleepMs = Math.min(longestSleepMs, Math.max(0, atMs - clock.nowMs()));
        await new Promise<void>((resolve) => {
          const cancel = clock.after(sleepMs, resolve);
          wake = () => {
            cancel();
            resolve();
          };
        });
        wake = () => undefined;
      }
      isCalled = false;
    },
  };
}
