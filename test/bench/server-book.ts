import { join } from "node:path";
import { Client } from "pg";
import { moveToServer } from "../../src/main/storage/book/postgres/server-book.ts";
import { startEngine } from "../../src/main/engine/start.ts";
import type { MethodInput, MethodNameOf } from "../../src/shared/contract/index.ts";
import type { Engine } from "../../src/main/engine/engine.ts";
import { findServerPrograms, startTestServer } from "../support/postgres.ts";
import { accountIdAt, billedOn, buildCompany } from "./company.ts";
import { ask, finishJob, inTemporaryFolder, median, ratesBesideRaw, timeMs, type Finding } from "./harness.ts";
import { postThroughEngine } from "./posting.ts";

const rounds = 6;
const callers = 8;
const accounts = 1000;

/**
 * A book on a server of its own on this machine: postings by several callers beside raw `pg`, which writes the same rows into tables with the same
 * checks and indexes and no triggers, as many postings to a transaction as there are callers; a billing run, and what a screen asks for.
 */
export async function measureServerBook(postings: number): Promise<Finding[]> {
  const programs = findServerPrograms();
  if (programs === null) return [{ name: "a book on a server", figures: "there is no PostgreSQL here", aim: null }];
  const server = await startTestServer(programs);
  try {
    return await inTemporaryFolder(async (folder) => {
      const path = join(folder, "book.countinghouse");
      await buildCompany(path, { accounts, billed: true });
      const place = server.placeOf("measured");
      const at = { place, workPath: join(folder, "book") };
      moveToServer(at, path, Date.now());
      const engine = await startEngine({ bookPath: place, workPath: at.workPath });
      try {
        const posting = await measurePostings(engine, new URL(place), Math.ceil(postings / rounds));
        return [posting, await measureBilled(engine), ...(await measureReads(engine))];
      } finally {
        await engine.close();
      }
    });
  } finally {
    server.stop();
  }
}

async function measurePostings(engine: Engine, address: URL, perRound: number): Promise<Finding> {
  address.search = "";
  const client = new Client({ connectionString: address.href });
  await client.connect();
  try {
    const raw = await openRaw(client);
    await postThroughEngine(engine, 0, perRound, callers);
    await raw.post(await raw.take());
    const [engineMs, rawMs]: [number[], number[]] = [[], []];
    for (let round = 1; round <= rounds; round += 1) {
      engineMs.push(await timeMs(() => postThroughEngine(engine, round * perRound, perRound, callers)));
      const posted = await raw.take();
      rawMs.push(await timeMs(() => raw.post(posted)));
    }
    const perSecond = (ms: readonly number[]) => (perRound / median(ms)) * 1000;
    return {
      name: `on a server: posting ${(perRound * rounds).toLocaleString("en")} adjustments, durable, ${callers} callers`,
      figures: ratesBesideRaw("postings/s", perSecond(engineMs), perSecond(rawMs)),
      aim: "≥ 60 % of raw pg",
    };
  } finally {
    await client.end();
  }
}

type Row = Readonly<Record<string, unknown>>;

/** What one posting writes, by the tables that it adds a row to. */
type Posted = Readonly<Record<(typeof writtenTables)[number], Row>>;

const writtenTables = ["ledger_entry", "credit_block", "command"] as const;

interface RawPostings {
  /** The rows of the postings that were made since the last time. */
  take(): Promise<readonly Posted[]>;
  /** Write them, in the transactions that the engine may have shared. */
  post(posted: readonly Posted[]): Promise<void>;
}

async function openRaw(client: Client): Promise<RawPostings> {
  await client.query("SET search_path = measured, pg_catalog; SET jit = off; CREATE SCHEMA raw");
  const columns = new Map<string, readonly string[]>();
  for (const table of [...writtenTables, "credit_balance", "account_listing"]) {
    await client.query(`CREATE TABLE raw.${table} (LIKE measured.${table} INCLUDING ALL)`);
    const { rows } = await client.query<{ column_name: string }>(
      `SELECT column_name FROM information_schema.columns WHERE table_schema = 'measured' AND table_name = $1
         AND is_generated = 'NEVER' AND is_identity = 'NO' ORDER BY ordinal_position`,
      [table],
    );
    columns.set(
      table,
      rows.map((row) => row.column_name),
    );
  }
  const listed = columns.get("account_listing")?.join(", ");
  await client.query(`INSERT INTO raw.account_listing (${listed}) SELECT ${listed} FROM measured.account_listing`);
  const { rows } = await client.query<{ entry: string; command: string }>(
    "SELECT coalesce((SELECT max(sequence) FROM ledger_entry), 0) AS entry, coalesce((SELECT max(sequence) FROM command), 0) AS command",
  );
  let [entry, command] = [Number(rows[0]?.entry), Number(rows[0]?.command)];
  const run = (name: string, text: string, values: readonly unknown[]) =>
    client.query({ name, text, values: [...values] });
  const insert = async (table: string, row: Row) => {
    const names = columns.get(table) ?? [];
    const places = names.map((_name, index) => `$${index + 1}`);
    const text = `INSERT INTO raw.${table} (${names.join(", ")}) VALUES (${places.join(", ")})`;
    await run(
      table,
      text,
      names.map((name) => row[name]),
    );
  };

  async function write(posted: Posted): Promise<void> {
    const { ledger_entry: row } = posted;
    await insert("ledger_entry", row);
    await run(
      "balance",
      `INSERT INTO raw.credit_balance (account_id, currency, ledger_minor, last_sequence) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account_id, currency) DO UPDATE SET ledger_minor = excluded.ledger_minor, last_sequence = excluded.last_sequence`,
      [row["account_id"], row["currency"], row["balance_after_minor"], row["sequence"]],
    );
    await run(
      "listing",
      "UPDATE raw.account_listing SET credit_balance_minor = $1, last_activity_on = $2 WHERE account_id = $3",
      [row["balance_after_minor"], row["effective_on"], row["account_id"]],
    );
    await insert("credit_block", posted.credit_block);
    await insert("command", posted.command);
  }

  return {
    async take() {
      const { rows: entries } = await client.query<Row>(
        `SELECT * FROM ledger_entry WHERE sequence > ${entry} ORDER BY sequence`,
      );
      const { rows: blocks } = await client.query<Row>(
        `SELECT * FROM credit_block WHERE entry_sequence > ${entry} ORDER BY entry_sequence`,
      );
      const { rows: commands } = await client.query<Row>(
        `SELECT * FROM command WHERE sequence > ${command} AND method = 'credits.adjust' ORDER BY sequence`,
      );
      entry = Number(entries.at(-1)?.["sequence"] ?? entry);
      command = Number(commands.at(-1)?.["sequence"] ?? command);
      return entries.map((ledgerEntry, index) => ({
        ledger_entry: ledgerEntry,
        credit_block: blocks[index] ?? {},
        command: commands[index] ?? {},
      }));
    },
    async post(posted) {
      for (let from = 0; from < posted.length; from += callers) {
        await client.query("BEGIN");
        for (const each of posted.slice(from, from + callers)) await write(each);
        await client.query("COMMIT");
      }
    },
  };
}

async function measureBilled(engine: Engine): Promise<Finding> {
  const clock = { kind: "test" as const, nowMs: Date.parse(`${billedOn(2)}T12:00:00Z`) };
  await ask(engine, "book.setClock", { clock, idempotencyKey: "to-february" });
  const tookMs = await timeMs(() =>
    finishJob(engine, "billing.run", { throughOn: billedOn(2), idempotencyKey: "run" }),
  );
  return {
    name: `on a server: renewal run, ${accounts.toLocaleString("en")} subscriptions`,
    figures: `${((accounts / tookMs) * 1000).toFixed(0)} invoices/s`,
    aim: "≥ 1,500 invoices/s",
  };
}

async function measureReads(engine: Engine): Promise<Finding[]> {
  const timed = async <Name extends MethodNameOf<"query">>(
    what: string,
    name: Name,
    input: MethodInput<Name>,
    aim: string,
  ): Promise<Finding> => {
    const took: number[] = [];
    for (let time = 0; time < 40; time += 1) took.push(await timeMs(() => ask(engine, name, input)));
    return { name: `on a server: ${what}`, figures: `${median(took.slice(10)).toFixed(1)} ms`, aim };
  };
  return [
    await timed("a page of the ledger", "ledger.list", { accountId: null, limit: 50 }, "≤ 10 ms"),
    await timed("a page of the accounts", "accounts.list", { limit: 50 }, "≤ 10 ms"),
    await timed("a page of the invoices", "invoices.list", { limit: 50 }, "≤ 10 ms"),
    await timed("what an account's next invoice will be", "invoices.preview", { accountId: accountIdAt(0) }, "≤ 20 ms"),
  ];
}
