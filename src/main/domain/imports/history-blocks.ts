import { sumOfMovements } from "../../../shared/block-movements.ts";
import { isCivilDate, type CivilDate } from "../../../shared/calendar.ts";
import type { BlockMovement } from "../../../shared/contract/ledger.ts";
import type { ImportedBlock, ImportedMovement } from "./batch.ts";
import { quoted } from "./columns.ts";
import type { ImportMemory } from "./import-memory.ts";
import { aboveZero, amountIn, RowFault, type ImportRow } from "./row.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

const movementPattern = /^(?<type>forms|takes|returns) (?<amount>\S+)(?<words>(?: [a-z]+=\S+)*)$/u;
const blockPattern = /^[1-9]\d{0,14}\.[1-9]\d{0,14}$/u;

/**
 * What a row says its entry moved in blocks of credit, as an export writes it (`shared/block-movements.ts`).
 *
 * @returns null where the row says nothing.
 * @throws RowFault
 */
export function readMovements(row: ImportRow, currencyCode: string): BlockMovement[] | null {
  const text = row.optional("blocks");
  return text === null ? null : text.split("; ").map((each) => readMovement(each, currencyCode));
}

function readMovement(text: string, currencyCode: string): BlockMovement {
  const { type, amount = "", words = "" } = movementPattern.exec(text)?.groups ?? {};
  const given = new Map(words.split(" ").map((word) => word.split("=") as [string, string]));
  given.delete("");
  const take = (name: string) => {
    const value = given.get(name) ?? null;
    given.delete(name);
    return value;
  };
  const movement = movementOf(type, take);
  if (movement === null || given.size > 0) throw unreadable(text);
  return { ...movement, amountMinor: aboveZero(amountIn(amount, "blocks", currencyCode), amount, "blocks") };
}

type WithoutAmount<Movement> = Movement extends BlockMovement ? Omit<Movement, "amountMinor"> : never;

/** Null where a word is missing or is not what it should be. */
function movementOf(
  type: string | undefined,
  take: (name: string) => string | null,
): WithoutAmount<BlockMovement> | null {
  if (type === "forms") {
    const priority = wholeNumber(take("priority"));
    const [effectiveOn, expiresOn] = [day(take("from")), day(take("until"))];
    const category = oneOf(take("category"), ["promotional", "paid"] as const);
    if (priority === null || priority === undefined || priority > 100 || !effectiveOn) return null;
    if (expiresOn === undefined || category === undefined) return null;
    if (expiresOn !== null && expiresOn <= effectiveOn) return null;
    return { type, priority, effectiveOn, expiresOn, category };
  }
  const block = take(type === "takes" ? "from" : "to");
  if (block === null || !blockPattern.test(block)) return null;
  if (type === "takes") {
    const closing = oneOf(take("closed"), ["expired", "voided"] as const);
    return closing === undefined ? null : { type, block, closing };
  }
  const usedBySequence = wholeNumber(take("of"));
  return type === "returns" && usedBySequence ? { type, block, usedBySequence } : null;
}

// A word that is not there is null, and one that is not what it should be is undefined.

function wholeNumber(word: string | null): number | null | undefined {
  if (word === null) return null;
  return /^\d{1,15}$/u.test(word) ? Number(word) : undefined;
}

function day(word: string | null): CivilDate | null | undefined {
  return word === null || isCivilDate(word) ? word : undefined;
}

function oneOf<Choice extends string>(word: string | null, choices: readonly Choice[]): Choice | null | undefined {
  return word === null ? null : choices.find((choice) => choice === word);
}

function unreadable(text: string): RowFault {
  return new RowFault(
    "blocks",
    sentence("{text} is not what an export says of a block of credit.", { text: quoted(text) }),
  );
}

interface Block extends ImportedBlock {
  readonly leftMinor: number;
  readonly isClosed: boolean;
}

/** What a row says, as far as blocks are concerned. */
interface MovingRow {
  /** Names the account and currency. */
  readonly key: string;
  readonly sequence: number | null;
  readonly entry: { readonly currency: string; readonly amountMinor: number };
  readonly movements: readonly BlockMovement[];
}

/** The blocks of every account and currency, followed entry by entry. */
interface HistoryBlocks {
  /**
   * Move what an entry moves.
   *
   * @param index the place of the entry among those of the import, from 1.
   * @returns the same with the names understood.
   * @throws RowFault where it moves what is not there.
   */
  move(row: MovingRow, index: number): ImportedMovement[];
}

export function createHistoryBlocks(memory: ImportMemory): HistoryBlocks {
  // All of them by the account and currency, and by the names that its rows use.
  const blocks = memory.map<Block>("blocks");
  const indexBySequence = memory.map<number>("indexes of entries");
  /** What an entry took from a block and was not given back. */
  const heldMinor = memory.map<number>("what entries hold");

  function requireOpen(key: string, name: string): Block {
    const block = blocks.get(`${key} ${name}`);
    if (!block) throw new RowFault("blocks", sentence("No entry before this one formed the block {name}.", { name }));
    if (block.isClosed)
      throw new RowFault("blocks", sentence("The block {name} was closed before this entry.", { name }));
    return block;
  }

  function take(
    { key, entry: { currency } }: MovingRow,
    movement: Extract<BlockMovement, { type: "takes" }>,
    sequence: number,
  ): ImportedMovement {
    const block = requireOpen(key, movement.block);
    requireLeft(movement, block.leftMinor, currency);
    const leftMinor = block.leftMinor - movement.amountMinor;
    const isClosed = movement.closing !== null;
    if (isClosed && leftMinor > 0) {
      const left = { amountMinor: leftMinor, currency };
      const clash = sentence("The block {name} is closed, and {left} are left in it.", { name: movement.block, left });
      throw new RowFault("blocks", clash);
    }
    blocks.set(`${key} ${movement.block}`, { ...block, leftMinor, isClosed });
    heldMinor.set(`${key} ${sequence} ${movement.block}`, movement.amountMinor);
    return { ...movement, block: placeOf(block) };
  }

  function giveBack(
    { key, entry: { currency } }: MovingRow,
    movement: Extract<BlockMovement, { type: "returns" }>,
  ): ImportedMovement {
    const { type, amountMinor, usedBySequence } = movement;
    const block = requireOpen(key, movement.block);
    const use = `${key} ${usedBySequence} ${movement.block}`;
    const held = heldMinor.get(use) ?? 0;
    requireLeft(movement, held, currency);
    blocks.set(`${key} ${movement.block}`, { ...block, leftMinor: block.leftMinor + amountMinor });
    heldMinor.set(use, held - amountMinor);
    const usedByIndex = indexBySequence.get(`${key} ${usedBySequence}`) ?? 0;
    return { type, amountMinor, block: placeOf(block), usedByIndex };
  }

  return {
    move(row, index) {
      const { key, sequence, movements } = row;
      if (sequence === null)
        throw new RowFault("blocks", sentence("Blocks are named by the sequence of entries; write it."));
      requireSum(row);
      requireEachOnce(movements);
      indexBySequence.set(`${key} ${sequence}`, index);
      let place = 0;
      return movements.map((movement): ImportedMovement => {
        if (movement.type === "takes") return take(row, movement, sequence);
        if (movement.type === "returns") return giveBack(row, movement);
        place += 1;
        const block = { formedByIndex: index, place, leftMinor: movement.amountMinor, isClosed: false };
        blocks.set(`${key} ${sequence}.${place}`, block);
        return movement;
      });
    },
  };
}

/** @throws RowFault */
function requireSum({ movements, entry: { amountMinor, currency } }: MovingRow): void {
  const sumMinor = sumOfMovements(movements);
  if (sumMinor === amountMinor) return;
  const [sum, amount] = [
    { amountMinor: sumMinor, currency },
    { amountMinor, currency },
  ];
  throw new RowFault("blocks", sentence("The blocks come to {sum}, the entry to {amount}.", { sum, amount }));
}

/** @throws RowFault */
function requireLeft({ amountMinor }: BlockMovement, leftMinor: number, currency: string): void {
  if (amountMinor <= leftMinor) return;
  const [moved, left] = [
    { amountMinor, currency },
    { amountMinor: leftMinor, currency },
  ];
  throw new RowFault("blocks", sentence("This moves {moved}; there are {left}.", { moved, left }));
}

function placeOf({ formedByIndex, place }: ImportedBlock): ImportedBlock {
  return { formedByIndex, place };
}

/** An entry takes from a block once, and gives back once of what another one took from it. @throws RowFault */
function requireEachOnce(movements: readonly BlockMovement[]): void {
  const seen = new Set<string>();
  for (const movement of movements) {
    if (movement.type === "forms") continue;
    const name = movement.type === "takes" ? movement.block : `${movement.block} of ${movement.usedBySequence}`;
    if (seen.has(name)) throw new RowFault("blocks", sentence("The block {name} is there more than once.", { name }));
    seen.add(name);
  }
}
