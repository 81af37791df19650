import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { ImportMemory, MemoryList, MemoryMap } from "../../domain/imports/import-memory.ts";
import { makePrivateFile } from "../book/file-access.ts";
import { withBookErrors } from "../book/sqlite-errors.ts";
import { makeUploadFolder } from "./import-uploads.ts";

/** How many items of a list are in memory at once. */
const itemsPerRead = 500;
/** How many entries of a map wait in memory to be written together. */
const entriesPerWrite = 1000;

/** An {@link ImportMemory} in a file beside the book, of which a few megabytes are in memory. */
export interface ImportMemoryFile extends ImportMemory {
  /** Forget everything. */
  close(): void;
}

/**
 * Nothing of it outlives the process, so nothing of it is put on the disk before it has to be.
 *
 * @throws AppError `disk_full`, as everything does that is kept in it.
 */
export function openImportMemory(bookPath: string): ImportMemoryFile {
  const guarded = <Answer>(work: () => Answer): Answer => withBookErrors(bookPath, work);
  const path = guarded(() => join(makeUploadFolder(bookPath), `${randomUUID()}.memory`));
  const database = guarded(() => open(path));
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const number = numbers.get(name) ?? numbers.size + 1;
    numbers.set(name, number);
    return number;
  };
  const maps = new Map<string, MemoryMap<unknown>>();
  const find = database.prepare<[number, string], string>("SELECT value FROM map WHERE number = ? AND key = ?").pluck();
  const put = database.prepare("INSERT INTO map VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value");
  const push = database.prepare("INSERT INTO list VALUES (?, ?, ?, ?)");
  const list = database.prepare<[number, number, number, number], StoredItem>(
    `SELECT rank, position, value FROM list WHERE number = ? AND (rank, position) > (?, ?) ORDER BY rank, position LIMIT ?`,
  );
  let position = 0;

  return {
    map<Value>(name: string): MemoryMap<Value> {
      const known = maps.get(name) ?? createMap(numberOf(name), { find, put, guarded });
      maps.set(name, known);
      return known as MemoryMap<Value>;
    },
    list<Item>(name: string): MemoryList<Item> {
      const number = numberOf(name);
      return {
        push(item, rank = 0) {
          position += 1;
          guarded(() => push.run(number, rank, position, JSON.stringify(item)));
        },
        *[Symbol.iterator]() {
          let [afterRank, afterPosition] = [-1, 0];
          for (;;) {
            const items = guarded(() => list.all(number, afterRank, afterPosition, itemsPerRead));
            for (const { value } of items) yield JSON.parse(value) as Item;
            const last = items.at(-1);
            if (!last || items.length < itemsPerRead) return;
            [afterRank, afterPosition] = [last.rank, last.position];
          }
        },
      };
    },
    close() {
      database.close();
      rmSync(path, { force: true });
    },
  };
}

interface MapStatements {
  readonly find: Database.Statement<[number, string], string>;
  readonly put: Database.Statement;
  readonly guarded: <Answer>(work: () => Answer) => Answer;
}

/**
 * A map in the file. Most keys of an import are asked for before they are there, and changed soon after: so what was never put is mostly
 * known without a question, and the last entries are written together, in the order of their keys.
 */
function createMap(number: number, { find, put, guarded }: MapStatements): MemoryMap<unknown> {
  const waiting = new Map<string, string>();
  const written = createKeyFilter();

  function writeWaiting(): void {
    for (const [key, value] of [...waiting].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      put.run(number, key, value);
      written.add(key);
    }
    waiting.clear();
  }

  return {
    get(key) {
      const value = waiting.get(key) ?? (written.mayHave(key) ? guarded(() => find.get(number, key)) : undefined);
      return value === undefined ? undefined : (JSON.parse(value) as unknown);
    },
    set(key, value) {
      waiting.set(key, JSON.stringify(value));
      if (waiting.size >= entriesPerWrite) guarded(writeWaiting);
    },
  };
}

/** What can be said of keys in a megabyte, whatever their number: a Bloom filter with two bits for each, which has room for a million. */
interface KeyFilter {
  add(key: string): void;
  /** False: it was never added. */
  mayHave(key: string): boolean;
}

const filterBits = 2 ** 23;

function createKeyFilter(): KeyFilter {
  let bits: Uint8Array | null = null;
  return {
    add(key) {
      bits ??= new Uint8Array(filterBits / 8);
      for (const bit of bitsOf(key)) bits[bit >>> 3] = (bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
    },
    mayHave: (key) => bits !== null && bitsOf(key).every((bit) => ((bits?.[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0),
  };
}

/** Two hashes of FNV-1a's kind, which differ in their beginning and in their multiplier. */
function bitsOf(key: string): readonly [number, number] {
  let [first, second] = [0x811c9dc5, 0x9747b28c];
  for (let index = 0; index < key.length; index += 1) {
    const unit = key.charCodeAt(index);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ unit, 0x5bd1e995);
  }
  return [mixed(first) % filterBits, mixed(second) % filterBits];
}

/** The last characters of a key have reached only the low bits of its hash. */
function mixed(hash: number): number {
  const once = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (once ^ (once >>> 13)) >>> 0;
}

interface StoredItem {
  readonly rank: number;
  readonly position: number;
  readonly value: string;
}

function open(path: string): Database.Database {
  makePrivateFile(path);
  const database = new Database(path);
  database.pragma("journal_mode = off");
  database.pragma("synchronous = off");
  database.pragma("cache_size = -8000");
  database.exec(`
    CREATE TABLE map (number INTEGER, key TEXT, value TEXT, PRIMARY KEY (number, key)) STRICT, WITHOUT ROWID;
    CREATE TABLE list (number INTEGER, rank INTEGER, position INTEGER, value TEXT, PRIMARY KEY (number, rank, position))
      STRICT, WITHOUT ROWID;
    BEGIN;
  `);
  return database;
}
