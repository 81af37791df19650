import type { ImportFileKind } from "../../../shared/contract/accounts.ts";
import { createAccountRows } from "./account-rows.ts";
import type {
  ImportedAccount,
  ImportedOpeningBalance,
  ImportedPlan,
  ImportedSubscription,
  ImportFacts,
  ImportFile,
  ImportReading,
} from "./batch.ts";
import { importColumns, readHeader } from "./columns.ts";
import { readCsvRows, type CsvRow } from "./csv-rows.ts";
import { createDependentRows, type Completeness } from "./dependent-rows.ts";
import { createPlanRows } from "./plan-rows.ts";
import { createProblemList } from "./problems.ts";
import type { Place } from "./register.ts";
import { importRow, RowFault, type ImportRow } from "./row.ts";

/** What rows refer to is read before they are. */
const readingOrder: readonly ImportFileKind[] = [
  "plans",
  "users",
  "organizations",
  "subscriptions",
  "opening_balances",
];

/** How many lines the files have, which is what {@link readImportFiles} counts up to. */
export function countLines(files: readonly ImportFile[]): number {
  let count = 0;
  for (const { text } of files) {
    for (let index = text.indexOf("\n"); index >= 0; index = text.indexOf("\n", index + 1)) count += 1;
    if (text.length > 0 && !text.endsWith("\n")) count += 1;
  }
  return count;
}

/**
 * Reads import files and checks every row: by itself, against the other rows, and against the book. Pure but for asking
 * `facts`; yields the number of lines read after every few hundred rows, so that the caller can let other work in between.
 *
 * @returns the rows ready to be written, and one problem per bad row. With any problem nothing may be written.
 */
export function* readImportFiles(files: readonly ImportFile[], facts: ImportFacts): Generator<number, ImportReading> {
  const problems = createProblemList();
  const completeness: Completeness = { plans: true, accounts: true };
  const accountRows = createAccountRows(facts);
  const planRows = createPlanRows(facts);
  const dependentRows = createDependentRows(facts, accountRows, planRows, completeness);

  const plans: ImportedPlan[] = [];
  const accounts: ImportedAccount[] = [];
  const subscriptions: ImportedSubscription[] = [];
  const openingBalances: ImportedOpeningBalance[] = [];
  const counts = { users: 0, organizations: 0, plans: 0, subscriptions: 0, opening_balances: 0 };

  const readRow: Readonly<Record<ImportFileKind, (row: ImportRow, place: Place) => void>> = {
    plans: (row, place) => plans.push(planRows.read(row, place)),
    users: (row, place) => accounts.push(accountRows.read(row, "user", place)),
    organizations: (row, place) => accounts.push(accountRows.read(row, "organization", place)),
    subscriptions: (row, place) => pushUnlessNull(subscriptions, dependentRows.readSubscription(row, place)),
    opening_balances: (row, place) => pushUnlessNull(openingBalances, dependentRows.readOpeningBalance(row, place)),
  };

  /** A row that could not even be told apart may have been one that others refer to. */
  function markIncomplete(kind: ImportFileKind): void {
    if (kind === "plans") completeness.plans = false;
    if (kind === "users" || kind === "organizations") completeness.accounts = false;
  }

  function takeRow(file: ImportFile, csvRow: CsvRow, positions: ReadonlyMap<string, number>): void {
    const { lineNumber } = csvRow;
    try {
      if ("fault" in csvRow) {
        markIncomplete(file.kind);
        throw new RowFault(null, csvRow.fault);
      }
      if (csvRow.values.length !== positions.size) {
        markIncomplete(file.kind);
        throw new RowFault(
          null,
          `The row has ${csvRow.values.length} values; the header names ${positions.size} columns.`,
        );
      }
      readRow[file.kind](importRow(positions, csvRow.values), { fileName: file.name, lineNumber });
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      problems.add({ fileName: file.name, lineNumber, column: error.column, message: error.message });
    }
  }

  let linesBefore = 0;
  for (const kind of readingOrder) {
    for (const file of files.filter((candidate) => candidate.kind === kind)) {
      const refuseFile = (message: string) => {
        markIncomplete(kind);
        problems.add({ fileName: file.name, lineNumber: null, column: null, message });
      };
      const unreadable = whyUnreadable(file);
      if (unreadable !== null) refuseFile(unreadable);
      else {
        let positions: ReadonlyMap<string, number> | null = null;
        const rowsBefore = counts[kind];
        reading: for (const rows of readCsvRows(withoutByteOrderMark(file.text))) {
          for (const row of rows) {
            if (isBlank(row)) continue;
            if (positions === null) {
              const header = "fault" in row ? { ok: false as const, message: row.fault } : readHeader(kind, row.values);
              if (!header.ok) {
                refuseFile(header.message);
                break reading;
              }
              positions = header.positions;
            } else {
              counts[kind] += 1;
              takeRow(file, row, positions);
            }
          }
          yield linesBefore + (rows.at(-1)?.lineNumber ?? 0);
        }
        if (positions !== null && counts[kind] === rowsBefore) {
          refuseFile("The file has a header and no rows. Leave it out if there is nothing to import.");
        }
      }
      linesBefore += countLines([file]);
      yield linesBefore;
    }
  }

  return {
    batch: { plans, accounts, subscriptions, openingBalances },
    problems: problems.shown,
    problemCount: problems.count,
    counts,
    openingCredit: [...dependentRows.openingCredit].map(([currency, amountMinor]) => ({ currency, amountMinor })),
  };
}

function pushUnlessNull<Item>(items: Item[], item: Item | null): void {
  if (item !== null) items.push(item);
}

/** Spreadsheets leave such rows behind; they say nothing. */
function isBlank(row: CsvRow): boolean {
  return "values" in row && row.values.every((value) => value.trim() === "");
}

function withoutByteOrderMark(text: string): string {
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

/** Why the text as a whole is not a CSV file in UTF-8, or null when it may be one. */
function whyUnreadable({ kind, text }: ImportFile): string | null {
  if (text.includes("\0")) return "The file is not text: it has NUL bytes. Save it as CSV in UTF-8.";
  const damaged = text.indexOf("\uFFFD");
  if (damaged >= 0 || !text.isWellFormed()) {
    const line =
      damaged < 0 ? "" : ` Line ${text.slice(0, damaged).split(/\r\n|\r|\n/u).length} is the first that shows it.`;
    return `The file is not UTF-8: some of its characters could not be read.${line} Save it as CSV in UTF-8.`;
  }
  if (withoutByteOrderMark(text).trim() === "") {
    const columns = importColumns[kind].map(({ name }) => name).join(", ");
    return `The file is empty. Its first line names the columns: ${columns}.`;
  }
  return null;
}
