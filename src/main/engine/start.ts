import { isMethodName, methodDefinition, type MethodAnswer, type MethodName } from "../../shared/contract/index.ts";
import type { BookInfo } from "../../shared/contract/book.ts";
import type { BackupPlan } from "../../shared/contract/copies.ts";
import type { EngineEvent } from "../../shared/contract/events.ts";
import type { JobStarted, JobView } from "../../shared/contract/jobs.ts";
import { isReadingJob } from "../../shared/contract/reading-jobs.ts";
import { isServerAddress } from "../../shared/book-address.ts";
import { AppError, type ErrorView, type Result } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { actorWithoutBook, requireRight } from "./access.ts";
import { backupProblemOf, concernsFolder, startBackupSchedule } from "./backup-schedule.ts";
import { startBookThreads } from "./book-threads.ts";
import type { Caller, Engine, SystemSealer } from "./engine.ts";
import { refuse } from "./error-view.ts";
import { createExportList } from "./export-list.ts";
import { createHostNews } from "./host-news.ts";
import { createJobList } from "./job-list.ts";
import { recordOf } from "./remembered-jobs.ts";
import { createOwnAnswers } from "./own-answers.ts";
import { completed, createLinkDoor } from "./link/link-door.ts";
import { recommendedCost, type PassphraseCost } from "./passphrase.ts";
import { createSignIns } from "./sign-ins.ts";
import { takeWorkPlace } from "../storage/book/work-place.ts";
import type { EngineThread, Request, SpareThreads } from "./thread.ts";

/** Who asks for what nobody asked for. */
const engineItself: Caller = {
  origin: "billing",
  operator: "Countinghouse",
  agent: { id: "engine", rights: ["read", "book"] },
};

export interface EngineOptions {
  /** The book's file, or its address on a database server. It need not exist: then every call but `book.create` answers `book_missing`. */
  readonly bookPath: string;
  /** What the names of files begin with that lie beside the book and are no part of it; left out: the book's own path. */
  readonly workPath?: string;
  /** Whether a slow query is worth a line on standard error: to a host's log, not to a person at a terminal. Left out: it is. */
  readonly tellsSlowQueries?: boolean;
  /**
   * Whether the book is only to be read, as it is now: then it is copied for that, nothing is written to it or beside it, nobody is kept
   * from it, and what would change it is refused with `opened_for_reading`. Left out: not.
   */
  readonly isReadOnly?: boolean;
  /** Whether its only caller waits for each answer, as a command does: then the writer answers queries as well. Left out: not. */
  readonly hasOneCaller?: boolean;
  /** Whether a book on a server is refused where its user owns the tables, and could change entries. Left out: not. */
  readonly refusesOwner?: boolean;
  /** After how long the pages of a book that was closed in good order are checked, beside the work; left out: five seconds. */
  readonly checksPagesAfterMs?: number;
  /** How often it is looked whether a backup is due; left out: every minute, where there is more than one caller. */
  readonly looksForBackupsEveryMs?: number;
  /** How far the heap of each thread may grow; left out, as far as the machine lets it. */
  readonly threadMemoryLimitMb?: number;
  /** Where the engine's threads come from and go to, where many engines follow each other in one process; left out, they end with it. */
  readonly spareThreads?: SpareThreads;
  /** What a new passphrase's hash costs, to make and to guess; left out: what is recommended. */
  readonly passphraseCost?: PassphraseCost;
  /** Where the system keeps secrets, such as the key to an upstream; left out, it is kept under a passphrase. */
  readonly sealer?: SystemSealer | null;
}

/**
 * Start the engine on a book: a writer thread, a reader thread, and this router between them and the host. It holds the book's lock
 * itself, so that a thread can die without anybody else getting hold of the book.
 *
 * A book that cannot be opened does not make this fail. Every call is then answered with the reason, `book.info` tries to open it
 * again, and `book.create` makes a new book where there is none, so that a screen can say what is wrong and help.
 *
 * A thread that dies is started again: its jobs fail, the calls under way in it are refused with `engine_restarted`, and those that
 * come meanwhile wait. Where threads go on dying every call is answered with `engine_stopped`.
 */
export async function startEngine({
  bookPath,
  workPath = bookPath,
  tellsSlowQueries = true,
  isReadOnly = false,
  hasOneCaller = false,
  refusesOwner = false,
  checksPagesAfterMs = 5000,
  looksForBackupsEveryMs = 60_000,
  threadMemoryLimitMb,
  spareThreads,
  passphraseCost = recommendedCost,
  sealer = null,
}: EngineOptions): Promise<Engine> {
  const listeners = new Set<(event: EngineEvent) => void>();
  const jobs = createJobList();
  const exports = createExportList();
  let isClosed = false;
  // A command reads what is there when it asks.
  const news = hasOneCaller ? null : createHostNews(bookPath, { publish, jobs, isCancelAsked });
  const workPlace = takeWorkPlace(bookPath, workPath);
  const threads = startBookThreads(
    {
      bookPath,
      workPath: workPlace.path,
      tellsSlowQueries,
      isReadOnly,
      hasOneCaller,
      refusesOwner,
      checksPagesAfterMs,
      threadMemoryLimitMb,
      spareThreads,
    },
    {
      onOpened: (hostId) => news?.opened(hostId),
      onEvent: receive,
      onDeath(thread, refusal) {
        for (const job of jobs.failAllOf(thread, refusal)) {
          tellEverybody(job);
        }
      },
    },
  );
  const signIns = createSignIns(
    (request) => threads.reader.request(request),
    (request) => threads.writer.request(request),
    passphraseCost,
  );
  const linkDoor = createLinkDoor({
    bookPath: workPath,
    dispatch,
    subscribe,
    publish,
    saveLink: (link, caller) => threads.writer.request({ type: "saveLink", link, caller }),
    keepStanding: () => threads.keepStanding("link"),
    leaveStanding: () => threads.leaveStanding("link"),
    sealer,
    passphraseCost,
    runsByItself: !hasOneCaller && !isReadOnly,
  });
  const ownAnswers = createOwnAnswers({
    bookPath,
    workPath: workPlace.path,
    threads,
    jobs,
    signIns,
    linkDoor,
    recordAct,
    passOnCancel: (jobId) => news?.passOnCancel(jobId),
  });
  const backups = startBackupSchedule({
    // A server is backed up by its own means.
    everyMs: hasOneCaller || isReadOnly || isServerAddress(bookPath) ? null : looksForBackupsEveryMs,
    readPlan: async () => {
      const plan = await dispatch("backups.plan", {}, engineItself);
      return plan.ok ? (plan.value as BackupPlan) : null;
    },
    begin: () => void dispatch("book.backup", { isOfSeries: true }, engineItself),
    tellProblem: (problem) => record({ type: "recordBackupProblem", problem }),
  });

  function publish(event: EngineEvent): void {
    backups.takeEvent(event);
    for (const listener of listeners) listener(event);
  }

  function receive(event: EngineEvent, thread: EngineThread | null): void {
    if (event.type !== "job" || thread === null) {
      publish(event);
      return;
    }
    jobs.take(event.job, thread);
    const remembered = recordOf(event.job);
    if (!remembered) tellEverybody(event.job);
    // The reader found out, the writer remembers; whoever waits for the job finds the book's record up to date.
    else void record(remembered).then(() => tellEverybody(event.job));
  }

  /** Tell of a job of this host, here and at the other hosts. */
  function tellEverybody(job: JobView): void {
    news?.tellJob(job);
    publish({ type: "job", job });
  }

  /** Whether the book says that somebody asked for a job to stop, at whichever host. */
  async function isCancelAsked(jobId: string): Promise<boolean> {
    const asked = await threads.reader.request({ type: "isCancelAsked", jobId });
    return asked.ok && asked.value === true;
  }

  /** Have the writer remember in the book what was found out. */
  function record(request: Request): Promise<Result<unknown>> {
    backups.expectRecord();
    return threads.writer.request(request);
  }

  /** Have the writer write down an act that it does not do itself (BEHAVIOUR 11.6). */
  function recordAct(method: MethodName, input: unknown, caller: Caller): Promise<Result<unknown>> {
    return threads.writer.request({ type: "recordAct", method, input, caller });
  }

  async function askFor(method: MethodName, input: unknown, caller: Caller): Promise<Result<unknown>> {
    const call = { type: "call", method, input, caller } as const;
    const { kind, audit } = methodDefinition(method);
    const isRead = kind === "query" || isReadingJob(method);
    if (isRead && audit !== "nothing" && !exports.isFurtherPage(method, input, caller)) {
      // A reader cannot write: what is read is written down first, so that nothing is handed out that is not in the log.
      const recorded = await recordAct(method, input, caller);
      if (!recorded.ok) return recorded;
    }
    if (isReadingJob(method)) {
      const readerOfJobs = threads.readerOfJobs();
      const opened = await readerOfJobs.request({ type: "open", mustBeAlone: false });
      const answer = opened.ok ? await readerOfJobs.request(call) : opened;
      if (method === "book.backup" && !answer.ok) {
        backups.takeRefusal();
        if (concernsFolder(answer.error)) {
          await record({ type: "recordBackupProblem", problem: backupProblemOf(answer.error) });
        }
      }
      return answer;
    }
    return (kind === "query" ? threads.reader : threads.writer).request(call);
  }

  let lastTriedMs = -Infinity;

  /** Other machines may ask as often as they like; the book is tried once a second for all of them. */
  function isAskedOften(): boolean {
    const nowMs = performance.now();
    if (nowMs - lastTriedMs < 1_000) return true;
    lastTriedMs = nowMs;
    return false;
  }

  /** Whoever asks after a book that could not be opened has it tried again. */
  async function openAgain(): Promise<void> {
    if (threads.failure()) await threads.open();
  }

  async function dispatch(method: string, input: unknown, asker: Caller): Promise<Result<unknown>> {
    const caller: Caller = isReadOnly ? { ...asker, readsOnly: true } : asker;
    await threads.opened();
    if (isClosed) return refuse(new AppError("engine_stopped", sentence("The engine has stopped.")));
    if (!isMethodName(method))
      return refuse(new AppError("unknown_method", sentence('There is no method "{method}".', { method })));
    try {
      // Of a person, the thread that answers finds out who it is; what nobody but a host may is refused here as well.
      if (caller.agent || methodDefinition(method).right === "host") requireRight(method, actorWithoutBook(caller));
      if (isReadOnly && !isReading(method)) {
        throw new AppError("opened_for_reading", sentence("{bookPath} is open for reading only.", { bookPath }));
      }
      const isTried = method === "book.info" && threads.failure() !== null && !(caller.mustSignIn && isAskedOften());
      if (isTried) await threads.inTurn(openAgain);
      const failure = threads.failure();
      // Where the book should be is nobody's business on another machine, and neither is what becomes of it.
      if (failure && caller.mustSignIn) return { ok: false, error: withoutPlace(failure) };
      if (ownAnswers.has(method)) return await ownAnswers.answer(method, input, caller);
    } catch (error) {
      return refuse(error, method);
    }
    const unopened = threads.failure();
    if (unopened) return { ok: false, error: unopened };
    const answer = await completed(linkDoor, method, await askFor(method, input, caller));
    if (answer.ok && methodDefinition(method).kind === "job") {
      jobs.noteStarter((answer.value as JobStarted).jobId, caller);
    }
    return isReadOnly && method === "book.info" && answer.ok ? ownInfo(answer.value as BookInfo) : answer;
  }

  /** What a copy says of itself, about the book that it was made of. */
  function ownInfo(info: BookInfo): Result<BookInfo> {
    return { ok: true, value: { ...info, path: bookPath, isReadOnly: true } };
  }

  function subscribe(listener: (event: EngineEvent) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  await threads.inTurn(() => threads.open());
  // A thread that died meanwhile has it opened once more.
  await threads.opened();
  if (!isReadOnly && !threads.failure()) linkDoor.begin();
  return {
    sharesBook: isServerAddress(bookPath),
    keepStanding: (work) => threads.keepStanding(work),
    dispatch,
    call: (name, input, caller) => dispatch(name, input, caller) as Promise<Result<MethodAnswer<typeof name>>>,
    subscribe,
    async close() {
      if (isClosed) return;
      isClosed = true;
      backups.stop();
      await news?.stop();
      await linkDoor.stop();
      await threads.close();
      workPlace.release();
      listeners.clear();
    },
  };
}

/** Why there is no book to work with, for who is not at this machine. */
function withoutPlace({ code, remedy }: ErrorView): ErrorView {
  return { code, message: "The host has no book that it could open at present.", remedy };
}

/** Whether a method leaves the book as it is. Jobs that copy it elsewhere write there, and remember it in the book. */
function isReading(method: MethodName): boolean {
  const { kind } = methodDefinition(method);
  return kind === "query" || ["ledger.verify", "billing.dryRun", "jobs.cancel"].includes(method);
}
