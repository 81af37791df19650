import type { CivilDate } from "../../../shared/calendar.ts";
import { civilDateAt, requireInstantInCalendar } from "../../../shared/calendar.ts";
import type { BookClock, BookSettingsView } from "../../../shared/contract/book.ts";
import { readSeries, type NumberSeries } from "../../domain/invoices/numbering.ts";
import { remember } from "../../domain/remember.ts";
import type { ReadableBook, WritableBook } from "./book-handle.ts";

/** The book's own row. */
export interface BookSettings extends Readonly<
  Omit<BookSettingsView, "retryDays" | "nextInvoiceNumber" | "nextCreditNoteNumber">
> {
  /** What invoices and credit notes are called. */
  readonly numbering: readonly NumberSeries[];
  /** Days after a payment first failed on which it is tried again (BEHAVIOUR 9.3). */
  readonly retryDays: readonly number[];
  /** Null: the system's clock. */
  readonly testClockAtMs: number | null;
  readonly isForTrying: boolean;
  /** Which record of the seller holds now. */
  readonly sellerNumber: number;
  /** The last day of the last closed month; nothing is dated up to it (BEHAVIOUR 11.3). Null where no month is closed. */
  readonly closedThroughOn: CivilDate | null;
  /** The link in force (BEHAVIOUR 12.2); null where the book is linked to nothing. */
  readonly linkId: string | null;
}

// Every call reads the settings, and they hardly ever change.
const parseRetryDays = remember((text) => JSON.parse(text) as readonly number[]);
const parseSeries = remember(readSeries);

export function readSettings(book: ReadableBook): BookSettings {
  const row = book.get<
    Omit<BookSettings, "numbering" | "retryDays" | "isForTrying"> & {
      readonly numbering: string;
      readonly retryDays: string;
      readonly isForTrying: number;
    }
  >(
    `SELECT book.name, time_zone AS timeZone, currency, payment_terms_days AS paymentTermsDays, invoice_note AS invoiceNote,
       numbering, retry_days AS retryDays, after_last_retry AS afterLastRetry,
       webhook_retention_days AS webhookRetentionDays, idle_lock_minutes AS idleLockMinutes,
       session_idle_hours AS sessionIdleHours, session_days AS sessionDays, test_clock_at_ms AS testClockAtMs,
       is_for_trying AS isForTrying, closed_through_on AS closedThroughOn, link_id AS linkId,
       paper_language AS paperLanguage, seller_number AS sellerNumber,
       seller.name AS sellerName, seller.address AS sellerAddress, seller.tax_numbers AS sellerTaxNumbers,
       seller.payment_details AS paymentDetails, seller.logo_id AS logoId
     FROM book JOIN seller ON seller.number = book.seller_number`,
  );
  if (!row) throw new Error("The book has no settings");
  const numbering = parseSeries(row.numbering);
  return { ...row, numbering, retryDays: parseRetryDays(row.retryDays), isForTrying: row.isForTrying === 1 };
}

/** Change how the book bills. Its time zone and its currency stay. */
export function updateSettings(
  book: WritableBook,
  settings: Pick<
    BookSettings,
    | "name"
    | "paperLanguage"
    | "paymentTermsDays"
    | "invoiceNote"
    | "numbering"
    | "retryDays"
    | "afterLastRetry"
    | "webhookRetentionDays"
    | "idleLockMinutes"
    | "sessionIdleHours"
    | "sessionDays"
  >,
): void {
  book.run(
    `UPDATE book SET name = ?, paper_language = ?, payment_terms_days = ?, invoice_note = ?, numbering = ?, retry_days = ?,
       after_last_retry = ?, webhook_retention_days = ?, idle_lock_minutes = ?, session_idle_hours = ?, session_days = ?`,
    settings.name,
    settings.paperLanguage,
    settings.paymentTermsDays,
    settings.invoiceNote,
    JSON.stringify(settings.numbering),
    JSON.stringify(settings.retryDays),
    settings.afterLastRetry,
    settings.webhookRetentionDays,
    settings.idleLockMinutes,
    settings.sessionIdleHours,
    settings.sessionDays,
  );
}

/** What time it is for the book: the instant, and the day in the book's time zone. */
export interface BookTime {
  readonly nowMs: number;
  readonly today: CivilDate;
}

/** @throws AppError `date_out_of_range` where the system's clock shows a moment that the calendar does not have. */
export function readTime(settings: BookSettings, systemNowMs: number): BookTime {
  // A test clock may stand in the last hours of all, because it has to be possible to set it back.
  if (settings.testClockAtMs === null) requireInstantInCalendar(systemNowMs, settings.timeZone);
  const nowMs = settings.testClockAtMs ?? systemNowMs;
  return { nowMs, today: civilDateAt(nowMs, settings.timeZone) };
}

export function clockOf(settings: BookSettings): BookClock {
  return settings.testClockAtMs === null ? { kind: "system" } : { kind: "test", nowMs: settings.testClockAtMs };
}

export function writeClock(book: WritableBook, clock: BookClock): void {
  book.run("UPDATE book SET test_clock_at_ms = ?", clock.kind === "test" ? clock.nowMs : null);
}

/** Write the settings of a new book; invoices are due fourteen days after their date. */
export function insertSettings(
  book: WritableBook,
  settings: Pick<BookSettings, "name" | "timeZone" | "currency" | "isForTrying"> & { readonly createdAtMs: number },
): void {
  book.run(
    `INSERT INTO book (singleton, name, time_zone, currency, is_for_trying, backup_every, payment_terms_days, created_at_ms)
     VALUES (1, ?, ?, ?, ?, ?, 14, ?)`,
    settings.name,
    settings.timeZone,
    settings.currency,
    settings.isForTrying ? 1 : 0,
    settings.isForTrying ? "off" : "day",
    settings.createdAtMs,
  );
}

export interface BookFigures {
  readonly accountCounts: { readonly user: number; readonly organization: number };
  readonly entryCount: number;
  readonly lastBackupAtMs: number | null;
  readonly lastVerification: { readonly atMs: number; readonly ok: boolean; readonly headSequence: number } | null;
}

export function readFigures(book: ReadableBook): BookFigures {
  const row = book.get<{
    lastBackupAtMs: number | null;
    verifiedAtMs: number | null;
    verifiedOk: number | null;
    verifiedSequence: number | null;
    entryCount: number;
  }>(
    `SELECT last_backup_at_ms AS lastBackupAtMs, verified_at_ms AS verifiedAtMs, verified_ok AS verifiedOk,
       verified_sequence AS verifiedSequence, (SELECT coalesce(max(sequence), 0) FROM ledger_entry) AS entryCount
     FROM book`,
  );
  return {
    accountCounts: { user: accountCount(book, "user"), organization: accountCount(book, "organization") },
    entryCount: row?.entryCount ?? 0,
    lastBackupAtMs: row?.lastBackupAtMs ?? null,
    lastVerification:
      row && row.verifiedAtMs !== null
        ? { atMs: row.verifiedAtMs, ok: row.verifiedOk === 1, headSequence: row.verifiedSequence ?? 0 }
        : null,
  };
}

/** How many accounts of a kind there are, from the maintained count. */
export function accountCount(book: ReadableBook, kind: "user" | "organization"): number {
  return book.get<{ count: number }>("SELECT count FROM account_count WHERE kind = ?", kind)?.count ?? 0;
}

export function recordVerification(book: WritableBook, atMs: number, ok: boolean, headSequence: number): void {
  book.run(
    "UPDATE book SET verified_at_ms = ?, verified_ok = ?, verified_sequence = ?",
    atMs,
    ok ? 1 : 0,
    headSequence,
  );
}

/** The instant at which the newest entry, invoice, payment, credit note or closing was written; null where there is none. */
export function newestRecordAtMs(book: ReadableBook): number | null {
  return (
    book.get<{ atMs: number | null }>(
      `SELECT max(at_ms) AS atMs FROM (
         SELECT (SELECT created_at_ms FROM ledger_entry ORDER BY sequence DESC LIMIT 1) AS at_ms
         UNION ALL SELECT (SELECT created_at_ms FROM invoice ORDER BY number DESC LIMIT 1)
         UNION ALL SELECT (SELECT created_at_ms FROM payment ORDER BY rowid DESC LIMIT 1)
         UNION ALL SELECT (SELECT created_at_ms FROM credit_note ORDER BY number DESC LIMIT 1)
         UNION ALL SELECT (SELECT max(created_at_ms) FROM payment_taken_back)
         UNION ALL SELECT (SELECT at_ms FROM period_act ORDER BY sequence DESC LIMIT 1))`,
    )?.atMs ?? null
  );
}
