import type { ChangedAccount, ImportFileKind, ImportProblem } from "../../../shared/contract/account-import.ts";
import { importFileKinds } from "../../../shared/import-file-kinds.ts";
import { createAccountRows, type AccountReading } from "./account-rows.ts";
import type {
  ExistingAccounts,
  ImportedAccount,
  ImportedChange,
  ImportedLedgerEntry,
  ImportedOpeningBalance,
  ImportedPlan,
  ImportedSubscription,
  ImportFacts,
  ImportFile,
  ImportReading,
  InspectedFile,
} from "./batch.ts";
import { createDependentRows, type Completeness } from "./dependent-rows.ts";
import { createHistoryRows } from "./history-rows.ts";
import type { ImportMemory, MemoryList } from "./import-memory.ts";
import { createPlanRows } from "./plan-rows.ts";
import { createProblemList } from "./problems.ts";
import type { RowPlace } from "./register.ts";
import type { ImportRow, RowFault } from "./row.ts";
import { faultsOf } from "./row-faults.ts";
import { readTable, type TableRow } from "./table.ts";
import { sentence, told, type Sentence } from "../../../shared/sentences/sentence.ts";

/**
 * Reads import files and checks every row: by itself, against the other rows, and against the book. Pure but for asking
 * `facts`; yields the number of lines read after every few hundred rows, so that the caller can let other work in between.
 *
 * @param accountsOfBook what becomes of rows about accounts that the book has.
 * @param memory takes the rows that were read, so that there may be more of them than this process has room for.
 * @returns the rows ready to be written, and one problem per bad row. With any problem nothing may be written.
 */
export function* readImportFiles(
  files: readonly InspectedFile[],
  facts: ImportFacts,
  memory: ImportMemory,
  accountsOfBook: ExistingAccounts = { existing: "refuse", emptyCells: "keep" },
): Generator<number, ImportReading> {
  const problems = createProblemList();
  const completeness: Completeness = { plans: true, accounts: true, histories: true };
  const accountRows = createAccountRows(facts, memory, accountsOfBook);
  const planRows = createPlanRows(facts, memory);
  const openingCredit = new Map<string, number>();
  const dependentRows = createDependentRows(facts, accountRows, planRows, completeness, openingCredit, memory);
  const { findOpening } = dependentRows;
  const historyRows = createHistoryRows(facts, accountRows, findOpening, completeness, openingCredit, memory);

  const plans = memory.list<ImportedPlan>("plans");
  const accounts = memory.list<ImportedAccount>("accounts");
  const changes = memory.list<ImportedChange>("changes of accounts");
  const updates = { newCount: 0, changedCount: 0, unchangedCount: 0, changes: [] as ChangedAccount[] };
  const subscriptions = memory.list<ImportedSubscription>("subscriptions");
  const openingBalances = memory.list<ImportedOpeningBalance>("opening balances");
  const ledgerEntries = memory.list<ImportedLedgerEntry>("ledger entries");
  const counts = { users: 0, organizations: 0, plans: 0, subscriptions: 0, opening_balances: 0, ledger_entries: 0 };

  const readRow: Readonly<Record<ImportFileKind, (row: ImportRow, place: RowPlace) => void>> = {
    plans: (row, place) => plans.push(planRows.read(row, place)),
    users: (row, place) => takeAccount(accountRows.read(row, "user", place), place),
    organizations: (row, place) => takeAccount(accountRows.read(row, "organization", place), place),
    subscriptions: (row, place) => pushUnlessNull(subscriptions, dependentRows.readSubscription(row, place)),
    opening_balances: (row, place) => pushUnlessNull(openingBalances, dependentRows.readOpeningBalance(row, place)),
    ledger_entries: (row, place) => historyRows.read(row, place),
  };

  function takeAccount(reading: AccountReading, place: RowPlace): void {
    if (reading.type === "new") {
      updates.newCount += 1;
      accounts.push(reading.account);
    } else if (reading.changed === null) {
      updates.unchangedCount += 1;
    } else {
      const { change, fields } = reading.changed;
      updates.changedCount += 1;
      changes.push(change);
      if (updates.changes.length < shownChanges) {
        updates.changes.push({ ...place, accountId: change.accountId, name: reading.name, fields });
      }
    }
  }

  /** A row that could not even be told apart may have been one that others refer to. */
  function markIncomplete(kind: ImportFileKind): void {
    if (kind === "plans") completeness.plans = false;
    if (kind === "users" || kind === "organizations") completeness.accounts = false;
    if (kind === "ledger_entries") completeness.histories = false;
  }

  function takeRow(file: ImportFile, tableRow: TableRow): void {
    counts[file.kind] += 1;
    const place = { fileName: file.name, lineNumber: tableRow.lineNumber };
    if ("fault" in tableRow) {
      markIncomplete(file.kind);
      problems.add({ ...place, column: null, ...told(tableRow.fault) });
      return;
    }
    try {
      readRow[file.kind](tableRow.row, place);
    } catch (error) {
      for (const fault of faultsOf(error)) addFault(place, fault);
    }
  }

  function addFault(place: RowPlace, { column, said }: RowFault): void {
    problems.add({ ...place, column, ...told(said) });
  }

  let linesBefore = 0;
  const ordered = inReadingOrder(files);
  for (const [index, file] of ordered.entries()) {
    const slices = readUnlessDouble(file, ordered.slice(0, index), facts, accountsOfBook.existing === "update");
    let step = slices.next();
    while (!step.done) {
      for (const tableRow of step.value.rows) takeRow(file, tableRow);
      yield linesBefore + step.value.lineNumber;
      step = slices.next();
    }
    if (step.value !== null) {
      markIncomplete(file.kind);
      problems.add(wholeFile(file, step.value));
    }
    linesBefore += file.lineCount;
    yield linesBefore;
  }

  const walk = historyRows.walk(addFault, ledgerEntries);
  while (!walk.next().done) yield linesBefore;

  return {
    batch: { plans, accounts, changes, subscriptions, openingBalances, ledgerEntries },
    problems: problems.shown,
    problemCount: problems.count,
    counts,
    openingCredit: [...openingCredit].map(([currency, amountMinor]) => ({ currency, amountMinor })),
    updates: accountsOfBook.existing === "update" ? updates : null,
  };
}

/** So many changes of accounts are shown one by one; all of them are counted. */
const shownChanges = 500;

function wholeFile(file: ImportFile, said: Sentence): ImportProblem {
  return { fileName: file.name, lineNumber: null, column: null, ...told(said) };
}

/** A history given twice is refused as a whole: its rows may all be alike and all be good, so nothing else would show it. */
function* readUnlessDouble(
  file: InspectedFile,
  earlier: readonly InspectedFile[],
  facts: ImportFacts,
  isUpdate: boolean,
): ReturnType<typeof readTable> {
  const double = earlier.find(
    ({ kind, digest }) => kind === "ledger_entries" && kind === file.kind && digest === file.digest,
  );
  if (double) return sentence("The file holds the same as {name}.", { name: double.name });
  return yield* readTable(file, facts, isUpdate);
}

function inReadingOrder(files: readonly InspectedFile[]): InspectedFile[] {
  return importFileKinds.flatMap((kind) => files.filter((file) => file.kind === kind));
}

function pushUnlessNull<Item>(items: MemoryList<Item>, item: Item | null): void {
  if (item !== null) items.push(item);
}
