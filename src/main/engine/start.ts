import { existsSync, rmSync } from "node:fs";
import {
  contract,
  isMethodName,
  methodDefinition,
  type MethodAnswer,
  type MethodName,
  type MethodOutput,
} from "../../shared/contract/index.ts";
import type { BookInfo } from "../../shared/contract/book.ts";
import type { BackupPlan } from "../../shared/contract/copies.ts";
import { everythingChanged, type EngineEvent } from "../../shared/contract/events.ts";
import type { JobView } from "../../shared/contract/jobs.ts";
import type { VerificationReport } from "../../shared/contract/ledger.ts";
import { AppError, type ErrorView, type Result } from "../../shared/errors.ts";
import { addUploadedBytes, removeUploads } from "../storage/imports/import-uploads.ts";
import { removeExports } from "../storage/exports/export-file.ts";
import { claimBook, claimPlace } from "../storage/book/book-file.ts";
import { copyForReading, makeReadingPlace } from "../storage/book/reading-copy.ts";
import type { BookLock } from "../storage/book/book-lock.ts";
import { actorWithoutBook, requireRight, type Actor } from "./access.ts";
import { backupProblemOf, concernsFolder, startBackupSchedule } from "./backup-schedule.ts";
import type { Caller, Engine } from "./engine.ts";
import { toErrorView } from "./error-view.ts";
import { createExportList } from "./export-list.ts";
import { readerJobNames } from "./handler.ts";
import { requireNamesPaths } from "./handlers/book/names-paths.ts";
import { createJobList } from "./job-list.ts";
import type { ThreadData } from "./messages.ts";
import { parseInput } from "./parse-input.ts";
import { recommendedCost, type PassphraseCost } from "./passphrase.ts";
import { createSignIns, isSignInMethod } from "./sign-ins.ts";
import { startThread, type EngineThread, type Request, type SpareThreads } from "./thread.ts";

/** Who asks for what nobody asked for. */
const engineItself: Caller = {
  origin: "billing",
  operator: "Countinghouse",
  agent: { id: "engine", rights: ["read", "book"] },
};

/** What puts a book at the path, or another one than is there: one after the other, while calls wait. */
const bringsAnotherBook: ReadonlySet<MethodName> = new Set(["book.create", "book.restore", "book.mend"]);

/** What else no thread answers, beside what looks at passphrases. */
const answeredHere: ReadonlySet<MethodName> = new Set([
  "backups.list",
  "imports.upload",
  "operators.signOut",
  "jobs.get",
  "jobs.list",
  "jobs.cancel",
]);

/** So many deaths of threads within so long are no accident: whatever kills them would kill the next ones too. */
const deathLimit = 3;
const deathsCountedMs = 60_000;

export interface EngineOptions {
  /** The book's file. It need not exist: then every call but `book.create` answers `book_missing`. */
  readonly bookPath: string;
  /** Whether a slow query is worth a line on standard error: to a host's log, not to a person at a terminal. Left out: it is. */
  readonly tellsSlowQueries?: boolean;
  /**
   * Whether the book is only to be read, as it is now: then it is copied for that, nothing is written to it or beside it, nobody is kept
   * from it, and what would change it is refused with `opened_for_reading`. Left out: not.
   */
  readonly isReadOnly?: boolean;
  /** Whether its only caller waits for each answer, as a command does: then the writer answers queries as well. Left out: not. */
  readonly hasOneCaller?: boolean;
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
  tellsSlowQueries = true,
  isReadOnly = false,
  hasOneCaller = false,
  checksPagesAfterMs = 5000,
  looksForBackupsEveryMs = 60_000,
  threadMemoryLimitMb,
  spareThreads,
  passphraseCost = recommendedCost,
}: EngineOptions): Promise<Engine> {
  const listeners = new Set<(event: EngineEvent) => void>();
  const jobs = createJobList();
  const exports = createExportList();
  /** What is only read is read in a copy, so that nothing is written beside the book. */
  const readingPlace = isReadOnly ? makeReadingPlace(bookPath) : null;
  const writer = start("writer");
  const reader = hasOneCaller && !isReadOnly ? writer : start("reader");
  /** For the jobs that only read, beside the questions; started with the first of them. */
  let readerOfJobs: EngineThread | null = null;
  const readerJobs: ReadonlySet<string> = new Set(readerJobNames);
  let lock: BookLock | null = null;
  let failure: ErrorView | null = null;
  /** What calls wait for: the book being opened, for the first time or by a thread that was started again. */
  let opening: Promise<void> = Promise.resolve();
  let deathsAtMs: readonly number[] = [];
  let hasGivenUp = false;
  let isClosed = false;
  let checking: NodeJS.Timeout | undefined;
  let checker: EngineThread | null = null;
  const signIns = createSignIns(
    (request) => reader.request(request),
    (request) => writer.request(request),
    passphraseCost,
  );
  const backups = startBackupSchedule({
    everyMs: hasOneCaller || isReadOnly ? null : looksForBackupsEveryMs,
    readPlan: async () => {
      const plan = await dispatch("backups.plan", {}, engineItself);
      return plan.ok ? (plan.value as BackupPlan) : null;
    },
    begin: () => void dispatch("book.backup", { isOfSeries: true }, engineItself),
    tellProblem: (problem) => record({ type: "recordBackupProblem", problem }),
  });

  function start(role: ThreadData["role"]): EngineThread {
    const thread: EngineThread = startThread(
      { role, bookPath: readingPlace?.path ?? bookPath, tellsSlowQueries },
      { memoryLimitMb: threadMemoryLimitMb, spareThreads },
      {
        onEvent: (event) => receive(event, thread),
        onDeath: (fault) => bury(role, thread, fault),
      },
    );
    return thread;
  }

  function publish(event: EngineEvent): void {
    backups.takeEvent(event);
    for (const listener of listeners) listener(event);
  }

  function receive(event: EngineEvent, thread: EngineThread): void {
    if (event.type !== "job") {
      publish(event);
      return;
    }
    jobs.take(event.job, thread);
    const remembered = recordOf(event.job);
    if (!remembered) publish(event);
    // The reader found out, the writer remembers; whoever waits for the job finds the book's record up to date.
    else void record(remembered).then(() => publish(event));
  }

  /** Have the writer remember in the book what was found out. */
  function record(request: Request): Promise<Result<unknown>> {
    backups.expectRecord();
    return writer.request(request);
  }

  /** What comes of a thread that has died: of its jobs, of those who wait for it, and whether it lives again. */
  function bury(
    role: ThreadData["role"],
    thread: EngineThread,
    fault: string,
  ): { readonly refusal: AppError; readonly isRevived: boolean } {
    const nowMs = performance.now();
    deathsAtMs = [...deathsAtMs.filter((atMs) => atMs > nowMs - deathsCountedMs), nowMs];
    hasGivenUp ||= deathsAtMs.length >= deathLimit;
    const refusal = hasGivenUp
      ? new AppError(
          "engine_stopped",
          `The engine was stopped: parts of it died three times within a minute; the ${role} ${fault}.`,
        )
      : new AppError("engine_restarted", `The engine's ${role} ${fault} and was started again.`);
    for (const job of jobs.failAllOf(thread, refusal)) publish({ type: "job", job });
    if (hasGivenUp) failure = refusal.toView();
    else opening = reopen(role, opening);
    return { refusal, isRevived: !hasGivenUp };
  }

  async function reopen(part: ThreadData["role"], after: Promise<void>): Promise<void> {
    await after;
    await open();
    if (failure) return;
    publish({ type: "restarted", part });
    publish(everythingChanged);
  }

  /** The writer first: it upgrades and checks the file that the reader then reads. */
  async function open(): Promise<void> {
    if (hasGivenUp || isClosed) return;
    if (readingPlace) return openForReading(readingPlace.path);
    const isFirstTime = lock === null;
    try {
      lock ??= claimBook(bookPath);
      if (isFirstTime) {
        removeUploads(bookPath);
        removeExports(bookPath);
      }
      const written = await writer.request({ type: "open", mustBeAlone: !lock.isProven });
      if (written.ok) lock.prove();
      const opened = written.ok ? await reader.request({ type: "open", mustBeAlone: false }) : written;
      if (!hasGivenUp) failure = opened.ok ? null : opened.error;
      if (written.ok && opened.ok && !(written.value as { wasChecked: boolean }).wasChecked) checkPagesSoon();
    } catch (error) {
      failure = toErrorView(error, "opening the book");
    }
    // A book that was open once stays held, whatever becomes of it: a host may have said that it is here.
    if (failure && isFirstTime) await letGo();
  }

  async function openForReading(copyPath: string): Promise<void> {
    try {
      const isCopied = existsSync(copyPath);
      if (!isCopied) copyForReading(bookPath, copyPath);
      const prepared = isCopied ? null : await writer.request({ type: "prepare" });
      const opened = prepared && !prepared.ok ? prepared : await reader.request({ type: "open", mustBeAlone: false });
      if (!hasGivenUp) failure = opened.ok ? null : opened.error;
    } catch (error) {
      failure = toErrorView(error, "opening the book");
    }
    if (failure) rmSync(copyPath, { force: true });
  }

  /** Open the book, make it or replace it: one after the other, while calls wait. */
  function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const done = opening.then(work);
    opening = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  /** Whoever asks after a book that could not be opened has it tried again. */
  async function openAgain(): Promise<void> {
    if (failure) await open();
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
    checker = start("reader");
    const found = await checker.request({ type: "checkPages" });
    await checker.end();
    checker = null;
    const problem = found.ok ? (found.value as string | null) : null;
    if (isClosed || hasGivenUp || problem === null) return;
    const damage = new AppError("book_damaged", `${bookPath} is damaged: ${problem}.`);
    hasGivenUp = true;
    failure = damage.toView();
    publish(everythingChanged);
  }

  /** Have the writer write down an act that it does not do itself (BEHAVIOUR 11.6). */
  function recordAct(method: MethodName, input: unknown, caller: Caller): Promise<Result<unknown>> {
    return writer.request({ type: "recordAct", method, input, caller });
  }

  async function createBook(input: unknown, caller: Caller): Promise<Result<unknown>> {
    if (failure?.code !== "book_missing") {
      return refuse(new AppError("book_exists", `${bookPath} is there already.`));
    }
    const created = await writer.request({ type: "create", input });
    if (!created.ok) return created;
    await open();
    if (failure) return { ok: false, error: failure };
    const recorded = await recordAct("book.create", input, caller);
    return recorded.ok ? created : recorded;
  }

  /** Kept beside the book, where the threads read it: none of them has to take in what is only passed on. */
  function addImportBytes(input: unknown): Result<unknown> {
    const method = "imports.upload";
    const { uploadId, fromByte, base64 } = parseInput(method, contract[method].input, input);
    return {
      ok: true,
      value: { bytes: addUploadedBytes(bookPath, uploadId, fromByte, Buffer.from(base64, "base64")) },
    };
  }

  /** Make the book of a copy, whatever is at its path; whoever has the book open here is closed and opened again. */
  async function restoreBook(rawInput: unknown, caller: Caller): Promise<Result<unknown>> {
    if (failure?.code === "book_locked") return { ok: false, error: failure };
    try {
      const input = parseInput("book.restore", contract["book.restore"].input, rawInput);
      if (input.fromPath !== null) requireNamesPaths(caller, input.fromPath);
      if ((input.fromPath === null) === (input.fileName === null)) {
        throw new AppError("invalid_input", "A copy is named by its file's name or by its path.");
      }
      if (!failure && !input.replaces) throw new AppError("book_exists", `There is a book at ${bookPath}.`);
      await closeThreads();
      lock ??= claimPlace(bookPath);
      const restored = await writer.request({ type: "restore", input });
      await open();
      if (restored.ok && !failure) await recordAct("book.restore", input, caller);
      publish(everythingChanged);
      return restored;
    } catch (error) {
      return refuse(error, "book.restore");
    } finally {
      if (failure) await letGo();
    }
  }

  /** Mend the book, which takes as long as verifying it; whoever has it open here is closed and opened again. */
  async function mendBook(rawInput: unknown, caller: Caller): Promise<Result<unknown>> {
    if (failure?.code === "book_locked") return { ok: false, error: failure };
    try {
      const input = parseInput("book.mend", contract["book.mend"].input, rawInput);
      await closeThreads();
      lock ??= claimPlace(bookPath);
      const mended = await writer.request({ type: "mend" });
      await open();
      if (mended.ok && !failure) await recordAct("book.mend", input, caller);
      publish(everythingChanged);
      return mended;
    } catch (error) {
      return refuse(error, "book.mend");
    } finally {
      if (failure) await letGo();
    }
  }

  /** On the thread of the jobs, because the disk may be slow; and of a book that cannot be opened as well. */
  async function listCopies(input: unknown): Promise<Result<unknown>> {
    const method = "backups.list";
    try {
      parseInput(method, contract[method].input, input);
    } catch (error) {
      return refuse(error, method);
    }
    readerOfJobs ??= start("reader");
    return readerOfJobs.request({ type: "listCopies", bookPath });
  }

  async function askFor(method: MethodName, input: unknown, caller: Caller): Promise<Result<unknown>> {
    const call = { type: "call", method, input, caller } as const;
    const { kind, audit } = methodDefinition(method);
    const isRead = kind === "query" || readerJobs.has(method);
    if (isRead && audit !== "nothing" && !exports.isFurtherPage(method, input, caller)) {
      // A reader cannot write: what is read is written down first, so that nothing is handed out that is not in the log.
      const recorded = await recordAct(method, input, caller);
      if (!recorded.ok) return recorded;
    }
    if (readerJobs.has(method)) {
      readerOfJobs ??= start("reader");
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
    return (kind === "query" ? reader : writer).request(call);
  }

  /** What no thread answers. Where there is a book, it is asked who calls. */
  async function answerHere(method: MethodName, input: unknown, caller: Caller): Promise<Result<unknown>> {
    const admitted: Result<unknown> = failure
      ? { ok: true, value: actorWithoutBook(caller) }
      : await reader.request({ type: "admit", method, caller });
    if (!admitted.ok) return admitted;
    if (method === "book.create") return createBook(input, caller);
    if (method === "book.restore") return restoreBook(input, caller);
    if (method === "book.mend") return mendBook(input, caller);
    if (method === "backups.list") return listCopies(input);
    if (failure) return { ok: false, error: failure };
    if (method === "imports.upload") return addImportBytes(input);
    if (method === "operators.signOut") return signOut(input, caller);
    if (isSignInMethod(method)) {
      return { ok: true, value: await signIns.answer(method, input, admitted.value as Actor) };
    }
    const answered = jobs.answer(method, input, admitted.value as Actor);
    if (method === "jobs.cancel") await recordAct(method, input, caller);
    return answered;
  }

  /** The door forgets who it was; here it is written down. */
  async function signOut(input: unknown, caller: Caller): Promise<Result<unknown>> {
    const method = "operators.signOut";
    parseInput(method, contract[method].input, input);
    if (!caller.signedIn) return { ok: true, value: { wasSignedIn: false } };
    const recorded = await recordAct(method, input, caller);
    return recorded.ok ? { ok: true, value: { wasSignedIn: true } } : recorded;
  }

  async function dispatch(method: string, input: unknown, asker: Caller): Promise<Result<unknown>> {
    const caller: Caller = isReadOnly ? { ...asker, readsOnly: true } : asker;
    await opening;
    if (isClosed) return refuse(new AppError("engine_stopped", "The engine has stopped."));
    if (!isMethodName(method)) return refuse(new AppError("unknown_method", `There is no method "${method}".`));
    try {
      // Of a person, the thread that answers finds out who it is; what nobody but a host may is refused here as well.
      if (caller.agent || methodDefinition(method).right === "host") requireRight(method, actorWithoutBook(caller));
      if (isReadOnly && !isReading(method)) {
        throw new AppError("opened_for_reading", `${bookPath} is open for reading only.`);
      }
      if (method === "book.info" && failure) await inTurn(openAgain);
      // What comes after a restore waits from the moment on at which the restore was asked for, and not only once it is known by whom.
      if (bringsAnotherBook.has(method)) return await inTurn(() => answerHere(method, input, caller));
      if (answeredHere.has(method) || isSignInMethod(method)) return await answerHere(method, input, caller);
    } catch (error) {
      return refuse(error, method);
    }
    if (failure) return { ok: false, error: failure };
    const answer = await askFor(method, input, caller);
    return isReadOnly && method === "book.info" && answer.ok ? ownInfo(answer.value as BookInfo) : answer;
  }

  /** What a copy says of itself, about the book that it was made of. */
  function ownInfo(info: BookInfo): Result<BookInfo> {
    return { ok: true, value: { ...info, path: bookPath, isReadOnly: true } };
  }

  await open();
  return {
    dispatch,
    call: (name, input, caller) => dispatch(name, input, caller) as Promise<Result<MethodAnswer<typeof name>>>,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      backups.stop();
      await opening;
      await closeThreads();
      await Promise.all([checker, readerOfJobs, reader, writer].map(async (thread) => thread?.end()));
      if (lock) removeUploads(bookPath);
      releaseLock();
      readingPlace?.remove();
      listeners.clear();
    },
  };
}

/** Whether a method leaves the book as it is. Jobs that copy it elsewhere write there, and remember it in the book. */
function isReading(method: MethodName): boolean {
  const { kind } = methodDefinition(method);
  return kind === "query" || ["ledger.verify", "billing.dryRun", "jobs.cancel"].includes(method);
}

function refuse(error: unknown, during = "a call"): Result<unknown> {
  return { ok: false, error: toErrorView(error, during) };
}

/** What the book remembers of a job that is over. */
function recordOf({ method, state, result, error }: JobView): Request | null {
  if (method === "book.backup" && state === "failed" && error && concernsFolder(error)) {
    return { type: "recordBackupProblem", problem: backupProblemOf(error) };
  }
  if (state !== "done") return null;
  switch (method) {
    case "ledger.verify":
      return { type: "recordVerification", report: result as VerificationReport };
    case "book.backup":
      return { type: "recordBackup", backup: result as MethodOutput<"book.backup"> };
    default:
      return null;
  }
}
