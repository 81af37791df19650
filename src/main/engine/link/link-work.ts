import { AppError } from "../../../shared/errors.ts";
import type { AskBook } from "./read.ts";
import type { UpstreamClient } from "./upstream-client.ts";
import type { UpstreamContact } from "./upstream-contact.ts";

/** What sending and pulling of one link work with. */
export interface LinkWork {
  readonly ask: AskBook;
  readonly contact: UpstreamContact;
  /** The client of the link in force; null where the key is not at hand, or is for another address than the book says. */
  readonly client: () => Promise<UpstreamClient | null>;
  /** Begin to keep the link, or go on. @returns whether it is this host's to keep. */
  readonly keepsLink: () => Promise<boolean>;
  /** Whether it goes on by itself; else when it is asked to. */
  readonly runsByItself: boolean;
  /** Aborts once nothing more is to be sent or pulled. */
  readonly ending: AbortSignal;
}

/** One of the two, while the link is kept. */
export interface LinkWorker {
  /** Begin, where it is not under way already. */
  begin(): void;
  isAtWork(): boolean;
  /** Resolves once nothing is under way any more; the work's `ending` has to be aborted before. */
  stop(): Promise<void>;
}

/** What fails is the book's, which says so to everyone else; the next occasion tries again. @returns whether nothing did. */
export async function endsWell(work: Promise<void>, ending: AbortSignal): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    const isExpected = error instanceof AppError || ending.aborted;
    if (!isExpected)
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return false;
  }
}

/** The machine's clock can be set, so no sleep is longer. */
const longestSleepMs = 60 * 60_000;

/** One thing that is done later, in place of what was to be done later before. It keeps nobody waiting who has nothing else to do. */
interface Alarm {
  set(atMs: number, act: () => void): void;
  clear(): void;
}

export function createAlarm(): Alarm {
  let timer: NodeJS.Timeout | undefined;
  return {
    set(atMs, act) {
      clearTimeout(timer);
      timer = setTimeout(act, Math.min(longestSleepMs, Math.max(0, atMs - Date.now()))).unref();
    },
    clear: () => clearTimeout(timer),
  };
}
