import type { CivilDate } from "../../../shared/calendar.ts";
import type { BlockMovement } from "../../../shared/contract/ledger.ts";
import { namedAccount, type AccountReference, type AccountRows } from "./account-rows.ts";
import type { ImportedLedgerEntry, ImportFacts } from "./batch.ts";
import { tooMuchCredit, type Completeness } from "./dependent-rows.ts";
import { createHistoryBlocks } from "./history-blocks.ts";
import { checkWithoutCurrency, largestSequence, readHistoryFields } from "./history-fields.ts";
import type { ImportMemory, MemoryList } from "./import-memory.ts";
import { once, readEach } from "./row-faults.ts";
import { placeSentence, type RowPlace } from "./register.ts";
import { currency, RowFault, type ImportRow } from "./row.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

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
   * @param entries takes the entries in the order in which they were made. It pauses after some hundred of them.
   */
  walk(addFault: AddFault, entries: MemoryList<ImportedLedgerEntry>): Generator<void, void, void>;
}

/** What the rows of one account in one currency have in common. */
interface History {
  readonly currency: string;
  readonly firstPlace: RowPlace;
  readonly isNumbered: boolean;
  readonly lastOn: CivilDate;
  readonly balanceMinor: number;
  /** Whether every row so far says what it moves in blocks: otherwise nothing can be said of those of the others. */
  readonly hasBlocks: boolean;
  /** Whether no row of it is bad so far: after a bad one, balances say nothing about the rows that follow. */
  readonly isSound: boolean;
}

interface HistoryRow {
  readonly place: RowPlace;
  /** Names the history. */
  readonly key: string;
  /** Null where the file does not number its rows. */
  readonly sequence: number | null;
  readonly movements: readonly BlockMovement[];
  readonly entry: ImportedLedgerEntry;
  readonly balanceAfterMinor: number | null;
}

const walkedPerStep = 500;

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
  memory: ImportMemory,
): HistoryRows {
  const histories = memory.map<History>("histories");
  const keys = memory.list<string>("histories");
  const rows = memory.list<HistoryRow>("rows of histories");
  const placeBySequence = memory.map<RowPlace>("rows by sequence");
  const blocks = createHistoryBlocks(memory);

  /** @throws RowFault with all that is wrong; a row of which it cannot be told where it belongs may be missing from any history. */
  function whoseRow(row: ImportRow) {
    const currencyCode = once(() => currency(row, null));
    try {
      return readEach({
        account: () => namedAccount(row, "account_id", accounts, completeness.accounts),
        currencyCode,
      });
    } catch (error) {
      completeness.histories = false;
      return readEach({
        whose: (): never => {
          throw error;
        },
        beside: () => checkWithoutCurrency(row, facts),
        fields: () => readHistoryFields(row, currencyCode(), facts),
      }).whose;
    }
  }

  function refuseSecondBeginning(account: AccountReference & { found: "file" | "book" }, currencyCode: string): void {
    const { id } = account.account;
    const opening = findOpening(id, currencyCode);
    if (opening) {
      const clash = sentence(
        "The account has an opening balance in {currencyCode} on {place}; its history begins with nothing.",
        { currencyCode, place: placeSentence(opening) },
      );
      throw new RowFault("account_id", clash);
    }
    if (account.found === "book" && facts.findCredit(id, currencyCode) !== null) {
      const clash = sentence(
        "The account has entries in {currencyCode} in the book already; a history goes where there are none.",
        { currencyCode },
      );
      throw new RowFault("account_id", clash);
    }
  }

  /** Rows are told apart by their sequence, or else stand oldest first. @throws RowFault */
  function requireOrder(
    key: string,
    { currency: currencyCode, isNumbered, lastOn }: History,
    { sequence, effectiveOn }: { readonly sequence: number | null; readonly effectiveOn: CivilDate },
    place: RowPlace,
  ): void {
    if ((sequence !== null) !== isNumbered) {
      const clash = sentence(
        "Some rows of the account's {currencyCode} have a sequence and some have none; write it for all or for none.",
        { currencyCode },
      );
      throw new RowFault("sequence", clash);
    }
    if (sequence === null) {
      if (effectiveOn >= lastOn) return;
      const given = { effectiveOn, lastOn };
      const clash = sentence("{effectiveOn} follows {lastOn}; rows without a sequence stand oldest first.", given);
      throw new RowFault("effective_on", clash);
    }
    const earlier = placeBySequence.get(`${key} ${sequence}`);
    if (earlier)
      throw new RowFault(
        "sequence",
        sentence("{sequence} is also on {place}.", { sequence: String(sequence), place: placeSentence(earlier) }),
      );
    placeBySequence.set(`${key} ${sequence}`, place);
  }

  /**
   * Take the balance and the blocks of a history on by one row.
   *
   * @param index the place of its entry among those of the import, from 1.
   */
  function follow(row: HistoryRow, history: History, index: number, addFault: AddFault): ImportedLedgerEntry {
    const { key, entry, place } = row;
    try {
      const balanceMinor = reachBalance(row, history);
      histories.set(key, { ...history, balanceMinor });
      return history.hasBlocks ? { ...entry, movements: blocks.move(row, index) } : entry;
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      histories.set(key, { ...history, isSound: false });
      addFault(place, error);
      return entry;
    }
  }

  /** Count what the histories come to into the credit of their currencies. */
  function* addUp(addFault: AddFault): Generator<void, void, void> {
    let added = 0;
    for (const key of keys) {
      const history = histories.get(key);
      if (!history) continue;
      const { currency: currencyCode, balanceMinor, firstPlace } = history;
      const total = (openingCredit.get(currencyCode) ?? 0) + balanceMinor;
      if (Number.isSafeInteger(total)) openingCredit.set(currencyCode, total);
      else addFault(firstPlace, new RowFault("amount", tooMuchCredit(balanceMinor, currencyCode)));
      added += 1;
      if (added % walkedPerStep === 0) yield;
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
      if (!known) keys.push(key);
      const history: History = known ?? {
        currency: currencyCode,
        firstPlace: place,
        isNumbered: row.optional("sequence") !== null,
        lastOn: "0000-01-01" as CivilDate,
        balanceMinor: 0,
        hasBlocks: true,
        isSound: true,
      };
      try {
        const { fields } = readEach({
          // Said of the first row alone: the others are bad for no reason of their own.
          isBeginning: () => void (known || refuseSecondBeginning(account, currencyCode)),
          fields: () => readHistoryFields(row, currencyCode, facts),
        });
        requireOrder(key, history, fields, place);
        const { sequence, balanceAfterMinor, movements, ...imported } = fields;
        const hasBlocks = history.hasBlocks && movements !== null;
        histories.set(key, { ...history, lastOn: fields.effectiveOn, hasBlocks });
        const entry = { ...imported, accountId, movements: null };
        const kept = { place, key, sequence, movements: movements ?? [], balanceAfterMinor, entry };
        rows.push(kept, sequence ?? largestSequence);
      } catch (error) {
        histories.set(key, { ...history, isSound: false });
        throw error;
      }
    },

    *walk(addFault, entries) {
      if (!completeness.histories) return;
      let index = 0;
      for (const row of rows) {
        const history = histories.get(row.key);
        if (!history?.isSound) continue;
        index += 1;
        entries.push(follow(row, history, index, addFault));
        if (index % walkedPerStep === 0) yield;
      }
      yield* addUp(addFault);
    },
  };
}

/** @returns the balance after the row. @throws RowFault where it cannot be where the row takes it. */
function reachBalance(
  { entry: { amountMinor }, balanceAfterMinor }: HistoryRow,
  { balanceMinor, currency: currencyCode }: History,
): number {
  const shown = (minor: number) => ({ amountMinor: minor, currency: currencyCode });
  const reachedMinor = balanceMinor + amountMinor;
  if (!Number.isSafeInteger(reachedMinor)) throw new RowFault("amount", tooMuchCredit(amountMinor, currencyCode));
  if (reachedMinor < 0) {
    const given = { taken: shown(-amountMinor), left: shown(balanceMinor) };
    const clash = sentence("This takes {taken}, more than the {left} of the rows before it.", given);
    throw new RowFault("amount", clash);
  }
  if (balanceAfterMinor === null || balanceAfterMinor === reachedMinor) return reachedMinor;
  const clash = sentence(
    "The rows up to this one come to {reached}, not {said}: one of them is missing or was changed.",
    { reached: shown(reachedMinor), said: shown(balanceAfterMinor) },
  );
  throw new RowFault("balance_after", clash);
}
