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
  const find = database.prepare<[number, string], string>("SELECT value FROM map WHERE number = ? AND key = ?").pluck();
  const put = database.prepare("INSERT INTO map VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value");
  const push = database.prepare("INSERT INTO list VALUES (?, ?, ?, ?)");
  const list = database.prepare<[number, number, number, number], StoredItem>(
    `SELECT rank, position, value FROM list WHERE number = ? AND (rank, position) > (?, ?) ORDER BY rank, position LIMIT ?`,
  );
  let position = 0;

  return {
    map<Value>(name: string): MemoryMap<Value> {
      const number = numberOf(name);
      return {
        get: (key) => {
          const value = guarded(() => find.get(number, key));
          return value === undefined ? undefined : (JSON.parse(value) as Value);
        },
        set: (key, value) => void guarded(() => put.run(number, key, JSON.stringify(value))),
      };
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
