import Database from "better-sqlite3";
import { Client } from "pg";
import { isServerAddress } from "../../src/shared/book-address.ts";
import type { TestBook } from "./book.ts";

/** Do something with a book that is open, in a file or on a server, as a database tool would: behind the application's back. */
export async function changeByTool({ path }: Pick<TestBook, "path">, sql: string): Promise<void> {
  if (isServerAddress(path)) {
    await withClient(path, (client) => client.query(sql));
    return;
  }
  const database = new Database(path);
  database.exec(sql);
  database.close();
}

/** How many rows tables have, as a database tool counts them. */
export async function countByTool(
  { path }: Pick<TestBook, "path">,
  ...tables: readonly string[]
): Promise<readonly number[]> {
  const queries = tables.map((table) => `SELECT count(*) AS count FROM ${table}`);
  if (isServerAddress(path)) {
    return withClient(path, async (client) => {
      const counts: number[] = [];
      for (const query of queries) counts.push(Number((await client.query<{ count: string }>(query)).rows[0]?.count));
      return counts;
    });
  }
  const database = new Database(path, { readonly: true });
  const counts = queries.map((query) => database.prepare<[], number>(query).pluck().get() ?? 0);
  database.close();
  return counts;
}

async function withClient<Answer>(path: string, work: (client: Client) => Promise<Answer>): Promise<Answer> {
  const address = new URL(path);
  const schema = address.searchParams.get("schema") ?? "countinghouse";
  address.searchParams.delete("schema");
  const client = new Client({ connectionString: address.href });
  await client.connect();
  try {
    await client.query(`SET search_path = "${schema}", pg_catalog`);
    return await work(client);
  } finally {
    await client.end();
  }
}
