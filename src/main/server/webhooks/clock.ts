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
