import { addDays, civilDate, type CivilDate } from "../../../../shared/calendar.ts";
import type { JournalFormat } from "../../../../shared/contract/journal.ts";
import type { CsvCell } from "../../../../shared/csv.ts";
import { createBeancountText } from "../../../domain/journal/beancount-text.ts";
import { createChart, type Chart } from "../../../domain/journal/chart.ts";
import { createLedgerText } from "../../../domain/journal/ledger-text.ts";
import { toTransaction, type JournalTransaction } from "../../../domain/journal/postings.ts";
import { journalColumns, toJournalRows } from "../../../domain/journal/table.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { listAccountRules } from "../../../storage/journal/journal-account-store.ts";
import { findJournalDay, readFactsOn } from "../../../storage/journal/journal-fact-store.ts";
import type { HandlersOf } from "../../handler.ts";
import { writeExport, writeTable } from "../exports/write-table.ts";

/** What a file ends with, by what reads it. */
const extensions = { ledger: "journal", beancount: "beancount" } as const;
const texts = { ledger: createLedgerText, beancount: createBeancountText } as const;

const isText = (format: JournalFormat): format is keyof typeof texts => format in texts;

export const journalExportHandlers: HandlersOf<"journal.export"> = {
  "journal.export": (context, { fromOn, throughOn, format, toPath }) => {
    const days = [fromOn, throughOn].filter((day) => day !== null);
    const name = ["journal", ...new Set(days)].join("-");
    const period = { fromOn: fromOn ?? civilDate("1970-01-01"), throughOn: throughOn ?? civilDate("9999-12-31") };
    const target = { name, toPath, right: "read" } as const;
    if (!isText(format)) {
      return writeTable(context, { ...target, format }, ({ book }) => {
        const chart = createChart(listAccountRules(book));
        return { columns: journalColumns, pages: tablePages(book, chart, period), total: null };
      });
    }
    return writeExport(context, { ...target, extension: extensions[format] }, function* ({ book }, file, progress) {
      const toText = texts[format](createChart(listAccountRules(book)));
      let transactionCount = 0;
      yield progress(transactionCount, null, "transactions");
      for (const transactions of readTransactions(book, period)) {
        file.write(transactions.map(toText).join(""));
        transactionCount += transactions.length;
        yield progress(transactionCount, null, "transactions");
      }
      return transactionCount;
    });
  },
};

interface Period {
  readonly fromOn: CivilDate;
  readonly throughOn: CivilDate;
}

function* tablePages(book: ReadableBook, chart: Chart, period: Period): Generator<CsvCell[][], void, void> {
  for (const transactions of readTransactions(book, period)) {
    yield transactions.flatMap((transaction) => toJournalRows(transaction, chart));
  }
}

/** What happened, day by day, some at a time; what moves nothing is no transaction. */
function* readTransactions(
  book: ReadableBook,
  { fromOn, throughOn }: Period,
): Generator<JournalTransaction[], void, void> {
  let on = findJournalDay(book, fromOn, throughOn);
  while (on !== undefined) {
    for (const facts of readFactsOn(book, on)) {
      yield facts.map(toTransaction).filter(({ postings }) => postings.length > 0);
    }
    on = on === throughOn ? undefined : findJournalDay(book, addDays(on, 1), throughOn);
  }
}
