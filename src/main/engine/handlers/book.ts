import { civilDateAt } from "../../../shared/calendar.ts";
import type { BookSettingsView } from "../../../shared/contract/book.ts";
import { AppError } from "../../../shared/errors.ts";
import { requireRetryDays } from "../../domain/billing/retry-days.ts";
import {
  clockOf,
  newestEntryAtMs,
  readFigures,
  readTime,
  updateSettings,
  writeClock,
  type BookSettings,
} from "../../storage/book-store.ts";
import { readSchemaVersion } from "../../storage/migrate.ts";
import { searchBook } from "../../storage/search-store.ts";
import type { HandlersOf } from "../handler.ts";
import { noteOrNone } from "./note-or-none.ts";

export const bookHandlers: HandlersOf<
  "book.info" | "book.setClock" | "book.settings" | "book.configure" | "book.search"
> = {
  "book.info": ({ book, settings, nowMs, today, caller }) => ({
    name: settings.name,
    path: book.path,
    schemaVersion: readSchemaVersion(book),
    timeZone: settings.timeZone,
    currency: settings.currency,
    clock: clockOf(settings),
    nowMs,
    today,
    operator: caller.operator,
    ...readFigures(book),
  }),

  "book.setClock": ({ book, settings, changed }, { clock }) => {
    const nowMs = clock.kind === "test" ? clock.nowMs : Date.now();
    const newestAtMs = newestEntryAtMs(book);
    if (newestAtMs !== null && nowMs < newestAtMs) {
      throw new AppError(
        "clock_before_ledger",
        `The newest ledger entry is of ${civilDateAt(newestAtMs, settings.timeZone)}, after the moment that was chosen.`,
        { newestEntryAtMs: newestAtMs },
      );
    }
    writeClock(book, clock);
    // What is due and past due depends on the day, so every screen asks again.
    for (const topic of ["book", "accounts", "invoices"] as const) changed(topic);
    const time = readTime({ ...settings, testClockAtMs: clock.kind === "test" ? clock.nowMs : null }, nowMs);
    return { clock, today: time.today };
  },

  "book.settings": ({ settings }) => toSettingsView(settings),

  "book.configure": ({ book, settings, changed }, input) => {
    const { name, paymentTermsDays, invoiceNote, retryDays, afterLastRetry } = input;
    if (retryDays) requireRetryDays(retryDays);
    const configured: BookSettings = {
      ...settings,
      name: name ?? settings.name,
      paymentTermsDays: paymentTermsDays ?? settings.paymentTermsDays,
      invoiceNote: invoiceNote === undefined ? settings.invoiceNote : noteOrNone(invoiceNote),
      retryDays: retryDays ?? settings.retryDays,
      afterLastRetry: afterLastRetry ?? settings.afterLastRetry,
    };
    updateSettings(book, configured);
    changed("book");
    return toSettingsView(configured);
  },

  "book.search": ({ book }, { text }) => ({ hits: searchBook(book, text) }),
};

function toSettingsView({ testClockAtMs: _clock, retryDays, ...settings }: BookSettings): BookSettingsView {
  return { ...settings, retryDays: [...retryDays] };
}
