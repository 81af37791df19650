import type { CivilDate } from "../../shared/calendar.ts";
import type { ChangeTopic } from "../../shared/contract/events.ts";
import type { Contract, MethodName, MethodOutput, ParsedInput } from "../../shared/contract/index.ts";
import type { JobProgress } from "../../shared/contract/jobs.ts";
import type { readingJobNames } from "../../shared/contract/reading-jobs.ts";
import type { WantableEventType } from "../../shared/contract/webhooks.ts";
import type { IdKind } from "../../shared/ids.ts";
import type { HeldSnapshot, ReadableBook, WritableBook } from "../storage/book/book-handle.ts";
import type { BookSettings } from "../storage/book/book-store.ts";
import type { LedgerAppender } from "../storage/ledger/ledger-store.ts";
import type { InvoiceNumbers } from "../storage/invoices/invoice-store.ts";
import type { MoneyTotals } from "../storage/reports/money-total-store.ts";
import type { Actor } from "./access.ts";
import type { FileCheck } from "./file-check-thread.ts";
import type { LinkMethod } from "./link/link-methods.ts";
import type { SignInMethod } from "./sign-ins.ts";

/** What every handler is given: the book, what time it is for the book, and who asks. */
export interface QueryContext {
  readonly book: ReadableBook;
  readonly settings: BookSettings;
  /** The book's clock, read once for the whole call. */
  readonly nowMs: number;
  /** The day of `nowMs` in the book's time zone. */
  readonly today: CivilDate;
  readonly caller: Actor;
}

/** What a command is given, inside its transaction. */
export interface CommandContext extends QueryContext {
  readonly book: WritableBook;
  readonly ledger: LedgerAppender;
  /** What is told of whatever invoices charge and payments bring, for the totals of its day. */
  readonly money: MoneyTotals;
  readonly invoiceNumbers: InvoiceNumbers;
  readonly makeId: (kind: IdKind) => string;
  /** Say what changed, so that open screens ask again once the transaction is on disk. */
  readonly changed: (topic: ChangeTopic, accountId?: string) => void;
  /**
   * Say what happened to which record, so that endpoints that want the type are told, with the record as the transaction leaves it.
   * Said twice of one record it is told once. Where nobody wants it, it costs nothing.
   *
   * @param subjectId the record's id; the account's for a subscription.
   */
  readonly happened: (type: WantableEventType, subjectId: string) => void;
  /**
   * Do a part of the transaction that may fail by itself, such as what concerns one account of many (BEHAVIOUR 10.4): what it throws
   * undoes what it wrote and what it said had happened, and nothing else.
   */
  readonly attempt: <Answer>(work: () => Answer) => Answer;
}

/** What a job that only reads is given. */
export interface ReaderJobContext {
  readonly caller: Actor;
  /** Read a state of the book; jobs yield between reads, so each read sees the newest. */
  read<Answer>(work: (context: QueryContext) => Answer): Answer;
  /** One state of the book for as many steps as it takes. To be released by whoever holds it. */
  holdSnapshot(): HeldSnapshot;
  /** Check the book's file, or that of a copy, on a thread of its own, while the job goes on. To be ended by whoever began it. */
  checkFile(path?: string): FileCheck;
  /** Whether the job is to stop, because someone asked for it or because the book is being closed. */
  isCancelRequested(): boolean;
  /** Whether the book is being closed: then a job ends where it can be gone on with. */
  isClosing(): boolean;
}

/** What a job on the writer thread is given: any number of transactions, other commands running between them. */
export interface WriterJobContext extends ReaderJobContext {
  /**
   * Take on what no other host of the book may do meanwhile, in the transaction under way or in one of its own. From then on until the job is over, each
   * of its transactions sees first that it is this host's still (BEHAVIOUR 13.5).
   *
   * @throws AppError `work_held_elsewhere`.
   */
  takeOn(work: string): void;
  /** One transaction that belongs to no key, such as a batch whose proof is in the data. */
  transaction<Answer>(work: (context: CommandContext) => Answer): Answer;
  /**
   * One transaction under the input's idempotency key: the second time the first answer is returned and nothing is done.
   *
   * @throws AppError `idempotency_conflict` when the key was used for something else.
   */
  accept<Answer>(
    input: { readonly idempotencyKey: string } | AcceptedContent,
    work: (context: CommandContext) => Answer,
  ): { readonly answer: Answer; readonly isReplay: boolean };
}

/** What a key stands for, by its hash, where the input itself is too long to be put into words again. */
export interface AcceptedContent {
  readonly idempotencyKey: string;
  readonly contentHash: Buffer;
}

/** Thrown by a job that stops because it was asked to; `result` is what it came to until then, if that is worth keeping. */
export class JobCancelled extends Error {
  readonly result: unknown;

  constructor(result?: unknown) {
    super("The job was stopped");
    this.name = "JobCancelled";
    this.result = result;
  }
}

/**
 * A job's work: between steps it yields its progress, or what it has to wait for, and it returns its result. What it throws before the
 * first yield refuses the call.
 */
export type JobSteps<Output> = Generator<JobProgress | Promise<unknown>, Output, void>;

/** Methods that the engine itself answers, outside of any book's transaction. */
export type EngineMethodName = Extract<
  MethodName,
  | `jobs.${string}`
  | SignInMethod
  | LinkMethod
  | "operators.signOut"
  | "book.create"
  | "book.restore"
  | "book.mend"
  | "book.upgrade"
  | "book.import"
  | "backups.list"
  | "imports.upload"
>;

type ReaderJobName = (typeof readingJobNames)[number];

type ContextOf<Name extends MethodName> = Contract[Name]["kind"] extends "query"
  ? QueryContext
  : Contract[Name]["kind"] extends "command" | "record"
    ? CommandContext
    : Name extends ReaderJobName
      ? ReaderJobContext
      : WriterJobContext;

type AnswerOf<Name extends MethodName> = Contract[Name]["kind"] extends "job"
  ? JobSteps<MethodOutput<Name>>
  : MethodOutput<Name>;

type Handler<Name extends MethodName> = (context: ContextOf<Name>, input: ParsedInput<Name>) => AnswerOf<Name>;

/** A handler module: some methods of the contract, each with the context its kind has. */
export type HandlersOf<Names extends MethodName> = { readonly [Name in Names]: Handler<Name> };
