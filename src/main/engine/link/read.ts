import type { MethodInput, MethodName, MethodOutput } from "../../../shared/contract/index.ts";
import type { z } from "zod";
import { UpstreamFailure, type UpstreamAnswer, type UpstreamClient } from "./upstream-client.ts";
import { pageLimit } from "./wire.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

/** How often a page is asked for that nothing came of, and how long is waited before, where the upstream does not say. */
const waitsMs = [500, 2_000, 5_000] as const;
/** How often somebody is asked again who says that they are asked too much: it is the same for each of many requests at once. */
const busyTries = 10;
/** An upstream that asks for more is asked again with the next pull. */
const longestWaitMs = 60_000;

/** Asks the book, as the engine itself. @throws AppError as the method's definition names them. */
export type AskBook = <Name extends MethodName>(name: Name, input: MethodInput<Name>) => Promise<MethodOutput<Name>>;

export interface PullContext {
  readonly client: UpstreamClient;
  readonly ask: AskBook;
  /** Rejects once nothing more is to be done. */
  readonly pause: (delayMs: number) => Promise<void>;
  /** Until when the upstream wants to be left alone, whoever of those at work was told so. */
  readonly rest: { untilMs: number };
}

/** Ask, and ask again where nothing came of it, within what the upstream asks for. @throws UpstreamFailure. */
export async function read<Value>(
  { client, pause, rest }: PullContext,
  path: string,
  schema: z.ZodType<Value>,
): Promise<UpstreamAnswer<Value>> {
  let failedTries = 0;
  for (let tries = 1; ; tries += 1) {
    for (let leftMs = rest.untilMs - Date.now(); leftMs > 0; leftMs = rest.untilMs - Date.now()) await pause(leftMs);
    try {
      return await client.get(path, schema);
    } catch (error) {
      if (!(error instanceof UpstreamFailure)) throw error;
      const isBusy = error.code === "upstream_busy" && tries < busyTries;
      if (!isBusy) failedTries += 1;
      const waitMs = waitsMs[Math.max(0, failedTries - 1)];
      const mayPass = isBusy || error.code === "upstream_unreachable";
      const askedMs = error.askedWaitMs ?? 0;
      if (!mayPass || waitMs === undefined || askedMs > longestWaitMs) throw error;
      if (isBusy) rest.untilMs = Math.max(rest.untilMs, Date.now() + Math.max(waitMs, askedMs));
      else await pause(Math.max(waitMs, askedMs));
    }
  }
}

interface Page<Row> {
  readonly rows: readonly Row[];
  /** Where the next page begins; null where this is the last. */
  readonly place: string | null;
}

/** Where rows were removed meanwhile, so many further back is looked for the last one first, and then further still, up to a page. */
const firstStepBack = pageLimit / 10;

/**
 * The pages of a list that is paged by offset: each begins with the last row of the page before. Where it does not, some before it were removed,
 * and what lies a little further back is read again: a whole page back nothing would be gone on with where some are removed again and again. An upstream may make its pages shorter than they are asked for, so how long one is ends no list but where
 * that is what its own count says; a count that is less than what was read is none.
 *
 * @param path with its other parameters.
 * @param from a place that a page ended with, to go on there.
 * @throws UpstreamFailure.
 */
export async function* pagesByOffset<Row extends { readonly upstreamId: string }>(
  context: PullContext,
  path: string,
  schema: z.ZodType<{ readonly data: readonly Row[]; readonly total_count: number }>,
  from: string | null,
): AsyncGenerator<Page<Row>> {
  const [fromOffset, fromId] = from?.split(":") ?? [];
  let offset = Number(fromOffset ?? 0);
  let lastId = fromId ?? null;
  /** Whether the next page is asked for from the last row on; a page of one row has none before it to do that with. */
  let overlaps = true;
  let steppedBack = 0;
  for (;;) {
    const page = await read(
      context,
      `${path}${path.includes("?") ? "&" : "?"}limit=${pageLimit}&offset=${offset}`,
      schema,
    );
    if (!page.ok) throw refused(page);
    const { data: rows, total_count: total } = page.value;
    const isJoined =
      lastId === null || !overlaps || offset === 0 || rows.some(({ upstreamId }) => upstreamId === lastId);
    if (!isJoined && steppedBack < pageLimit) {
      const step = Math.min(steppedBack + firstStepBack, pageLimit - steppedBack);
      offset = Math.max(0, offset - step);
      steppedBack += step;
      continue;
    }
    const last = rows.at(-1);
    const isAsBefore = last?.upstreamId === lastId && steppedBack === 0;
    // A count that is more than there is would have the last row answered alone for ever.
    const isLastAlone = isAsBefore && rows.length === 1 && overlaps;
    const isEnd = !last || isLastAlone || (rows.length < pageLimit && offset + rows.length === total);
    if (isAsBefore && !isEnd) throw doesNotGoOn(path);
    steppedBack = 0;
    if (last) {
      overlaps = rows.length > 1;
      offset += overlaps ? rows.length - 1 : 1;
      lastId = last.upstreamId;
    }
    yield { rows, place: isEnd ? null : `${offset}:${lastId}` };
    if (isEnd) return;
  }
}

/** Writes what was read while the next is being read: one after the other, and never more than one behind. */
export interface WriteBehind {
  /** @throws what the write before came to. */
  write(work: () => Promise<unknown>): Promise<void>;
  /** Once all is written. @throws what the last write came to. */
  end(): Promise<void>;
}

export function writeBehind(): WriteBehind {
  let last: Promise<unknown> = Promise.resolve();
  return {
    async write(work) {
      await last;
      last = work();
      // Whoever asks for the next one is told; who has failed to read does not ask any more.
      last.catch(() => undefined);
    },
    async end() {
      await last;
    },
  };
}

/** Do something with each, so many at once. */
export async function forEachAtOnce<Item>(
  items: Iterable<Item>,
  atOnce: number,
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items[Symbol.iterator]();
  const work = async (): Promise<void> => {
    for (let next = waiting.next(); next.done !== true; next = waiting.next()) await act(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

/** That a list begins again in place of going on, so that it could be asked for without an end and is never whole. */
export function doesNotGoOn(path: string): UpstreamFailure {
  const [list = path] = path.split("?");
  return new UpstreamFailure(
    "upstream_not_understood",
    sentence("It does not go on in {list} where it is asked to, so that the list cannot be read whole.", { list }),
  );
}

/** Below which path the upstream has what concerns an account. */
export function payerPath(kind: "user" | "organization", upstreamId: string): string {
  return `/${kind}s/${upstreamId}`;
}

/** That the upstream will not answer what a pull asks, which it does not do where it is what it should be. */
export function refused({ status, problem }: { readonly status: number; readonly problem: string }): UpstreamFailure {
  return new UpstreamFailure(
    "upstream_not_understood",
    sentence("It answered {status}: {problem}", { status, problem }),
    { status },
  );
}
