import { contract, type MethodName } from "../../shared/contract/index.ts";
import { AppError, type ErrorCode, type Result } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { newestVersion, requireFile } from "../storage/book/open-book.ts";
import { addUploadedBytes, sentFileId } from "../storage/imports/import-uploads.ts";
import { actorWithoutBook, type Actor } from "./access.ts";
import type { BookThreads } from "./book-threads.ts";
import type { Caller } from "./engine.ts";
import { requireNamesPaths } from "./handlers/book/names-paths.ts";
import type { LinkDoor } from "./link/link-door.ts";
import { isLinkMethod } from "./link/link-methods.ts";
import type { JobList } from "./job-list.ts";
import { parseInput } from "./parse-input.ts";
import { isSignInMethod, type SignIns } from "./sign-ins.ts";

/** What puts a book at the path, or another one than is there: one after the other, while calls wait. */
const bringsAnotherBook: ReadonlySet<MethodName> = new Set([
  "book.create",
  "book.import",
  "book.restore",
  "book.mend",
  "book.upgrade",
]);

/** What else no thread answers, beside what looks at passphrases. */
const answeredByEngine: ReadonlySet<MethodName> = new Set([
  "backups.list",
  "imports.upload",
  "operators.signOut",
  "jobs.get",
  "jobs.list",
  "jobs.cancel",
]);

interface OwnAnswersOptions {
  readonly bookPath: string;
  readonly workPath: string;
  readonly threads: BookThreads;
  readonly jobs: JobList;
  readonly signIns: SignIns;
  readonly linkDoor: LinkDoor;
  /** Has the writer write down an act that it does not do itself (BEHAVIOUR 11.6). */
  readonly recordAct: (method: MethodName, input: unknown, caller: Caller) => Promise<Result<unknown>>;
  /** Has the host stop a job whose it is, where that is another one. */
  readonly passOnCancel: (jobId: string) => void;
}

/** What the engine answers itself, because it is about the book as a file, its threads, or who is at a door. */
export interface OwnAnswers {
  has(method: MethodName): boolean;
  /** @throws what the caller is refused with. */
  answer(method: MethodName, input: unknown, caller: Caller): Promise<Result<unknown>>;
}

/** Of a server that is not reached, or is none that will do, nobody knows whether there is a book. */
const saysNothingOfBook: ReadonlySet<ErrorCode> = new Set([
  "book_unreachable",
  "book_server_exhausted",
  "book_server_unsuitable",
  "invalid_input",
]);

export function createOwnAnswers({
  bookPath,
  workPath,
  threads,
  jobs,
  signIns,
  linkDoor,
  recordAct,
  passOnCancel,
}: OwnAnswersOptions): OwnAnswers {
  /** @returns why no book can be made here; null where there is none, which is known. */
  function refuseUnlessMissing(): Result<never> | null {
    const failure = threads.failure();
    if (failure?.code === "book_missing") return null;
    if (failure && saysNothingOfBook.has(failure.code)) return { ok: false, error: failure };
    throw new AppError("book_exists", sentence("{bookPath} is there already.", { bookPath }));
  }

  async function createBook(input: unknown, caller: Caller): Promise<Result<unknown>> {
    const refused = refuseUnlessMissing();
    if (refused) return refused;
    const created = await threads.writer.request({ type: "create", input });
    if (!created.ok) return created;
    await threads.open();
    const failure = threads.failure();
    if (failure) return { ok: false, error: failure };
    const recorded = await recordAct("book.create", input, caller);
    return recorded.ok ? created : recorded;
  }

  /** Make the book of an export, where there is none. */
  async function importBook(rawInput: unknown, caller: Caller): Promise<Result<unknown>> {
    const input = parseInput("book.import", contract["book.import"].input, rawInput);
    requireNamesPaths(caller, input.fromPath);
    const refused = refuseUnlessMissing();
    if (refused) return refused;
    const request = { type: "import", fromPath: input.fromPath } as const;
    return threads.replace(request, () => recordAct("book.import", input, caller));
  }

  /** Kept beside the book, where the threads read it: none of them has to take in what is only passed on. */
  function addImportBytes(input: unknown, { actorId }: Actor): Result<unknown> {
    const method = "imports.upload";
    const { uploadId, fromByte, base64 } = parseInput(method, contract[method].input, input);
    const fileId = sentFileId(actorId, uploadId);
    return { ok: true, value: { bytes: addUploadedBytes(workPath, fileId, fromByte, Buffer.from(base64, "base64")) } };
  }

  /** Who calls, as the book before knew them: in the one that is there then, nobody has signed in. */
  function asKnownBefore(actor: Actor): Caller {
    const { origin, operator, actorId: id, operatorId, signedIn } = actor;
    if (!signedIn) return actor;
    return { origin, operator, agent: { id, rights: [], ...(operatorId !== null && { operatorId }) } };
  }

  /** Make the book of a copy, whatever is at its path; whoever has the book open here is closed and opened again. */
  async function restoreBook(rawInput: unknown, caller: Actor): Promise<Result<unknown>> {
    const input = parseInput("book.restore", contract["book.restore"].input, rawInput);
    if (input.fromPath !== null) requireNamesPaths(caller, input.fromPath);
    if ((input.fromPath === null) === (input.fileName === null)) {
      throw new AppError("invalid_input", sentence("A copy is named by its file's name or by its path."));
    }
    if (!threads.failure() && !input.replaces)
      throw new AppError("book_exists", sentence("There is a book at {bookPath}.", { bookPath }));
    return threads.replace({ type: "restore", input }, () => recordAct("book.restore", input, asKnownBefore(caller)));
  }

  /** Mend the book, which takes as long as verifying it; whoever has it open here is closed and opened again. */
  async function mendBook(rawInput: unknown, caller: Actor): Promise<Result<unknown>> {
    const input = parseInput("book.mend", contract["book.mend"].input, rawInput);
    return threads.replace({ type: "mend" }, () => recordAct("book.mend", input, asKnownBefore(caller)));
  }

  /** Bring a book on a server to this version; one in a file was when it was opened. */
  async function upgradeBook(rawInput: unknown, caller: Actor): Promise<Result<unknown>> {
    const input = parseInput("book.upgrade", contract["book.upgrade"].input, rawInput);
    const failure = threads.failure();
    if (failure?.code === "book_older")
      return threads.replace({ type: "upgrade" }, () => recordAct("book.upgrade", input, asKnownBefore(caller)));
    if (failure) return { ok: false, error: failure };
    const version = newestVersion();
    return { ok: true, value: { path: bookPath, fromVersion: version, version } };
  }

  /** On the thread of the jobs, because the disk may be slow; and of a book that cannot be opened as well. */
  async function listCopies(input: unknown): Promise<Result<unknown>> {
    parseInput("backups.list", contract["backups.list"].input, input);
    requireFile(bookPath);
    return threads.readerOfJobs().request({ type: "listCopies", bookPath });
  }

  /** The door forgets who it was; here it is written down. */
  async function signOut(input: unknown, caller: Caller): Promise<Result<unknown>> {
    const method = "operators.signOut";
    parseInput(method, contract[method].input, input);
    if (!caller.signedIn) return { ok: true, value: { wasSignedIn: false } };
    return threads.writer.request({ type: "signOut", caller });
  }

  /** What another book comes by; one that another program holds stays as it is. */
  function bringBook(method: MethodName, input: unknown, caller: Actor): Promise<Result<unknown>> {
    if (method === "book.create") return createBook(input, caller);
    if (method === "book.upgrade") return upgradeBook(input, caller);
    const failure = threads.failure();
    if (failure?.code === "book_locked") return Promise.resolve({ ok: false, error: failure });
    if (method === "book.import") return importBook(input, caller);
    requireFile(bookPath);
    return method === "book.restore" ? restoreBook(input, caller) : mendBook(input, caller);
  }

  /** Where there is a book, it is asked who calls. */
  async function answerNow(method: MethodName, input: unknown, caller: Caller): Promise<Result<unknown>> {
    // What one has begun oneself one may stop.
    const isOwnJob = method === "jobs.cancel" && jobs.isOwn((input as { jobId?: unknown } | null)?.jobId, caller);
    const admitted: Result<unknown> = threads.failure()
      ? { ok: true, value: actorWithoutBook(caller) }
      : await threads.reader.request({ type: "admit", method: isOwnJob ? "jobs.get" : method, caller });
    if (!admitted.ok) return admitted;
    const actor = admitted.value as Actor;
    if (bringsAnotherBook.has(method)) return bringBook(method, input, actor);
    if (method === "backups.list") return listCopies(input);
    const failure = threads.failure();
    if (failure) return { ok: false, error: failure };
    if (method === "imports.upload") return addImportBytes(input, actor);
    if (method === "operators.signOut") return signOut(input, caller);
    if (isLinkMethod(method)) {
      const value = await linkDoor.answer(method, input, actor);
      if (method === "link.unlock") await recordAct(method, { passphrase: "" }, caller);
      return { ok: true, value };
    }
    if (isSignInMethod(method)) return { ok: true, value: await signIns.answer(method, input, actor) };
    const answered = jobs.answer(method, input, actor);
    if (method === "jobs.cancel") {
      const { jobId } = parseInput(method, contract[method].input, input);
      const recorded = await recordAct(method, input, caller);
      if (!recorded.ok && !jobs.isHere(jobId)) return recorded;
      passOnCancel(jobId);
    }
    return answered;
  }

  return {
    has: (method) =>
      bringsAnotherBook.has(method) || answeredByEngine.has(method) || isSignInMethod(method) || isLinkMethod(method),
    answer(method, input, caller) {
      // What comes after a restore waits from the moment on at which the restore was asked for, and not only once it is known by whom.
      return bringsAnotherBook.has(method)
        ? threads.inTurn(() => answerNow(method, input, caller))
        : answerNow(method, input, caller);
    },
  };
}
