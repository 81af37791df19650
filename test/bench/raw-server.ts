import type { Client } from "pg";
import { timeMs } from "./harness.ts";
import { parts } from "./raw-billing.ts";

type Row = Readonly<Record<string, unknown>>;

/** A statement of which raw `pg` has the name, and what it is given. */
interface Write {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Tables like the book's beside it, into which the same rows are written by nothing but `pg`, one statement after the other. */
export interface RawServer {
  /** Write the rows of the invoices since the last time. @returns how long writing took, in milliseconds. */
  repeatRun(): Promise<number>;
  /** Write the rows of the adjustments since the last time. @returns as {@link RawServer.repeatRun}. */
  repeatPostings(): Promise<number>;
}

const written = [...new Set([...parts.map(({ table }) => table), "command"])];

/** @param client connected to the database in which the book is in the schema `measured`. */
export async function openRawServer(client: Client): Promise<RawServer> {
  await client.query("SET search_path = measured, pg_catalog; SET jit = off; CREATE SCHEMA raw");
  const columnsOf = new Map<string, readonly string[]>();
  for (const table of written) {
    await client.query(`CREATE TABLE raw.${table} (LIKE measured.${table} INCLUDING ALL)`);
    const { rows } = await client.query<{ column_name: string }>(
      `SELECT column_name FROM information_schema.columns WHERE table_schema = 'measured' AND table_name = $1
         AND is_generated = 'NEVER' AND is_identity = 'NO' ORDER BY ordinal_position`,
      [table],
    );
    const columns = rows.map((row) => row.column_name);
    columnsOf.set(table, columns);
    const listed = columns.map((column) => `"${column}"`).join(", ");
    await client.query(`INSERT INTO raw.${table} (${listed}) SELECT ${listed} FROM measured.${table}`);
    await client.query(`ANALYZE raw.${table}`);
  }

  const names = new Map<string, string>();
  const named = (text: string, values: readonly unknown[]): Write => {
    let name = names.get(text);
    if (name === undefined) names.set(text, (name = `statement ${names.size}`));
    return { name, text, values };
  };

  const insert = (table: string, row: Row): Write => {
    const columns = columnsOf.get(table) ?? [];
    const places = columns.map((_column, index) => `$${index + 1}`);
    const listed = columns.map((column) => `"${column}"`).join(", ");
    const text = `INSERT INTO raw.${table} (${listed}) VALUES (${places.join(", ")})`;
    return named(
      text,
      columns.map((column) => row[column]),
    );
  };

  /** @param text with question marks, as SQLite has them. */
  const update = (text: string, values: readonly unknown[]): Write => {
    let place = 0;
    const placed = text.replaceAll("?", () => `$${(place += 1)}`).replace(/^UPDATE /u, "UPDATE raw.");
    return named(placed, values);
  };

  /** What was written since the last time, in the transactions in which it was. */
  const transactionsSince = async (
    table: string,
    column: string,
  ): Promise<() => Promise<(readonly [number, number])[]>> => {
    const end = await client.query<{ last: string }>(`SELECT coalesce(max(${column}), 0) AS last FROM ${table}`);
    let last = Number(end.rows[0]?.last);
    return async () => {
      const { rows } = await client.query<{ first: string; last: string }>(
        `SELECT min(${column}) AS first, max(${column}) AS last FROM ${table} WHERE ${column} > ${last} GROUP BY xmin::text ORDER BY 1`,
      );
      last = Number(rows.at(-1)?.last ?? last);
      return rows.map((row) => [Number(row.first), Number(row.last)] as const);
    };
  };
  const runs = await transactionsSince("invoice", "number");
  const commits = await transactionsSince("command", "sequence");

  const write = (batches: readonly (readonly Write[])[]): Promise<number> =>
    timeMs(async () => {
      for (const batch of batches) {
        await client.query("BEGIN");
        for (const { name, text, values } of batch) await client.query({ name, text, values: [...values] });
        await client.query("COMMIT");
      }
    });

  async function writesOfInvoices(from: number, to: number): Promise<Write[]> {
    const byNumber = new Map<number, Write[]>();
    for (const { table, select, update: text } of parts) {
      const { rows, fields } = await client.query<unknown[]>({
        text: select.replace("BETWEEN ? AND ?", "BETWEEN $1::bigint AND $2::bigint"),
        values: [from, to],
        rowMode: "array",
      });
      const columns = fields.map(({ name }) => name).slice(1);
      for (const [number, ...values] of rows) {
        const writes = byNumber.get(Number(number)) ?? [];
        const row = Object.fromEntries(columns.map((column, index) => [column, values[index]]));
        writes.push(text === null ? insert(table, row) : update(text, values));
        byNumber.set(Number(number), writes);
      }
    }
    return [...byNumber.values()].flat();
  }

  async function writesOfPostings(from: number, to: number): Promise<Write[]> {
    const entries = await client.query<Row>(
      `SELECT entry.*, command.sequence AS command_sequence FROM command JOIN ledger_entry entry
         ON entry.idempotency_key = command.idempotency_key WHERE command.sequence BETWEEN ${from} AND ${to} ORDER BY entry.sequence`,
    );
    const commands = await client.query<Row>(`SELECT * FROM command WHERE sequence BETWEEN ${from} AND ${to}`);
    const blocks = await client.query<Row>("SELECT * FROM credit_block WHERE entry_id = ANY($1)", [
      entries.rows.map((entry) => entry["id"]),
    ]);
    const blockOf = new Map(blocks.rows.map((block) => [block["entry_id"], block]));
    const commandOf = new Map(commands.rows.map((command) => [command["sequence"], command]));
    return entries.rows.flatMap((entry) => [
      insert("ledger_entry", entry),
      update(
        `INSERT INTO raw.credit_balance (account_id, currency, ledger_minor, last_sequence) VALUES (?, ?, ?, ?)
           ON CONFLICT (account_id, currency) DO UPDATE SET ledger_minor = excluded.ledger_minor, last_sequence = excluded.last_sequence`,
        [entry["account_id"], entry["currency"], entry["balance_after_minor"], entry["sequence"]],
      ),
      update("UPDATE account_listing SET credit_balance_minor = ?, last_activity_on = ? WHERE account_id = ?", [
        entry["balance_after_minor"],
        entry["effective_on"],
        entry["account_id"],
      ]),
      insert("credit_block", blockOf.get(entry["id"]) ?? {}),
      insert("command", commandOf.get(entry["command_sequence"]) ?? {}),
    ]);
  }

  const inBatches = async (
    ranges: readonly (readonly [number, number])[],
    writes: (from: number, to: number) => Promise<Write[]>,
  ): Promise<Write[][]> => {
    const batches: Write[][] = [];
    for (const [from, to] of ranges) batches.push(await writes(from, to));
    return batches.filter((batch) => batch.length > 0);
  };

  return {
    repeatRun: async () => write(await inBatches(await runs(), writesOfInvoices)),
    async repeatPostings() {
      return write(await inBatches(await commits(), writesOfPostings));
    },
  };
}
