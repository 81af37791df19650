import { hash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/support/book.ts";
import { createBook } from "../../engine/create-book.ts";
import { openBook } from "./book-file.ts";
import { loadMigrations, type Migration } from "./migrate.ts";

const settings = { name: "Acme", timeZone: "UTC", currency: "USD", isForTrying: false };
const newestVersion = loadMigrations().at(-1)?.version ?? 0;

function nextMigration(sql: string): Migration[] {
  const known = loadMigrations();
  return [...known, { version: newestVersion + 1, name: "next", sql, checksum: hash("sha256", sql) }];
}

function newBook(): string {
  const path = join(temporaryFolder(), "book.countinghouse");
  createBook(path, 0, settings);
  return path;
}

describe("migrations", () => {
  test("are numbered without gaps and never edited", () => {
    expect(loadMigrations().map(({ version, checksum }) => [version, checksum])).toEqual(pinnedChecksums);
  });

  test("a newer application upgrades a book after a backup that is itself a good book", () => {
    const path = newBook();
    const upgraded = openBook(path, 77, {
      migrations: nextMigration("CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT"),
    });
    expect(upgraded.book.get("SELECT last_backup_at_ms AS atMs FROM book")).toEqual({ atMs: 77 });
    upgraded.close();
    const backup = openBook(`${path}.version-${newestVersion}.backup`, 1);
    expect(backup.book.get("SELECT name FROM book")).toEqual({ name: "Acme" });
    backup.close();
    // The application that does not know the new version now leaves the book alone.
    expect(() => openBook(path, 2)).toThrow(`has version ${newestVersion + 1}`);
  });

  test("one that fails leaves the book at the version it had, and nothing half done", () => {
    const path = newBook();
    const broken = nextMigration("CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES (1)");
    expect(() => openBook(path, 1, { migrations: broken })).toThrow("nowhere");
    const { book, close } = openBook(path, 2);
    expect(book.get("PRAGMA user_version")).toEqual({ user_version: newestVersion });
    expect(book.get("SELECT count(*) AS tables FROM sqlite_schema WHERE name = 'extra'")).toEqual({ tables: 0 });
    close();
  });

  test("one that breaks a reference is undone, and references are enforced again afterwards", () => {
    const path = newBook();
    const orphan = `INSERT INTO payment_method (id, account_id, gateway, token, label, is_default, created_at_ms)
      VALUES ('pm_1', 'org_nobody', 'manual', 'invoice', 'By invoice', 1, 0)`;
    expect(() => openBook(path, 1, { migrations: nextMigration(orphan) })).toThrow(
      "broke a reference of the table payment_method",
    );
    const { book, close } = openBook(path, 2);
    expect(book.get("SELECT count(*) AS methods FROM payment_method")).toEqual({ methods: 0 });
    expect(() => book.run(orphan)).toThrow("FOREIGN KEY");
    close();
    // References are not enforced during a migration, so that it can make tables anew; they are right after it.
    const upgraded = openBook(path, 3, {
      migrations: nextMigration("CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT"),
    });
    expect(() => upgraded.book.run(orphan)).toThrow("FOREIGN KEY");
    upgraded.close();
  });

  test("a book whose schema is not the one its version promises is not opened", () => {
    const path = newBook();
    const edited = loadMigrations().map((migration) =>
      migration.version === 1 ? { ...migration, checksum: "edited" } : migration,
    );
    expect(() => openBook(path, 1, { migrations: edited })).toThrow("not the one its version number promises");
  });

  test("a book that is up to date is not backed up at every start", () => {
    const path = newBook();
    openBook(path, 1).close();
    expect(existsSync(`${path}.version-${newestVersion}.backup`)).toBe(false);
  });
});

describe("a connection", () => {
  test("waits for the disk at every commit and refuses what the schema refuses, also when it is reopened", () => {
    const path = newBook();
    openBook(path, 1).close();
    const { book, close } = openBook(path, 2);
    const pragma = (name: string) => Object.values(book.get<Record<string, unknown>>(`PRAGMA ${name}`) ?? {})[0];
    expect({
      journalMode: pragma("journal_mode"),
      synchronous: pragma("synchronous"),
      foreignKeys: pragma("foreign_keys"),
      trustedSchema: pragma("trusted_schema"),
      recursiveTriggers: pragma("recursive_triggers"),
    }).toEqual({ journalMode: "wal", synchronous: 2, foreignKeys: 1, trustedSchema: 0, recursiveTriggers: 1 });
    close();
  });

  test("a book made by the application carries its mark", () => {
    const database = new Database(newBook(), { readonly: true });
    expect(database.pragma("application_id", { simple: true })).toBe(0x43_48_4f_55);
    database.close();
  });
});

/** The checksum of every migration that a book in the world may have been made with. Lines are added, never changed. */
const pinnedChecksums = [
  [1, "0929bb6dd83f2254f0881f720969e45650031eee40b4352fd30dfbc02d621703"],
  [2, "cffdaddce141862033ced742c42bd6c5ba37fe98c96dc0b9cfd4d6d0e065ba2b"],
  [3, "ca7484ad408e686c287f2ec55314ca2ae2d4b9f1a1f0b873cf97b78ccf3b308c"],
  [4, "c3d3fdc6edc4a015470e1e1f589bad6bc39a639eb0e6d8185e94f4762510df12"],
  [5, "b137883e3f88ad900ebcf1f6925bd7b094cb57dce4470edbc2af5af11ef54e15"],
  [6, "b55684d7cfe1587688c5038fe6bbe6700cafdee08272b357c023ca808507897f"],
  [7, "d87b5522a571399815f8e87d904cd5b9b890a4ad5f6f736d96c543314c95430d"],
  [8, "9c12a9f6db4a5d71a63af575da52d028ee9862f284b2fa222fe97b5359532195"],
  [9, "84a0d42da50fa0b91ebc85d04fc90eefe45f953b7f591f0076b01c6189d1e3fc"],
  [10, "ca59cbd84416100ae15925201f0469b2745bb81eb73bf274ab1348d3286eeb49"],
  [11, "f2b3b0a7c830100e162e4b586ddd1c77a8c08cfbd46630c1a5ccbca22c3d4c9d"],
  [12, "2e93e9e3fe48e5ad3587fbc3fcf5a7a829d47683e0d49fda8e8fc49954140397"],
  [13, "52af122c7604bc81845774a8796d7dad5225014110263408f68e2a5399e9a331"],
  [14, "5f5a82e146a9fc9f4b0a8f675217fa9604c16599742ec860bc370b68b37498cd"],
  [15, "b0e28982d4de1943c9e81b4874d206572a62f124fcd8030ce1f793a660e8b978"],
  [16, "46f889338230d286d2b7351ce854d1662f2cb2521c79cd49e48c3658900a3fd2"],
  [17, "0ce5d493b01c49f9230a6962742200425cc83e6984737f81911d85066a0bfb2c"],
  [18, "98d9428a85d8fb754ee277d35b5312b6e72ed4ab9780798a9d4abf3f83e92d1d"],
  [19, "a8953b6f858af87e53faa00cff02df3c2e6fb7cc5af0524bd575b8fd3eb458f3"],
  [20, "e5a512439a754d91f9922732f10c03dbc292dd65554faecece475ccc48b28d88"],
  [21, "560a3bc1b677ed16d71279e316e35e17202cd2b9cccaaef5b914e8935c79f528"],
  [22, "a92200c50b8109b74f36c7a3d5373f0fc4019d3032f2a88ffb86fa8d6e39d381"],
  [23, "313a911e0bb7dfe970b6cf20d6e352d86f50e4f9e5efb8fc918a873a5df3d30c"],
  [24, "01b5d88486be5f9fae835f266238256f0d331fd88a48692e4546c73b58d78c0e"],
  [25, "28fa2124483082c8a60fea730747ea9d59933065cbb073b22044626ac241665f"],
  [26, "6db9b4e8db681d201f930cf79417fdf0c3f267eee54645f958e8826c28bc0c25"],
  [27, "e6f55b45d507db38189766eb07b2607aa6b19e4aca6ad08b55debd4f98b1dce0"],
  [28, "b6359d462a6e7bdb7a61ce421c9f416771b021374714ec9040becea5971cd406"],
  [29, "f941a23943e4f16803ae3250eb00a79002ce4f6f44fc92999db332477aadc9fe"],
  [30, "33cadcb0257a080373cd1ac67bdfdd217d1044c0989d5bc462f1198ce565629c"],
  [31, "de41cf809fc33dd2a624058f7e068b924c575a9ae417d79dd7e7bea07e25ff55"],
  [32, "047a9a694c28823143e5d4b9b5c9fff627a6cba0959c8e82887d5a49d5f9a820"],
  [33, "167ca0f59afc94c720410f0398bc388b4adce77a5a01410eaed4f905e838dffd"],
  [34, "8168352de97c122a55130ee58eda8049d07790cfd4594d275792c5cd0e1c077d"],
  [35, "e2c775243127f9bdc0717ea67473b3bf2fb6cfd0837904d8a613a7165e9c7abb"],
  [36, "d20eaf9d78ba10397b303a56391617be1e61afe8b2e16eadaf245f70847b475b"],
  [37, "ecfc07d312a1d512bf50f394efd0c7c50020a8278419f8abc2aa4d636b52174f"],
  [38, "b1c5b7b7e209fdee0d62176c89adebcc8aaf8fbb43feb195b92bdfcfc71b76e5"],
  [39, "4bcd87ddeecb4edc7299beec369384dae8fc2da079fe7d3fa1c52796cd7ca064"],
  [40, "293dd689ae94a09ce9e83b0a98cf143cad3bb7bca95bed1b7e7cbc37473d72f0"],
  [41, "6626f64ca54cd09f98860aadb6978b7619ae6ff5181a97a39f2a8090a87ad98f"],
  [42, "08a8047aacae989c88a980414b3c3133adff40421eae103429f4942e609ebb0e"],
  [43, "8683c9845e1dcc7e1d1ae9b87afb0ef51b73efcad2f1bdeef2ba72b49f25af4e"],
];
