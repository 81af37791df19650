import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Engine } from "../../src/main/engine/engine.ts";
import { importBook } from "../../src/main/engine/handlers/book/import-book.ts";
import { commandLineCaller } from "../../src/main/hosts/callers.ts";
import { readAnyBook } from "../../src/main/storage/book/open-book.ts";
import type { BookPlace } from "../../src/main/storage/book/postgres/server-book.ts";
import { writeRecords } from "../../src/main/storage/book/write-records.ts";
import type { MethodOutput } from "../../src/shared/contract/index.ts";
import type { Result } from "../../src/shared/errors.ts";
import { createDoor, openTestBook, temporaryFolder, type TestBook } from "./book.ts";
import { readFigures } from "./book-figures.ts";

/** A book in a file has beside it what belongs to no book. */
export const filePlace = (path: string): BookPlace => ({ place: path, workPath: path });

/** What an export of the book at a path would hold, without the act that it is. */
export function recordsOf(path: string): Buffer {
  const book = readAnyBook(filePlace(path));
  try {
    return Buffer.concat([...writeRecords(book)].map(({ bytes }) => bytes));
  } finally {
    book.close();
  }
}

/** Ask for a book at the path of an engine that has none, made of an export. */
export function importInto(book: TestBook, fromPath: string): Promise<Result<MethodOutput<"book.import">>> {
  return book.engine.call("book.import", { fromPath, idempotencyKey: "import" }, commandLineCaller());
}

/** The door of who can read the file: passphrases are in no export, so nobody signs in to what is made of one. */
function forReading({ path, engine }: TestBook): TestBook {
  const dispatch: Engine["dispatch"] = (method, input, caller) =>
    engine.dispatch(method, input, { ...caller, readsOnly: true });
  return createDoor(path, { ...engine, dispatch });
}

/**
 * Export a book, make another one of it, and expect all that can be asked of the two to be the same (BEHAVIOUR 14.3).
 *
 * @param days on which balances are compared, beside the last.
 * @param path where the other is made.
 */
export async function expectSameBookOfExport(
  book: TestBook,
  days: readonly string[],
  path = `${temporaryFolder()}/imported.countinghouse`,
): Promise<void> {
  const exported = await book.runJob("book.export", {});
  importBook({ place: path, workPath: `${temporaryFolder()}/imported` }, exported.result.path, Date.now());
  // To the last byte, before anything was done in it.
  expect(recordsOf(path).equals(readFileSync(exported.result.path))).toBe(true);
  const imported = forReading(await openTestBook(path));
  const verified = await Promise.all([book, imported].map((each) => each.runJob("ledger.verify", {})));
  const [own, other] = verified.map(({ result }) => result);
  expect(other).toEqual(own);
  expect(other).toMatchObject({ ok: true, fileProblem: null });
  expect(await readFigures(imported.engine)).toEqual(await readFigures(book.engine));
  for (const on of [...days, "9999-12-31"]) {
    for (const by of ["effective", "recorded"] as const) {
      const question = { accountId: null, on, by };
      expect(await imported.ask("ledger.balancesAsOf", question)).toEqual(
        await book.ask("ledger.balancesAsOf", question),
      );
    }
  }
  await imported.close();
}
