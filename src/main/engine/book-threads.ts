import { existsSync, rmSync } from "node:fs";
import { everythingChanged, type EngineEvent } from "../../shared/contract/events.ts";
import { isServerAddress } from "../../shared/book-address.ts";
import { AppError, type ErrorView, type Result } from "../../shared/errors.ts";
import { sentence, type Sentence } from "../../shared/sentences/sentence.ts";
import type { BookLock } from "../storage/book/book-lock.ts";
import { claimAnyBook, claimAnyPlace } from "../storage/book/open-book.ts";
import { copyForReading, makeReadingPlace } from "../storage/book/reading-copy.ts";
import { removeExports } from "../storage/exports/export-file.ts";
import { removeUploads } from "../storage/imports/import-uploads.ts";
import { toErrorView } from "./error-view.ts";
import { startCheckThread, type CheckThread } from "./file-check-thread.ts";
import type { OpenedWriter, ThreadData } from "./messages.ts";
import type { StandingWork } from "./shared-work.ts";
import { startThread, type EngineThread, type Request, type SpareThreads, type ThreadTerms } from "./thread.ts";

/** So many deaths of threads within so long are no accident: whatever kills them would kill the next ones too. */
const deathLimit = 3;
const deathsCountedMs = 60_000;

/**
 * A job goes through much and keeps little of it. With half of what commands have, a host that verified 20,000 charges took some 20 MB less, and no
 * more of the processor.
 */
const youngGenerationOfJobsMb = 8;

const ownerWarning =
  "The user of this book's address owns its tables, and could change entries with SQL of its own; docs/server.md says how a host gets a user who cannot.";

/** A host that could take away what keeps an entry as it is has to be wanted as one. */
function ownerRefusal(place: string): AppError {
  const reason = sentence(
    "its user owns the tables, and could change entries with SQL of its own: docs/server.md says how a host gets a user who cannot, and --as-owner serves it all the same",
  );
  return new AppError("book_server_unsuitable", sentence("{path} cannot be used: {reason}.", { path: place, reason }));
}

interface BookThreadsOptions {
  readonly bookPath: string;
  readonly workPath: string;
  readonly tellsSlowQueries: boolean;
  readonly isReadOnly: boolean;
  /** Then the writer answers queries as well. */
  readonly hasOneCaller: boolean;
  readonly refusesOwner: boolean;
  readonly checksPagesAfterMs: number;
  readonly threadMemoryLimitMb: number | undefined;
  readonly spareThreads: SpareThreads | undefined;
}

interface BookThreadsListener {
  /** The book is open. @param hostId what it knows this host by, where it may have several; null where it has one, or is only read. */
  onOpened(hostId: string | null): void;
  /** What happened, and on which thread; null for what is about the book as a whole. */
  onEvent(event: EngineEvent, thread: EngineThread | null): void;
  /** A thread has died, and so have its jobs, for the reason that its calls are refused with. */
  onDeath(thread: EngineThread, refusal: AppError): void;
}

/** The threads of one book and the lock on its file: they open it, begin another life where they die, and let go of it together. */
export interface BookThreads {
  readonly writer: EngineThread;
  readonly reader: EngineThread;
  /** For the jobs that only read, beside the questions; started with the first of them, and without the book until it is asked to open it. */
  readerOfJobs(): EngineThread;
  /** Why the book cannot be worked with; null where it can. */
  failure(): ErrorView | null;
  /** The writer first: it upgrades and checks the file that the reader then reads. */
  open(): Promise<void>;
  /** Resolves once nobody is about to open the book, for the first time or by a thread that was started again. */
  opened(): Promise<void>;
  /** Do what opens, makes or replaces the book: one after the other, while calls wait. */
  inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer>;
  /**
   * Have the writer put another book at the path, with this one closed, and open what is there then.
   *
   * @param record writes down that it was done, in the book that was opened.
   */
  replace(request: Request, record: () => Promise<unknown>): Promise<Result<unknown>>;
  /** Whether what a host does for as long as it goes on is this one's to do; see `Engine`. */
  keepStanding(work: StandingWork): Promise<boolean>;
  /** Let another host have it. */
  leaveStanding(work: StandingWork): Promise<void>;
  /** No more is asked of the book; what it had open is closed, and others may have it. */
  close(): Promise<void>;
}

/** Start a writer and a reader for a book, with nothing open yet. */
export function startBookThreads(
  {
    bookPath,
    workPath,
    tellsSlowQueries,
    isReadOnly,
    hasOneCaller,
    refusesOwner,
    checksPagesAfterMs,
    threadMemoryLimitMb,
    spareThreads,
  }: BookThreadsOptions,
  listener: BookThreadsListener,
): BookThreads {
  /** A file that is only read is read in a copy, so that nothing is written beside the book. */
  const readingPlace = isReadOnly && !isServerAddress(bookPath) ? makeReadingPlace(bookPath) : null;
  const writer = start("writer");
  const reader = hasOneCaller && !isReadOnly ? writer : start("reader");
  let readerOfJobs: EngineThread | null = null;
  let lock: BookLock | null = null;
  let failure: ErrorView | null = null;
  let opening: Promise<void> = Promise.resolve();
  let deathsAtMs: readonly number[] = [];
  let hasGivenUp = false;
  let isClosed = false;
  let checking: NodeJS.Timeout | undefined;
  let checker: CheckThread | null = null;

  function start(role: ThreadData["role"], ownTerms: Pick<ThreadTerms, "youngGenerationMb"> = {}): EngineThread {
    const thread: EngineThread = startThread(
      {
        role,
        bookPath: readingPlace?.path ?? bookPath,
        workPath: readingPlace?.path ?? workPath,
        tellsSlowQueries,
        isHost: !hasOneCaller,
        isLeftToOthers: spareThreads !== undefined,
      },
      { memoryLimitMb: threadMemoryLimitMb, spareThreads, ...ownTerms },
      {
        onEvent: (event) => listener.onEvent(event, thread),
        onDeath: (fault) => bury(role, thread, fault),
      },
    );
    return thread;
  }

  /** What comes of a thread that has died: of its jobs, of those who wait for it, and whether it lives again. */
  function bury(
    role: ThreadData["role"],
    thread: EngineThread,
    fault: Sentence,
  ): { readonly refusal: AppError; readonly isRevived: boolean } {
    const nowMs = performance.now();
    deathsAtMs = [...deathsAtMs.filter((atMs) => atMs > nowMs - deathsCountedMs), nowMs];
    hasGivenUp ||= deathsAtMs.length >= deathLimit;
    const refusal = hasGivenUp
      ? new AppError(
          "engine_stopped",
          sentence("The engine was stopped: parts of it died three times within a minute; the {role} {fault}.", {
            role: sentence(role),
            fault,
          }),
        )
      : new AppError(
          "engine_restarted",
          sentence("The engine's {role} {fault} and was started again.", { role: sentence(role), fault }),
        );
    listener.onDeath(thread, refusal);
    if (hasGivenUp) failure = refusal.toView();
    else opening = reopen(role, opening);
    return { refusal, isRevived: !hasGivenUp };
  }

  async function reopen(part: ThreadData["role"], after: Promise<void>): Promise<void> {
    await after;
    await open();
    if (failure) return;
    listener.onEvent({ type: "restarted", part }, null);
    listener.onEvent(everythingChanged, null);
  }

  async function open(): Promise<void> {
    if (hasGivenUp || isClosed) return;
    if (isReadOnly) return openForReading(readingPlace?.path ?? null);
    const isFirstTime = lock === null;
    try {
      lock ??= claimAnyBook(bookPath);
      if (isFirstTime) {
        removeUploads(workPath);
        removeExports(workPath);
      }
      const written = await writer.request({ type: "open", mustBeAlone: !lock.isProven });
      if (written.ok) lock.prove();
      const opened = written.ok ? await reader.request({ type: "open", mustBeAlone: false }) : written;
      if (!hasGivenUp) failure = opened.ok ? null : opened.error;
      if (written.ok && opened.ok) {
        const { ownsEntries, wasChecked, hostId } = written.value as OpenedWriter;
        if (ownsEntries && refusesOwner) throw ownerRefusal(bookPath);
        if (isFirstTime && !hasOneCaller && ownsEntries) console.warn(ownerWarning);
        if (!wasChecked) checkPagesSoon();
        listener.onOpened(hostId);
      }
    } catch (error) {
      failure = toErrorView(error, "opening the book");
    }
    // A book that was open once stays held, whatever becomes of it: a host may have said that it is here.
    if (failure && isFirstTime) await letGo();
  }

  /** @param copyPath where a file is copied to; null for what is on a server. */
  async function openForReading(copyPath: string | null): Promise<void> {
    try {
      const isCopied = copyPath === null || existsSync(copyPath);
      if (!isCopied) copyForReading(bookPath, copyPath);
      const prepared = isCopied ? null : await writer.request({ type: "prepare" });
      const opened = prepared && !prepared.ok ? prepared : await reader.request({ type: "open", mustBeAlone: false });
      if (!hasGivenUp) failure = opened.ok ? null : opened.error;
      if (opened.ok) listener.onOpened(null);
    } catch (error) {
      failure = toErrorView(error, "opening the book");
    }
    if (failure && copyPath !== null) rmSync(copyPath, { force: true });
  }

  function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const done = opening.then(work);
    opening = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  async function letGo(): Promise<void> {
    await closeThreads();
    releaseLock();
  }

  function releaseLock(): void {
    lock?.release();
    lock = null;
  }

  /** The writer last: only the last connection to close can bring the log into the book. */
  async function closeThreads(): Promise<void> {
    clearTimeout(checking);
    for (const thread of [readerOfJobs, reader, writer]) await thread?.request({ type: "close" });
  }

  function checkPagesSoon(): void {
    clearTimeout(checking);
    checking = setTimeout(() => void checkPages(), checksPagesAfterMs);
    // It keeps nobody waiting who has nothing else to do.
    checking.unref();
  }

  /** Check the pages of the file, on a thread that is there for nothing else. Where they are damaged, no more work is done. */
  async function checkPages(): Promise<void> {
    checker = startCheckThread({ path: readingPlace?.path ?? bookPath, of: "pages" });
    const found = await checker.result;
    checker = null;
    const problem = found.ok ? found.value : null;
    if (isClosed || hasGivenUp || problem === null) return;
    const damage = new AppError("book_damaged", sentence("{bookPath} is damaged: {problem}.", { bookPath, problem }));
    hasGivenUp = true;
    failure = damage.toView();
    listener.onEvent(everythingChanged, null);
  }

  return {
    writer,
    reader,
    readerOfJobs: () => (readerOfJobs ??= start("reader", { youngGenerationMb: youngGenerationOfJobsMb })),
    failure: () => failure,
    open,
    opened: () => opening,
    inTurn,
    async replace(request, record) {
      try {
        await closeThreads();
        lock ??= claimAnyPlace(bookPath);
        const replaced = await writer.request(request);
        await open();
        if (replaced.ok && !failure) await record();
        listener.onEvent(everythingChanged, null);
        return replaced;
      } finally {
        if (failure) await letGo();
      }
    },
    async keepStanding(work) {
      // A book in a file has one host.
      if (!isServerAddress(bookPath)) return true;
      const answer = await writer.request({ type: "keepStanding", work });
      return answer.ok && answer.value === true;
    },
    async leaveStanding(work) {
      if (isServerAddress(bookPath)) await writer.request({ type: "leaveStanding", work });
    },
    async close() {
      isClosed = true;
      await opening;
      await closeThreads();
      await Promise.all([checker, readerOfJobs, reader, writer].map(async (thread) => thread?.end()));
      if (lock) removeUploads(workPath);
      releaseLock();
      readingPlace?.remove();
    },
  };
}
