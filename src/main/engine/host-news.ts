import { z } from "zod";
import { changeTopics, everythingChanged, type EngineEvent } from "../../shared/contract/events.ts";
import type { JobView } from "../../shared/contract/jobs.ts";
import type { WritableBook } from "../storage/book/book-handle.ts";
import { followOtherHosts } from "../storage/book/open-book.ts";
import { createHostJobs, type HostJobs, type HostJobsOptions } from "./host-jobs.ts";

/** More changed accounts than this are not named one by one. */
export const namedAccountLimit = 50;

type Change = Extract<EngineEvent, { readonly type: "changed" }>;

/** What a commit tells the other hosts of a book: who tells it, and what has changed. */
const told = z.strictObject({
  hostId: z.string(),
  change: z.strictObject({
    type: z.literal("changed"),
    topics: z.array(z.enum(changeTopics)),
    accountIds: z.array(z.string()).nullable(),
  }),
});
type Told = z.infer<typeof told>;

/** Tell the other hosts of a book, with the commit of the transaction under way, what it has changed (BEHAVIOUR 13.3). */
export function tellHosts(book: WritableBook, events: readonly EngineEvent[]): void {
  const changes = events.filter((event) => event.type === "changed");
  if (book.hostId !== null && changes.length > 0)
    book.tellHosts(JSON.stringify({ hostId: book.hostId, change: together(changes) } satisfies Told));
}

/** What was told; null where it is not understood. Whoever may connect to the database may say something there. */
function readTold(text: string): Told | null {
  try {
    return told.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** All of it as one change: what a server passes on has to be short, and commands that share a commit are many. */
function together(changes: readonly Change[]): Told["change"] {
  const named = changes.map(({ accountIds }) => accountIds);
  const accountIds = named.includes(null) ? [] : [...new Set(named.flatMap((ids) => ids ?? []))];
  const areNamed = accountIds.length > 0 && accountIds.length <= namedAccountLimit;
  return {
    type: "changed",
    topics: [...new Set(changes.flatMap(({ topics }) => topics))],
    accountIds: areNamed ? accountIds : null,
  };
}

/** What this host hears of the others that have the same book open, and they of it. */
export interface HostNews {
  /** The book is open: what is heard of this host from now on it knows already. @param hostId null where it only reads. */
  opened(hostId: string | null): void;
  /** A job of this host has begun, got further or ended. */
  tellJob(job: JobView): void;
  /** Pass on that a job is to stop; see `HostJobs`. */
  passOnCancel(jobId: string): void;
  stop(): Promise<void>;
}

interface HostNewsOptions extends Omit<HostJobsOptions, "say"> {
  /** Passes on what another host has changed, or that anything may have changed which was not heard. */
  readonly publish: (event: EngineEvent) => void;
}

export function createHostNews(place: string, { publish, ...jobOptions }: HostNewsOptions): HostNews {
  const ownIds = new Set<string | null>();
  let following: ReturnType<typeof followOtherHosts> | null = null;
  let hostJobs: HostJobs | null = null;

  function hear(text: string): void {
    const heard = readTold(text);
    if (heard === null) publish(everythingChanged);
    else if (!ownIds.has(heard.hostId)) publish(heard.change);
  }

  const say = (text: string): void => void following?.then((connection) => connection?.sayOfJob(text));

  return {
    opened(hostId) {
      ownIds.add(hostId);
      if (hostId !== null) hostJobs ??= createHostJobs({ ...jobOptions, publish, say });
      following ??= followOtherHosts(place, {
        onTold: hear,
        onJobTold: (text) => hostJobs?.hear(text),
        onMissed: () => publish(everythingChanged),
      });
    },
    tellJob: (job) => hostJobs?.tell(job),
    passOnCancel: (jobId) => hostJobs?.passOnCancel(jobId),
    async stop() {
      hostJobs?.stop();
      await (await following)?.stop();
    },
  };
}
