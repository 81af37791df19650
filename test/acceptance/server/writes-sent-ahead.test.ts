import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import type { WritableBook } from "../../../src/main/storage/book/book-handle.ts";
import { keepConnectionThreads } from "../../../src/main/storage/book/postgres/connection.ts";
import { createServerBook, openServerBook } from "../../../src/main/storage/book/postgres/server-book.ts";
import { temporaryFolder } from "../../support/book.ts";
import { findServerPrograms, startTestServer, type TestServer } from "../../support/postgres.ts";

const programs = findServerPrograms();

/** So many that most of them are sent while the rest are still to come, and of those that some have been answered. */
const many = 2_000;
/** So many that some of them are sent ahead, and none is answered. */
const few = 300;

describe.skipIf(programs === null)("what is sent to a server ahead of an answer (BEHAVIOUR 13)", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(programs ?? "", ["fsync=off"]);
    createServerBook({ place: server.placeOf("acme"), workPath: "" }, Date.now(), () => undefined);
  });
  afterAll(() => server.stop());

  /** The book, with a table for numbers, in which there is none. */
  function openBook(): WritableBook {
    server.psql("DROP TABLE IF EXISTS acme.number; CREATE TABLE acme.number (id bigint PRIMARY KEY)");
    const book = openServerBook({ place: server.placeOf("acme"), workPath: join(temporaryFolder(), "work") });
    onTestFinished(() => book.close());
    return book;
  }
  const write = (book: WritableBook, from: number, rows = many) => {
    for (let id = from; id < from + rows; id += 1) book.run("INSERT INTO number (id) VALUES (?)", id);
  };
  const count = () => server.psql("SELECT count(*) FROM acme.number");
  const isDuplicate: unknown = expect.objectContaining({ code: "23505" });
  const isUnreachable: unknown = expect.objectContaining({ code: "book_unreachable" });

  test("is there with the commit, in its order", () => {
    const book = openBook();
    const last = book.transaction(() => {
      write(book, 0);
      book.run("DELETE FROM number WHERE id < ?", 10);
      return book.get<{ last: number }>("SELECT max(id) AS last FROM number")?.last;
    });
    expect([last, count()]).toEqual([many - 1, `${many - 10}`]);
  });

  test("fails at the latest with the commit, and then nothing of the transaction is there", () => {
    const book = openBook();
    const writeTwice = () => {
      write(book, 0);
      book.run("INSERT INTO number (id) VALUES (?)", 1);
      write(book, many);
    };
    expect(() => book.transaction(writeTwice)).toThrow(isDuplicate);
    expect(count()).toBe("0");
    book.transaction(() => write(book, 0));
    expect(count()).toBe(`${many}`);
  });

  test("undoes the part that it belongs to, and the rest is done", () => {
    const book = openBook();
    book.transaction(() => {
      write(book, 0);
      expect(() => book.part(() => write(book, 1))).toThrow(isDuplicate);
      write(book, many);
    });
    expect(count()).toBe(`${2 * many}`);
  });

  test("is undone with a part that is refused, and why that was is what is said, whatever became of what was sent", () => {
    const book = openBook();
    const refused = new Error("refused");
    const refusing = (from: number) => () => {
      write(book, from, few);
      throw refused;
    };
    book.transaction(() => {
      write(book, 0);
      for (const from of [1, many]) expect(() => book.part(refusing(from))).toThrow(refused);
    });
    expect(() => book.transaction(refusing(0))).toThrow(refused);
    expect(count()).toBe(`${many}`);
  });

  test("is lost with the connection, which is said, and done when it is asked for again", () => {
    const book = openBook();
    const losing = () => {
      write(book, 0);
      server.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'countinghouse'");
      write(book, many);
    };
    expect(() => book.transaction(losing)).toThrow(isUnreachable);
    expect(count()).toBe("0");
    book.transaction(() => write(book, 0));
    expect(count()).toBe(`${many}`);
  });

  test("is said to be lost where the book is closed before it was answered, and nobody waits for ever", () => {
    const book = openBook();
    const closing = (lose: () => void) => () => {
      write(book, 0, few);
      lose();
      book.close();
      expect(() => book.flush()).toThrow(expect.objectContaining({ code: "CLOSED" }) as Error);
      expect(() => write(book, many)).toThrow(expect.objectContaining({ code: "CLOSED" }) as Error);
    };
    const loseConnection = () => {
      server.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'countinghouse'");
      // The first answer that is taken says so, with one more on its way.
      expect(() => write(book, few)).toThrow(/connection/iu);
    };
    expect(() => book.transaction(closing(loseConnection))).toThrow(isUnreachable);
    expect(() => book.transaction(closing(() => undefined))).toThrow(isUnreachable);
    expect(count()).toBe("0");
  });

  test("is nothing to the next connection of a thread that is kept, whatever became of it, and of one that was lost no thread is kept", async () => {
    keepConnectionThreads(1);
    onTestFinished(() => keepConnectionThreads(0));
    const useAndLeave = (leave: (book: WritableBook) => void) => {
      const book = openBook();
      book.transaction(() => write(book, 0, few));
      expect(() =>
        book.transaction(() => {
          write(book, many, few);
          leave(book);
        }),
      ).toThrow(isUnreachable);
      expect(count()).toBe(`${few}`);
    };
    const lose = () =>
      server.psql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'countinghouse'");
    let started = 0;
    const countThread = () => (started += 1);
    process.on("worker", countThread);
    onTestFinished(() => void process.off("worker", countThread));
    const threadsOf = async (leave: (book: WritableBook) => void) => {
      // That a thread was started is told in the next turn.
      await setImmediate();
      started = 0;
      useAndLeave(leave);
      await setImmediate();
      return started;
    };
    const close = (book: WritableBook) => book.close();
    const counts: number[] = [];
    for (const leave of [close, close, lose, close, close]) counts.push(await threadsOf(leave));
    expect(counts).toEqual([1, 0, 0, 1, 0]);
  });
});
