import { hash } from "node:crypto";
import { civilDateAt, requireInstantInCalendar } from "../../../../shared/calendar.ts";
import type { BookClock, BookSettingsView } from "../../../../shared/contract/book.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { logoMediaType } from "../../../domain/invoices/logo.ts";
import { changeNumbers, PaperNumbers, requireOwnPrefixes } from "../../../domain/invoices/numbering.ts";
import { requireRetryDays } from "../../../domain/payments/retry-days.ts";
import { tryPicture } from "../../../paper/sheet.ts";
import {
  clockOf,
  newestRecordAtMs,
  readFigures,
  readTime,
  updateSettings,
  writeClock,
  type BookSettings,
} from "../../../storage/book/book-store.ts";
import type { ReadableBook, WritableBook } from "../../../storage/book/book-handle.ts";
import { findLogo, insertLogo, isSameSeller, setSeller } from "../../../storage/book/seller-store.ts";
import { isFolderShared } from "../../../storage/book/file-access.ts";
import { readNextCounts } from "../../../storage/invoices/numbering-store.ts";
import { findLink } from "../../../storage/link/link-store.ts";
import { searchBook } from "../../../storage/accounts/search-store.ts";
import type { HandlersOf } from "../../handler.ts";
import { noteOrNone } from "../note-or-none.ts";

export const bookHandlers: HandlersOf<
  "book.info" | "book.setClock" | "book.settings" | "book.configure" | "book.logo" | "book.setLogo" | "book.search"
> = {
  "book.info": ({ book, settings, nowMs, today, caller }) => ({
    name: settings.name,
    path: book.place,
    schemaVersion: book.schemaVersion(),
    timeZone: settings.timeZone,
    currency: settings.currency,
    clock: clockOf(settings),
    isForTrying: settings.isForTrying,
    isReadOnly: false,
    linkedTo: settings.linkId === null ? null : (findLink(book)?.address ?? null),
    nowMs,
    today,
    operator: caller.operator,
    isFolderShared: !book.isOnServer && isFolderShared(book.filePath()),
    ...readFigures(book),
  }),

  "book.setClock": ({ book, settings, changed }, { clock, confirmedName }) => {
    requireConfirmed(settings, clock, confirmedName);
    const nowMs = clock.kind === "test" ? clock.nowMs : Date.now();
    requireInstantInCalendar(nowMs, settings.timeZone);
    requireNothingLater(book, settings, nowMs);
    writeClock(book, clock);
    // What is due and past due depends on the day, so every screen asks again.
    for (const topic of ["book", "accounts", "invoices"] as const) changed(topic);
    const time = readTime({ ...settings, testClockAtMs: clock.kind === "test" ? clock.nowMs : null }, nowMs);
    return { clock, today: time.today };
  },

  "book.settings": ({ book, settings }) => toSettingsView(book, settings),

  "book.configure": ({ book, settings, changed }, input) => {
    const { name, paymentTermsDays, invoiceNote, retryDays, afterLastRetry, paperLanguage, sellerName } = input;
    const { sessionIdleHours, sessionDays, webhookRetentionDays, idleLockMinutes } = input;
    const { sellerAddress, sellerTaxNumbers, paymentDetails, nextInvoiceNumber, nextCreditNoteNumber } = input;
    if (retryDays) requireRetryDays(retryDays);
    const configured: BookSettings = {
      ...settings,
      name: name ?? settings.name,
      sellerName: sellerName === undefined ? settings.sellerName : sellerName,
      sellerAddress: sellerAddress === undefined ? settings.sellerAddress : noteOrNone(sellerAddress),
      sellerTaxNumbers: sellerTaxNumbers === undefined ? settings.sellerTaxNumbers : noteOrNone(sellerTaxNumbers),
      paymentDetails: paymentDetails === undefined ? settings.paymentDetails : noteOrNone(paymentDetails),
      paperLanguage: paperLanguage ?? settings.paperLanguage,
      paymentTermsDays: paymentTermsDays ?? settings.paymentTermsDays,
      invoiceNote: invoiceNote === undefined ? settings.invoiceNote : noteOrNone(invoiceNote),
      numbering: renumbered(book, settings.numbering, { invoice: nextInvoiceNumber, creditNote: nextCreditNoteNumber }),
      retryDays: retryDays ?? settings.retryDays,
      afterLastRetry: afterLastRetry ?? settings.afterLastRetry,
      webhookRetentionDays: webhookRetentionDays ?? settings.webhookRetentionDays,
      idleLockMinutes: idleLockMinutes ?? settings.idleLockMinutes,
      sessionIdleHours: sessionIdleHours ?? settings.sessionIdleHours,
      sessionDays: sessionDays ?? settings.sessionDays,
    };
    updateSettings(book, configured);
    if (!isSameSeller(settings, configured)) setSeller(book, configured);
    changed("book");
    return toSettingsView(book, configured);
  },

  "book.logo": ({ book }, { logoId }) => {
    const logo = findLogo(book, logoId);
    if (!logo) throw new AppError("logo_not_found", sentence("There is no logo {logoId}.", { logoId }));
    return { mediaType: logo.mediaType, contentBase64: logo.content.toString("base64") };
  },

  "book.setLogo": ({ book, settings, changed }, { contentBase64 }) => {
    const logoId = contentBase64 === null ? null : keepLogo(book, Buffer.from(contentBase64, "base64"));
    if (logoId !== settings.logoId) setSeller(book, { ...settings, logoId });
    changed("book");
    return toSettingsView(book, { ...settings, logoId });
  },

  "book.search": ({ book }, { text }) => ({ hits: searchBook(book, text) }),
};

/** Whether a paper can be made with the picture: what is broken inside is found now, and not with the next invoice. */
function isPrintable(content: Buffer): boolean {
  try {
    tryPicture(content);
    return true;
  } catch {
    return false;
  }
}

/** @throws AppError `logo_invalid`. */
function keepLogo(book: WritableBook, content: Buffer): string {
  const mediaType = logoMediaType(content);
  if (mediaType === null || !isPrintable(content)) {
    throw new AppError("logo_invalid", sentence("The file is no picture that the paper can show."));
  }
  const logoId = hash("sha256", content);
  insertLogo(book, logoId, mediaType, content);
  return logoId;
}

/**
 * A test clock belongs to books for trying: what a book writes on a day that has not come stays in it. In another book it takes the
 * book's name.
 *
 * @throws AppError `test_clock_unconfirmed`.
 */
function requireConfirmed(settings: BookSettings, clock: BookClock, confirmedName: string | null): void {
  if (clock.kind === "system" || settings.isForTrying || confirmedName?.trim() === settings.name) return;
  throw new AppError(
    "test_clock_unconfirmed",
    sentence(
      '"{name}" was not made for trying: what is written under a test clock stays in its ledger and in its invoices.',
      { name: settings.name },
    ),
  );
}

/**
 * Records stand in the order in which they were written, and the clock says when that was: it does not go back before them.
 *
 * @throws AppError `clock_before_ledger`.
 */
function requireNothingLater(book: ReadableBook, { timeZone }: BookSettings, nowMs: number): void {
  const newestAtMs = newestRecordAtMs(book);
  if (newestAtMs === null || nowMs >= newestAtMs) return;
  const newestOn = civilDateAt(newestAtMs, timeZone);
  const wantedOn = civilDateAt(nowMs, timeZone);
  throw new AppError(
    "clock_before_ledger",
    sentence(
      "The newest entry or invoice of the book was written on {newestOn}, after the moment that was chosen, on {wantedOn}.",
      { newestOn, wantedOn },
    ),
    { newestAtMs },
  );
}

/**
 * What papers are called from the next one on; what is left out stays.
 *
 * @throws AppError `numbers_invalid`.
 */
function renumbered(
  book: ReadableBook,
  numbering: BookSettings["numbering"],
  next: { readonly invoice: string | undefined; readonly creditNote: string | undefined },
): BookSettings["numbering"] {
  if (next.invoice === undefined && next.creditNote === undefined) return numbering;
  const counts = readNextCounts(book);
  const ofInvoices =
    next.invoice === undefined ? numbering : changeNumbers(numbering, "invoice", counts.invoice, next.invoice);
  const changed =
    next.creditNote === undefined
      ? ofInvoices
      : changeNumbers(ofInvoices, "credit_note", counts.creditNote, next.creditNote);
  requireOwnPrefixes(changed, [
    ...(next.invoice === undefined ? [] : (["invoice"] as const)),
    ...(next.creditNote === undefined ? [] : (["credit_note"] as const)),
  ]);
  return changed;
}

function toSettingsView(
  book: ReadableBook,
  {
    testClockAtMs: _clock,
    isForTrying: _isForTrying,
    sellerNumber: _sellerNumber,
    closedThroughOn: _closedThroughOn,
    linkId: _linkId,
    numbering,
    retryDays,
    ...settings
  }: BookSettings,
): BookSettingsView {
  const counts = readNextCounts(book);
  const numbers = new PaperNumbers(numbering);
  return {
    ...settings,
    nextInvoiceNumber: numbers.invoice(counts.invoice),
    nextCreditNoteNumber: numbers.creditNote(counts.creditNote),
    retryDays: [...retryDays],
  };
}
