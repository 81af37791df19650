import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { onTestFinished } from "vitest";

/** The databases that this process copies new books from, by their server and what they are called. */
const originals = new Map<string, Promise<string>>();

/**
 * A copy of a book on a server, in a database of its own that is gone after the test. The book itself is made by the first test of each
 * process that asks for it by this name: to make one takes seconds, to copy one a moment.
 *
 * @param server the address of a database of the server.
 * @param make makes it at the address that it is given, and leaves it closed.
 * @returns the address of the copy.
 */
export async function copyServerBook(
  server: string,
  name: string,
  make: (address: string) => Promise<void>,
): Promise<string> {
  const key = `${new URL(server).host} ${name}`;
  let original = originals.get(key);
  if (original === undefined) {
    original = makeOriginal(server, make);
    originals.set(key, original);
  }
  const copy = newName();
  await administer(server, `CREATE DATABASE ${copy} TEMPLATE ${await original} STRATEGY file_copy`);
  onTestFinished(() => administer(server, `DROP DATABASE ${copy} WITH (FORCE)`));
  return addressOf(server, copy);
}

async function makeOriginal(server: string, make: (address: string) => Promise<void>): Promise<string> {
  const original = newName();
  await administer(server, `CREATE DATABASE ${original}`);
  await make(addressOf(server, original));
  return original;
}

function newName(): string {
  return `books_${randomUUID().replaceAll("-", "")}`;
}

function addressOf(server: string, database: string): string {
  const address = new URL(server);
  address.pathname = database;
  address.searchParams.set("schema", "book");
  return address.href;
}

async function administer(server: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: server.replace(/\?.*$/u, "") });
  await client.connect();
  await client.query(sql);
  await client.end();
}
