import { parentPort, receiveMessageOnPort } from "node:worker_threads";
import type { EngineEvent } from "../../shared/contract/events.ts";
import { contract, isMethodName, methodDefinition } from "../../shared/contract/index.ts";
import { AppError, type Result } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { isActNoted } from "../storage/access/audit-store.ts";
import { openBook } from "../storage/book/book-file.ts";
import { listCopies } from "../storage/book/copies.ts";
import { keepConnectionThreads } from "../storage/book/postgres/connection.ts";
import { openAnyBook, readAnyBook, upgradeBook } from "../storage/book/open-book.ts";
import { startCatchUpSchedule, type CatchUpSchedule } from "./catch-up-schedule.ts";
import { createBook } from "./create-book.ts";
import { createDispatcher, type Dispatcher } from "./dispatcher.ts";
import { toErrorView } from "./error-view.ts";
import type { OpenedWriter, ThreadData, ThreadMessage, ThreadReply, ThreadRequest } from "./messages.ts";
import { findCredential, recordTry, savePassphrase, setPassphrase } from "./handlers/access/operators.ts";
import { endOwnSession } from "./handlers/access/sessions.ts";
import { recordBackup, recordBackupProblem } from "./handlers/book/copies.ts";
import { importBook } from "./handlers/book/import-book.ts";
import { mendBook } from "./handlers/book/mend-book.ts";
import { restoreCopy } from "./handlers/book/restore-book.ts";
import { createLink } from "./handlers/link/link.ts";
import { recordVerificationReport } from "./handlers/ledger/ledger.ts";
import { parseInput } from "./parse-input.ts";
import { keepSharedWork } from "./shared-work.ts";
import { createUnfinishedWork } from "./unfinished-work.ts";

/**
 * One thread of the engine. The writer holds the write connection, the reader a connection that cannot write. Both
 * run the same dispatcher, so a method is found in one place whichever thread it runs on.
 */
if (!parentPort) throw new Error("The engine's thread was not started as one");
const port = parentPort;

/** What it is for; told before anything else, and anew by each engine that the thread works for. */
let data: ThreadData = {
  role: "reader",
  bookPath: "",
  workPath: "",
  tellsSlowQueries: false,
  isHost: false,
  isLeftToOthers: false,
};

/** What is told with the answer of the call under way. */
const outbox: ThreadReply[] = [];
let isInCall = false;
/** Whether the book's own row has changed, which is where its clock is. */
let mayDayHaveMoved = false;
/** Whether a request may have been decided that a job follows, which nobody has begun yet. */
let mayWorkWait = false;

/** Tell what has happened. During a call it waits for the answer and goes with it, as one message. */
function tell(...replies: ThreadReply[]): void {
  outbox.push(...replies);
  if (!isInCall) port.postMessage(outbox.splice(0) satisfies ThreadMessage);
}

interface OpenThread {
  readonly dispatcher: Dispatcher;
  /** Null on the reader, which cannot write. */
  readonly schedule: CatchUpSchedule | null;
  /** Begin what a decision has made a job of; null on the reader. */
  readonly beginDecided: (() => void) | null;
  readonly opened: OpenedWriter | null;
  close(): void;
}
let open: OpenThread | null = null;

/** @param mustBeAlone of the writer: nobody else may have the book open. */
function openThread(mustBeAlone: boolean): OpenThread {
  const { role, bookPath, workPath, tellsSlowQueries, isHost } = data;
  const at = { place: bookPath, workPath };
  if (role === "reader") {
    const book = readAnyBook(at);
    const dispatcher = createDispatcher(book, emit, tellsSlowQueries);
    return { dispatcher, schedule: null, beginDecided: null, opened: null, close: () => book.close() };
  }
  const { book, wasChecked, ownsEntries = false, close } = openAnyBook(at, Date.now(), mustBeAlone);
  try {
    const dispatcher = createDispatcher(book, emit, tellsSlowQueries);
    const unfinished = createUnfinishedWork(book, dispatcher, isHost);
    unfinished.beginAtOpening();
    const schedule = startCatchUpSchedule(dispatcher);
    const takeOverAll = (left: readonly string[]): void => {
      unfinished.takeOver(left);
      schedule.look();
    };
    const leaveWork = keepSharedWork(dispatcher.sharedWork, isHost ? takeOverAll : undefined);
    const closeAll = (): void => {
      leaveWork();
      close();
    };
    const opened = { wasChecked, ownsEntries, hostId: book.hostId };
    return { dispatcher, schedule, beginDecided: () => unfinished.beginDecided(), opened, close: closeAll };
  } catch (error) {
    close();
    throw error;
  }
}

function emit(event: EngineEvent): void {
  if (event.type === "changed" && event.topics.includes("book")) mayDayHaveMoved = true;
  if (event.type === "changed" && event.topics.includes("approvals")) {
    mayWorkWait = true;
    // Between two steps of a job, such as the catching up that gives up what has waited too long.
    if (!isInCall) setImmediate(() => open?.beginDecided?.());
  }
  tell({ type: "event", event });
}

/** A request for a call, which is answered under its number. */
type CallRequest = Extract<ThreadRequest, { type: "call" }>;

/** After so long a commit waits for no more commands: whoever came first waits for all of them. */
const longestSharedWorkMs = 10;

/** So many commands are taken from the port at a time at most. */
const takenLimit = 32;

/** What is to be done next: what was taken from the port behind commands, and was not done with them. */
const upNext: ThreadRequest[] = [];

/**
 * Answer a command together with those that wait behind it: while the disk is waited for, others come in, and the next wait is for all of
 * them (BEHAVIOUR 3.2).
 */
function answerCommands(first: CallRequest): void {
  const requests = [first];
  const others = function* (dispatcher: Dispatcher): Iterable<CallRequest> {
    const startedAt = performance.now();
    let taken: CallRequest[] = [];
    try {
      while (performance.now() - startedAt < longestSharedWorkMs) {
        if (taken.length === 0) dispatcher.foreseeOthers((taken = takeCommands()));
        const request = taken.shift();
        if (!request) return;
        requests.push(request);
        yield request;
      }
    } finally {
      upNext.unshift(...taken);
    }
  };
  const results = inCall(({ dispatcher }) => dispatcher.dispatchTogether(first, others(dispatcher)));
  tell(...requests.map(({ requestNumber }, index) => answerTo(requestNumber, results?.[index] ?? notOpen())));
}

/** The commands that wait, up to the first request that is none. */
function takeCommands(): CallRequest[] {
  const taken: CallRequest[] = [];
  while (taken.length < takenLimit) {
    const request = upNext.shift() ?? (receiveMessageOnPort(port)?.message as ThreadRequest | undefined);
    if (request?.type === "call" && isCommand(request)) taken.push(request);
    else {
      if (request) upNext.unshift(request);
      break;
    }
  }
  return taken;
}

function isCommand({ method }: CallRequest): boolean {
  return isMethodName(method) && ["command", "record"].includes(methodDefinition(method).kind);
}

/** Calls are answered without a turn of the loop in between: most of the time they are all there is to do. */
function answerCall(request: CallRequest): void {
  const result = inCall(({ dispatcher }) => dispatcher.dispatch(request));
  tell(answerTo(request.requestNumber, result ?? notOpen()));
}

/** Do what answers calls; what happens meanwhile is told with the answers. @returns null where the book is not open. */
function inCall<Answer>(work: (thread: OpenThread) => Answer): Answer | null {
  if (!open) return null;
  isInCall = true;
  try {
    mayDayHaveMoved = false;
    mayWorkWait = false;
    const answered = work(open);
    // Before the answer: whoever moved the clock finds what that set off in the list of jobs.
    if (mayDayHaveMoved) open.schedule?.look();
    if (mayWorkWait) open.beginDecided?.();
    return answered;
  } finally {
    isInCall = false;
  }
}

function notOpen(): Result<unknown> {
  return { ok: false, error: new AppError("engine_stopped", sentence("The book is not open.")).toView() };
}

function answerTo(requestNumber: number, result: Result<unknown>): ThreadReply {
  return { type: "answer", requestNumber, result };
}

async function answer(
  request: Exclude<ThreadRequest, { type: "begin" | "call" | "cancel" }>,
): Promise<Result<unknown>> {
  const { bookPath, workPath } = data;
  switch (request.type) {
    case "open":
      open ??= openThread(request.mustBeAlone);
      return { ok: true, value: open.opened };
    case "prepare":
      openBook(bookPath, Date.now()).close();
      return { ok: true, value: null };
    case "create": {
      const input = parseInput("book.create", contract["book.create"].input, request.input);
      createBook(bookPath, Date.now(), input, workPath);
      return { ok: true, value: { path: bookPath } };
    }
    case "restore": {
      const restored = await restoreCopy(bookPath, request.input, Date.now());
      return { ok: true, value: { path: bookPath, ...restored } };
    }
    case "mend":
      return { ok: true, value: mendBook(bookPath, Date.now()) };
    case "upgrade":
      return { ok: true, value: { path: bookPath, ...upgradeBook({ place: bookPath, workPath }, Date.now()) } };
    case "import":
      return { ok: true, value: importBook({ place: bookPath, workPath }, request.fromPath, Date.now()) };
    case "recordAct":
      open?.dispatcher.recordAct(request.method, request.input, request.caller);
      return { ok: true, value: null };
    case "admit":
      return open ? { ok: true, value: open.dispatcher.admit(request.method, request.caller) } : notOpen();
    case "findCredential":
      return { ok: true, value: open?.dispatcher.read(({ book }) => findCredential(book, request.by)) ?? null };
    case "recordTry": {
      const { signInName, operatorId, isGood, caller } = request;
      const nowMs = Date.now();
      const answered = open?.dispatcher.act("operators.signIn", { signInName }, caller, (context) =>
        recordTry(context, operatorId, isGood, nowMs),
      );
      return { ok: true, value: answered };
    }
    case "savePassphrase": {
      const { method, operatorId, passphraseHash, caller } = request;
      const save = method === "operators.recover" ? savePassphrase : setPassphrase;
      const answered = open?.dispatcher.act(method, { operatorId }, caller, (context) =>
        save(context, operatorId, passphraseHash),
      );
      return { ok: true, value: answered };
    }
    case "signOut":
      return {
        ok: true,
        value: open?.dispatcher.act("operators.signOut", {}, request.caller, (context) => endOwnSession(context)),
      };
    case "saveLink": {
      const { link, caller } = request;
      return {
        ok: true,
        value: open?.dispatcher.act("link.create", link, caller, (context) => createLink(context, link)),
      };
    }
    case "keepStanding":
      return { ok: true, value: open?.dispatcher.sharedWork.keepStanding(request.work) ?? false };
    case "leaveStanding":
      return { ok: true, value: open?.dispatcher.sharedWork.leaveStanding(request.work) ?? null };
    case "isCancelAsked":
      return {
        ok: true,
        value: open?.dispatcher.read(({ book }) => isActNoted(book, "jobs.cancel", request.jobId)) ?? false,
      };
    case "listCopies":
      return { ok: true, value: listCopies(request.bookPath, bookPath) };
    case "recordBackup":
      open?.dispatcher.record((context) => recordBackup(context, request.backup));
      return { ok: true, value: null };
    case "recordBackupProblem":
      open?.dispatcher.record((context) => recordBackupProblem(context, request.problem));
      return { ok: true, value: null };
    case "recordVerification":
      open?.dispatcher.record((context) => recordVerificationReport(context, request.report));
      return { ok: true, value: null };
    case "close":
      open?.schedule?.stop();
      await open?.dispatcher.jobs.stopAll();
      open?.close();
      open = null;
      return { ok: true, value: null };
  }
}

function receive(request: ThreadRequest): void {
  if (request.type === "begin") {
    ({ data } = request);
    // One for the book, one for a state of it that is held.
    keepConnectionThreads(data.isLeftToOthers ? 2 : 0);
  } else if (request.type === "cancel") {
    open?.dispatcher.jobs.cancel(request.jobId);
  } else if (request.type === "call") {
    if (isCommand(request)) answerCommands(request);
    else answerCall(request);
  } else {
    const { requestNumber } = request;
    answer(request).then(
      (result) => tell(answerTo(requestNumber, result)),
      (error: unknown) => tell(answerTo(requestNumber, { ok: false, error: toErrorView(error, request.type) })),
    );
  }
}

port.on("message", (request: ThreadRequest) => {
  upNext.push(request);
  for (let next = upNext.shift(); next; next = upNext.shift()) receive(next);
});
