import { createDayOfRecord } from "../../shared/calendar.ts";
import type { ChangeTopic, EngineEvent } from "../../shared/contract/events.ts";
import type { Result } from "../../shared/errors.ts";
import { createIdMaker } from "../../shared/ids.ts";
import { remember } from "../domain/remember.ts";
import { isWritable, type ReadableBook, type WritableBook } from "../storage/book/book-handle.ts";
import { readSettings, readTime } from "../storage/book/book-store.ts";
import { LedgerAppender, LedgerEnd } from "../storage/ledger/ledger-store.ts";
import { InvoiceNumbers } from "../storage/invoices/invoice-store.ts";
import { MoneyTotals } from "../storage/reports/money-total-store.ts";
import type { Actor } from "./access.ts";
import { createCommitSharing } from "./commit-sharing.ts";
import type { CommandContext, QueryContext } from "./handler.ts";
import { namedAccountLimit } from "./host-news.ts";
import { createEventRecorder, type EventRecorder } from "./handlers/webhooks/event-recorder.ts";
import { randomFraction } from "./random.ts";

/** How a thread reads and writes its book: each time with what a handler is given, on behalf of somebody. */
export interface Transactions {
  /** Look at one state of the book. */
  read<Answer>(caller: Actor, work: (context: QueryContext) => Answer): Answer;
  /** Do all of the work or nothing of it, and tell what changed when it is on the disk. */
  write<Answer>(caller: Actor, work: (context: CommandContext) => Answer): Answer;
  /** See {@link CommitSharing.together}. */
  together<Call>(first: Call, others: Iterable<Call>, dispatch: (call: Call) => Result<unknown>): Result<unknown>[];
  /** See {@link CommitSharing.isEndOfAll}. */
  isEndOfAll(error: unknown): boolean;
}

/** @param emit passes an event on, after the transaction that caused it. */
export function createTransactions(book: ReadableBook, emit: (event: EngineEvent) => void): Transactions {
  const queryContext = (caller: Actor): QueryContext => {
    const settings = readSettings(book);
    return { book, settings, ...readTime(settings, Date.now()), caller };
  };
  const read: Transactions["read"] = (caller, work) => book.snapshot(() => work(queryContext(caller)));
  if (!isWritable(book)) {
    const refuse = (): never => {
      throw new Error("This thread cannot write");
    };
    return { read, write: refuse, together: refuse, isEndOfAll: () => false };
  }

  const sharing = createCommitSharing(book, () => new LedgerEnd(book), emit);
  const makeId = createIdMaker(randomFraction);
  const daysOfRecord = remember(createDayOfRecord);

  return {
    read,
    write(caller, work) {
      const changes = createChanges();
      return sharing.write((ledgerEnd, tell) => {
        const query = queryContext(caller);
        const { nowMs, today, settings } = query;
        const ledger = new LedgerAppender(
          book,
          ledgerEnd,
          () => makeId("ledgerEntry", nowMs),
          today,
          daysOfRecord(settings.timeZone),
        );
        const events = createEventRecorder(book);
        const money = new MoneyTotals(book);
        const invoiceNumbers = new InvoiceNumbers(book);
        const context: CommandContext = {
          ...query,
          book,
          ledger,
          money,
          invoiceNumbers,
          makeId: (kind) => makeId(kind, nowMs),
          changed: (topic, accountId) => changes.note(topic, accountId),
          happened: events.happened,
          attempt: (part) => attempt(book, { ledger, money, invoiceNumbers, events }, part),
        };
        const answered = work(context);
        money.settle();
        invoiceNumbers.settle();
        events.record(context);
        const event = changes.toEvent();
        if (event) tell(event);
        return answered;
      });
    },
    together: (first, others, dispatch) => sharing.together(first, others, dispatch),
    isEndOfAll: (error) => sharing.isEndOfAll(error),
  };
}

/** Do a part of a transaction that may fail by itself; see `CommandContext.attempt`. */
function attempt<Answer>(
  book: WritableBook,
  {
    ledger,
    money,
    invoiceNumbers,
    events,
  }: Pick<CommandContext, "ledger" | "money" | "invoiceNumbers"> & { readonly events: EventRecorder },
  part: () => Answer,
): Answer {
  const happenedBefore = events.count();
  const writtenBefore = ledger.written().length;
  ledger.settle();
  money.settle();
  invoiceNumbers.settle();
  try {
    return book.part(() => {
      const answer = part();
      ledger.settle();
      money.settle();
      invoiceNumbers.settle();
      return answer;
    });
  } catch (error) {
    events.keepFirst(happenedBefore);
    ledger.keepFirst(writtenBefore);
    money.forget();
    invoiceNumbers.forget();
    throw error;
  }
}

/** What a transaction says has changed. */
interface Changes {
  /** See `CommandContext.changed`. */
  note(topic: ChangeTopic, accountId?: string): void;
  /** Null where nothing has. */
  toEvent(): EngineEvent | null;
}

function createChanges(): Changes {
  const topics = new Set<ChangeTopic>();
  const accountIds = new Set<string>();
  return {
    note(topic, accountId) {
      topics.add(topic);
      if (accountId !== undefined && accountIds.size <= namedAccountLimit) accountIds.add(accountId);
    },
    toEvent() {
      if (topics.size === 0) return null;
      const areNamed = accountIds.size > 0 && accountIds.size <= namedAccountLimit;
      return { type: "changed", topics: [...topics], accountIds: areNamed ? [...accountIds] : null };
    },
  };
}
