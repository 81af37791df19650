import { createAlarm, endsWell, type LinkWork, type LinkWorker } from "./link-work.ts";
import { sendItem, type SentItem } from "./send.ts";

/** How many adjustments are sent at once, each of another account. */
const sentAtOnce = 8;
/** After how long it is looked again whether another host keeps the link still. */
const looksForLeftEveryMs = 3_000;
/** After how long it is tried again where the book could not be asked. */
const triesAgainAfterMs = 10_000;

/**
 * Sends what the outbox of a linked book holds, as it becomes due (BEHAVIOUR 12.2). The book knows what is to be sent and what came of it.
 *
 * @param ended is called whenever there is nothing more to send for now.
 */
export function createOutboxSender(work: LinkWork, ended: () => void): LinkWorker {
  const { ask, contact, ending } = work;
  const alarm = createAlarm();
  let sending: Promise<void> | null = null;
  /** Something came in while it was being sent. */
  let isCalled = false;

  function begin(): void {
    if (ending.aborted) return;
    isCalled = true;
    sending ??= sendAndTryAgain().finally(() => {
      sending = null;
      ended();
    });
  }

  async function sendAndTryAgain(): Promise<void> {
    const isDone = await endsWell(sendAll(), ending);
    if (!isDone && work.runsByItself && !ending.aborted) alarm.set(Date.now() + triesAgainAfterMs, begin);
  }

  async function sendAll(): Promise<void> {
    const upstream = await work.client();
    if (!upstream) return;
    while (!ending.aborted) {
      isCalled = false;
      if (!(await work.keepsLink())) {
        if (work.runsByItself) alarm.set(Date.now() + looksForLeftEveryMs, begin);
        return;
      }
      const nowMs = Date.now();
      if (nowMs < contact.restsUntilMs()) {
        alarm.set(contact.restsUntilMs(), begin);
        return;
      }
      const { items, nextDueAtMs } = await ask("outbox.take", { nowMs, limit: sentAtOnce });
      if (items.length === 0) {
        if (nextDueAtMs !== null) alarm.set(nextDueAtMs, begin);
        if (!isCalled) return;
        continue;
      }
      const sent = await Promise.all(items.map((item) => sendItem(upstream, item)));
      if (ending.aborted) return;
      await record(sent);
    }
  }

  async function record(sent: readonly SentItem[]): Promise<void> {
    await ask("outbox.recordAttempts", { attempts: sent.map(({ attempt }) => attempt) });
    const failure = sent.find((each) => each.failure)?.failure ?? null;
    if (failure === null || sent.some(({ attempt }) => attempt.outcome !== "unknown")) await contact.answered();
    if (failure) await contact.failed(failure);
  }

  return {
    begin,
    isAtWork: () => sending !== null,
    async stop() {
      alarm.clear();
      await sending;
      // What was under way may have set it once more.
      alarm.clear();
    },
  };
}
