import type { CivilDate } from "../../../shared/calendar.ts";
import type { BlockMovement } from "../../../shared/contract/ledger.ts";
import { amountText } from "../../../shared/money/format.ts";
import { namedAccount, type AccountReference, type AccountRows } from "./account-rows.ts";
import type { ImportedLedgerEntry, ImportFacts } from "./batch.ts";
import { tooMuchCredit, type Completeness } from "./dependent-rows.ts";
import { createHistoryBlocks, type HistoryBlocks } from "./history-blocks.ts";
import { largestSequence, readHistoryFields } from "./history-fields.ts";
import { placeText, type RowPlace } from "./register.ts";
import { currency, RowFault, type ImportRow } from "./row.ts";

/** Is told of a row that is bad, and why. */
type AddFault = (place: RowPlace, fault: RowFault) => void;

/** Reads the rows of ledgers that were kept elsewhere. Each account and currency has a history of its own. */
interface HistoryRows {
  /** @throws RowFault */
  read(row: ImportRow, place: RowPlace): void;
  /**
   * Follow every balance, once all rows are read: rows may come in any order where they say their sequence.
   *
   * @param addFault is told of rows that take a balance where it cannot be.
   * @returns the entries in the order in which they were made, a few thousand at a time.
   */
  walk(addFault: AddFault): Generator<ImportedLedgerEntry[]>;
}

/** What the rows of one account in one currency have in common. */
interface History {
  readonly currency: string;
  readonly firstPlace: RowPlace;
  readonly isNumbered: boolean;
  readonly placeBySequence: Map<number, RowPlace>;
  lastOn: CivilDate;
  balanceMinor: number;
  /** Null where a row says nothing of blocks: then nothing can be said of those of the others. */
  blocks: HistoryBlocks | null;
  /** Whether no row of it is bad so far: after a bad one, balances say nothing about the rows that follow. */
  isSound: boolean;
}

interface HistoryRow {
  readonly place: RowPlace;
  readonly history: History;
  /** Null where the file does not number its rows. */
  readonly sequence: number | null;
  readonly movements: readonly BlockMovement[];
  readonly entry: ImportedLedgerEntry;
  readonly balanceAfterMinor: number | null;
}

const walkedPerStep = 5000;

/**
 * @param findOpening where the files have an opening balance of the account in the currency.
 * @param openingCredit what the histories come to is added here, by currency.
 */
export function createHistoryRows(
  facts: ImportFacts,
  accounts: AccountRows,
  findOpening: (accountId: string, currency: string) => RowPlace | null,
  completeness: Completeness,
  openingCredit: Map<string, number>,
): HistoryRows {
  const histories = new Map<string, History>();
  const rows: HistoryRow[] = [];
  // A ledger names few accounts many times, and the book is asked about each of them once.
  const foundAccounts = new Map<string, Exclude<AccountReference, { found: "nothing" }>>();

  function findAccount(row: ImportRow): Exclude<AccountReference, { found: "nothing" }> {
    const reference = row.required("account_id");
    const known = foundAccounts.get(reference);
    if (known) return known;
    const found = namedAccount(row, "account_id", accounts, completeness.accounts);
    foundAccounts.set(reference, found);
    return found;
  }

  /** @throws RowFault; a row of which it cannot be told where it belongs may be missing from any history. */
  function whoseRow(row: ImportRow) {
    try {
      return { account: findAccount(row), currencyCode: currency(row, null) };
    } catch (error) {
      completeness.histories = false;
      throw error;
    }
  }

  function refuseSecondBeginning(account: AccountReference & { found: "file" | "book" }, currencyCode: string): void {
    const { id } = account.account;
    const opening = findOpening(id, currencyCode);
    if (opening) {
      const clash = `The account has an opening balance in ${currencyCode} on ${placeText(opening)}; its history begins with nothing.`;
      throw new RowFault("account_id", clash);
    }
    if (account.found === "book" && facts.findCredit(id, currencyCode) !== null) {
      const clash = `The account has entries in ${currencyCode} in the book already; a history goes where there are none.`;
      throw new RowFault("account_id", clash);
    }
  }

  return {
    read(row, place) {
      const { account, currencyCode } = whoseRow(row);
      if (account.found === "bad row") {
        readHistoryFields(row, currencyCode, facts);
        return;
      }
      const accountId = account.account.id;
      const key = `${accountId} ${currencyCode}`;
      const known = histories.get(key);
      const history: History = known ?? {
        currency: currencyCode,
        firstPlace: place,
        isNumbered: row.optional("sequence") !== null,
        placeBySequence: new Map(),
        lastOn: "0000-01-01" as CivilDate,
        balanceMinor: 0,
        blocks: createHistoryBlocks(currencyCode),
        isSound: true,
      };
      histories.set(key, history);
      try {
        // Said of the first row alone: the others are bad for no reason of their own.
        if (!known) refuseSecondBeginning(account, currencyCode);
        const { sequence, balanceAfterMinor, movements, ...fields } = readHistoryFields(row, currencyCode, facts);
        requireOrder(history, sequence, fields.effectiveOn, place);
        if (movements === null) history.blocks = null;
        const entry = { ...fields, accountId, movements: null };
        rows.push({ place, history, sequence, movements: movements ?? [], balanceAfterMinor, entry });
      } catch (error) {
        history.isSound = false;
        throw error;
      }
    },

    *walk(addFault) {
      if (!completeness.histories) return;
      const ordered = rows.toSorted((a, b) => (a.sequence ?? largestSequence) - (b.sequence ?? largestSequence));
      let index = 0;
      for (let start = 0; start < ordered.length; start += walkedPerStep) {
        const step = ordered.slice(start, start + walkedPerStep).filter(({ history }) => history.isSound);
        yield step.map((row) => follow(row, (index += 1), addFault));
      }
      for (const history of histories.values()) addUp(history, openingCredit, addFault);
    },
  };
}

/** Rows are told apart by their sequence, or else stand oldest first. @throws RowFault */
function requireOrder(history: History, sequence: number | null, effectiveOn: CivilDate, place: RowPlace): void {
  if ((sequence !== null) !== history.isNumbered) {
    const clash = `Some rows of the account's ${history.currency} have a sequence and some have none; write it for all or for none.`;
    throw new RowFault("sequence", clash);
  }
  if (sequence === null) {
    if (effectiveOn < history.lastOn) {
      const clash = `${effectiveOn} follows ${history.lastOn}; rows without a sequence stand oldest first.`;
      throw new RowFault("effective_on", clash);
    }
    history.lastOn = effectiveOn;
    return;
  }
  const earlier = history.placeBySequence.get(sequence);
  if (earlier) throw new RowFault("sequence", `${sequence} is also on ${placeText(earlier)}.`);
  history.placeBySequence.set(sequence, place);
}

/**
 * Take the balance and the blocks of a history on by one row.
 *
 * @param index the place of its entry among those of the import, from 1.
 */
function follow(row: HistoryRow, index: number, addFault: AddFault): ImportedLedgerEntry {
  const { history, entry, place } = row;
  if (!history.isSound) return entry;
  try {
    refuseBalance(row);
    history.balanceMinor += entry.amountMinor;
    return history.blocks ? { ...entry, movements: history.blocks.move(row, index) } : entry;
  } catch (error) {
    if (!(error instanceof RowFault)) throw error;
    history.isSound = false;
    addFault(place, error);
    return entry;
  }
}

/** @throws RowFault where the balance cannot be where the row takes it. */
function refuseBalance({ history, entry, balanceAfterMinor }: HistoryRow): void {
  const shown = (amountMinor: number) => amountText(amountMinor, history.currency);
  const reachedMinor = history.balanceMinor + entry.amountMinor;
  if (!Number.isSafeInteger(reachedMinor)) {
    throw new RowFault("amount", tooMuchCredit(entry.amountMinor, history.currency));
  }
  if (reachedMinor < 0) {
    const clash = `This takes ${shown(-entry.amountMinor)}, more than the ${shown(history.balanceMinor)} of the rows before it.`;
    throw new RowFault("amount", clash);
  }
  if (balanceAfterMinor === null || balanceAfterMinor === reachedMinor) return;
  const clash = `The rows up to this one come to ${shown(reachedMinor)}, not ${shown(balanceAfterMinor)}: one of them is missing or was changed.`;
  throw new RowFault("balance_after", clash);
}

/** Count what a history comes to into the credit of its currency. */
function addUp(
  { currency: currencyCode, balanceMinor, firstPlace }: History,
  openingCredit: Map<string, number>,
  addFault: AddFault,
): void {
  const total = (openingCredit.get(currencyCode) ?? 0) + balanceMinor;
  if (Number.isSafeInteger(total)) openingCredit.set(currencyCode, total);
  else addFault(firstPlace, new RowFault("amount", tooMuchCredit(balanceMinor, currencyCode)));
}
